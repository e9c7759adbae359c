"""Takes the bytes of a PDF and gives the text of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.errors import DocumentError

MAX_PAGES = 5000


def read_pages(data: bytes) -> Iterator[str]:
    """Give the text of each page, line breaks as LF; DocumentError for a PDF that cannot be opened or has no text."""
    import pypdfium2
    import pypdfium2.raw

    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise DocumentError("not a PDF: its first bytes are not %PDF")
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = str(error).lower()
        if "password" in reason:
            raise DocumentError("PDF protected by a password; save it without one") from None
        raise DocumentError("broken PDF: it cannot be opened; fetch the whole file again") from None
    with file:
        if len(file) > MAX_PAGES:
            raise DocumentError(f"PDF of {len(file)} pages; at most {MAX_PAGES} are read: split it")
        pages = [_page_text(file, number) for number in range(len(file))]
    if not any(page.strip() for page in pages):
        raise DocumentError(f"PDF without text on its {len(pages)} pages: a scan; run OCR (Arabic) on it first")
    yield from pages


def _page_text(file: object, number: int) -> str:
    import pypdfium2

    try:
        page = file[number]  # type: ignore[index]
        text: str = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        raise DocumentError(f"broken PDF: page {number + 1} cannot be read; fetch the whole file again") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x00", "")

"""Takes the bytes of a PDF and gives its text, each character with its page and its offset in the page's text."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

from marsad.documents.assemble import TextBuilder
from marsad.documents.page import page_text
from marsad.errors import DocumentError

MAX_PAGES = 5000
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})|/L\s+(\d{1,12}).{0,200}?/Linearized\b", re.DOTALL)


def read_pdf(data: bytes, limit: int) -> TextBuilder:
    """Give the text of all pages, a line break between two.

    Raises DocumentError for a PDF that is cut off, protected by a password, has no text, or more than `limit`
    characters of it.
    """
    _require_whole(data)
    builder = TextBuilder()
    with closing(_opened(data)) as file:
        count = len(file)
        if count > MAX_PAGES:
            raise DocumentError(f"PDF of {count} pages; at most {MAX_PAGES} are read: split it")
        for number in range(1, count + 1):
            if number > 1:
                builder.joint()
            builder.add(_page_text(file, number), 0, page=number)
            if builder.length > limit:
                raise DocumentError(f"PDF of more than {limit} characters (page {number} of {count}); split it")
    if not builder.text.strip():
        raise DocumentError(f"PDF without text on its {count} pages: a scan; run OCR (Arabic) on it first")
    return builder


def _require_whole(data: bytes) -> None:
    """Refuse what is no PDF or ends before its end: PDFium would repair it and give a part as the whole."""
    if b"%PDF" not in data[:1024]:
        raise DocumentError("not a PDF: its first bytes are not %PDF; give the file its right name")
    linearized = _LENGTH.search(data[:2048])
    wanted = int(linearized.group(1) or linearized.group(2)) if linearized else 0
    if b"%%EOF" not in data or wanted > len(data):
        raise DocumentError("PDF cut off before its end; fetch the whole file again")


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError("PDF protected by a password; save it without one") from None
        raise DocumentError("broken PDF: it cannot be opened; fetch the whole file again") from None


def _page_text(file: Any, number: int) -> str:
    import pypdfium2

    try:
        with closing(file[number - 1]) as page:
            return page_text(page)
    except pypdfium2.PdfiumError:
        raise DocumentError(f"broken PDF: page {number} cannot be read; fetch the whole file again") from None

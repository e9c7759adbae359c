"""Takes the bytes of a PDF and gives its text, each character with its page, its offset there, and its line's box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from marsad.documents.assemble import TextBuilder
from marsad.documents.model import Box
from marsad.documents.pdf.blocks import Line
from marsad.documents.pdf.forms import filled_page, prepare_forms
from marsad.documents.pdf.page import page_lines
from marsad.documents.pdf.paragraphs import PageLines, goes_on_over, joins, set_apart
from marsad.documents.pdf.scans import ADVICE
from marsad.errors import DocumentError

MAX_PAGES = 5000
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})|/L\s+(\d{1,12}).{0,200}?/Linearized\b", re.DOTALL)
_LEFT_OUT = ("head", "foot")


def read_pdf(data: bytes, limit: int) -> tuple[TextBuilder, tuple[str, ...]]:
    """Give the text of all pages, a paragraph a line, and notes on what could not be read as it should.

    The offset of a character counts in its page's text: the page's lines in reading order, a line break between two.
    Running heads, feet and page numbers are in the page's text, but not in the document's.

    Raises DocumentError for a PDF that is cut off, protected by a password, a form of Adobe's own kind, without text,
    or of more than `limit` characters.
    """
    _require_whole(data)
    with closing(_opened(data)) as file:
        prepare_forms(file)
        pages, notes = _pages(file, limit)
    if not any(line.text.strip() for page in pages for line in page.lines):
        raise DocumentError(_without_text(len(pages), notes))
    set_apart(pages)
    return _assembled(pages), notes


def _without_text(count: int, notes: tuple[str, ...]) -> str:
    """Give why there is nothing to read, as the first note tells it."""
    fault = notes[0].split(": ")[1] if notes else "a scan, or empty"
    return f"PDF without text on its {count} pages: {fault}; {ADVICE}"


def page_text(page: PageLines) -> str:
    """Give the text of a page in which offsets count."""
    return "\n".join(line.text for line in page.lines)


def _pages(file: Any, limit: int) -> tuple[list[PageLines], tuple[str, ...]]:
    count, length = len(file), 0
    if count > MAX_PAGES:
        raise DocumentError(f"PDF of {count} pages; at most {MAX_PAGES} are read: split it")
    pages, notes = [], []
    for number in range(1, count + 1):
        page, note = _page(file, number)
        pages.append(page)
        if note is not None:
            notes.append(f"page {number} of {count}: {note}")
        length += sum(len(line.text) + 1 for line in page.lines)
        if length > limit:
            raise DocumentError(f"PDF of more than {limit} characters (page {number} of {count}); split it")
    return pages, tuple(notes)


def _assembled(pages: list[PageLines]) -> TextBuilder:
    """Give the text of the pages: body first, the footnotes of a page after the paragraph that runs over its end."""
    builder, waiting = TextBuilder(), list[tuple[Line, int, int, bool]]()
    goes_on = False
    for number, page in enumerate(pages, 1):
        following = pages[number].lines if number < len(pages) else []
        for line, offset, is_joined in _placed(page):
            if line.kind in _LEFT_OUT:
                continue
            if line.kind != "body":
                waiting.append((line, number, offset, is_joined))
                continue
            if not goes_on:
                waiting = _flushed(builder, waiting, before=number)
            _add(builder, line, number, offset, goes_on)
            goes_on = is_joined
        if not goes_on and goes_on_over(page.lines, following):
            goes_on = True
    _flushed(builder, waiting, before=len(pages) + 1)
    return builder


def _placed(page: PageLines) -> Iterator[tuple[Line, int, bool]]:
    """Give the lines of a page with their offsets in its text, and whether their paragraph goes on."""
    offset, body = 0, [line for line in page.lines if line.kind not in _LEFT_OUT]
    joined = dict(zip(map(id, body), joins(body), strict=True))
    for line in page.lines:
        yield line, offset, joined.get(id(line), False)
        offset += len(line.text) + 1


def _flushed(
    builder: TextBuilder, waiting: list[tuple[Line, int, int, bool]], *, before: int
) -> list[tuple[Line, int, int, bool]]:
    """Write the notes of earlier pages; give those that still wait for the end of their page."""
    goes_on = False
    for line, number, offset, is_joined in waiting:
        if number < before:
            _add(builder, line, number, offset, goes_on)
            goes_on = is_joined
    return [note for note in waiting if note[1] >= before]


def _add(builder: TextBuilder, line: Line, number: int, offset: int, goes_on: bool) -> None:
    if builder.length:
        builder.joint(" " if goes_on else "\n")
    builder.add(line.text, offset, page=number, box=_box(line))


def _box(line: Line) -> Box | None:
    if not line.em:
        return None
    bottom, top = line.baseline - 0.3 * line.em, line.baseline + 0.9 * line.em
    return round(line.left, 1), round(bottom, 1), round(line.right, 1), round(top, 1)


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


def _page(file: Any, number: int) -> tuple[PageLines, str | None]:
    import pypdfium2

    try:
        with closing(filled_page(file, number - 1)) as page:
            return page_lines(page)
    except pypdfium2.PdfiumError:
        raise DocumentError(f"broken PDF: page {number} cannot be read; fetch the whole file again") from None

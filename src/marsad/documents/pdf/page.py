"""Takes one page of an opened PDF and gives its lines in reading order, and what there is to say of them."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from marsad.documents.pdf.blocks import Line, lines_of
from marsad.documents.pdf.garbled import NOTHING, garbled
from marsad.documents.pdf.glyphs import GlyphPage
from marsad.documents.pdf.page_glyphs import read_glyphs
from marsad.documents.pdf.paragraphs import PageLines
from marsad.documents.pdf.pieces import pieces_of
from marsad.documents.pdf.scans import ADVICE, can_read_scans, is_scan, scanned_lines

_MIN_GLYPHS = 8
_HEAPED = 0.3


def page_lines(page: Any) -> tuple[PageLines, str | None]:
    """Give the lines of a pypdfium2 page, and what there is to say of how they were got, or None.

    Raises pypdfium2.PdfiumError where the page cannot be read.
    """
    with closing(page.get_textpage()) as textpage:
        glyph_page = read_glyphs(textpage)
        lie = _lie(glyph_page)
        if lie is not None:
            return PageLines(_as_in_file(textpage)), f"{lie}, so it is read in the order of the file"
        pieces, turned = pieces_of(glyph_page)
        lines = lines_of(glyph_page, pieces)
    if not lines and not turned and is_scan(page):
        return _scanned(page, [], "no text on it, a scan")
    fault = garbled(line.text for line in lines)
    if fault is not None:
        return _scanned(page, [] if fault is NOTHING else lines, fault)
    lines += [Line(text, 0.0, 0.0, 0.0, 0.0, block=-1, kind="turned") for text in turned if text.strip()]
    width, height = page.get_size()
    bottom, top = _edges(width, height, glyph_page.turn)
    return PageLines(lines, bottom, top), None


def _scanned(page: Any, lines: list[Line], fault: str) -> tuple[PageLines, str]:
    """Give what OCR reads on a page of which no text can be read, where it is installed, else its lines as they are."""
    seen = scanned_lines(page) if can_read_scans() else None
    if seen is None:
        return PageLines(lines), f"{fault}: {ADVICE}"
    return PageLines(seen, 0.0, page.get_size()[1]), f"{fault}: read by OCR (Tesseract), which errs"


def _edges(width: float, height: float, turn: int) -> tuple[float, float]:
    return ((0.0, height), (-width, 0.0), (-height, 0.0), (0.0, width))[turn]


def _lie(page: GlyphPage) -> str | None:
    """Give what is wrong with the places of the glyphs: none, or many in one place; None where nothing is."""
    glyphs = page.glyphs
    count = len(glyphs) + page.heaped
    if count < _MIN_GLYPHS:
        return None
    if sum([right - left < 1e-3 for left, right, _, _, _, _ in glyphs]) > 0.5 * len(glyphs):
        return "its letters have no width"
    if len({(left, baseline) for left, _, baseline, _, _, _ in glyphs}) < (1 - _HEAPED) * count:
        return "its letters lie on top of each other"
    return None


def _as_in_file(textpage: Any) -> list[Line]:
    """Give the lines in the order in which they stand in the file.

    Marks that PDFium puts in place of hyphens at line ends and of glyphs without a letter are left out.
    """
    text: str = textpage.get_text_bounded()
    return _unplaced(text.replace("\ufffe", "").replace("\x00", ""))


def _unplaced(text: str) -> list[Line]:
    """Give the lines of a text of which no places are known, none of which goes on in the next."""
    return [Line(line, 0.0, 0.0, 0.0, 0.0, is_row=True) for line in text.splitlines()]

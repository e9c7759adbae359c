"""Takes a piece of a page and gives its text in reading order: its marks on their letters, spaces where gaps are."""

from __future__ import annotations

import math
import unicodedata

from marsad.documents.pdf.bidi import logical, mirrored
from marsad.documents.pdf.characters import TATWEEL
from marsad.documents.pdf.glyphs import Glyph, GlyphPage, Piece, ink, is_tight
from marsad.documents.pdf.marks import marked

_SPACE_IN_FILE, _SPACE, _SURE_SPACE = 0.05, 0.14, 0.21
_FILLERS = ("", TATWEEL)
_HATTED = ("\u0622", "\u0623", "\u0625")  # alefs whose madda or hamza may be wider than they are
_STROKE_HEIGHT, _STROKE_SLACK = 0.16, 0.03


def text_of(page: GlyphPage, piece: Piece, *, is_rtl: bool) -> str:
    """Give the text of a piece in reading order.

    A glyph's place begins with its pen where tails of letters reach out further; a hat does not make an alef wider.
    """
    items: list[str] = []
    right, is_blank, before = math.inf, False, piece.glyphs[0]
    narrow, marks = _SPACE_IN_FILE * piece.em, piece.marks
    for at, glyph in enumerate(piece.glyphs):
        left, end, _, text, _, pen = glyph
        if text == " ":
            is_blank = True
            continue
        gap = (pen if pen > left and len(text) == 1 else left) - right
        if gap > narrow and _is_apart(page, before, glyph, gap, piece.em, is_blank):
            items.append(" ")
        is_blank, before = False, glyph
        if text in _HATTED and left < pen:
            end -= pen - left
        right = end if end > right or right == math.inf else right
        if text in _FILLERS or (not text.isalpha() and _is_stretch(page, piece, at)):
            continue
        items.append(marked(glyph, marks[at]) if at in marks else text)
    text = mirrored("".join(logical(items, is_rtl=is_rtl)))
    return _composed(text) if piece.marks else text


def _is_apart(page: GlyphPage, before: Glyph, glyph: Glyph, gap: float, em: float, is_blank: bool) -> bool:
    """Tell whether a gap is a space; without a blank in the file it must be wider, more so between edges of ink."""
    if is_blank or gap <= _SPACE * em:
        return is_blank
    return gap > _SURE_SPACE * em or not (is_tight(page, before) or is_tight(page, glyph))


def _is_stretch(page: GlyphPage, piece: Piece, at: int) -> bool:
    """Tell whether a glyph is a stroke that stretches a word, whatever character it is mapped to.

    It is thin, lies on the baseline, and its ink reaches from one Arabic letter to the other.
    """
    glyph = piece.glyphs[at]
    if glyph.at < 0 or glyph.text[0].isalnum() or glyph.text == "_" or not 0 < at < len(piece.glyphs) - 1:
        return False
    before, after = piece.glyphs[at - 1], piece.glyphs[at + 1]
    if not (_is_joined(before) and _is_joined(after)):
        return False
    left, right, bottom, top = (side / piece.em for side in ink(page, glyph.at))
    base, slack = piece.baseline / piece.em, _STROKE_SLACK
    reaches = left <= glyph.left / piece.em + slack and right >= glyph.right / piece.em - slack
    return reaches and top - bottom < _STROKE_HEIGHT and base < top and bottom < base + _STROKE_HEIGHT


def _is_joined(glyph: Glyph) -> bool:
    return not glyph.text or (glyph.text[0].isalpha() and glyph.text[0] >= "\u0620") or not glyph.text[0].isalnum()


_COMPOSED = {
    base + mark: unicodedata.normalize("NFC", base + mark)
    for base in "\u0627\u0648\u064a\u06c1\u06d5"
    for mark in "\u0653\u0654\u0655"
    if len(unicodedata.normalize("NFC", base + mark)) == 1
}


def _composed(text: str) -> str:
    for parts, whole in _COMPOSED.items():
        if parts in text:
            text = text.replace(parts, whole)
    return text

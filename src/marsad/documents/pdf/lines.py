"""Takes a piece of a page and gives its text in reading order: its marks on their letters, spaces where gaps are."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

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
    glyphs, marks = piece.glyphs, piece.marks
    shown = [glyph[3] for glyph in glyphs]
    solid = [at for at, text in enumerate(shown) if text != " "]
    spaced = _spaced(page, piece, solid)
    for at in [at for at in solid if not shown[at].isalpha() or shown[at] == TATWEEL]:
        if shown[at] in _FILLERS or _is_stretch(page, piece, at):
            shown[at] = ""
    for at in marks:
        if shown[at].strip():
            shown[at] = marked(glyphs[at], marks[at])
    items, start = list[str](), 0
    for end in [*spaced, len(shown)]:
        items += [" ", *(text for text in shown[start:end] if text and text != " ")]
        start = end
    text = mirrored("".join(logical(items[1:], is_rtl=is_rtl)))
    return _composed(text) if marks else text


def _spaced(page: GlyphPage, piece: Piece, solid: list[int]) -> list[int]:
    """Give the numbers of the glyphs before which there is a space, of those that are `solid`."""
    glyphs, narrow = piece.glyphs, _SPACE_IN_FILE * piece.em
    places = [
        (
            pen if pen > left and len(text) == 1 else left,
            right - (pen - left) if text in _HATTED and left < pen else right,
        )
        for left, right, _, text, _, pen in map(glyphs.__getitem__, solid)
    ]
    rights = accumulate([right for _, right in places], max)
    gaps = [left - right for (left, _), right in zip(places[1:], rights, strict=False)]
    return [
        at
        for before, at, gap in zip(solid, solid[1:], gaps, strict=False)
        if gap > narrow and _is_apart(page, glyphs[before], glyphs[at], gap, piece.em, at - before > 1)
    ]


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

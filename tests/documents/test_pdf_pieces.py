"""Blanks that overlap their neighbours, as kerning leaves them, make no spaces inside words and bear no marks."""

from __future__ import annotations

from marsad.documents.pdf.glyphs import Glyph, GlyphPage, Mark, Piece
from marsad.documents.pdf.lines import text_of
from marsad.documents.pdf.pieces import _split

EM = 12.0


def glyph(left: float, text: str, width: float = 5.0) -> Glyph:
    return Glyph(left, left + width, 100.0, text, -1, left)


def test_a_blank_before_a_row_is_left_out() -> None:
    row = Piece(100.0, EM, [glyph(9.9, " "), glyph(10, "ة"), glyph(15, "ن"), glyph(20, "س")])
    assert [[one.text for one in piece.glyphs] for piece in _split(row)] == [["ة", "ن", "س"]]


def test_blanks_side_by_side_are_one() -> None:
    row = Piece(100.0, EM, [glyph(10, "ن"), glyph(15, " ", 2), glyph(16, " ", 2), glyph(18, "م")])
    assert [[one.left for one in piece.glyphs] for piece in _split(row)] == [[10, 16, 18]]


def test_a_mark_laid_on_a_blank_is_no_text() -> None:
    piece = Piece(100.0, EM, [glyph(10, "ن"), glyph(15, " ", 2), glyph(17, "م")]).fit()
    piece.marks[1] = [Mark(16.0, 108.0, "\u064e", 15.0, 100.0)]
    assert text_of(GlyphPage(), piece, is_rtl=True) == "م ن"

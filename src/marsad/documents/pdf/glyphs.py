"""What stands on a page: glyphs and marks with their places, and how to ask for a glyph's ink."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.documents.pdf.pdfium import functions

TOUCHING = 0.02
TIE = 0.01


class Glyph(NamedTuple):
    """A glyph, or the glyphs that stand for one cluster of characters: from `left` to `right` on a baseline.

    Coordinates are in points, y upwards, turned so that the page's main lines run from left to right; `text` is in
    reading order; `at` is the number of its first character in PDFium's text page; `pen` is where the pen was set
    down for it, by which glyphs are ordered: shapers let it advance from glyph to glyph however they overlap.
    """

    left: float
    right: float
    baseline: float
    text: str
    at: int
    pen: float


class Mark(NamedTuple):
    """Combining marks of one letter: the middle of their ink, and where the pen was set down for them."""

    x: float
    y: float
    text: str
    pen: float
    baseline: float


@dataclass(slots=True)
class GlyphPage:
    """What stands on a page.

    `spaces` are the blanks that are in the file; a glyph without text is one whose letters another one stands for.
    `has_shares` tells whether the file itself says of some stretches what they stand for (ActualText);
    `heaped` counts the characters that share their box with another one.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    spaces: list[Glyph] = field(default_factory=list)
    handle: int = 0
    turn: int = 0
    has_shares: bool = False
    heaped: int = 0


@dataclass(slots=True)
class Piece:
    """Text on one baseline without a wide gap; `em` is its size in points; glyphs stand from left to right."""

    baseline: float
    em: float
    glyphs: list[Glyph]
    left: float = 0.0
    right: float = 0.0
    marks: dict[int, list[Mark]] = field(default_factory=dict)

    def fit(self) -> Piece:
        """Set the edges from the glyphs."""
        self.left = self.glyphs[0].left
        self.right = max(glyph.right for glyph in self.glyphs)
        return self


def pen_of(glyph: Glyph) -> float:
    """Give what glyphs are ordered by: the pen, and the middle where it has not moved on."""
    return glyph.pen + TIE * (glyph.left + glyph.right)


def is_tight(page: GlyphPage, glyph: Glyph) -> bool:
    """Tell whether a glyph's edges are those of its ink, so that the white around its letter is left out."""
    if glyph.at < 0:
        return False
    left, right, _, _ = ink(page, glyph.at)
    return abs(glyph.left - left) < TOUCHING and (abs(glyph.right - right) < TOUCHING or len(glyph.text) > 1)


def ink(page: GlyphPage, at: int) -> tuple[float, float, float, float]:
    """Give left, right, bottom and top of a character's ink, turned upright."""
    box = (ctypes.c_double * 4)()
    start = ctypes.addressof(box)
    functions()["GetCharBox"](page.handle, at, start, start + 8, start + 16, start + 24)
    left, right, bottom, top = box
    turned = ((left, right, bottom, top), (bottom, top, -right, -left), (-right, -left, -top, -bottom))
    return turned[page.turn] if page.turn < len(turned) else (-top, -bottom, left, right)

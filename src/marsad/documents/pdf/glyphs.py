"""What stands on a page: glyphs and marks with their places, and how to ask for a glyph's ink."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.documents.pdf.pdfium import Box, ink_of, inks_of

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
    `heaped` counts the characters that share their box with another one; `inks` are those asked for so far.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    spaces: list[Glyph] = field(default_factory=list)
    handle: int = 0
    turn: int = 0
    has_shares: bool = False
    heaped: int = 0
    inks: dict[int, Box] = field(default_factory=dict)


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
        self.right = max([glyph[1] for glyph in self.glyphs])
        return self


def pen_of(glyph: Glyph) -> float:
    """Give what glyphs are ordered by: the pen, and the middle where it has not moved on."""
    return glyph.pen + TIE * (glyph.left + glyph.right)


def in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """Give glyphs from left to right by `pen_of`."""
    pens = [pen + TIE * (left + right) for left, right, _, _, _, pen in glyphs]
    return [glyphs[at] for at in sorted(range(len(glyphs)), key=pens.__getitem__)]


def is_tight(page: GlyphPage, glyph: Glyph) -> bool:
    """Tell whether a glyph's edges are those of its ink, so that the white around its letter is left out."""
    if glyph.at < 0:
        return False
    left, right, _, _ = ink(page, glyph.at)
    return abs(glyph.left - left) < TOUCHING and (abs(glyph.right - right) < TOUCHING or len(glyph.text) > 1)


def ink(page: GlyphPage, at: int) -> Box:
    """Give left, right, bottom and top of a character's ink, turned upright."""
    found = page.inks.get(at)
    if found is None:
        found = page.inks[at] = _upright(ink_of(page.handle, at), page.turn)
    return found


def find_inks(page: GlyphPage, characters: list[int]) -> None:
    """Ask for the ink of many characters at once, which takes less time than one by one."""
    for at, box in zip(characters, inks_of(page.handle, characters), strict=True):
        page.inks[at] = _upright(box, page.turn)


def _upright(box: Box, turn: int) -> Box:
    if turn == 0:
        return box
    left, right, bottom, top = box
    return ((bottom, top, -right, -left), (-right, -left, -top, -bottom), (-top, -bottom, left, right))[turn - 1]

"""Takes the marks of a page and gives each to the letter it stands above or below."""

from __future__ import annotations

import math
from bisect import bisect_left

from marsad.documents.pdf.characters import MARKS, is_private
from marsad.documents.pdf.glyphs import TIE, Glyph, Mark, Piece, pen_of

SHADDA, TANWIN, ALEF = "\u0651", "\u064b", "\u0627"
_LOW_MARKS = frozenset("\u064d\u0650\u0655\u0656\u065c\u065f\u06e3\u06ea\u06ed")
_LAM_ALEFS = frozenset("\u0644" + alef for alef in "\u0627\u0622\u0623\u0625")
_SAME_PEN = 0.02
_ABOVE, _BELOW = 1.5, -0.75


def place_marks(pieces: list[Piece], marks: list[Mark]) -> None:
    """Give each mark to the letter it stands above or below: where the pen was the same for both, else the nearest."""
    if not marks:
        return
    baselines = [-piece.baseline for piece in pieces]
    tallest = max((piece.em for piece in pieces), default=0.0)
    for mark in marks:
        best: tuple[float, Piece, int] | None = None
        first = bisect_left(baselines, -mark.y + _BELOW * tallest)
        for piece in pieces[first : bisect_left(baselines, -mark.y + _ABOVE * tallest)]:
            above = (mark.y - piece.baseline) / piece.em
            if not piece.left - piece.em < mark.x < piece.right + piece.em:
                continue
            if (_BELOW if mark.text[0] in _LOW_MARKS else 0.0) <= above <= _ABOVE:
                off, at = _nearest_letter(piece, mark)
                off += abs(above - (-0.2 if mark.text in _LOW_MARKS else 0.7)) / 2
                if best is None or off < best[0]:
                    best = off, piece, at
        if best is not None:
            best[1].marks.setdefault(best[2], []).append(mark)


def _nearest_letter(piece: Piece, mark: Mark) -> tuple[float, int]:
    """Give how far off (in ems) the glyph is that a mark is likeliest to sit on, and its number in the piece."""
    glyphs = piece.glyphs
    at = bisect_left(glyphs, mark.x + 2 * TIE * mark.x, key=pen_of)
    best, least = max(0, min(at, len(glyphs) - 1)), math.inf
    for near in range(max(0, at - 4), min(len(glyphs), at + 3)):
        glyph = glyphs[near]
        if not (glyph.text[:1].isalpha() or is_private(glyph.text)):
            continue
        if abs(glyph.pen - mark.pen) < _SAME_PEN and abs(glyph.baseline - mark.baseline) < _SAME_PEN:
            return 0.0, near
        outside = max(glyph.left - mark.x, mark.x - glyph.right, 0.0)
        off = outside + 0.3 * abs((glyph.left + glyph.right) / 2 - mark.x)
        if off < least:
            best, least = near, off
    return least / piece.em, best


def marked(glyph: Glyph, marks: list[Mark]) -> str:
    """Give a glyph's text with its marks, each once, in the order in which they are typed: shadda first."""
    own = "".join(char for char in glyph.text if char in MARKS)
    letters = glyph.text[: len(glyph.text) - len(own)] if glyph.text.endswith(own) else glyph.text
    if letters in _LAM_ALEFS:
        return _lam_alef_marked(glyph, letters, marks)
    return letters + _typed(glyph.text[len(letters) :] + "".join(mark.text for mark in marks))


def _typed(marks: str) -> str:
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: (mark != SHADDA, mark)))


def _lam_alef_marked(glyph: Glyph, letters: str, marks: list[Mark]) -> str:
    """Give a lam-alef with each mark after the letter that bears it: a bare alef bears but a tanwin, one with a hamza
    the only mark there is or what stands further left."""
    middle = (glyph.left + glyph.right) / 2
    if letters[1] == ALEF:
        on_lam = [mark for mark in marks if TANWIN not in mark.text]
    else:
        on_lam = [mark for mark in marks if len(marks) > 1 and mark.x > middle]
    on_alef = [mark for mark in marks if mark not in on_lam]
    lam, alef = ("".join(mark.text for mark in found) for found in (on_lam, on_alef))
    return letters[0] + _typed(lam) + letters[1] + _typed(alef)

"""Takes a row of glyphs and leaves out what stands there twice: bold print, letters that a mark's glyph says too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from marsad.documents.pdf.characters import MARKS, is_private
from marsad.documents.pdf.glyphs import Glyph, GlyphPage, Mark, Piece, ink

_DOUBLE, _BESIDE, _TWICE = 0.06, 0.6, 0.1
_HANGING = frozenset("\"'*.,:;-^~`\u00ab\u00bb\u00b0\u00b7\u00b4\u00a8")


def drop_doubles(page: GlyphPage, row: Piece) -> None:
    """Leave out what is drawn twice for bold print, and letters that stand for a mark's glyph and for their own.

    Some producers mark both the glyph of a letter and that of its mark as standing for the letter with its mark.
    """
    glyphs, dropped = row.glyphs, set()
    double, near = _DOUBLE * row.em, _BESIDE * row.em
    texts, has_shares = [glyph[3] for glyph in glyphs], page.has_shares
    candidates = range(1, len(texts)) if has_shares else _repeated(texts)
    for at in candidates:
        for other in (at - 1, at - 2):
            if other < 0 or other in dropped or texts[at] == " ":
                continue
            glyph, first = glyphs[at], glyphs[other]
            if glyph.pen - first.pen > near:
                continue
            if glyph.text and glyph.text == first.text and _is_same_place(glyph, first, double):
                dropped.add(at)
            elif has_shares and _is_twice(first, glyph, row.em):
                if _is_off_line(page, glyph, row):
                    glyphs[other] = _merged(first, glyph)
                    dropped.add(at)
                elif _is_off_line(page, first, row) or (first.text == glyph.text and _overlap(first, glyph)):
                    glyphs[at] = _merged(glyph, first)
                    dropped.add(other)
    if not has_shares:
        dropped |= set(_marks_in_disguise(page, row))
    if dropped:
        row.glyphs = [glyph for at, glyph in enumerate(glyphs) if at not in dropped]


def _repeated(texts: list[str]) -> list[int]:
    """Give the numbers of the texts that are equal to one of the two before them."""
    near = zip(texts, ["", *texts], ["", "", *texts], strict=False)
    return [at for at, (text, one, two) in enumerate(near) if text and text in (one, two)]


def _marks_in_disguise(page: GlyphPage, row: Piece) -> Iterator[int]:
    """Give the numbers of glyphs that are a mark's by their ink, but mapped to a letter that bore it, or to any other.

    They go to the page's marks with what of their text is marks.
    """
    suspicions = map(_suspicion, [glyph[3] for glyph in row.glyphs])
    for at, (marks, is_foreign) in enumerate(suspicions):
        if not (marks or is_foreign):
            continue
        glyph = row.glyphs[at]
        around = [other for other in row.glyphs[max(0, at - 3) : at + 4] if other is not glyph and _is_arabic(other)]
        if not around:
            continue
        if not _is_off_line(page, glyph, row):
            if is_foreign and any(_speaks_for(page, other, glyph, row) for other in around):
                row.glyphs[at] = glyph._replace(text="")
        elif any(_lies_on(page, glyph, other) for other in around):
            yield at
            if marks:
                left, right, bottom, top = ink(page, glyph.at)
                middle = (left + right) / 2, (bottom + top) / 2
                page.marks.append(Mark(*middle, marks, glyph.pen, glyph.baseline))


@lru_cache(maxsize=4096)
def _suspicion(text: str) -> tuple[str, bool]:
    """Give what of a glyph's text is marks, and whether it can be no Arabic mark's."""
    return "".join(char for char in text if char in MARKS), _is_foreign(text)


def _is_arabic(glyph: Glyph) -> bool:
    return glyph.at >= 0 and glyph.text >= "\u0620" and glyph.text[:1].isalpha()


def _speaks_for(page: GlyphPage, mark: Glyph, body: Glyph, row: Piece) -> bool:
    """Tell whether a mark's glyph is mapped to its letter too, whose own glyph is mapped to nothing or anything."""
    if not _is_off_line(page, mark, row):
        return False
    reach = 0.3 * row.em if len(mark.text.rstrip("".join(MARKS))) > 1 else 0.0
    left, right, _, _ = ink(page, mark.at)
    return min(right, body.right) - max(left, body.left) > -reach


def _is_foreign(text: str) -> bool:
    """Tell whether a text can be no Arabic mark's, nor a sign that hangs high or low of its own."""
    return ("!" <= text[:1] < "\u0590" or is_private(text)) and text[:1] not in _HANGING


def _lies_on(page: GlyphPage, mark: Glyph, letter: Glyph) -> bool:
    """Tell whether a glyph's ink is for the greater part above or below an Arabic letter, or spans a narrow one."""
    left, right, _, _ = ink(page, mark.at)
    first, last, _, _ = ink(page, letter.at)
    return min(right, last) - max(left, first) > 0.5 * min(right - left, last - first)


def _is_twice(first: Glyph, second: Glyph, em: float) -> bool:
    """Tell whether two glyphs in one place stand for the same letter."""
    if first.text[:1] != second.text[:1] or len(first.text) + len(second.text) < 3:
        return False
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared > -_TWICE * em


def _is_same_place(first: Glyph, second: Glyph, least: float) -> bool:
    return abs(first.left - second.left) < least and abs(first.right - second.right) < least


def _overlap(first: Glyph, second: Glyph) -> bool:
    return min(first.right, second.right) - max(first.left, second.left) > 0.0


def _is_off_line(page: GlyphPage, glyph: Glyph, row: Piece) -> bool:
    """Tell whether a glyph's ink is only above or below where letters stand."""
    if glyph.at < 0:
        return False
    _, _, bottom, top = ink(page, glyph.at)
    return bottom > row.baseline + 0.25 * row.em or top < row.baseline + 0.05 * row.em


def _merged(letter: Glyph, mark: Glyph) -> Glyph:
    return letter if len(letter.text) >= len(mark.text) else letter._replace(text=mark.text)

"""Takes a page that PDFium has opened and gives its glyphs: which characters each stands for, and where it stands.

PDFium's own order of characters and its guessed spaces are not used: only the characters and their places are.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from marsad.documents.pdf.characters import (
    BLANK,
    MARK,
    MARKS,
    SKIPPED,
    UNKNOWN,
    is_private,
    is_right_to_left,
    kinds,
    ligatures,
    text_of,
)
from marsad.documents.pdf.glyphs import TOUCHING, Glyph, GlyphPage, Mark, find_inks, ink
from marsad.documents.pdf.pdfium import (
    Floats,
    address,
    codes_of,
    loose_boxes_of,
    matrix_of,
    origins_of,
    quarter_turns,
)
from marsad.documents.pdf.spoken import silent_glyphs, unvoiced
from marsad.documents.pdf.unmapped import name_unmapped

_INK, _STROKE = 0.15, 0.01  # points; of a blank's width: more than the hair line that PDFium gives for no ink
_SAMPLES = 24


def read_glyphs(textpage: Any) -> GlyphPage:
    """Give the glyphs of a pypdfium2 text page in the order in which PDFium gives them."""
    from pypdfium2 import raw

    handle = address(textpage.raw)
    count = max(raw.FPDFText_CountChars(textpage), 0)
    codes = codes_of(textpage, handle, count)
    page = GlyphPage(handle=handle, turn=_main_turn(handle, codes))
    name_unmapped(textpage, handle, codes)
    _sort_out(page, codes, _turned(origins_of(handle, count), loose_boxes_of(handle, count), page.turn))
    if page.has_shares and page.turn == 0:
        page.glyphs += unvoiced(silent_glyphs(textpage, count), page.glyphs)
    return page


def _main_turn(handle: int, codes: list[int]) -> int:
    """Give by how many quarter turns most of the page's text is turned against its paper."""
    seen = [at for at, code in enumerate(codes) if code > 32]
    step = max(1, len(seen) // _SAMPLES)
    turns = Counter(quarter_turns(matrix_of(handle, at)) for at in seen[::step])
    return turns.most_common(1)[0][0] if turns else 0


class _Places(NamedTuple):
    """Where characters stand, one list entry each, turned upright; `pen` is where the pen was set down."""

    left: list[float]
    right: list[float]
    pen: list[float]
    baseline: list[float]
    bottom: list[float]


def _turned(origins: Floats, boxes: Floats, turn: int) -> _Places:
    xs, ys = origins.T
    left, top, right, bottom = boxes.T
    columns = (
        (left, right, xs, ys, bottom),
        (bottom, top, ys, -xs, -right),
        (-right, -left, -xs, -ys, -top),
        (-top, -bottom, -ys, xs, left),
    )[turn]
    return _Places(*(column.tolist() for column in columns))


def _sort_out(page: GlyphPage, codes: list[int], places: _Places) -> None:
    """Sort characters into glyphs, marks and blanks; those for which the pen was set down once go together."""
    left, right, pen, base, _ = places
    found = list(map(kinds().__getitem__, codes))
    blanks = [at for at, kind in enumerate(found) if kind is BLANK and right[at] - left[at] > TOUCHING]
    solid = [at for at, kind in enumerate(found) if kind is not SKIPPED and kind is not BLANK]
    apart = _apart(solid, found, places)
    find_inks(page, [*blanks, *(at for at, members in apart.items() if len(members) == 1)])
    for at in blanks:
        _add_blank(page, Glyph(left[at], right[at], base[at], " ", at, pen[at]))
    rows = zip(left, right, base, found, range(len(codes)), pen, strict=True)
    glyphs = list(map(tuple.__new__, repeat(Glyph), rows))
    for at in solid:
        members = apart.get(at)
        if members is None:
            page.glyphs.append(glyphs[at])
        elif len(members) > 1:
            _add_together(page, codes, places, members)
        elif members:
            _add(page, codes, places, at)


def _apart(solid: list[int], found: list[str], places: _Places) -> dict[int, list[int]]:
    """Give the characters that are no glyph with a text of their own, each with those that have its pen.

    All but the first of these have none with them.
    """
    pens = list(zip(places.pen, places.baseline, strict=True))
    first_at: dict[tuple[float, float], int] = {}
    firsts = [first_at.setdefault(pens[at], at) for at in solid]
    special = set(filter(_is_special, set(found)))
    apart = {at: [at] for at in solid if found[at] in special} if special else {}
    for first, at in zip(firsts, solid, strict=True):
        if first != at:
            apart.setdefault(first, [first]).append(at)
            apart[at] = []
    return apart


def _is_special(kind: str) -> bool:
    return kind is MARK or kind is UNKNOWN or is_private(kind)


def _add_blank(page: GlyphPage, blank: Glyph) -> None:
    """Add a space; one with ink is a stroke that stretches a word, mapped to the wrong character."""
    if _has_ink(page, blank.at, _STROKE * (blank.right - blank.left)):
        page.glyphs.append(blank._replace(text=""))
    else:
        page.spaces.append(blank)


def _has_ink(page: GlyphPage, at: int, least: float = 0.0) -> bool:
    left, right, bottom, top = ink(page, at)
    return top - bottom > max(_INK, least) and right - left > _INK


def _add(page: GlyphPage, codes: list[int], places: _Places, at: int) -> None:
    kind, pen, base = kinds()[codes[at]], places.pen[at], places.baseline[at]
    if kind is MARK:
        page.marks.append(Mark(*_middle(page, at), text_of(codes[at]), pen, base))
    elif not (kind is UNKNOWN or is_private(kind)) or _has_ink(page, at):
        page.glyphs.append(Glyph(places.left[at], places.right[at], base, kind, at, pen))


def _add_together(page: GlyphPage, codes: list[int], places: _Places, members: list[int]) -> None:
    """Add characters with one pen: of one glyph, of one marked stretch of them, or of glyphs on top of each other."""
    letters = [at for at in members if kinds()[codes[at]] is not MARK]
    is_one_box, is_dealt = _has_one_box(places, members), _is_dealt_out(places, members)
    page.has_shares = page.has_shares or is_dealt
    page.heaped += len(members) - 1 if is_one_box else 0
    if len(letters) > 1 and not is_one_box and not is_dealt:
        is_ligature = _has_one_box(places, letters)
        for at in (at for at in members if not (is_ligature and at in letters)):
            _add(page, codes, places, at)
        if is_ligature:
            _add_together(page, codes, places, letters)
        return
    order = members if is_one_box else sorted(members, key=places.left.__getitem__)
    chars = [text_of(codes[at]) for at in order]
    if len(letters) == 1:
        chars.sort(key=MARKS.__contains__)
    elif _ligature_runs_left(chars, places, members) if is_one_box else _share_runs_left(chars):
        chars.reverse()
    at, text = members[0], "".join(chars)
    if not letters:
        page.marks.append(Mark(*_middle(page, at), text, places.pen[at], places.baseline[at]))
        return
    edges = order if is_dealt else letters
    left, right = places.left[edges[0]], places.right[edges[-1]]
    page.glyphs.append(Glyph(left, right, places.baseline[at], text, letters[0], places.pen[at]))


def _has_one_box(places: _Places, members: list[int]) -> bool:
    """Tell whether characters have one box: that of a glyph which stands for all of them."""
    left, right, first = places.left, places.right, members[0]
    return all(
        abs(left[at] - left[first]) < TOUCHING
        and abs(right[at] - right[first]) < TOUCHING
        and abs(places.bottom[at] - places.bottom[first]) < TOUCHING
        for at in members
    )


def _is_dealt_out(places: _Places, members: list[int]) -> bool:
    """Tell whether characters have equal shares of one box, as where the file says what a stretch stands for."""
    left, right, bottom = places.left, places.right, places.bottom[members[0]]
    order = sorted(members, key=left.__getitem__)
    width = right[order[0]] - left[order[0]]
    return all(
        abs(left[after] - right[at]) < TOUCHING
        and abs(right[after] - left[after] - width) < TOUCHING
        and abs(places.bottom[after] - bottom) < TOUCHING
        for at, after in pairwise(order)
    )


def _share_runs_left(chars: list[str]) -> bool:
    """Tell whether characters dealt out over a box run from right to left: a mark follows its letter."""
    first, last = chars[0], chars[-1]
    if (first in MARKS) != (last in MARKS):
        return first in MARKS
    return any(is_right_to_left(char) for char in chars)


def _ligature_runs_left(chars: list[str], places: _Places, members: list[int]) -> bool:
    """Tell whether PDFium turned round the characters of a glyph together with the rest of its line."""
    if not any(is_right_to_left(char) for char in chars):
        return False
    if (chars[0] in MARKS) != (chars[-1] in MARKS):
        return chars[0] in MARKS
    text = "".join(chars)
    if text in ligatures() or text[::-1] in ligatures():
        return text not in ligatures()
    pen, first, end = places.pen, members[0], members[-1] + 1
    before, after = pen[first - 1] if first else math.inf, pen[end] if end < len(pen) else -math.inf
    return before > pen[first] or after < pen[first]


def _middle(page: GlyphPage, at: int) -> tuple[float, float]:
    left, right, bottom, top = ink(page, at)
    return (left + right) / 2, (bottom + top) / 2

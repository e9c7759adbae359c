"""Takes a page that PDFium has opened and gives its glyphs: which characters each stands for, and where it stands.

PDFium's own order of characters and its guessed spaces are not used: only the characters and their places are.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
import zlib
from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple

TATWEEL = "\u0640"
UNKNOWN = "\ufffd"
PRIVATE = 0xE000, 0xF8FF
MARKS = frozenset(
    chr(code)
    for first, last in ((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4),
                        (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08D3, 0x08FF), (0x0300, 0x036F))
    for code in range(first, last + 1)
)  # fmt: skip
_UNSEEN = frozenset(
    "\r\n\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\0" + "".join(map(chr, range(0x202A, 0x202F)))
)
_TOUCHING = 0.02
_NEAR = 12.0
_HYPHEN = 0xFFFE  # PDFium's, for a hyphen where it takes a line to end
_INK = 0.15
_SAMPLES = 24


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


@cache
def _functions() -> dict[str, Any]:
    """Give PDFium's functions with addresses as plain numbers, which makes a call three times as fast."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    wanted = {
        "GetUnicode": (number,),
        "GetCharOrigin": (number, address, address),
        "GetLooseCharBox": (number, address),
        "GetCharBox": (number, address, address, address, address),
        "GetMatrix": (number, address),
        "HasUnicodeMapError": (number,),
        "IsGenerated": (number,),
    }
    return {
        name: ctypes.PYFUNCTYPE(number, address, *arguments)(
            ctypes.cast(getattr(raw, f"FPDFText_{name}"), address).value or 0
        )
        for name, arguments in wanted.items()
    }


def read_glyphs(textpage: Any) -> GlyphPage:
    """Give the glyphs of a pypdfium2 text page in the order in which PDFium gives them."""
    from pypdfium2 import raw

    call, handle = _functions(), _address(textpage.raw)
    count = max(raw.FPDFText_CountChars(textpage), 0)
    codes = _codes(textpage, handle, count)
    origins, boxes = (ctypes.c_double * (2 * count))(), (ctypes.c_float * (4 * count))()
    at = ctypes.addressof(origins) if count else 0
    deque(map(call["GetCharOrigin"], repeat(handle), range(count), range(at, at + 16 * count, 16),
              range(at + 8, at + 8 + 16 * count, 16)), maxlen=0)  # fmt: skip
    at = ctypes.addressof(boxes) if count else 0
    deque(map(call["GetLooseCharBox"], repeat(handle), range(count), range(at, at + 16 * count, 16)), maxlen=0)
    page = GlyphPage(handle=handle, turn=_main_turn(handle, codes))
    _name_unmapped(textpage, handle, codes)
    _sort_out(page, codes, _turned(list(origins), list(boxes), page.turn))
    if page.has_shares and page.turn == 0:
        page.glyphs += _unvoiced(_silent(textpage, count), page.glyphs)
    return page


def _codes(textpage: Any, handle: int, count: int) -> list[int]:
    """Give the code of each character: all at once where PDFium gives one unit for each, else one by one."""
    from pypdfium2 import raw

    units = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, units) == count + 1:
        return list(units)[:count]
    return list(map(_functions()["GetUnicode"], repeat(handle), range(count)))


def _name_unmapped(textpage: Any, handle: int, codes: list[int]) -> None:
    """Put a private-use character for each glyph of which the file does not say what it stands for.

    PDFium gives its number in the font, which looks like any letter. The same glyph of a font gets the same
    character throughout the document, so that its letter can be told from all the words it stands in.
    """
    from pypdfium2 import raw

    calls = _functions()
    errors = list(map(calls["HasUnicodeMapError"], repeat(handle), range(len(codes))))
    for at, code in enumerate(codes):
        is_control = code < 32 and code != 0 and calls["IsGenerated"](handle, at) == 0
        if errors[at] != 1 and not is_control:
            continue
        font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(textpage, at))
        name = (ctypes.c_char * 64)()
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        codes[at] = PRIVATE[0] + (codes[at] + zlib.crc32(name.value)) % (PRIVATE[1] - PRIVATE[0])


def _unvoiced(silent: list[Glyph], voiced: list[Glyph]) -> list[Glyph]:
    """Take the text from silent glyphs for which another one near by speaks: they only fill their place."""
    speaking: dict[str, list[Glyph]] = {}
    for glyph in voiced:
        speaking.setdefault("".join(sorted(glyph.text)), []).append(glyph)
    return [
        glyph._replace(text="")
        if any(_is_near(glyph, other) for other in speaking.get("".join(sorted(glyph.text)), ()))
        else glyph
        for glyph in silent
    ]


def _is_near(first: Glyph, second: Glyph) -> bool:
    """Tell whether two glyphs may be of one cluster: a letter alone lies where it is, a mark may stand further off."""
    near = _NEAR if len(first.text) > 1 else _NEAR / 4
    return abs(first.pen - second.pen) < near and abs(first.baseline - second.baseline) < near


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _silent(textpage: Any, count: int) -> list[Glyph]:
    """Give the text objects for which PDFium gives no character, with what the file says they stand for.

    Mostly that was given with another object of the same stretch, next to which this one is dropped as its double.
    """
    from pypdfium2 import raw

    page = textpage.page.raw
    box, matrix = (ctypes.c_float * 4)(), raw.FS_MATRIX()
    silent: list[Glyph] = []
    edges = [ctypes.byref(ctypes.c_float.from_buffer(box, 4 * at)) for at in range(4)]
    heard = {_address(raw.FPDFText_GetTextObject(textpage, at)) for at in range(count)}
    for number in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_TEXT or _address(found) in heard:
            continue
        if raw.FPDFPageObj_GetBounds(found, *edges) and raw.FPDFPageObj_GetMatrix(found, matrix):
            text = _said_of(found)
            is_voice = text[:1].isalpha()
            silent.append(Glyph(box[0], box[2], matrix.f, text if is_voice else "", -1, matrix.e))
    return silent


def _said_of(found: Any) -> str:
    """Give what the file says a page object stands for (ActualText), or nothing."""
    from pypdfium2 import raw

    length, buffer = ctypes.c_ulong(), (raw.FPDF_WCHAR * 32)()
    for number in range(raw.FPDFPageObj_CountMarks(found)):
        mark = raw.FPDFPageObj_GetMark(found, number)
        size = ctypes.sizeof(buffer)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, size, ctypes.byref(length)):
            text = bytes(buffer)[: min(length.value, size)].decode("utf-16-le", "ignore").rstrip("\0")
            return "".join(_text_of(ord(char)) for char in _in_words(text)).strip()
    return ""


def _in_words(text: str) -> str:
    """Give a text that PDFium may have taken for single bytes though it is UTF-16."""
    if len(text) % 2 or max(text, default="\u0100") > "\xff":
        return text
    wide = text.encode("latin-1").decode("utf-16-be", "replace")
    return wide if all(_is_right_to_left(char) or char in MARKS for char in wide) else text


def _main_turn(handle: int, codes: list[int]) -> int:
    """Give by how many quarter turns most of the page's text is turned against its paper."""
    seen = [at for at, code in enumerate(codes) if code > 32]
    step = max(1, len(seen) // _SAMPLES)
    turns = Counter(quarter_turns(matrix_of(handle, at)) for at in seen[::step])
    return turns.most_common(1)[0][0] if turns else 0


def matrix_of(handle: int, at: int) -> tuple[float, float, float, float]:
    """Give a character's text matrix without its shift: (a, b, c, d)."""
    matrix = (ctypes.c_float * 6)()
    _functions()["GetMatrix"](handle, at, ctypes.addressof(matrix))
    return matrix[0], matrix[1], matrix[2], matrix[3]


def quarter_turns(matrix: tuple[float, float, float, float]) -> int:
    """Give the quarter turns, counter-clockwise, nearest to a text matrix; mirrored text counts as upright."""
    return round(math.atan2(-matrix[2], matrix[3]) / (math.pi / 2)) % 4


class _Places(NamedTuple):
    """Where characters stand, one list entry each, turned upright; `pen` is where the pen was set down."""

    left: list[float]
    right: list[float]
    pen: list[float]
    baseline: list[float]
    bottom: list[float]


def _turned(origins: list[float], boxes: list[float], turn: int) -> _Places:
    xs, ys = origins[::2], origins[1::2]
    left, top, right, bottom = boxes[::4], boxes[1::4], boxes[2::4], boxes[3::4]
    if turn == 0:
        return _Places(left, right, xs, ys, bottom)
    if turn == 1:
        return _Places(bottom, top, ys, [-x for x in xs], [-x for x in right])
    if turn == 2:
        return _Places([-x for x in right], [-x for x in left], [-x for x in xs], [-y for y in ys], [-y for y in top])
    return _Places([-y for y in top], [-y for y in bottom], [-y for y in ys], xs, left)


def _sort_out(page: GlyphPage, codes: list[int], places: _Places) -> None:
    """Sort characters into glyphs, marks and blanks; those for which the pen was set down once go together."""
    kinds, (left, right, pen, base, _) = _kinds(), places
    alone: dict[tuple[float, float], int] = {}
    together: dict[tuple[float, float], list[int]] = {}
    for at, code in enumerate(codes):
        kind = kinds.get(code) or _kind(code)
        if kind is _SKIPPED:
            continue
        if kind is _BLANK:
            if right[at] - left[at] > _TOUCHING:
                _add_blank(page, Glyph(left[at], right[at], base[at], " ", at, pen[at]))
            continue
        place = pen[at], base[at]
        if alone.setdefault(place, at) != at:
            together.setdefault(place, [alone[place]]).append(at)
    made, add = tuple.__new__, page.glyphs.append
    for place, at in alone.items():
        kind = kinds[codes[at]]
        if place in together:
            _add_together(page, codes, places, together[place])
        elif kind is _MARK or kind is UNKNOWN or is_private(kind):
            _add(page, codes, places, at)
        else:
            add(made(Glyph, (left[at], right[at], place[1], kind, at, place[0])))


def _add_blank(page: GlyphPage, blank: Glyph) -> None:
    """Add a space; one with ink is a stroke that stretches a word, mapped to the wrong character."""
    if _has_ink(page, blank.at):
        page.glyphs.append(blank._replace(text=""))
    else:
        page.spaces.append(blank)


def _has_ink(page: GlyphPage, at: int) -> bool:
    left, right, bottom, top = ink(page, at)
    return top - bottom > _INK and right - left > _INK


def _add(page: GlyphPage, codes: list[int], places: _Places, at: int) -> None:
    kind, pen, base = _kinds()[codes[at]], places.pen[at], places.baseline[at]
    if kind is _MARK:
        page.marks.append(Mark(*_middle(page, at), _text_of(codes[at]), pen, base))
    elif not (kind is UNKNOWN or is_private(kind)) or _has_ink(page, at):
        page.glyphs.append(Glyph(places.left[at], places.right[at], base, kind, at, pen))


def _add_together(page: GlyphPage, codes: list[int], places: _Places, members: list[int]) -> None:
    """Add characters with one pen: of one glyph, of one marked stretch of them, or of glyphs on top of each other."""
    letters = [at for at in members if _kinds()[codes[at]] is not _MARK]
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
    chars = [_text_of(codes[at]) for at in order]
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
        abs(left[at] - left[first]) < _TOUCHING
        and abs(right[at] - right[first]) < _TOUCHING
        and abs(places.bottom[at] - places.bottom[first]) < _TOUCHING
        for at in members
    )


def _is_dealt_out(places: _Places, members: list[int]) -> bool:
    """Tell whether characters have equal shares of one box, as where the file says what a stretch stands for."""
    left, right, bottom = places.left, places.right, places.bottom[members[0]]
    order = sorted(members, key=left.__getitem__)
    width = right[order[0]] - left[order[0]]
    return all(
        abs(left[after] - right[at]) < _TOUCHING
        and abs(right[after] - left[after] - width) < _TOUCHING
        and abs(places.bottom[after] - bottom) < _TOUCHING
        for at, after in pairwise(order)
    )


def _share_runs_left(chars: list[str]) -> bool:
    """Tell whether characters dealt out over a box run from right to left: a mark follows its letter."""
    first, last = chars[0], chars[-1]
    if (first in MARKS) != (last in MARKS):
        return first in MARKS
    return any(_is_right_to_left(char) for char in chars)


def _ligature_runs_left(chars: list[str], places: _Places, members: list[int]) -> bool:
    """Tell whether PDFium turned round the characters of a glyph together with the rest of its line."""
    if not any(_is_right_to_left(char) for char in chars):
        return False
    if (chars[0] in MARKS) != (chars[-1] in MARKS):
        return chars[0] in MARKS
    text = "".join(chars)
    if text in _ligatures() or text[::-1] in _ligatures():
        return text not in _ligatures()
    pen, first, end = places.pen, members[0], members[-1] + 1
    before, after = pen[first - 1] if first else math.inf, pen[end] if end < len(pen) else -math.inf
    return before > pen[first] or after < pen[first]


@cache
def _ligatures() -> frozenset[str]:
    """Give what the ligatures of Unicode's presentation forms stand for."""
    forms = (unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFBEA, 0xFDFC), *range(0xFEF5, 0xFEFD)))
    return frozenset(form for form in forms if len(form) > 1)


@cache
def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char[:1] or " ") in ("R", "AL")


def is_private(text: str) -> bool:
    """Tell whether a text begins with a private-use character."""
    return "\ue000" <= text[:1] <= "\uf8ff"


def is_tight(page: GlyphPage, glyph: Glyph) -> bool:
    """Tell whether a glyph's edges are those of its ink, so that the white around its letter is left out."""
    if glyph.at < 0:
        return False
    left, right, _, _ = ink(page, glyph.at)
    return abs(glyph.left - left) < _TOUCHING and (abs(glyph.right - right) < _TOUCHING or len(glyph.text) > 1)


def ink(page: GlyphPage, at: int) -> tuple[float, float, float, float]:
    """Give left, right, bottom and top of a character's ink, turned upright."""
    box = (ctypes.c_double * 4)()
    start = ctypes.addressof(box)
    _functions()["GetCharBox"](page.handle, at, start, start + 8, start + 16, start + 24)
    left, right, bottom, top = box
    turned = ((left, right, bottom, top), (bottom, top, -right, -left), (-right, -left, -top, -bottom))
    return turned[page.turn] if page.turn < len(turned) else (-top, -bottom, left, right)


def _middle(page: GlyphPage, at: int) -> tuple[float, float]:
    left, right, bottom, top = ink(page, at)
    return (left + right) / 2, (bottom + top) / 2


_SKIPPED, _BLANK, _MARK = "\0skipped", "\0blank", "\0mark"


@cache
def _kinds() -> dict[int, str]:
    return {}


def _kind(code: int) -> str:
    """Give what a code is: to be skipped, a blank, a mark, or else its text with presentation forms folded."""
    char, kind = chr(code) if code < 0x110000 else "\ufffd", ""
    text = _text_of(code)
    if char in _UNSEEN:
        kind = _SKIPPED
    elif code < 32 and char != "\t":
        kind = UNKNOWN
    elif char.isspace():
        kind = _BLANK
    elif text in MARKS:
        kind = _MARK
    else:
        kind = text
    _kinds()[code] = kind
    return kind


@cache
def _text_of(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    char = chr(code) if code < 0x110000 else "\ufffd"
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char).strip()
    return char

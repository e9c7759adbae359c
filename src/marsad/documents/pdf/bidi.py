"""Takes the glyphs of a line as they stand, from left to right, and gives the text in reading order.

The inverse of what a printer of Arabic does: the line is read from right to left, but numbers and stretches of Latin
letters from left to right. What counts as a number follows the Unicode bidirectional algorithm (UAX 9, W2-W7).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LETTERS, _NUMBERS = "L", ("EN", "AN")
_RIGHT = ("R", "AL")
_STRONG = ("L", "R", "AL")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "﴾": "﴿"}
_CLOSING = {close: open_ for open_, close in _PAIRS.items()}
_BRACKET = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSING])) + "]")
_PLAIN = re.compile(r"[\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\s.!?\u2026-]*")
_LEFTWARD = ("L", "EN", "AN", "ET")
_SEPARATORS, _TERMINATORS, _SIGNS = "CS", "ET", "ES"


@cache
def direction(text: str) -> str:
    """Give the bidirectional class of a glyph's text, which is that of its first character.

    A private-use character takes the direction of what stands around it.
    """
    return "ON" if "\ue000" <= text[:1] <= "\uf8ff" else unicodedata.bidirectional(text[:1] or " ")


def logical(items: list[str], *, is_rtl: bool) -> list[str]:
    """Give the texts of a line's glyphs, which stand from left to right, in reading order.

    >>> "".join(logical(list("2020 \u0645\u0627\u0639"), is_rtl=True))  # "year 2020" as it stands in print
    '\u0639\u0627\u0645 2020'
    """
    if not is_rtl:
        return _left_to_right(items)
    if _PLAIN.fullmatch("".join(items)):
        return items[::-1]
    return _right_to_left(items)


def _right_to_left(items: list[str]) -> list[str]:
    kinds = [direction(item) for item in items]
    read: list[str] = []
    end, last = len(items), "R"
    while end > 0:
        kind = kinds[end - 1]
        if kind not in _LEFTWARD:
            read.append(items[end - 1])
            last = kind if kind in _RIGHT else last
            end -= 1
            continue
        start = _island(items, kinds, end, last)
        start = min(start, end - 1)
        read += items[start:end]
        last = next((kind for kind in reversed(kinds[start:end]) if kind in _STRONG), last)
        end = start
    return read


def _island(items: list[str], kinds: list[str], end: int, last: str) -> int:
    """Give where the stretch that is read from left to right and ends at `end` begins; `end` if there is none."""
    kind = kinds[end - 1]
    if kind not in ("L", "EN", "AN") and not (last != "AL" and kind == _TERMINATORS and _after_number(kinds, end)):
        return end
    start, at, is_balanced = end, end, True
    while at > 0 and kinds[at - 1] not in _RIGHT:
        at -= 1
        is_balanced ^= bool(_BRACKET.match(items[at]))
        if is_balanced and (kinds[at] == "L" or (kinds[at] in _NUMBERS and _joins(items, kinds, at, start, end))):
            start = at
    if "L" not in kinds[start:end]:
        return _number(kinds, end, last)
    return start


def _joins(items: list[str], kinds: list[str], at: int, start: int, end: int) -> bool:
    """Tell whether a number before Latin letters is of one word with them: 3D, 20th."""
    return start < end and "L" in kinds[start:end] and not any(item.isspace() for item in items[at:start])


def _after_number(kinds: list[str], end: int) -> bool:
    at = end - 1
    while at >= 0 and kinds[at] == _TERMINATORS:
        at -= 1
    return at >= 0 and kinds[at] == "EN"


def _number(kinds: list[str], end: int, last: str) -> int:
    """Give where the number that ends at `end` begins: one separator at a time may stand between its digits."""
    is_european = last != "AL"
    joints = (_SEPARATORS, _SIGNS) if is_european else (_SEPARATORS,)
    at = end
    while is_european and at > 0 and kinds[at - 1] == _TERMINATORS:
        at -= 1
    while at > 0:
        if kinds[at - 1] in _NUMBERS:
            at -= 1
        elif at > 1 and at < end and kinds[at - 1] in joints and kinds[at - 2] in _NUMBERS and kinds[at] in _NUMBERS:
            at -= 2
        else:
            break
    while is_european and at > 0 and kinds[at - 1] in (_TERMINATORS, _SIGNS) and (at < 2 or kinds[at - 2] == "WS"):
        at -= 1
    return at


def _left_to_right(items: list[str]) -> list[str]:
    """Give a line that is read from left to right; its Arabic stretches are turned."""
    kinds = [direction(item) for item in items]
    if not any(kind in _RIGHT for kind in kinds):
        return items
    read: list[str] = []
    at = 0
    while at < len(items):
        end = at
        if kinds[at] in _RIGHT:
            stretch = at
            while stretch < len(items) and kinds[stretch] != "L":
                stretch += 1
                end = stretch if kinds[stretch - 1] in _RIGHT else end
        if end > at:
            read += _right_to_left(items[at:end])
            at = end
        else:
            read.append(items[at])
            at += 1
    return read


def mirrored(text: str) -> str:
    """Give a line with each bracket facing what it encloses, whichever way its glyph was mapped.

    A producer may map a mirrored bracket to what is seen or to what is meant. So the place decides: what follows a
    space and has none after it opens, the reverse closes; else brackets open and close in turn.
    """
    if not _BRACKET.search(text):
        return text
    chars = list(text)
    are_open: list[str] = []
    for found in _BRACKET.finditer(text):
        at, char = found.start(), found.group()
        open_ = char if char in _PAIRS else _CLOSING[char]
        opens = _opens(chars, at, open_, are_open)
        chars[at] = open_ if opens else _PAIRS[open_]
        if opens:
            are_open.append(open_)
        elif open_ in are_open:
            are_open.reverse()
            are_open.remove(open_)
            are_open.reverse()
    return "".join(chars)


def _opens(chars: list[str], at: int, open_: str, are_open: list[str]) -> bool:
    before = chars[at - 1] if at else " "
    after = chars[at + 1] if at + 1 < len(chars) else " "
    starts, ends = (
        before.isspace() or before in _PAIRS,
        after.isspace() or after in _CLOSING or after in ".,:;\u060c\u061b!\u061f",
    )
    if starts != ends:
        return starts
    return open_ not in are_open

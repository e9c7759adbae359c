"""Takes the codes that PDFium gives for glyphs and tells what each stands for: text, a mark, a blank, nothing."""

from __future__ import annotations

import unicodedata
from functools import cache

TATWEEL = "\u0640"
UNKNOWN = "\ufffd"
PRIVATE = 0xE000, 0xF8FF
FIRST_PRIVATE, LAST_PRIVATE = map(chr, PRIVATE)
MARKS = frozenset(
    chr(code)
    for first, last in ((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4),
                        (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08D3, 0x08FF), (0x0300, 0x036F))
    for code in range(first, last + 1)
)  # fmt: skip
_UNSEEN = frozenset(
    "\r\n\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\0" + "".join(map(chr, range(0x202A, 0x202F)))
)
_HYPHEN = 0xFFFE  # PDFium's, for a hyphen where it takes a line to end
SKIPPED, BLANK, MARK = "\0skipped", "\0blank", "\0mark"


class _Kinds(dict[int, str]):
    """What codes are, told when they are first met."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _kind_of(code))


@cache
def kinds() -> dict[int, str]:
    """Give what each code is: to be skipped, a blank, a mark, or else its text with presentation forms folded."""
    return _Kinds()


def _kind_of(code: int) -> str:
    char = chr(code) if code < 0x110000 else "\ufffd"
    if char in _UNSEEN:
        return SKIPPED
    if code < 32 and char != "\t":
        return UNKNOWN
    if char.isspace():
        return BLANK
    text = text_of(code)
    return MARK if text in MARKS else text


@cache
def text_of(code: int) -> str:
    """Give the text of a code, presentation forms folded."""
    if code == _HYPHEN:
        return "-"
    char = chr(code) if code < 0x110000 else "\ufffd"
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char).strip()
    return char


def is_private(text: str) -> bool:
    """Tell whether a text begins with a private-use character."""
    return FIRST_PRIVATE <= text[:1] <= LAST_PRIVATE


@cache
def ligatures() -> frozenset[str]:
    """Give what the ligatures of Unicode's presentation forms stand for."""
    forms = (unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFBEA, 0xFDFC), *range(0xFEF5, 0xFEFD)))
    return frozenset(form for form in forms if len(form) > 1)


@cache
def is_right_to_left(char: str) -> bool:
    """Tell whether a character is of a script written from right to left."""
    return unicodedata.bidirectional(char[:1] or " ") in ("R", "AL")

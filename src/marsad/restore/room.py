"""Takes the lines of a page and tells which words may begin a line: one that the line before has room for does not.

Lines are filled word by word, so that the word which begins a line was too wide for what was left of the one before.
How wide letters are in print (data/widths.toml, tools/build_restore_widths.py) was measured in a few fonts; what is
read is in another, so that widths are about right only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import erf, log10
from pathlib import Path

from marsad.restore.damage import LETTERS, NON_JOINING, TATWEEL

DATA = Path(__file__).parent / "data" / "widths.toml"
HAMZA = "\u0621"  # joins no letter
UNKNOWN = 1.0
DEVIATION = 2.0  # mean letters: of a line's width in another font
LEAST = 1e-3
MIN_LINES = 3
TRIMMED = 10  # one in so many of the narrowest and of the widest lines does not count


def glyph_keys(word: str) -> Iterator[str]:
    """Give for each character of a word under which key its width is kept: letters that join the next with a tatweel.

    >>> list(glyph_keys("دبي"))  # Dubai: only the ba joins the next letter
    ['د', 'بـ', 'ي']
    """
    text = word.translate(_SHAPED)
    for char, after in zip(text, f"{text} "[1:], strict=True):
        joins = char in LETTERS and char not in NON_JOINING and after in LETTERS and after != HAMZA
        yield char + TATWEEL if joins else char


@lru_cache(maxsize=1)
def _widths() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(DATA.read_text("utf-8"))
    return found


@lru_cache(maxsize=20_000)
def width(word: str) -> float:
    """Give about how wide a word is in print, without stretching, in mean letters."""
    widths = _widths()
    return sum([widths.get(key, UNKNOWN) for key in glyph_keys(word)])


def rooms(lines: Sequence[Sequence[str]], goes_on: Sequence[bool]) -> list[float | None]:
    """Give what each line, a list of words, leaves of its width, in mean letters; None where that can't be told.

    `goes_on` tells of each line whether the next one seems to go on with its sentence: how wide the lines are is told
    by those, as the next word fits in half of what they leave on average.
    """
    space = _widths()[" "]
    own = [sum(map(width, words)) + space * (len(words) - 1) for words in lines]
    filled = sorted(
        own[at] + (space + width(lines[at + 1][0])) / 2
        for at, is_on in enumerate(goes_on[:-1])
        if is_on and lines[at] and lines[at + 1]
    )
    if len(filled) < MIN_LINES:
        return [None] * len(lines)
    cut = len(filled) // TRIMMED
    kept = filled[cut : len(filled) - cut]
    whole = sum(kept) / len(kept) - space
    return [whole - one for one in own]


@lru_cache(maxsize=20_000)
def too_wide(word: str, room: float | None) -> float:
    """Give log10 of how likely a word is too wide for the room that a line leaves; 0 where that can't be told."""
    if room is None:
        return 0.0
    return log10(max(LEAST, (1 + erf((width(word) - room) / DEVIATION / 2**0.5)) / 2))


_SHAPED = dict.fromkeys([ord(TATWEEL), *(ord(char) for char in map(chr, range(0x064B, 0x0653))), 0x0670])

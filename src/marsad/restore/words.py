"""Takes tokens and gives their plain form, their stem and shape, and the hashes under which the models keep them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

WORD_ENDS = "\u0629\u0649"  # ta marbuta and alef maqsura: letters that stand only where a word ends
PUNCTUATION = (
    "\u060c\u061b\u061f.:!\"'\u00ab\u00bb()[]{}\u201c\u201d\u2018\u2019\u2026-\u2013\u2014,;?*/\\|<>_=+%\u066a"
)
_DROPPED_RANGES = (
    (0x0610, 0x061B),
    (0x064B, 0x0660),
    (0x06D6, 0x06EE),
    (0x200B, 0x2010),
    (0x202A, 0x202F),
    (0x2066, 0x206A),
)
_DROPPED = dict.fromkeys([0x0640, 0x0670, 0xFEFF, *(point for ends in _DROPPED_RANGES for point in range(*ends))])
_DIGITS = {point: "#" for first in (0x30, 0x0660, 0x06F0) for point in range(first, first + 10)}
_PLAIN = {**_DROPPED, **_DIGITS, 0x0671: "\u0627"}
_PREFIXES = (
    "وال",
    "بال",
    "فال",
    "كال",
    "ولل",
    "لل",
    "ال",
    "وب",
    "ول",
    "وي",
    "وت",
    "سي",
    "ست",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
    "ي",
    "ت",
    "م",
    "أ",
    "ن",
)
_SUFFIXES = ("ية", "ته", "تها", "ها", "هم", "ون", "ين", "ات", "ان", "وا", "نا", "ة", "ه", "ت", "ا", "ي", "ن", "ى", "ك")
_ARTICLES = _PREFIXES[:15]


def key(text: str) -> int:
    """Give the 32-bit hash under which the model keeps a word."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def plain(token: str) -> str:
    """Give a token without marks and stretching, each digit as #; hamza and ta marbuta stay."""
    return token.translate(_PLAIN)


@lru_cache(maxsize=100_000)
def bare_word(token: str) -> str:
    """Give a token's plain form without the punctuation around it."""
    return plain(token.strip(PUNCTUATION))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a word without its commonest particles and endings, for what is known of its kin."""
    word = word[len(_first_of(_ARTICLES, word, 3)) :]
    return word[: len(word) - len(_last_of(word, 3))]


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """Give how a word begins and ends."""
    if word.startswith("#"):
        return word[:5]
    return f"{_first_of(_PREFIXES, word, 2)}_{_last_of(word, 2)}"


def _first_of(prefixes: tuple[str, ...], word: str, least: int) -> str:
    """Give the first of some prefixes that a word has and that leaves it some letters."""
    if word.startswith(prefixes):
        for one in prefixes:
            if word.startswith(one) and len(word) - len(one) >= least:
                return one
    return ""


def _last_of(word: str, least: int) -> str:
    """Give the first suffix in the list that a word has and that leaves it some letters."""
    if word.endswith(_SUFFIXES):
        for one in _SUFFIXES:
            if word.endswith(one) and len(word) - len(one) >= least:
                return one
    return ""


class Word(NamedTuple):
    """What the model knows of a token: its plain form, how frequent that is, and hashes of what it is like."""

    text: str
    zipf: float
    ids: tuple[int, int, int, int]  # word, class, shape, stem
    opening: str
    closing: str


EDGE = Word("", 0.0, (key("<edge>"),) * 4, "", "")  # where a paragraph begins or ends
NOTHING = Word("", 0.0, (key("<nothing>"),) * 4, "", "")  # not known

"""Takes words and places between words and gives how likely they are, from the shipped model and the document itself.

The model (data/evidence.bin) holds hashes and one-byte weights only: how frequent a word is, which of 250 classes of
words used alike it belongs to, and the weights of a logistic regression that tells a place where two words really
follow each other from a place where two stretches of text were put side by side (tools/build_restore_model.py).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

DATA = Path(__file__).parent / "data" / "evidence.bin"
ZIPF_STEP = 0.04
WEIGHT_STEP = 0.01  # log10 of the odds
SLOT_BITS = 22
MAX_REMEMBERED = 200_000
ORDINARY = 2.4  # Zipf frequency from which a word raises no doubt
WORD_ENDS = "\u0629\u0649"  # ta marbuta and alef maqsura: letters that stand only where a word ends
MAX_PARTS = 30_000
KIN_DISCOUNT = 1.5
DOCUMENT_WEIGHT = 0.8
OWN_WORD = 2.5
MASK, HALF = (1 << 64) - 1, (1 << 32) - 1
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


class Mix(NamedTuple):
    """One kind of feature: which parts of the words around a place are put together."""

    far_left: str = ""
    left: str = ""
    right: str = ""
    far_right: str = ""
    mark: bool = False


# W the word, C its class, S its shape, T its stem.
MIXES = (
    Mix("", "W", "W"),
    Mix("", "W", "W", "", True),
    Mix("W", "", "W"),
    Mix("", "W", "", "W"),
    Mix("W", "W", "W"),
    Mix("", "W", "W", "W"),
    Mix("", "C", "C", "", True),
    Mix("C", "C", "C", "", True),
    Mix("", "C", "C", "C", True),
    Mix("C", "C", "C", "C"),
    Mix("", "W", "C", "", True),
    Mix("", "C", "W", "", True),
    Mix("", "S", "S", "", True),
    Mix("C", "", "C"),
    Mix("", "C", "", "C"),
    Mix("", "W", "", "", True),
    Mix("", "", "W", "", True),
    Mix("", "T", "T"),
    Mix("C", "W", "C"),
    Mix("", "C", "W", "C"),
)
ROLES = ("far_left", "left", "right", "far_right")
PARTS = "WCST"


def key(text: str) -> int:
    """Give the 32-bit hash under which the model keeps a word."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def multiplier(mix: int, role: int) -> int:
    """Give the odd number that spreads a part of a feature over the slots."""
    return int.from_bytes(blake2b(f"{mix} {role}".encode(), digest_size=8).digest(), "little") | 1


def plain(token: str) -> str:
    """Give a token without marks and stretching, each digit as #; hamza and ta marbuta stay."""
    return token.translate(_PLAIN)


def bare_word(token: str) -> str:
    """Give a token's plain form without the punctuation around it."""
    return plain(token.strip(PUNCTUATION))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a word without its commonest particles and endings, for what is known of its kin."""
    prefix = next((one for one in _ARTICLES if word.startswith(one) and len(word) - len(one) >= 3), "")
    word = word[len(prefix) :]
    suffix = next((one for one in _SUFFIXES if word.endswith(one) and len(word) - len(one) >= 3), "")
    return word[: len(word) - len(suffix)]


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """Give how a word begins and ends."""
    if word.startswith("#"):
        return word[:5]
    prefix = next((one for one in _PREFIXES if word.startswith(one) and len(word) - len(one) >= 2), "")
    suffix = next((one for one in _SUFFIXES if word.endswith(one) and len(word) - len(one) >= 2), "")
    return f"{prefix}_{suffix}"


class Word(NamedTuple):
    """What the model knows of a token: its plain form, how frequent that is, and hashes of what it is like."""

    text: str
    zipf: float
    ids: tuple[int, int, int, int]  # word, class, shape, stem
    opening: str
    closing: str


EDGE = Word("", 0.0, (key("<edge>"),) * 4, "", "")  # where a paragraph begins or ends
NOTHING = Word("", 0.0, (key("<nothing>"),) * 4, "", "")  # not known


class Evidence:
    """The shipped model; words are looked up by hash."""

    def __init__(self, keys: array[int], values: bytes, classes: bytes, weights: array[int]) -> None:
        self._keys, self._values, self._classes, self._weights = keys, values, classes, weights
        self._zipf: dict[str, float] = {}
        self.ordinary: set[str] = set()  # tokens met before that are common words
        self._words: dict[str, Word] = {}
        self._parts: dict[tuple[int, tuple[int, int, int, int]], tuple[int, ...]] = {}
        self._mark_parts: dict[tuple[str, str], tuple[int, ...]] = {}

    def entry(self, word: str) -> tuple[float, int]:
        """Give log10 of how often the word occurs in a thousand million, and its class; (0, 0) where not known."""
        wanted = key(word)
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            return 0.0, 0
        return self._values[at] * ZIPF_STEP, self._classes[at]

    def zipf(self, word: str) -> float:
        """Give the frequency alone, remembered for words met before."""
        found = self._zipf.get(word)
        if found is None:
            if len(self._zipf) >= MAX_REMEMBERED:
                self._zipf.clear()
            found = self._zipf[word] = self.entry(word)[0]
        return found

    def word(self, token: str) -> Word:
        """Give what is known of a token, remembered for tokens met before."""
        found = self._words.get(token)
        if found is None:
            if len(self._words) >= MAX_REMEMBERED:
                self._words.clear()
            found = self._words[token] = read_word(token, self)
        return found

    def weight(self, parts: Iterable[tuple[int, int, int, int, int]]) -> float:
        """Give log10 of the odds that features speak for, each given by its parts."""
        weights = self._weights
        return sum([weights[(a + b + c + d + e & HALF) >> 32 - SLOT_BITS] for a, b, c, d, e in parts]) * WEIGHT_STEP

    def parts(self, role: int, ids: tuple[int, int, int, int]) -> tuple[int, ...]:
        """Give what a word in one of the four places around a gap adds to each feature."""
        found = self._parts.get((role, ids))
        if found is None:
            if len(self._parts) >= MAX_PARTS:
                self._parts.clear()
            found = self._parts[role, ids] = tuple(
                [(ids[at] * number & MASK) >> 32 if at >= 0 else 0 for at, number in _PARTS[role]]
            )
        return found

    def mark_parts(self, closing: str, opening: str) -> tuple[int, ...]:
        """Give what the punctuation between two words adds to each feature."""
        found = self._mark_parts.get((closing, opening))
        if found is None:
            mark = key(f"{closing} {opening}")
            found = self._mark_parts[closing, opening] = tuple([(mark * number & MASK) >> 32 for number in _MARKS])
        return found


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """Give the shipped model, loaded when it is first needed."""
    content = DATA.read_bytes()
    count = int.from_bytes(content[:4], "little")
    keys, weights = array("I"), array("b")
    keys.frombytes(content[4 : 4 + 4 * count])
    values, classes = content[4 + 4 * count : 4 + 5 * count], content[4 + 5 * count : 4 + 6 * count]
    weights.frombytes(content[4 + 6 * count :])
    return Evidence(keys, values, classes, weights)


def class_id(word: str, number: int) -> int:
    """Give the hash of a word's class; a word too rare to have one is classed by its shape."""
    return key(f"c{number}") if number else key(f"s{shape(word)}")


class Context:
    """Scores tokens and places between tokens by the model and by the pairs of the document at hand."""

    def __init__(self, model: Evidence, tokens: Iterable[str] = ()) -> None:
        self.model = model
        words = [bare_word(token) for token in tokens]
        self.own = Counter(pairwise(words))
        self._own_words = Counter(words)
        self._known: dict[str, float] = {}
        self._places: dict[tuple[str, str, str, str], float] = {}

    def word(self, token: str) -> Word:
        """Give what the model knows of a token."""
        return self.model.word(token)

    def zipf(self, token: str) -> float:
        """Give the Zipf frequency of a token of letters as it stands, without looking at its kin."""
        return self.model.zipf(plain(token))

    def known(self, token: str) -> float:
        """Give the Zipf frequency of a token's word, that of its kin without particles counting less."""
        found = self._known.get(token)
        if found is None:
            word = bare_word(token)
            found = self.model.zipf(word)
            if not found:
                kin = stem(word)
                found = max(0.0, self.model.zipf(kin) - KIN_DISCOUNT) if kin != word else 0.0
            self._known[token] = found
        return found

    def known_here(self, token: str) -> float:
        """Give the Zipf frequency of a token's word; one that the document has elsewhere is known from there."""
        times = self._own_words[bare_word(token)]
        return max(self.known(token), OWN_WORD + log10(times)) if times else self.known(token)

    def unusual(self, tokens: set[str]) -> set[str]:
        """Give those of some tokens that are not evidently common words, with or without punctuation around them."""
        found = tokens - self.model.ordinary
        if len(self.model.ordinary) >= MAX_REMEMBERED:
            self.model.ordinary.clear()
        ordinary = {token for token in found if self._is_ordinary(token)}
        self.model.ordinary |= ordinary
        return found - ordinary

    def _is_ordinary(self, token: str) -> bool:
        word = bare_word(token)
        return len(word) > 1 and self.model.zipf(word) >= ORDINARY and not any(end in token[1:-1] for end in WORD_ENDS)

    def follows(self, left: str, right: str, far_left: str = "", far_right: str = "") -> float:
        """Give log10 of the odds that token `right` really follows token `left`.

        "" for an outer token that is not known, "\\n" for the edge of a paragraph.
        """
        place = (far_left, left, right, far_right)
        found = self._places.get(place)
        if found is None:
            found = self._places[place] = self._follows(*place)
        return found

    def _follows(self, far_left: str, left: str, right: str, far_right: str) -> float:
        before, after = self._at(left), self._at(right)
        parts = self.model.parts
        slots = zip(
            parts(0, self._at(far_left).ids),
            parts(1, before.ids),
            parts(2, after.ids),
            parts(3, self._at(far_right).ids),
            self.model.mark_parts(before.closing, after.opening),
            strict=True,
        )
        own = self.own.get((before.text, after.text), 0)
        return self.model.weight(slots) + (DOCUMENT_WEIGHT * log10(own) if own > 1 else 0.0)

    def _at(self, token: str) -> Word:
        return EDGE if token == "\n" else self.word(token) if token else NOTHING


_MARKS = tuple(multiplier(mix, 4) if kind.mark else 0 for mix, kind in enumerate(MIXES))
_PARTS = tuple(
    tuple((PARTS.index(str(kind[role])) if kind[role] else -1, multiplier(mix, role)) for mix, kind in enumerate(MIXES))
    for role in range(4)
)


def read_word(token: str, model: Evidence) -> Word:
    """Give what a model knows of a token."""
    core = token.strip(PUNCTUATION)
    start = token.find(core) if core else len(token)
    text = plain(core)
    zipf, number = model.entry(text)
    ids = (key(text), class_id(text, number), key(f"s{shape(text)}"), key(f"t{stem(text)}"))
    return Word(text, zipf, ids, token[:start][:1], token[start + len(core) :][-1:])

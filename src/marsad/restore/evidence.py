"""Takes words and pairs of words and gives how likely they are, from the shipped model and the document itself."""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from math import log10
from pathlib import Path

from marsad.arabic.normal import normalize

DATA = Path(__file__).parent / "data" / "evidence.bin"
ZIPF_STEP = 0.04
ASSOCIATION_STEP = 0.03
UNSEEN_PAIR = -0.4
CORPUS_PAIRS = 6.6
FOLDED_WEIGHT = 0.55
SHAPE_WEIGHT = 0.8
FUNCTION_WORD = 5.9
DOCUMENT_WEIGHT = 1.2
PUNCTUATION = "\u060c\u061b\u061f.:!\"'\u00ab\u00bb()[]\u201c\u201d\u2026-\u2013,;?"
PREFIXES = (
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0644\u0644",
    "\u0627\u0644",
    "\u0648",
    "\u0641",
    "\u0628",
    "\u0644",
    "\u0643",
)
SUFFIXES = ("\u0647\u0627", "\u0647\u0645", "\u0647", "\u0627", "\u064a\u0646", "\u0648\u0646", "\u0627\u062a")


def key(text: str) -> int:
    """Give the 32-bit hash under which the model keeps a word or pair."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")


def bare_word(token: str) -> str:
    """Give a token's normal form without the punctuation around it."""
    return normalize(token.strip(PUNCTUATION))


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Give a word without its commonest particles and endings, for what is known of its kin."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


SHAPE_PREFIXES = (
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0641\u0627\u0644",
    "\u0627\u0644",
    "\u0644\u0644",
    "\u0648",
    "\u0641",
    "\u0628",
    "\u0644",
    "\u0643",
    "\u064a",
    "\u062a",
    "\u0633",
    "\u0645",
    "\u0627",
    "\u0646",
)
SHAPE_SUFFIXES = (
    "\u064a\u0647",
    "\u062a\u0647",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0648\u0646",
    "\u064a\u0646",
    "\u0627\u062a",
    "\u0648\u0627",
    "\u0647",
    "\u062a",
    "\u0627",
    "\u064a",
    "\u0646",
)


def shape(word: str, zipf: float) -> str:
    """Give what a word looks like: itself where it is very frequent, else how it begins and ends."""
    if zipf >= FUNCTION_WORD:
        return f"^{word}"
    prefix = next((one for one in SHAPE_PREFIXES if word.startswith(one) and len(word) - len(one) >= 2), "")
    suffix = next((one for one in SHAPE_SUFFIXES if word.endswith(one) and len(word) - len(one) >= 2), "")
    return f"^{prefix}_{suffix}"


class Evidence:
    """The shipped model: word frequencies (Zipf scale, 0..8) and how much two words attract each other (log10)."""

    def __init__(self, words: array[int], frequencies: bytes, pairs: array[int], associations: bytes) -> None:
        self._words, self._frequencies = words, frequencies
        self._pairs, self._associations = pairs, associations
        self._zipf: dict[str, float] = {}

    def zipf(self, word: str) -> float:
        """Give log10 of how often the word occurs in a thousand million; 0 where it is not known."""
        found = self._zipf.get(word)
        if found is None:
            found = self._zipf[word] = _value(self._words, self._frequencies, key(word)) * ZIPF_STEP
        return found

    def association(self, first: str, second: str) -> float | None:
        """Give log10 of how much oftener than by chance `second` follows `first`; None where that was not seen."""
        stored = _value(self._pairs, self._associations, key(f"{first} {second}"))
        return None if stored == 0 else stored * ASSOCIATION_STEP - 2.0


def _value(keys: array[int], values: bytes, wanted: int) -> int:
    at = bisect_left(keys, wanted)
    return values[at] if at < len(keys) and keys[at] == wanted else 0


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """Give the shipped model, loaded when damage is first met."""
    content = DATA.read_bytes()
    tables = []
    at = 0
    for _ in range(2):
        count = int.from_bytes(content[at : at + 4], "little")
        keys = array("I")
        keys.frombytes(content[at + 4 : at + 4 + 4 * count])
        values = content[at + 4 + 4 * count : at + 4 + 5 * count]
        tables.append((keys, values))
        at += 4 + 5 * count
    return Evidence(*tables[0], *tables[1])


class Context:
    """Scores sequences of tokens by the model and by the pairs of the document at hand."""

    def __init__(self, model: Evidence, tokens: Iterable[str] = ()) -> None:
        self.model = model
        words = [bare_word(token) for token in tokens]
        self.own = Counter(itertools.pairwise(words))
        self._pairs: dict[tuple[str, str], float] = {}

    def known(self, token: str) -> float:
        """Give the Zipf frequency of a token's word, that of its kin without particles counting a little less."""
        word = bare_word(token)
        direct = self.model.zipf(word)
        return direct or max(0.0, self.model.zipf(folded(word)) - 1.5)

    def follows(self, first: str, second: str) -> float:
        """Give how well token `second` goes after token `first` (log10 scale; negative where nothing speaks for it)."""
        pair = (first, second)
        found = self._pairs.get(pair)
        if found is None:
            found = self._pairs[pair] = self._follows(first, second)
        return found

    def _follows(self, first: str, second: str) -> float:
        before, after = bare_word(first), bare_word(second)
        own = self.own.get((before, after), 0)
        bonus = DOCUMENT_WEIGHT * log10(own) if own > 1 else 0.0
        mark = first[-1:] if first[-1:] in PUNCTUATION else ""
        if mark:
            seen = self.model.association(mark, after)
            return (self._by_shape(mark, self._shape(after)) if seen is None else seen) + bonus
        seen = self.model.association(before, after)
        if seen is not None:
            return seen + bonus
        kin = self.model.association(f"~{folded(before)}", folded(after))
        unseen = self._unseen(self.model.zipf(before), self.model.zipf(after))
        unseen += self._by_shape(self._shape(before), self._shape(after))
        return (unseen if kin is None else max(unseen, FOLDED_WEIGHT * kin + unseen / 2)) + bonus

    def _shape(self, word: str) -> str:
        return shape(word, self.model.zipf(word))

    def _by_shape(self, first: str, second: str) -> float:
        """Give how well two words go together by their looks: noun and adjective both with the article, and so on."""
        seen = self.model.association(first, second)
        return UNSEEN_PAIR if seen is None else SHAPE_WEIGHT * seen

    @staticmethod
    def _unseen(first: float, second: float) -> float:
        """Give what it says that two words never met: the more, the oftener they should have met by chance."""
        return UNSEEN_PAIR - max(0.0, first + second - 18.0 + CORPUS_PAIRS)

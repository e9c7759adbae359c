"""Takes words and gives how frequent they are and what they are like, from the shipped model (data/evidence.npz).

The model holds hashes and one-byte numbers only: how frequent a word is, which of 250 classes of words used alike it
belongs to, and the weights of a logistic regression that tells a place where two words really follow each other from a
place where two stretches of text were put side by side (regression.py, tools/build_restore_model.py).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marsad.restore.regression import Regression
from marsad.restore.words import PUNCTUATION, Word, bare_word, key, plain, shape, stem

DATA = Path(__file__).parent / "data" / "evidence.npz"
ZIPF_STEP = 0.04
MAX_REMEMBERED = 200_000
KEPT_BITS = 22
KEPT_SHIFT = 32 - KEPT_BITS
KIN_DISCOUNT = 1.5


class Evidence:
    """The shipped model; words are looked up by hash."""

    def __init__(self, keys: array[int], values: bytes, classes: bytes, regression: Regression) -> None:
        self._keys, self._values, self._classes = keys, values, classes
        self._sorted = np.frombuffer(keys, dtype=np.uint32)
        self._is_met = np.zeros(1 << KEPT_BITS, dtype=np.bool_)  # whether any key begins with these bits
        self._is_met[self._sorted >> np.uint32(KEPT_SHIFT)] = True
        self._met = self._is_met.tobytes()  # the same, for one key at a time
        self._zipfs = np.frombuffer(values, dtype=np.uint8) * ZIPF_STEP
        self.regression = regression
        self._zipf: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self.ordinary: set[str] = set()  # tokens met before that are common words
        self._words: dict[str, Word] = {}

    def entry(self, word: str) -> tuple[float, int]:
        """Give log10 of how often the word occurs in a thousand million, and its class; (0, 0) where not known."""
        wanted = key(word)
        if not self._met[wanted >> KEPT_SHIFT]:
            return 0.0, 0
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

    def known(self, token: str) -> float:
        """Give the frequency of a token's word, that of its kin without particles counting less; remembered, too."""
        found = self._known.get(token)
        if found is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            word = bare_word(token)
            found = self.zipf(word)
            if not found:
                kin = stem(word)
                found = max(0.0, self.zipf(kin) - KIN_DISCOUNT) if kin != word else 0.0
            self._known[token] = found
        return found

    def zipfs(self, keys: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Give the frequencies of many words by their hashes; 0 where not known."""
        found = np.zeros(len(keys))
        likely = np.flatnonzero(self._is_met[keys >> np.uint32(KEPT_SHIFT)])  # few keys are known: most end here
        wanted = keys[likely]
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        found[likely] = np.where(self._sorted[at] == wanted, self._zipfs[at], 0.0)
        return found

    def word(self, token: str) -> Word:
        """Give what is known of a token, remembered for tokens met before."""
        found = self._words.get(token)
        if found is None:
            if len(self._words) >= MAX_REMEMBERED:
                self._words.clear()
            found = self._words[token] = read_word(token, self)
        return found


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """Give the shipped model, loaded when it is first needed.

    The sorted hashes are kept as the gaps between them, in four rows of bytes, which takes half the room.
    """
    with np.load(DATA) as content:
        gaps = np.ascontiguousarray(content["gaps"].T).view("<u4").ravel()
        values, classes = content["values"].tobytes(), content["classes"].tobytes()
        weights = content["weights"]
    keys = array("I", gaps.cumsum(dtype=np.uint32).tobytes())
    return Evidence(keys, values, classes, Regression(weights))


def class_id(word: str, number: int) -> int:
    """Give the hash of a word's class; a word too rare to have one is classed by its shape."""
    return key(f"c{number}") if number else key(f"s{shape(word)}")


def read_word(token: str, model: Evidence) -> Word:
    """Give what a model knows of a token."""
    core = token.strip(PUNCTUATION)
    start = token.find(core) if core else len(token)
    text = plain(core)
    zipf, number = model.entry(text)
    ids = (key(text), class_id(text, number), key(f"s{shape(text)}"), key(f"t{stem(text)}"))
    return Word(text, zipf, ids, token[:start][:1], token[start + len(core) :][-1:])

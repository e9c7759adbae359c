"""Takes the words around a place between two words and tells by a small network whether they follow each other.

The network (data/network.npz, tools/build_restore_network.py) adds up a vector each for a word, its stem, its shape and
its punctuation, and judges the six sums of the three words on either side. It tells by what words are like; the
regression in `evidence` tells which words go together. Only hashes and quantised numbers are kept.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marsad.restore.words import EDGE, NOTHING, Word

DATA = Path(__file__).parent / "data" / "network.npz"
SIDE = 3  # words looked at on either side
OPENINGS = ("", '"', "(", "\u00ab")  # and any other
CLOSINGS = ("", "\u060c", ".", '"', ")", ":")
MARKS = (len(OPENINGS) + 1) * (len(CLOSINGS) + 1)
LOG10 = 1 / log(10)

Floats = NDArray[np.float32]
Keys = NDArray[np.uint32]


class Rows:
    """Which rows of the table of vectors a word has: its own, its stem's, its shape's and its punctuation's."""

    def __init__(self, words: Keys, stems: Keys, shapes: Keys) -> None:
        self._keys = (words, stems, shapes)
        sizes = [len(keys) + 1 for keys in self._keys]  # and one for what is not known
        self._starts = (0, sizes[0], sizes[0] + sizes[1], sum(sizes))
        self.edge = sum(sizes) + MARKS
        self.nothing = self.edge + 1
        self.count = self.nothing + 1

    def of(self, word: Word) -> tuple[int, ...]:
        """Give the rows of a word."""
        if word is EDGE:
            return (self.edge,)
        if word is NOTHING:
            return (self.nothing,)
        own, _, shaped, stemmed = word.ids
        found = [self._row(at, one) for at, one in enumerate((own, stemmed, shaped))]
        return (*found, self._starts[3] + _mark(word.opening, word.closing))

    def _row(self, kind: int, wanted: int) -> int:
        keys = self._keys[kind]
        at = int(np.searchsorted(keys, np.uint32(wanted)))
        return self._starts[kind] + (at if at < len(keys) and keys[at] == wanted else len(keys))


def _mark(opening: str, closing: str) -> int:
    first = OPENINGS.index(opening) if opening in OPENINGS else len(OPENINGS)
    last = CLOSINGS.index(closing) if closing in CLOSINGS else len(CLOSINGS)
    return first * (len(CLOSINGS) + 1) + last


class Network:
    """The shipped network."""

    def __init__(self, rows: Rows, vectors: Floats, layers: dict[str, Floats]) -> None:
        self._rows, self._vectors = rows, vectors
        self._first = layers["first"].reshape(2 * SIDE, vectors.shape[1], -1)
        self._bias = layers["first_bias"]
        self._second, self._second_bias = layers["second"], layers["second_bias"]
        self._third, self._third_bias = layers["third"], float(layers["third_bias"][0])

    @property
    def width(self) -> int:
        """How many numbers a word adds to in each place."""
        return len(self._bias)

    def share(self, word: Word) -> Floats:
        """Give what a word adds to the first layer: a row for each of the six places, from the middle outwards."""
        vector: Floats = self._vectors[list(self._rows.of(word))].sum(axis=0)
        return vector @ self._first

    def odds(self, summed: Floats) -> Floats:
        """Give log10 of the odds for each place, from the sums of its shares."""
        inner = np.maximum(summed + self._bias, 0.0)
        outer = np.maximum(inner @ self._second + self._second_bias, 0.0)
        found: Floats = (outer @ self._third + self._third_bias) * np.float32(LOG10)
        return found


@lru_cache(maxsize=1)
def network() -> Network:
    """Give the shipped network, loaded when it is first needed."""
    with np.load(DATA) as data:
        rows = Rows(data["words"], data["stems"], data["shapes"])
        vectors = data["vectors"].astype(np.float32) * data["step"]
        layers = {name: data[name].astype(np.float32) for name in LAYERS}
    return Network(rows, vectors, layers)


LAYERS = ("first", "first_bias", "second", "second_bias", "third", "third_bias")

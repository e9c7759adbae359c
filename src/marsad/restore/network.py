"""Takes the words around a place between two words and tells by small networks whether they follow each other.

A network (data/network.npz, tools/build_restore_network.py) adds up a vector each for a word, its stem, its shape and
its punctuation, and judges the six sums of the three words on either side. It tells by what words are like; the
regression in `evidence` tells which words go together. Two networks that learned from other beginnings err at other
places: their mean errs less. Only hashes and quantised numbers are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.restore.words import EDGE, NOTHING, Word

DATA = Path(__file__).parent / "data" / "network.npz"
SIDE = 3  # words looked at on either side
OPENINGS = ("", '"', "(", "\u00ab")  # and any other
CLOSINGS = ("", "\u060c", ".", '"', ")", ":")
MARKS = (len(OPENINGS) + 1) * (len(CLOSINGS) + 1)
LOG10 = 1 / log(10)
ONE_THREAD = 2**18  # multiplications that BLAS does in one thread

Floats = NDArray[np.float32]
Keys = NDArray[np.uint32]


class Rows:
    """Which rows of the table of vectors a word has: its own, its stem's, its shape's and its punctuation's."""

    def __init__(self, words: Keys, stems: Keys, shapes: Keys) -> None:
        self._keys = (words, stems, shapes)
        sizes = [len(keys) + 1 for keys in self._keys]  # and one for what is not known
        self.starts = (0, sizes[0], sizes[0] + sizes[1], sum(sizes))
        self.edge = sum(sizes) + MARKS
        self.nothing = self.edge + 1
        self.count = self.nothing + 1

    def of(self, words: Sequence[Word]) -> NDArray[np.intp]:
        """Give four rows for each word; an edge and nothing have one of their own, and the row that adds nothing."""
        wanted = np.array([word.ids for word in words], dtype=np.uint32)
        columns = [self._found(kind, wanted[:, at]) for kind, at in enumerate((0, 3, 2))]
        marks = np.array([self.starts[3] + _mark(word.opening, word.closing) for word in words])
        rows = np.stack([*columns, marks], axis=1)
        for at, word in enumerate(words):
            if word is EDGE or word is NOTHING:
                rows[at] = (self.edge if word is EDGE else self.nothing, *[self.count] * 3)
        return rows

    def _found(self, kind: int, wanted: Keys) -> NDArray[np.intp]:
        keys = self._keys[kind]
        at = np.searchsorted(keys, wanted)
        is_known = keys[np.minimum(at, len(keys) - 1)] == wanted
        return self.starts[kind] + np.where(is_known, at, len(keys))


def _mark(opening: str, closing: str) -> int:
    first = OPENINGS.index(opening) if opening in OPENINGS else len(OPENINGS)
    last = CLOSINGS.index(closing) if closing in CLOSINGS else len(CLOSINGS)
    return first * (len(CLOSINGS) + 1) + last


class Network:
    """One of the shipped networks."""

    def __init__(self, vectors: Floats, layers: dict[str, Floats]) -> None:
        self._vectors = np.concatenate([vectors, np.zeros((1, vectors.shape[1]), dtype=vectors.dtype)])
        places = layers["first"].reshape(2 * SIDE, vectors.shape[1], -1)
        self._first = np.concatenate(list(places), axis=1)
        self._bias = layers["first_bias"]
        self._second, self._second_bias = layers["second"], layers["second_bias"]
        self._third, self._third_bias = layers["third"], float(layers["third_bias"][0])

    @property
    def width(self) -> int:
        """How many numbers a word adds to in each place."""
        return len(self._bias)

    def shares(self, rows: NDArray[np.intp]) -> Floats:
        """Give what words of some rows add to the first layer: for each of the six places, from the middle outwards."""
        vectors = self._vectors[rows[:, 0]]
        for at in range(1, rows.shape[1]):
            vectors += self._vectors[rows[:, at]]
        return _product(vectors, self._first).reshape(len(rows), 2 * SIDE, -1)

    def odds(self, summed: Floats) -> Floats:
        """Give log10 of the odds for each place, from the sums of its shares."""
        inner = np.maximum(summed + self._bias, 0.0)
        outer = np.maximum(_product(inner, self._second) + self._second_bias, 0.0)
        found: Floats = (outer @ self._third + self._third_bias) * np.float32(LOG10)
        return found


class Networks:
    """The shipped networks; what a word adds to them stands side by side."""

    def __init__(self, rows: Rows, members: Sequence[Network]) -> None:
        self._rows, self._members = rows, members
        ends = np.cumsum([0, *(member.width for member in members)]).tolist()
        self._parts = [slice(start, end) for start, end in pairwise(ends)]
        self.width: int = ends[-1]

    def shares(self, words: Sequence[Word]) -> Floats:
        """Give what each word adds to the first layers: a row for each of the six places, from the middle outwards."""
        found = np.empty((len(words), 2 * SIDE, self.width), dtype=np.float32)
        rows = self._rows.of(words)
        for member, part in zip(self._members, self._parts, strict=True):
            found[:, :, part] = member.shares(rows)
        return found

    def odds(self, summed: Floats) -> Floats:
        """Give log10 of the odds for each place, the mean of what the networks give."""
        found = [member.odds(summed[:, part]) for member, part in zip(self._members, self._parts, strict=True)]
        total: Floats = np.mean(found, axis=0, dtype=np.float32)
        return total


def _product(left: Floats, right: Floats) -> Floats:
    """Give a matrix product, some rows at a time: beyond a size BLAS starts threads, which cost more than they give."""
    count = max(1, ONE_THREAD // right.size)
    if len(left) <= count:
        return left @ right
    return np.concatenate([left[at : at + count] @ right for at in range(0, len(left), count)])


@lru_cache(maxsize=1)
def networks() -> Networks:
    """Give the shipped networks, loaded when they are first needed."""
    with np.load(DATA) as data:
        rows = Rows(data["words"], data["stems"], data["shapes"])
        members = [_member({name: data[f"{name}_{at}"] for name in STORED}) for at in range(MEMBERS)]
    return Networks(rows, members)


def _member(data: dict[str, NDArray[Any]]) -> Network:
    vectors = data["vectors"].astype(np.float32) * data["step"]
    return Network(vectors, {name: data[name].astype(np.float32) for name in LAYERS})


MEMBERS = 2
LAYERS = ("first", "first_bias", "second", "second_bias", "third", "third_bias")
STORED = (*LAYERS, "vectors", "step")

"""Takes a corpus and the pairs counted by ar-corrector and writes which words go together: restore/data/pairs.npz.

    python tools/build_restore_pairs.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

ar-corrector (MIT) ships how often words stand side by side in 33 million words of Arabic news and book reviews, cut at
full stops and commas. A pair of the corpus counts four times, pairs with a word between them are counted there alone.
Only hashes of pairs and about how often each was met are kept (pairs.py). One article in ten never enters
(is_held_out). Run it after build_restore_model.py, whose frequencies tell what chance would bring.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from pickle import Unpickler
from typing import Any

import numpy as np
from numpy.typing import NDArray

from build_restore_model import lines
from marsad.restore.evidence import evidence
from marsad.restore.pairs import CLOSING, DATA, LEAST, LEVEL, lift, slots
from marsad.restore.words import bare_word, key, plain

COUNTED = "resources/ngram_plus1.pickle"
HARMLESS = {("collections", "Counter"), ("collections", "defaultdict")}  # all that the counts need of Python
CORPUS_WEIGHT = 4.0
MIN_ELSEWHERE, LEAST_ELSEWHERE = 4, 1.0  # how often, and how much more than by chance (log10), others must be met
MIN_APART = 2

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Slots = NDArray[np.uint32]
Levels = NDArray[np.uint8]


def main() -> None:
    """Write the table and tell its size."""
    words = Words()
    stream, is_closed = words.stream(list(lines(sys.argv[1:])))
    lefts, rights, counts = words.counted()
    near = (stream[:-1] >= 0) & (stream[1:] >= 0) & ~is_closed[:-1]
    apart = (stream[:-2] >= 0) & (stream[1:-1] >= 0) & (stream[2:] >= 0)
    firsts, seconds = stream[:-1][near], stream[1:][near]
    found = [
        words.kept(1, np.concatenate([firsts, lefts]), np.concatenate([seconds, rights]), len(firsts), counts),
        words.kept(2, stream[:-2][apart], stream[2:][apart], int(apart.sum()), np.empty(0)),
    ]
    gaps, levels = packed(np.concatenate([one for one, _, _ in found]), np.concatenate([two for _, two, _ in found]))
    np.savez_compressed(DATA, gaps=gaps, levels=levels, totals=np.array([total for _, _, total in found]))
    print(f"{' and '.join(str(len(one)) for one, _, _ in found)} pairs, {DATA.stat().st_size} bytes")


class Words:
    """The words met so far, by number."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Give a word's number, -1 for none."""
        return self._number.setdefault(word, len(self._number)) if word else -1

    def stream(self, paragraphs: list[list[str]]) -> tuple[Ints, NDArray[np.bool_]]:
        """Give the words of the corpus and which are followed by a sign that closes; -1 ends a paragraph."""
        found = [(self.number(bare_word(token)), token[-1] in CLOSING) for one in paragraphs for token in [*one, "."]]
        return np.array([one for one, _ in found]), np.array([two for _, two in found])

    def counted(self) -> tuple[Ints, Ints, Floats]:
        """Give the pairs that ar-corrector counted: left words, right words, how often."""
        spec = find_spec("ar_corrector")
        if spec is None or not spec.submodule_search_locations:
            sys.exit("ar-corrector is not installed: pip install -e '.[models]'")
        with (Path(spec.submodule_search_locations[0]) / COUNTED).open("rb") as stream:
            content = Counts(stream).load()
        rows = [
            (self.number(plain(left[0])), self.number(plain(right)), count)
            for left, followers in content.items()
            if left and left[0][0] != "<"
            for right, count in followers.items()
            if right[0] != "<"
        ]
        lefts, rights, counts = map(np.array, zip(*rows, strict=True))
        return lefts, rights, counts.astype(np.float64)

    def kept(self, distance: int, lefts: Ints, rights: Ints, own: int, counts: Floats) -> tuple[Slots, Levels, float]:
        """Give the slots and levels of pairs met more often than by chance, and how often all were met.

        The first `own` pairs are those of the corpus, one for each time they were met; `counts` are of the others.
        """
        cells, place = np.unique(lefts * len(self._number) + rights, return_inverse=True)
        here = np.bincount(place[:own], minlength=len(cells))
        elsewhere = np.bincount(place[own:], counts, minlength=len(cells)) if len(counts) else np.zeros(len(cells))
        times = (CORPUS_WEIGHT if distance == 1 else 1.0) * here + elsewhere
        words = list(self._number)
        keys = np.array([key(word) for word in words], dtype=np.uint64)
        shares = np.array([10 ** (zipf - 9) if (zipf := evidence().zipf(word)) else np.nan for word in words])
        left, right = cells // len(words), cells % len(words)
        total = float(times.sum())
        above = np.nan_to_num(lift(times, shares[left], shares[right], total), nan=0.0)
        is_met = (here >= (1 if distance == 1 else MIN_APART)) & (above > LEAST)
        is_met |= (elsewhere >= MIN_ELSEWHERE) & (above > LEAST_ELSEWHERE)
        level = np.rint(np.log(times[is_met]) / np.log(LEVEL)).astype(np.uint8)
        return slots(keys[left[is_met]], keys[right[is_met]], distance), level, total


class Counts(Unpickler):
    """Reads counts alone: a pickle of anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """Give what the counts are made of."""
        if (module, name) not in HARMLESS:
            raise ValueError(f"{module}.{name} is not expected among counts")
        return super().find_class(module, name)


def packed(where: Slots, level: Levels) -> tuple[Levels, Levels]:
    """Give the gaps between the slots as two rows of bytes, and the levels; of pairs that share a slot the oftener."""
    order = np.lexsort((-level.astype(np.int64), where))
    where, level = where[order].astype(np.int64), level[order]
    gaps = np.diff(where, prepend=0)
    is_first = gaps > 0
    if gaps.max() > np.iinfo(np.uint16).max:
        sys.exit("too few pairs for gaps of two bytes")
    return gaps[is_first].astype("<u2").view(np.uint8).reshape(-1, 2).T, level[is_first]


if __name__ == "__main__":
    main()

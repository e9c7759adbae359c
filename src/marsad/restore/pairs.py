"""Takes pairs of words and tells how much more often than by chance they were met together in much text.

The table (data/pairs.npz, tools/build_restore_pairs.py) holds the hashes of pairs met side by side, or with one word
between them, and about how often each was. How often chance would bring them together is told by how frequent their
words are. A pair that is not in the table is no worse than chance: most pairs that are right were never met before.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data" / "pairs.npz"
SLOT_BITS = 29  # at 1.6 million pairs, one in 300 that was not met is taken for one that was
LEVEL = 2.0  # how often a pair was met is kept as a power of this
CLOSING = frozenset(".\u060c\u061b:!\u061f")  # a word before one of these does not go together with the next
DOUBT = 20.0  # how many sights of a word its frequency counts for, in what follows it
LEAST = 0.5  # log10: less than this tells nothing
_COARSE_SHIFT = 5  # slots that are looked up together at first
_FACTORS = {1: (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F), 2: (0xD6E8FEB86659FD93, 0xA0761D6478BD642F)}  # by distance

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]


def slots(lefts: Keys, rights: Keys, distance: int) -> NDArray[np.uint32]:
    """Give the slots of pairs of words (their hashes) that stand side by side (1) or have a word between them (2)."""
    left, right = map(np.uint64, _FACTORS[distance])
    mixed = lefts * left ^ rights * right
    mixed = (mixed ^ mixed >> np.uint64(32)) * np.uint64(_FACTORS[distance][0])
    found: NDArray[np.uint32] = (mixed >> np.uint64(64 - SLOT_BITS)).astype(np.uint32)
    return found


def lift(times: Floats, lefts: Floats, rights: Floats, total: float) -> Floats:
    """Give log10 of how much more often pairs were met than by chance.

    `times` tells how often each was met among the `total`, `lefts` and `rights` the shares of their words in all words.
    """
    found: Floats = np.log10((times + DOUBT * rights) / (np.maximum(total * lefts, times) + DOUBT) / rights)
    return found


class Pairs:
    """The shipped table."""

    def __init__(self, gaps: NDArray[np.uint16], levels: NDArray[np.uint8], totals: Floats) -> None:
        """`gaps` are those between the slots in order, `levels` the powers of two of how often each pair was met.

        `totals` tell how often all were met at each distance.
        """
        self._slots = gaps.cumsum(dtype=np.uint32)
        self._times = LEVEL ** levels.astype(np.float64)
        self._totals = totals.tolist()
        self._is_met = np.zeros(1 << SLOT_BITS - _COARSE_SHIFT, dtype=np.bool_)
        self._is_met[self._slots >> np.uint32(_COARSE_SHIFT)] = True

    def lifts(self, lefts: Keys, rights: Keys, shares: tuple[Floats, Floats], distance: int) -> Floats:
        """Give for each pair log10 of how much more often than by chance it was met; 0 where it was not.

        The words are given by hash, 0 for no word, and by their shares in all words, 0 for one that is not known.
        """
        found = np.zeros(len(lefts))
        wanted = slots(lefts, rights, distance)
        likely = self._is_met[wanted >> np.uint32(_COARSE_SHIFT)] & (lefts > 0) & (rights > 0)
        likely &= (shares[0] > 0) & (shares[1] > 0)
        rows = np.flatnonzero(likely)
        at = np.minimum(np.searchsorted(self._slots, wanted[rows]), len(self._slots) - 1)
        is_met = self._slots[at] == wanted[rows]
        rows, at = rows[is_met], at[is_met]
        value = lift(self._times[at], shares[0][rows], shares[1][rows], self._totals[distance - 1])
        found[rows] = np.where(value > LEAST, value, 0.0)
        return found


@lru_cache(maxsize=1)
def pairs() -> Pairs:
    """Give the shipped table, loaded when it is first needed; its gaps are kept as two rows of bytes."""
    with np.load(DATA) as content:
        gaps = np.ascontiguousarray(content["gaps"].T).view("<u2").ravel()
        return Pairs(gaps, content["levels"], content["totals"])

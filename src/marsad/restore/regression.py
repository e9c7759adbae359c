"""Takes the words around places between two words and gives by a regression the odds that they follow each other.

Each feature puts together parts of the two words on either side (and the punctuation between) into the number of a slot
of one-byte weights, learned by tools/build_restore_model.py. A word's share in each number is worked out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.restore.words import Word, key

WEIGHT_STEP = 0.07  # log10 of the odds
SLOT_BITS = 23
HALF = np.uint64(32)

Shares = NDArray[np.uint32]


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


def multiplier(mix: int, role: int) -> int:
    """Give the odd number that spreads a part of a feature over the slots."""
    return int.from_bytes(blake2b(f"{mix} {role}".encode(), digest_size=8).digest(), "little") | 1


class Regression:
    """The shipped regression."""

    def __init__(self, weights: NDArray[np.int8]) -> None:
        self._weights = weights

    def shares(self, words: Sequence[Word]) -> Shares:
        """Give what each word adds to the number of each feature: a row for each of the four places around a gap."""
        ids = np.array([word.ids for word in words], dtype=np.uint64)
        found: Shares = (ids[:, _TAKEN] * _NUMBERS >> HALF).astype(np.uint32) * _IS_TAKEN
        return found

    def mark_share(self, closing: str, opening: str) -> Shares:
        """Give what the punctuation between two words adds to the number of each feature."""
        found: Shares = (np.uint64(key(f"{closing} {opening}")) * _MARK_NUMBERS >> HALF).astype(np.uint32)
        return found

    def odds(self, summed: Shares) -> NDArray[np.float32]:
        """Give log10 of the odds for each place, from the sums of its shares."""
        slots = summed >> np.uint32(32 - SLOT_BITS)
        found: NDArray[np.float32] = self._weights[slots].sum(axis=1, dtype=np.int32) * np.float32(WEIGHT_STEP)
        return found


_MARK_NUMBERS = np.array([multiplier(at, 4) if mix.mark else 0 for at, mix in enumerate(MIXES)], dtype=np.uint64)
_NUMBERS = np.array([[multiplier(at, role) for at in range(len(MIXES))] for role in range(4)], dtype=np.uint64)
_TAKEN = np.array([[max(0, PARTS.find(str(mix[role]) or "-")) for mix in MIXES] for role in range(4)])
_IS_TAKEN = np.array([[bool(mix[role]) for mix in MIXES] for role in range(4)], dtype=np.uint32)

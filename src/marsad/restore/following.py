"""Takes places between two words and gives the odds that the right word follows the left one, many places at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from marsad.restore.evidence import Evidence, evidence
from marsad.restore.network import SIDE, Networks, networks
from marsad.restore.regression import MIXES
from marsad.restore.words import EDGE, NOTHING, Word

# Three tokens on the left and three on the right, in the order they are read; "" for one that is not known, "\n" for
# the edge of a paragraph.
Place = tuple[str, str, str, str, str, str]
REGRESSION_SHARE, NETWORK_SHARE = 0.57, 0.64  # found on held-out articles
MAX_TOKENS = 8000
ROOM = MAX_TOKENS + 1000  # words that there is room for at first; the system gives memory only for those taken in
EDGE_TOKEN = "\n"
OUTWARDS = (2, 1, 0, 3, 4, 5)  # a place's tokens, on the left and on the right, from the middle outwards

Number = TypeVar("Number", bound=np.generic)


class Following:
    """The regression and the networks together; what they need of a token is worked out once."""

    def __init__(self, model: Evidence, net: Networks) -> None:
        self._model, self._network, self._regression = model, net, model.regression
        self._in_network = np.empty((ROOM, 2 * SIDE, net.width), dtype=np.float32)
        self._in_regression = np.empty((ROOM, 4, len(MIXES)), dtype=np.uint32)
        self._forget()

    def _forget(self) -> None:
        self._number: dict[str, int] = {}
        self._words: list[Word] = []
        self._marks: dict[tuple[str, str], int] = {}
        self._mark_shares = np.empty((0, len(MIXES)), dtype=np.uint32)

    def odds(self, places: Sequence[Place]) -> list[float]:
        """Give log10 of the odds for each place."""
        if len(self._words) > MAX_TOKENS:
            self._forget()
        self._learn(dict.fromkeys(token for place in places for token in place if token not in self._number))
        numbers = np.array([[self._number[token] for token in place] for place in places])
        inner = self._in_network[numbers[:, OUTWARDS[0]], 0]
        for at in range(1, 2 * SIDE):
            inner = inner + self._in_network[numbers[:, OUTWARDS[at]], at]
        marks = [self._mark(left, right) for left, right in numbers[:, 2:4].tolist()]
        summed = self._mark_shares[marks]
        for role in range(4):
            summed = summed + self._in_regression[numbers[:, role + 1], role]
        score = NETWORK_SHARE * self._network.odds(inner) + REGRESSION_SHARE * self._regression.odds(summed)
        found: list[float] = score.tolist()
        return found

    def _learn(self, tokens: dict[str, None]) -> None:
        """Take in tokens that were not met before."""
        if not tokens:
            return
        words = [self._word(token) for token in tokens]
        start, end = len(self._words), len(self._words) + len(words)
        self._number.update(zip(tokens, range(start, end), strict=True))
        self._words += words
        self._in_network = _with_room(self._in_network, end)
        self._in_network[start:end] = self._network.shares(words)
        self._in_regression = _with_room(self._in_regression, end)
        self._in_regression[start:end] = self._regression.shares(words)

    def _word(self, token: str) -> Word:
        return EDGE if token == EDGE_TOKEN else self._model.word(token) if token else NOTHING

    def _mark(self, left: int, right: int) -> int:
        """Give the number of what stands between two words; each kind is taken in when first met."""
        marks = (self._words[left].closing, self._words[right].opening)
        found = self._marks.get(marks)
        if found is None:
            found = self._marks[marks] = len(self._marks)
            share = self._regression.mark_share(*marks)
            self._mark_shares = np.concatenate([self._mark_shares, share[np.newaxis]])
        return found


def _with_room(shares: NDArray[Number], count: int) -> NDArray[Number]:
    """Give an array that has room for so many words: the same, or one of twice the size that begins like it."""
    while len(shares) < count:
        shares = np.concatenate([shares, np.empty_like(shares)])
    return shares


@lru_cache(maxsize=1)
def following() -> Following:
    """Give the shipped models together, loaded when they are first needed."""
    return Following(evidence(), networks())


def places_within(words: Sequence[str]) -> Iterator[Place]:
    """Give the places between the words of a line, of which the neighbours beyond its ends are not known."""
    padded = ["", "", *words, "", ""]
    for at in range(len(words) - 1):
        first, second, third, fourth, fifth, sixth = padded[at : at + 6]
        yield first, second, third, fourth, fifth, sixth

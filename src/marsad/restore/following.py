"""Takes places between two words and gives the odds that the right word follows the left one, many places at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from marsad.restore.evidence import Evidence, evidence
from marsad.restore.network import SIDE, Networks, networks
from marsad.restore.pairs import CLOSING, Pairs, pairs
from marsad.restore.regression import MIXES
from marsad.restore.words import EDGE, NOTHING, Word

# Three tokens on the left and three on the right, in the order they are read; "" for one that is not known, "\n" for
# the edge of a paragraph.
Place = tuple[str, str, str, str, str, str]
REGRESSION_SHARE, NETWORK_SHARE = 0.33, 0.72  # found on held-out articles
NEAR_SHARE, APART_SHARE = 0.66, 0.25  # of what is known of pairs side by side, and with a word between them
MAX_TOKENS = 8000
ROOM = MAX_TOKENS + 1000  # words that there is room for at first; the system gives memory only for those taken in
EDGE_TOKEN = "\n"
OUTWARDS = (2, 1, 0, 3, 4, 5)  # a place's tokens, on the left and on the right, from the middle outwards

Number = TypeVar("Number", bound=np.generic)


class Following:
    """The regression, the networks and the pairs together; what they need of a token is worked out once."""

    def __init__(self, model: Evidence, net: Networks, met: Pairs) -> None:
        self._model, self._network, self._regression, self._pairs = model, net, model.regression, met
        self._in_network = np.empty((ROOM, 2 * SIDE, net.width), dtype=np.float32)
        self._in_regression = np.empty((ROOM, 4, len(MIXES)), dtype=np.uint32)
        self._keys = np.empty((ROOM, 2), dtype=np.uint64)  # a word's hash, and again where no sign closes it
        self._word_shares = np.empty(ROOM)  # in all words
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
        found: list[float] = (score + self._met(numbers)).tolist()
        return found

    def _met(self, numbers: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give what is known of pairs at each place: the words next to it, and either of them with the one beyond."""
        far_left, left, right, far_right = self._keys[numbers[:, 1:5], 0].T
        open_left = self._keys[numbers[:, 2], 1]
        shares = self._word_shares[numbers[:, 1:5]].T
        near = self._pairs.lifts(open_left, right, (shares[1], shares[2]), 1)
        apart = self._pairs.lifts(far_left, right, (shares[0], shares[2]), 2)
        apart += self._pairs.lifts(left, far_right, (shares[1], shares[3]), 2)
        return NEAR_SHARE * near + APART_SHARE * apart

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
        self._keys, self._word_shares = _with_room(self._keys, end), _with_room(self._word_shares, end)
        keys = [word.ids[0] if word.text else 0 for word in words]
        closed = [0 if word.closing in CLOSING else key for word, key in zip(words, keys, strict=True)]
        self._keys[start:end] = np.array([keys, closed], dtype=np.uint64).T
        self._word_shares[start:end] = [10 ** (word.zipf - 9) if word.zipf else 0.0 for word in words]

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
    return Following(evidence(), networks(), pairs())


def places_within(words: Sequence[str]) -> Iterator[Place]:
    """Give the places between the words of a line, of which the neighbours beyond its ends are not known."""
    padded = ["", "", *words, "", ""]
    for at in range(len(words) - 1):
        first, second, third, fourth, fifth, sixth = padded[at : at + 6]
        yield first, second, third, fourth, fifth, sixth

"""Takes tellings and gives the pairs of them that are worth comparing: they share a key, and could be likely enough.

The exact likeness of two tellings is dear. Here all pairs are held at once against a ceiling that it never exceeds, so
that what is left out could not have been taken for one happening.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from marsad.arabic.frequency import folded
from marsad.incidents import parties, sites
from marsad.incidents.likeness import KINDRED_STATUS, SURE, kindred_types, threshold_logit, weights
from marsad.incidents.mention import Mention
from marsad.incidents.model import Party
from marsad.incidents.tables import is_verbal
from marsad.incidents.wording import HEAVIEST, SQUARES, Words

MOST_FILED = 5000  # on either side of a telling, in `Mention.order`, of what is filed under one key
AT_ONCE = 200_000  # pairs
SLACK = 1e-6  # for what differs in the last digits only
ANYBODY = (1 << 64) - 1
Numbers = NDArray[Any]
Pair = tuple[int, int]
Keys = Mapping[str, Sequence[int]]


def promising(tellings: Sequence[Mention], fresh: Collection[str], filed: Keys, looked_up: Keys) -> Iterator[Pair]:
    """Give the pairs, as places in `tellings`, of which at least one is fresh and that could be of one happening.

    `tellings` are in `Mention.order`; `filed` has the keys of all of them by event id, `looked_up` those of the fresh
    ones. In each pair the earlier telling stands first, and both are of different documents.
    """
    if not tellings:
        return
    columns = Columns(tellings)
    first, second = _sharing_a_key(tellings, fresh, filed, looked_up)
    for at in range(0, len(first), AT_ONCE):
        one, other = columns.screened(first[at : at + AT_ONCE], second[at : at + AT_ONCE])
        yield from zip(one.tolist(), other.tolist(), strict=True)


def _sharing_a_key(
    tellings: Sequence[Mention], fresh: Collection[str], filed: Keys, looked_up: Keys
) -> tuple[Numbers, Numbers]:
    """Give the pairs that share a key, each once: of what is filed under it the MOST_FILED before and after."""
    there = _key_rows((at, filed[one.event_id]) for at, one in enumerate(tellings))
    here = _key_rows((at, looked_up[one.event_id]) for at, one in enumerate(tellings) if one.event_id in fresh)
    there = there[:, np.lexsort((there[1], there[0]))]
    begin, end = (np.searchsorted(there[0], here[0], side) for side in ("left", "right"))
    place = np.arange(len(there[0]))
    rank = np.lexsort((np.concatenate((there[1], here[1])), np.concatenate((there[0], here[0]))))
    before = np.cumsum(rank < len(place))[np.argsort(rank)][len(place) :]  # filed before each that is looked up
    begin, end = np.maximum(begin, before - MOST_FILED), np.minimum(end, before + MOST_FILED)
    counts = np.maximum(end - begin, 0)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    ones, others = np.repeat(here[1], counts), there[1][np.repeat(begin, counts) + steps]
    codes = np.minimum(ones, others) * len(tellings) + np.maximum(ones, others)
    codes = np.sort(codes[ones != others])
    codes = codes[np.diff(codes, prepend=-1) > 0]
    first, second = np.divmod(codes, len(tellings))
    return first, second


def _key_rows(found: Iterator[tuple[int, Sequence[int]]]) -> Numbers:
    """Give two rows: keys, and the place of the telling that each belongs to."""
    held = list(found)
    places = np.repeat([at for at, _ in held], [len(keys) for _, keys in held]).astype(np.int64)
    keys = np.fromiter(chain.from_iterable(keys for _, keys in held), np.int64, len(places))
    return np.vstack((keys, places))


class Columns:
    """What of tellings is told apart at little cost, as numbers; a row a telling."""

    def __init__(self, tellings: Sequence[Mention]) -> None:
        self.document = _codes(tellings, lambda one: one.document_id)
        self.type = _codes(tellings, lambda one: one.type)
        self.kin = _kin(tellings, self.type)
        self.status = _codes(tellings, lambda one: KINDRED_STATUS[one.status])
        self.mode = _codes(tellings, lambda one: one.mode)
        self.weapon = _codes(tellings, lambda one: one.weapon)
        self.trigger = _codes(tellings, lambda one: folded(one.trigger))
        self.told = np.array([one.first_day is not None for one in tellings])
        self.earliest = np.array([one.earliest for one in tellings])
        self.latest = np.array([one.latest for one in tellings])
        self.background = np.array([one.background for one in tellings])
        self.verbal = np.array([is_verbal(one.type) for one in tellings])
        self.places, self.place_lists = _listed(one.sites for one in tellings)
        both = _listed(some for one in tellings for some in (one.actors, one.recipients))
        self.doers, self.others, self.party_lists = both[0][::2], both[0][1::2], both[1]
        self.sites = np.array([_mask(site.country for site in one.sites) for one in tellings], np.uint64)
        self.actors = np.array([_sides(one.actors) for one in tellings], np.uint64)
        self.recipients = np.array([_sides(one.recipients) for one in tellings], np.uint64)
        self.figures = np.array([_figures(one) for one in tellings])
        self.words = _matrix([one.words for one in tellings])
        documents = {one.document_id: one.story for one in tellings}
        place = {id_: at for at, id_ in enumerate(documents)}
        self.story_of = np.array([place[one.document_id] for one in tellings])
        self.stories = _matrix(list(documents.values()))

    def screened(self, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
        """Give of pairs those whose likeness could reach the threshold."""
        possible = self.document[first] != self.document[second]
        possible &= (self.status[first] == self.status[second]) & self.kin[self.type[first], self.type[second]]
        first, second = first[possible], second[possible]
        chosen = np.array([list(weights(kind).values()) for kind in ("material", "verbal")])
        names = list(weights("material"))
        weight_of = dict(zip(names, chosen[self.verbal[first].astype(int)].T, strict=True))
        total = self._ceiling(first, second, weight_of)
        for name, matrix, row in (("story", self.stories, self.story_of), ("words", self.words, None)):
            left = total + weight_of[name] + (weight_of["words"] if name == "story" else 0) >= threshold_logit() - SLACK
            first, second, total = first[left], second[left], total[left]
            weight_of = {one: values[left] for one, values in weight_of.items()}
            rows = (first, second) if row is None else (row[first], row[second])
            total = total + weight_of[name] * _cosines(matrix, *rows)
        left = total >= threshold_logit() - SLACK
        return self._agreeing(first[left], second[left], total[left], {one: w[left] for one, w in weight_of.items()})

    def _agreeing(
        self, first: Numbers, second: Numbers, total: Numbers, weight_of: Mapping[str, Numbers]
    ) -> tuple[Numbers, Numbers]:
        """Give of pairs those that are likely enough when places and parties are looked at closely."""
        near = _each_pair(self.places[first], self.places[second], self.place_lists, sites.agreement)
        total = total + weight_of["place"] * (near - _overlap(self.sites[first], self.sites[second]))
        for name, role, across, masks in (
            ("actors", self.doers, self.others, (self.actors, self.recipients)),
            ("recipients", self.others, self.doers, (self.recipients, self.actors)),
        ):
            direct, crossed, back = (
                _each_pair(one[first], other[second], self.party_lists, parties.agreement)
                for one, other in ((role, role), (role, across), (across, role))
            )
            better = np.maximum(direct, np.maximum(crossed, back) / 2)
            told = (role[first] != 0) & (role[second] != 0)
            exact = np.where(told, np.where(direct < SURE, better, direct), 0.0)
            total = total + weight_of[name] * (exact - self._parties(*masks, first, second))
        left = total >= threshold_logit() - SLACK
        return first[left], second[left]

    def _ceiling(self, first: Numbers, second: Numbers, weight_of: Mapping[str, Numbers]) -> Numbers:
        """Give what the likeness of pairs comes to at most, on the logistic scale, without the words."""
        told = {
            "bias": 1.0,
            "type": self.type[first] != self.type[second],
            "mode": _equal(self.mode[first], self.mode[second]),
            "weapon": _equal(self.weapon[first], self.weapon[second]),
            "trigger": self.trigger[first] == self.trigger[second],
            "day": self._days(first, second),
            "place": _overlap(self.sites[first], self.sites[second]),
            "background": self.background[first] | self.background[second],
            "actors": self._parties(self.actors, self.recipients, first, second),
            "recipients": self._parties(self.recipients, self.actors, first, second),
            "figures": (self.figures[first] & self.figures[second]) > 0,
        }
        found: Numbers = np.sum([weight_of[name] * value for name, value in told.items()], axis=0)
        return found

    def _days(self, first: Numbers, second: Numbers) -> Numbers:
        gap = np.maximum(self.earliest[first], self.earliest[second])
        gap = gap - np.minimum(self.latest[first], self.latest[second])
        apart = (self.told[first] == self.told[second]) & (gap > 0)
        found: Numbers = np.where(apart, np.maximum(1 - gap, -2), 1.0)
        return found

    @staticmethod
    def _parties(role: Numbers, across: Numbers, first: Numbers, second: Numbers) -> Numbers:
        known = (role[first] != 0) & (role[second] != 0)
        crossed = ((role[first] & across[second]) | (across[first] & role[second])) != 0
        return np.where(known, np.where((role[first] & role[second]) != 0, 1.0, crossed / 2), 0.0)


def _codes(tellings: Sequence[Mention], of: Callable[[Mention], Any]) -> Numbers:
    """Give a number for each different value, 0 for None."""
    known: dict[Any, int] = {None: 0}
    return np.array([known.setdefault(of(one), len(known)) for one in tellings])


def _listed(lists: Iterable[tuple[Any, ...]]) -> tuple[Numbers, list[tuple[Any, ...]]]:
    """Give a number for each different list, 0 for the empty one, and the lists in the order of their numbers."""
    known: dict[tuple[Any, ...], int] = {(): 0}
    codes = np.array([known.setdefault(one, len(known)) for one in lists])
    return codes, list(known)


def _each_pair(
    first: Numbers,
    second: Numbers,
    lists: Sequence[tuple[Any, ...]],
    of: Callable[[Sequence[Any], Sequence[Any]], float | None],
) -> Numbers:
    """Give how well the lists of each pair go together, asking of each different pair once."""
    codes, back = np.unique(first * len(lists) + second, return_inverse=True)
    ones, others = np.divmod(codes, len(lists))
    found = (of(lists[one], lists[other]) for one, other in zip(ones.tolist(), others.tolist(), strict=True))
    return np.fromiter((value or 0.0 for value in found), float, len(codes))[back]


def _kin(tellings: Sequence[Mention], codes: Numbers) -> Numbers:
    """Give which types, by their codes, may be told of one happening."""
    names = dict(zip(codes.tolist(), (one.type for one in tellings), strict=True))
    found = np.zeros((len(names) + 1, len(names) + 1), bool)
    for code, name in names.items():
        found[code, [other for other, kin in names.items() if kin in kindred_types(name)]] = True
    return found


@lru_cache(maxsize=1000)
def _bit(name: str) -> int:
    return 1 << (int.from_bytes(name.encode(), "big") % 61)


def _mask(names: Iterator[str | None]) -> int:
    """Give a bit for each name; every bit where one is not known."""
    found = 0
    for name in names:
        found |= ANYBODY if name is None else _bit(name)
    return found


def _sides(some: Sequence[Party]) -> int:
    return _mask(party.country for party in some)


def _figures(one: Mention) -> int:
    return sum(bit for bit, number in ((1, one.killed), (2, one.injured), (4, one.detained)) if number)


def _equal(first: Numbers, second: Numbers) -> Numbers:
    return np.where((first == 0) | (second == 0), 0.0, np.where(first == second, 1.0, -1.0))


def _overlap(first: Numbers, second: Numbers) -> Numbers:
    """Give at most how well places go together: other countries never do."""
    return np.where((first == 0) | (second == 0), 0.0, np.where((first & second) != 0, 1.0, -1.0))


def _matrix(texts: Sequence[Words]) -> csr_array:
    """Give the informative words of texts, a row a text, so that the product of two rows is their likeness."""
    lengths = np.array([len(words) for words in texts])
    codes = np.fromiter(chain.from_iterable(texts), np.int64, lengths.sum())
    _, columns = np.unique(codes, return_inverse=True)
    squares = np.array(SQUARES, float)[codes & HEAVIEST]
    ends = np.concatenate(([0], np.cumsum(lengths)))
    sums = np.concatenate(([0.0], np.cumsum(squares)))
    masses = np.sqrt(np.repeat(sums[ends[1:]] - sums[ends[:-1]], lengths))
    return csr_array((np.sqrt(squares) / masses, columns, ends), shape=(len(texts), int(columns.max(initial=0)) + 1))


def _cosines(matrix: csr_array, first: Numbers, second: Numbers) -> Numbers:
    if not len(first):
        return np.zeros(0)
    codes, back = np.unique(first * matrix.shape[0] + second, return_inverse=True)
    one, other = np.divmod(codes, matrix.shape[0])
    return np.asarray(matrix[one].multiply(matrix[other]).sum(axis=1))[back]

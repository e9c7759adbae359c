"""Takes the incidents of a page and gives who does more than before, and which dyads heat up or cool down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import sqrt

from marsad.actors.behaviour import dyads
from marsad.incidents.model import Incident, Party
from marsad.picture.model import Change
from marsad.picture.names import Names
from marsad.picture.volume import Volume
from marsad.picture.weight import counted

DAYS_NOW, DAYS_BEFORE = 28, 84
LEAST_NOW = 3  # incidents without which nobody is said to rise
SURPRISE = 1.64  # standard deviations from which a change is told: one in twenty by chance, one-sided
MOST_SHOWN = 8
Groups = dict[tuple[str, ...], list[Incident]]


def surprise(now: float, expected: float) -> float:
    """Give by how many standard deviations a Poisson count differs from what is expected (Anscombe 1948)."""
    return 2 * (sqrt(now + 0.375) - sqrt(expected + 0.375))


class Changes:
    """The incidents of the last DAYS_NOW days held against those of the DAYS_BEFORE days before them."""

    def __init__(self, incidents: Iterable[Incident], last_day: date, volume: Volume, names: Names) -> None:
        self.names = names
        middle = last_day - timedelta(DAYS_NOW)
        first = middle - timedelta(DAYS_BEFORE)
        self._now: list[Incident] = []
        self._before: list[Incident] = []
        for one in incidents:
            if one.first_day is not None and first < one.first_day <= last_day:
                (self._now if one.first_day > middle else self._before).append(one)
        read_before = volume.articles(first + timedelta(1), middle)
        read_now = volume.articles(middle + timedelta(1), last_day)
        self.share = read_now / read_before if read_before else None

    def rising(self) -> tuple[Change, ...]:
        """Give the actors who do more than before, the most surprising first."""
        found = self._changes(_by_actor(self._now), _by_actor(self._before))
        return _ranked(one for one in found if one.surprise >= SURPRISE and one.now.value >= LEAST_NOW)

    def dyads(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """Give the dyads whose conflict grew, and those whose conflict shrank, the most surprising first."""
        now = _by_dyad(one for one in self._now if one.score < 0)
        before = _by_dyad(one for one in self._before if one.score < 0)
        found = self._changes(now, before)
        heating = _ranked(one for one in found if one.surprise >= SURPRISE and one.now.value >= LEAST_NOW)
        return heating, _ranked(one for one in found if one.surprise <= -SURPRISE)

    def _changes(self, now: Groups, before: Groups) -> list[Change]:
        """Give how each group changed; nothing where no article was read before."""
        if self.share is None:
            return []
        found = []
        for key in sorted(now.keys() | before.keys()):
            of_now, of_before = now.get(key, []), before.get(key, [])
            expected = len(of_before) * self.share
            scores = [one.score for one in of_now or of_before]
            found.append(
                Change(
                    tuple(map(self.names.actor, key)),
                    counted(of_now),
                    counted(of_before),
                    round(expected, 2),
                    round(surprise(len(of_now), expected), 2),
                    round(sum(scores) / len(scores), 2),
                )
            )
        return found


def _ranked(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda one: (-abs(one.surprise), one.names[0].en)))[:MOST_SHOWN]


def _by_actor(incidents: Iterable[Incident]) -> Groups:
    found: Groups = {}
    for incident in incidents:
        for name in sorted({party.name for party in incident.actors if is_known(party)}):
            found.setdefault((name,), []).append(incident)
    return found


def _by_dyad(incidents: Iterable[Incident]) -> Groups:
    found: Groups = {}
    for incident in incidents:
        pairs = {pair_of(one, other) for one, other in dyads(incident) if is_known(one) and is_known(other)}
        for pair in sorted(pairs):
            found.setdefault(pair, []).append(incident)
    return found


def pair_of(one: Party, other: Party) -> tuple[str, str]:
    """Give the names of a dyad in their order."""
    first, second = sorted((one.name, other.name))
    return first, second


def is_known(party: Party) -> bool:
    """True for a party with a name of its own, not only words of a text."""
    return party.key == party.name

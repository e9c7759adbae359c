"""Takes one side of each of many incidents and gives in which of them somebody stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.incidents.model import Party
from marsad.incidents.parties import SAME_SIDE, handles, likeness


class Sides:
    """The parties of one side of incidents, found by what they have in common with those who are looked for.

    Incidents are called by their number in the order in which they came.
    """

    def __init__(self, sides: Iterable[Iterable[Party]]) -> None:
        self._numbers: dict[Party, list[int]] = defaultdict(list)
        for number, parties in enumerate(sides):
            for party in parties:
                self._numbers[party].append(number)
        self._by_handle: dict[tuple[str, str], list[Party]] = defaultdict(list)
        for party in self._numbers:
            for handle in handles(party):
                self._by_handle[handle].append(party)
        self._found: dict[Party, frozenset[int]] = {}

    def holding(self, parties: Iterable[Party]) -> frozenset[int]:
        """Give the incidents that have any of the parties, or one that is taken for the same, on this side."""
        return frozenset().union(*map(self._holding, parties))

    def _holding(self, party: Party) -> frozenset[int]:
        if party not in self._found:
            near = {other for handle in handles(party) for other in self._by_handle.get(handle, ())}
            alike = (other for other in near if (likeness(party, other) or 0.0) >= SAME_SIDE)
            self._found[party] = frozenset(number for other in alike for number in self._numbers[other])
        return self._found[party]

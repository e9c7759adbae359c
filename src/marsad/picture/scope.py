"""Takes incidents and what somebody asks for and gives the incidents that the page is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from marsad.actors.behaviour import dyads
from marsad.incidents.model import Incident, Party

CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dyad: an actor by canonical name, or every party of a country."""

    name: str | None = None
    country: str | None = None

    def holds(self, party: Party) -> bool:
        """True where a party is on this side."""
        return party.name == self.name if self.name is not None else party.country == self.country


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page is to be about; None means all. Days inclusive; the last one is that of the last report."""

    country: str | None = None
    dyad: tuple[Side, Side] | None = None
    first_day: date | None = None
    last_day: date | None = None


def chosen(incidents: Iterable[Incident], wanted: Wanted) -> Iterator[Incident]:
    """Give the incidents of the wanted country or dyad, of any day."""
    return (one for one in incidents if is_in_country(one, wanted.country) and is_between(one, wanted.dyad))


def is_in_country(incident: Incident, country: str | None) -> bool:
    """True where it happened in a country, or no country is asked for."""
    return country is None or country in countries_of(incident)


def countries_of(incident: Incident) -> frozenset[str]:
    """Give where it happened: by its place; where none is told, the countries of whom it befell, or who did it."""
    if incident.site is not None and incident.site.country is not None:
        return frozenset((incident.site.country,))
    return frozenset(party.country for party in incident.recipients or incident.actors if party.country)


def is_between(incident: Incident, sides: tuple[Side, Side] | None) -> bool:
    """True where one side dealt with the other, whichever way."""
    if sides is None:
        return True
    first, second = sides
    return any(
        (first.holds(one) and second.holds(other)) or (first.holds(other) and second.holds(one))
        for one, other in dyads(incident)
    )

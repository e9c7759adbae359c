"""Takes claims and incidents and gives what became of each claim, by the rule that it was made with."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from marsad.claims.model import Claim, Outcome
from marsad.claims.sides import Sides
from marsad.incidents.model import Incident, Party

LEAST_WINDOWS = 4


class Ledger:
    """Incidents in order of days, against which claims are held; reports were read of `read_from` to `read_until`."""

    def __init__(self, incidents: Iterable[Incident], read_from: date | None, read_until: date | None) -> None:
        self.read_from, self.read_until = read_from, read_until
        by_type: dict[str, list[tuple[date, str, Incident]]] = defaultdict(list)
        for one in incidents:
            if one.counts and one.status == "actual" and one.first_day is not None:
                by_type[one.type].append((one.first_day, one.id, one))
        self._of_type = {type_: _OfType(sorted(several, key=lambda row: row[:2])) for type_, several in by_type.items()}

    def matching(self, claim: Claim, after: date, until: date) -> Iterator[Incident]:
        """Give the incidents after `after` and up to `until` that carry a claim out, by type and then by day."""
        for type_ in claim.types:
            if type_ in self._of_type:
                yield from self._of_type[type_].matching(claim, after, until)


class _OfType:
    """The incidents of one type in order of days, and what was found among them for each set of parties."""

    def __init__(self, rows: list[tuple[date, str, Incident]]) -> None:
        self.days = [day for day, _, _ in rows]
        self.incidents = [one for _, _, one in rows]
        self._doers = Sides(one.actors for one in self.incidents)
        self._sufferers = Sides(one.recipients or one.actors for one in self.incidents)
        self._found: dict[tuple[tuple[Party, ...], tuple[Party, ...], str | None], list[int]] = {}

    def matching(self, claim: Claim, after: date, until: date) -> Iterator[Incident]:
        """Give those after `after` and up to `until` that carry a claim out, without those that tell of it."""
        places = self._places(claim.actors, claim.recipients, claim.country)
        first, last = (bisect_right(places, day, key=self.days.__getitem__) for day in (after, until))
        for place in places[first:last]:
            incident = self.incidents[place]
            if all(report.event_id != claim.id for report in incident.reports):
                yield incident

    def _places(self, actors: tuple[Party, ...], recipients: tuple[Party, ...], country: str | None) -> list[int]:
        """Give where, in the order of days, those stand that the parties did and suffered, or that are in a country."""
        asked = actors, recipients, country
        if asked not in self._found:
            sides = [
                side.holding(some) for side, some in ((self._doers, actors), (self._sufferers, recipients)) if some
            ]
            found: Iterable[int] = frozenset.intersection(*sides) if sides else range(len(self.incidents))
            if len(sides) < 2:
                found = (place for place in found if _may_be_in(self.incidents[place], country))
            self._found[asked] = sorted(found)
        return self._found[asked]


def resolve(claim: Claim, ledger: Ledger) -> Outcome:
    """Give what became of a claim: came true, did not by its day, still open, or void where nothing can show it."""
    if not claim.is_checkable:
        return Outcome("void", why="it says neither who nor where")
    rate, alike = base_rate(claim, ledger)
    found = sorted(ledger.matching(claim, claim.made, claim.due), key=lambda one: (str(one.first_day), one.id))
    if found:
        first = found[0]
        why = f"{first.type} on {first.first_day} by {_names(first.actors)} against {_names(first.recipients)}"
        return Outcome("came-true", tuple(one.id for one in found), first.first_day, why, base_rate=rate, alike=alike)
    if ledger.read_until is None or ledger.read_until < claim.due:
        read = f"reports were read up to {ledger.read_until}" if ledger.read_until else "nothing was read yet"
        return Outcome("open", why=f"due by {claim.due}; {read}", base_rate=rate, alike=alike)
    return Outcome("did-not", day=claim.due, why=f"no such incident by {claim.due}", base_rate=rate, alike=alike)


def base_rate(claim: Claim, ledger: Ledger) -> tuple[float | None, tuple[str, ...]]:
    """Give the share of stretches as long as the claim's, one after another before it, that saw such an incident.

    With it the first incident of each stretch that did, the latest stretch first. Only stretches of which reports were
    read count; None where these are fewer than LEAST_WINDOWS.
    """
    length = claim.due - claim.made
    if ledger.read_from is None or length <= timedelta(0):
        return None, ()
    windows = (claim.made - ledger.read_from) // length
    if windows < LEAST_WINDOWS:
        return None, ()
    first: dict[int, tuple[date, str]] = {}
    for one in ledger.matching(claim, claim.made - length * windows, claim.made):
        if one.first_day is not None:
            window, found = (claim.made - one.first_day) // length, (one.first_day, one.id)
            first[window] = min(first.get(window, found), found)
    return len(first) / windows, tuple(id_ for _, (_, id_) in sorted(first.items()))


def _may_be_in(incident: Incident, country: str | None) -> bool:
    return country is None or incident.site is None or incident.site.country == country


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties) or "unknown"

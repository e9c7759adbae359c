"""Takes claims and incidents and gives what became of each claim, by the rule that it was made with."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from marsad.claims.model import Claim, Outcome
from marsad.incidents.model import Incident, Party
from marsad.incidents.parties import likeness

SAME_SIDE = 0.5  # what two parties' likeness must reach to be taken for one side (marsad.incidents.parties)
LEAST_WINDOWS = 4


class Ledger:
    """Incidents in order of days, against which claims are held; `read_until` is the last day that was read about."""

    def __init__(self, incidents: Iterable[Incident], read_until: date | None) -> None:
        self.read_until = read_until
        by_type: dict[str, list[tuple[date, str, Incident]]] = defaultdict(list)
        for one in incidents:
            if one.counts and one.first_day is not None:
                by_type[one.type].append((one.first_day, one.id, one))
        self._by_type = {type_: sorted(several, key=lambda row: row[:2]) for type_, several in by_type.items()}
        self._days = {type_: [day for day, _, _ in several] for type_, several in self._by_type.items()}
        self.first_day = min((days[0] for days in self._days.values()), default=None)

    def matching(self, claim: Claim, after: date, until: date) -> Iterator[Incident]:
        """Give the incidents after `after` and up to `until` that carry a claim out, by type and then by day."""
        for type_ in claim.types:
            days = self._days.get(type_, [])
            rows = self._by_type.get(type_, [])[bisect_right(days, after) : bisect_right(days, until)]
            yield from (incident for _, _, incident in rows if _carries_out(incident, claim))

    def happens_within(self, claim: Claim, after: date, until: date) -> bool:
        """True where some incident in these days would carry the claim out."""
        return next(self.matching(claim, after, until), None) is not None


def resolve(claim: Claim, ledger: Ledger) -> Outcome:
    """Give what became of a claim: came true, did not by its day, still open, or void where nothing can show it."""
    if not claim.is_checkable:
        return Outcome("void", why="it says neither who nor where")
    rate = base_rate(claim, ledger)
    found = sorted(ledger.matching(claim, claim.made, claim.due), key=lambda one: (str(one.first_day), one.id))
    if found:
        first = found[0]
        why = f"{first.type} on {first.first_day} by {_names(first.actors)} against {_names(first.recipients)}"
        return Outcome("came-true", tuple(one.id for one in found), first.first_day, why, base_rate=rate)
    if ledger.read_until is None or ledger.read_until < claim.due:
        read = f"reports were read up to {ledger.read_until}" if ledger.read_until else "nothing was read yet"
        return Outcome("open", why=f"due by {claim.due}; {read}", base_rate=rate)
    return Outcome("did-not", day=claim.due, why=f"no such incident by {claim.due}", base_rate=rate)


def base_rate(claim: Claim, ledger: Ledger) -> float | None:
    """Give the share of stretches as long as the claim's, one after another before it, that saw such an incident."""
    length = claim.due - claim.made
    if ledger.first_day is None or length <= timedelta(0):
        return None
    windows = (claim.made - ledger.first_day) // length
    if windows < LEAST_WINDOWS:
        return None
    hits = sum(
        ledger.happens_within(claim, claim.made - length * (back + 1), claim.made - length * back)
        for back in range(windows)
    )
    return hits / windows


def _carries_out(incident: Incident, claim: Claim) -> bool:
    if incident.status != "actual" or any(report.event_id == claim.id for report in incident.reports):
        return False
    if claim.actors and not _meets(claim.actors, incident.actors):
        return False
    if claim.recipients and not _meets(claim.recipients, incident.recipients or incident.actors):
        return False
    if claim.actors and claim.recipients:
        return True
    return claim.country is None or incident.site is None or incident.site.country == claim.country


def _meets(said: tuple[Party, ...], done: tuple[Party, ...]) -> bool:
    return any((likeness(one, other) or 0.0) >= SAME_SIDE for one in said for other in done)


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties) or "unknown"

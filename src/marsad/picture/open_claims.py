"""Takes claims with what became of them and gives those that are open and concern a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from marsad.claims import Claim, Outcome
from marsad.incidents.model import Incident
from marsad.picture.model import ClaimNote
from marsad.picture.names import Names
from marsad.picture.scope import Wanted

Judged = tuple[Claim, Outcome]


def open_claims(
    judged: Iterable[Judged], wanted: Wanted, last: date, incidents: Sequence[Incident], names: Names
) -> list[ClaimNote]:
    """Give the open claims of a country or dyad made by a day, with their incidents; the next due first."""
    told_in = {report.event_id: one.id for one in incidents for report in one.reports}
    found = [
        _note(claim, outcome, told_in, names)
        for claim, outcome in judged
        if may_concern(claim, wanted, last) and was_open(claim, outcome, last)
    ]
    return sorted(found, key=lambda note: (note.due, note.made, note.id))


def may_concern(claim: Claim, wanted: Wanted, day: date) -> bool:
    """True for a claim of the page that had been made by a day and was not yet due, whatever became of it."""
    return claim.made <= day <= claim.due and concerns(claim, wanted)


def was_open(claim: Claim, outcome: Outcome, day: date) -> bool:
    """True for a claim that had been made by a day, was not yet due, and had not come true."""
    if outcome.state == "void" or not claim.made <= day <= claim.due:
        return False
    return outcome.state != "came-true" or (outcome.day is not None and outcome.day > day)


def concerns(claim: Claim, wanted: Wanted) -> bool:
    """True for a claim on the wanted country, or between the wanted sides."""
    parties = (*claim.speakers, *claim.actors, *claim.recipients)
    if wanted.dyad is not None:
        return all(any(side.holds(party) for party in parties) for side in wanted.dyad)
    if wanted.country is None:
        return True
    return claim.country == wanted.country if claim.country else any(one.country == wanted.country for one in parties)


def _note(claim: Claim, outcome: Outcome, told_in: dict[str, str], names: Names) -> ClaimNote:
    return ClaimNote(
        claim.id,
        claim.kind,
        tuple(map(names.party, claim.speakers)),
        claim.made,
        claim.due,
        claim.due_is_told,
        claim.sentence,
        claim.outlet,
        claim.condition,
        outcome.base_rate,
        (told_in[claim.id],) if claim.id in told_in else (),
        outcome.alike,
    )

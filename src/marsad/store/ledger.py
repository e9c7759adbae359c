"""Takes a store and gives its ledger: what was said to come, what became of it, and who was right how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select

from marsad.claims import Claim, Ledger, Outcome, SpeakerRecord, claims, kinds_of_records, resolve, speaker_records
from marsad.claims.model import STATES
from marsad.errors import UsageError
from marsad.incidents.model import Incident
from marsad.store.filters import EventFilter
from marsad.store.history import PERSON, Change, note
from marsad.store.incident_filters import IncidentFilter
from marsad.store.incidents import IncidentBook
from marsad.store.people_schema import claim_verdicts
from marsad.store.schema import documents, storable
from marsad.store.store import Store
from marsad.store.verdicts import Verdict, place_of, verdict_from

JUDGE, UNDO = "judge", "undo"
Judged = tuple[Claim, Outcome]


class ClaimBook:
    """The ledger of a store. Every method raises StoreError where the database fails."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def judged(
        self,
        kind: str | None = None,
        state: str | None = None,
        speaker: str | None = None,
        country: str | None = None,
        is_wanted: Callable[[Claim], bool] = lambda _: True,
        incidents: Iterable[Incident] | None = None,
    ) -> list[Judged]:
        """Give the claims with what became of each, in the order of the texts; a person's verdict goes first.

        `speaker` is part of a speaker's name, or a country or sector code; `country` that of any party or place;
        `incidents` are those of the store that count, where they are known already.
        """
        wanted = [one for one in self._claims(kind, speaker, country) if is_wanted(one)]
        return [pair for pair in self._judged(wanted, incidents) if state in (None, pair[1].state)]

    def latest(
        self,
        limit: int | None,
        kind: str | None = None,
        state: str | None = None,
        speaker: str | None = None,
        country: str | None = None,
    ) -> tuple[list[Judged], int]:
        """Give at most so many claims as in `judged`, those made last first, and how many there are in all."""
        wanted = sorted(self._claims(kind, speaker, country), key=lambda one: one.made, reverse=True)
        if state is None:
            return self._judged(wanted[:limit]), len(wanted)
        found = [pair for pair in self._judged(wanted) if pair[1].state == state]
        return found[:limit], len(found)

    def _claims(
        self,
        kind: str | None = None,
        speaker: str | None = None,
        country: str | None = None,
        document: str | None = None,
    ) -> list[Claim]:
        """Give the claims wanted; only events that may be claims are asked of the database."""
        may_be = EventFilter(kinds=kinds_of_records(), background=False, country=country, document=document)
        found = (one for one in claims(self.store.events(may_be)) if kind in (None, one.kind))
        return [one for one in found if _is_by(one, speaker) and _concerns(one, country)]

    def _judged(self, wanted: Sequence[Claim], incidents: Iterable[Incident] | None = None) -> list[Judged]:
        """Give claims with what became of each; only incidents that may show it are asked of the database."""
        if not wanted:
            return []
        days = select(func.min(documents.c.published), func.max(documents.c.published))
        with self.store.reading() as connection:
            read_from, read_until = connection.execute(days).one()
            verdicts = {one.place: one for one in _verdicts(connection)}
        if incidents is None:
            types = frozenset(type_ for claim in wanted for type_ in claim.types)
            incidents = IncidentBook(self.store).incidents(IncidentFilter(status="actual", counts=True, types=types))
        ledger = Ledger(incidents, read_from, read_until)
        return [(one, _outcome(one, ledger, verdicts.get(place_of(one)))) for one in wanted]

    def claim(self, claim_id: str) -> Judged:
        """Give one claim with what became of it; raises UsageError where there is none of this id."""
        document = claim_id.lower().partition("-")[0]
        found = self._judged([one for one in self._claims(document=document) if one.id == claim_id.lower()])
        if not found:
            raise UsageError(f"no claim {claim_id!r}; see `marsad claims`")
        return found[0]

    def speakers(self) -> list[SpeakerRecord]:
        """Give how often what each speaker said came true, by kind of claim."""
        return speaker_records(self.judged())

    def judge(
        self, claim_id: str, state: str, who: str, incidents: Sequence[str] = (), why: str | None = None
    ) -> Judged:
        """Keep a person's verdict on a claim, in place of an earlier one; the machine never changes it.

        Raises UsageError for a state or an incident that does not exist.
        """
        if state not in STATES:
            raise UsageError(f"{state!r} is no state of a claim: {', '.join(STATES)}")
        claim, former = self.claim(claim_id)
        shown = [IncidentBook(self.store).incident(one) for one in incidents]
        day = min((one.first_day for one in shown if one.first_day), default=None)
        ids = tuple(one.id for one in shown)
        verdict = Verdict(*place_of(claim), state, ids, day, storable(who), datetime.now(UTC), why)
        with self.store.writing() as connection:
            connection.execute(delete(claim_verdicts).where(*_at(verdict.place)))
            connection.execute(claim_verdicts.insert(), verdict.row())
            note(connection, [_change(JUDGE, claim, former, verdict.outcome(former), who, why)])
        return claim, verdict.outcome(former)

    def withdraw(self, claim_id: str, who: str, why: str | None = None) -> Judged:
        """Take back a person's verdict on a claim; raises UsageError where there is none."""
        claim, former = self.claim(claim_id)
        with self.store.writing() as connection:
            taken = connection.execute(delete(claim_verdicts).where(*_at(place_of(claim))))
            if not taken.rowcount:
                raise UsageError(f"nobody judged the claim {claim_id!r}")
            note(connection, [_change(UNDO, claim, former, None, who, why)])
        return self.claim(claim_id)


def _verdicts(connection: Connection) -> Iterator[Verdict]:
    return (verdict_from(dict(row)) for row in connection.execute(select(claim_verdicts)).mappings())


def _at(place: tuple[str, str, int]) -> list[Any]:
    return [
        column == value
        for column, value in zip(
            (claim_verdicts.c.document_id, claim_verdicts.c.sentence_hash, claim_verdicts.c.start), place, strict=True
        )
    ]


def _outcome(claim: Claim, ledger: Ledger, verdict: Verdict | None) -> Outcome:
    machine = resolve(claim, ledger)
    return machine if verdict is None else verdict.outcome(machine)


def _is_by(claim: Claim, speaker: str | None) -> bool:
    if speaker is None:
        return True
    wanted = speaker.casefold()
    return any(wanted in one.name.casefold() or speaker.upper() in (one.country, one.sector) for one in claim.speakers)


def _concerns(claim: Claim, country: str | None) -> bool:
    return country is None or country.upper() in {
        claim.country,
        *(one.country for one in (*claim.actors, *claim.recipients)),
    }


def _change(action: str, claim: Claim, before: Outcome, after: Outcome | None, who: str, why: str | None) -> Change:
    return Change(who, PERSON, action, claim.id, claim.document_id, _plain(before), _plain(after), why)


def _plain(one: Outcome | None) -> dict[str, Any] | None:
    return None if one is None else {"state": one.state, "incidents": list(one.incidents), "by": one.by}

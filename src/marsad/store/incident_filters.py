"""Takes what somebody asks of incidents and gives the conditions that find it in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select

from marsad.store.filters import is_named, told_conditions
from marsad.store.incident_schema import incidents, parties
from marsad.store.schema import storable


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What incidents to give; None means any.

    `first_day`..`last_day` finds those whose days, or failing those whose reports, overlap it. `actor`, `recipient` and
    `place` match part of a name in English or Arabic, or a whole country or sector code, of any report; `country` is
    that of any party or place. `counts` True gives only what is told as news and as done; `outlets` the least number
    of independent ones; `party` is the canonical name of an actor or recipient, whole. Each of `sides`, a canonical
    name or failing that the code of a country, must be that of a party or place of some report. `types` are those of
    which an incident must have one.
    """

    first_day: date | None = None
    last_day: date | None = None
    type: str | None = None
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    place: str | None = None
    status: str | None = None
    counts: bool | None = None
    outlets: int | None = None
    party: str | None = None
    sides: tuple[tuple[str | None, str | None], ...] = ()
    types: frozenset[str] | None = None


def incident_conditions(chosen: IncidentFilter) -> list[ColumnElement[bool]]:
    """Give the conditions on `incidents` that hold for what is chosen."""
    end = func.coalesce(incidents.c.last_day, incidents.c.last_report)
    found = told_conditions(chosen, incidents, incidents.c.day, end)
    for role in ("actor", "recipient", "place"):
        value = getattr(chosen, role)
        if value is not None:
            found.append(_has_party(storable(value), role))
    if chosen.country is not None:
        found.append(_of_incident(parties.c.country == storable(chosen.country).upper()))
    if chosen.party is not None:
        found.append(_of_rare(parties.c.key == storable(chosen.party)))
    for side, country in chosen.sides:
        found.append(_of_rare(parties.c.key == storable(side) if side else parties.c.country == country))
    if chosen.types is not None:
        found.append(incidents.c.type.in_(sorted(chosen.types)))
    if chosen.counts is not None:
        found.append(incidents.c.counts.is_(chosen.counts))
    if chosen.outlets is not None:
        found.append(incidents.c.outlet_count >= chosen.outlets)
    return found


def _has_party(value: str, role: str) -> ColumnElement[bool]:
    is_code = or_(parties.c.country == value.upper(), parties.c.sector == value.upper())
    return _of_incident(parties.c.role == role, or_(is_named(parties.c.search, value), is_code))


def _of_incident(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(parties.c.incident_id == incidents.c.id, *wanted)


def _of_rare(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Written so that a database looks for what is rare first, and then for its incidents."""
    return incidents.c.id.in_(select(parties.c.incident_id).where(wanted))

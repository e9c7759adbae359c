"""Takes what somebody asks for and gives the conditions that find it in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_

from marsad.arabic.normal import normalize
from marsad.store.schema import documents, entities, events, storable


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events to give; None means any.

    `first_day`..`last_day` finds acts whose days, or failing those whose publication, overlap it. `actor`, `recipient`
    and `place` match part of an English name or of the Arabic span, whatever its spelling, or a whole country or
    sector code; `country` is that of any party or place; `document` is the beginning of an id, or a source.
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
    document: str | None = None


def searchable(text: str, name: str | None) -> str:
    """Give what a name filter looks in: the span in its normal form and the English name, in small letters."""
    return f"{normalize(text)} {normalize(name or '')}".casefold()


def conditions(chosen: EventFilter) -> list[ColumnElement[bool]]:
    """Give the conditions on `events` joined with `documents` that hold for what is chosen."""
    found = _day_conditions(chosen)
    for name in ("type", "mode", "status"):
        value = getattr(chosen, name)
        if value is not None:
            found.append(func.lower(events.c[name]) == storable(value).lower())
    for role in ("actor", "recipient", "place"):
        value = getattr(chosen, role)
        if value is not None:
            found.append(_has_entity(storable(value), role))
    if chosen.country is not None:
        code = storable(chosen.country).lower()
        found.append(exists().where(entities.c.event_id == events.c.id, func.lower(entities.c.country) == code))
    if chosen.document is not None:
        document = storable(chosen.document)
        begins = documents.c.id.startswith(document.lower(), autoescape=True)
        found.append(or_(begins, documents.c.source == document))
    return found


def _day_conditions(chosen: EventFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.first_day is not None:
        found.append(func.coalesce(events.c.last_day, documents.c.published) >= chosen.first_day)
    if chosen.last_day is not None:
        found.append(func.coalesce(events.c.first_day, documents.c.published) <= chosen.last_day)
    return found


def _has_entity(value: str, role: str) -> ColumnElement[bool]:
    code = value.lower()
    is_code = or_(func.lower(entities.c.country) == code, func.lower(entities.c.sector) == code)
    is_part = entities.c.search.contains(normalize(value).casefold(), autoescape=True)
    return exists().where(entities.c.event_id == events.c.id, entities.c.role == role, or_(is_part, is_code))

"""Takes what somebody asks for and gives the conditions that find it in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Table, exists, false, func, or_, tuple_

from marsad.search import search_form, terms
from marsad.search.aliases import aliases
from marsad.store.schema import documents, entities, events, storable

if TYPE_CHECKING:
    from marsad.store.incident_filters import IncidentFilter


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events to give; None means any.

    `first_day`..`last_day` finds acts whose days, or failing those whose publication, overlap it. `actor`, `recipient`
    and `place` match part of an English name or of the Arabic span, whatever its spelling, another known name of the
    same, or a whole country or sector code; `country` is that of any party or place; `document` is the beginning of
    an id, or a source; `party` is the canonical name of an actor, recipient or source of information, whole. `kinds`
    are types with a status, any of which will do; `background` False leaves out what is only referred to as known.
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
    party: str | None = None
    kinds: frozenset[tuple[str, str]] | None = None
    background: bool | None = None

    def names(self) -> bool:
        """True where something is looked for by name."""
        return (self.actor, self.recipient, self.place) != (None, None, None)


def searchable(text: str, name: str | None) -> str:
    """Give what a name filter looks in: the search terms of the span and of the English name, each between blanks."""
    return f" {search_form(text)} | {search_form(name or '')} "


def is_named(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Give the condition that a column of `searchable` holds a value, part of it, or another name of the same."""
    wanted = search_form(value)
    found = [column.contains(wanted, autoescape=True)] if wanted else []
    found += [column.contains(f" {' '.join(alias)} ", autoescape=True) for alias in sorted(aliases(terms(value)))]
    return or_(false(), *found)


def told_conditions(
    chosen: EventFilter | IncidentFilter, table: Table, begin: ColumnElement[date], end: ColumnElement[date]
) -> list[ColumnElement[bool]]:
    """Give the conditions that the days `begin` to `end` overlap those chosen and the kind is the one chosen."""
    found: list[ColumnElement[bool]] = []
    if chosen.first_day is not None:
        found.append(end >= chosen.first_day)
    if chosen.last_day is not None:
        found.append(begin <= chosen.last_day)
    for name in ("type", "mode", "status"):
        value = getattr(chosen, name)
        if value is not None:
            found.append(func.lower(table.c[name]) == storable(value).lower())
    return found


def conditions(chosen: EventFilter) -> list[ColumnElement[bool]]:
    """Give the conditions on `events` joined with `documents` that hold for what is chosen."""
    begin, end = (func.coalesce(day, documents.c.published) for day in (events.c.first_day, events.c.last_day))
    found = told_conditions(chosen, events, begin, end)
    for role in ("actor", "recipient", "place"):
        value = getattr(chosen, role)
        if value is not None:
            found.append(_has_entity(storable(value), role))
    if chosen.country is not None:
        code = storable(chosen.country).lower()
        found.append(exists().where(entities.c.event_id == events.c.id, func.lower(entities.c.country) == code))
    if chosen.party is not None:
        is_party = entities.c.name == storable(chosen.party), entities.c.role != "place"
        found.append(exists().where(entities.c.event_id == events.c.id, *is_party))
    if chosen.document is not None:
        document = storable(chosen.document)
        begins = documents.c.id.startswith(document.lower(), autoescape=True)
        found.append(or_(begins, documents.c.source == document))
    if chosen.kinds is not None:
        found.append(tuple_(events.c.type, events.c.status).in_(sorted(chosen.kinds)))
    if chosen.background is not None:
        found.append(events.c.background.is_(chosen.background))
    return found


def _has_entity(value: str, role: str) -> ColumnElement[bool]:
    code = value.lower()
    is_code = or_(func.lower(entities.c.country) == code, func.lower(entities.c.sector) == code)
    named = or_(is_named(entities.c.search, value), is_code)
    return exists().where(entities.c.event_id == events.c.id, entities.c.role == role, named)

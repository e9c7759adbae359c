"""Takes the decisions on names in a store, and gives the records of its events the names that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from marsad.actors.proposals import own_name
from marsad.actors.registry import folded
from marsad.lexicon import Lexicon
from marsad.store.incident_rows import rows_where
from marsad.store.merging import set_aside
from marsad.store.names import ROLES, NameDecision, named
from marsad.store.people_schema import name_decisions
from marsad.store.rows import entity_rows
from marsad.store.schema import entities, events


def decisions(connection: Connection) -> list[NameDecision]:
    """Give the decisions, by the time of them."""
    query = select(name_decisions).order_by(name_decisions.c.at, name_decisions.c.key)
    return [NameDecision(**row) for row in connection.execute(query).mappings()]


def decision(connection: Connection, key: str) -> NameDecision | None:
    """Give the decision on a name, by its folded form."""
    row = connection.execute(select(name_decisions).where(name_decisions.c.key == key)).mappings().first()
    return None if row is None else NameDecision(**row)


def by_key(connection: Connection) -> dict[str, NameDecision]:
    """Give the decisions by the folded form of the name."""
    return {one.key: one for one in decisions(connection)}


def rename(connection: Connection, text: str, lexicon: Lexicon) -> int:
    """Bring the events that hold a name up to date with the decisions; gives how many documents have such.

    Their incidents are to be merged anew.
    """
    known = by_key(connection)
    changed = set()
    for event_id, document_id, record in list(_holding(connection, folded(text), lexicon)):
        fresh = named(record, known, lexicon)
        if fresh != record:
            changed.add(document_id)
            _put(connection, event_id, fresh)
    for document_id in sorted(changed):
        set_aside(connection, document_id)
    return len(changed)


def _holding(connection: Connection, key: str, lexicon: Lexicon) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Give the events with a party or source of this name, named by a person or by nobody."""
    texts = select(entities.c.text).where(entities.c.role.in_(ROLES)).distinct()
    wanted = [text for text in connection.execute(texts).scalars() if _bears(text, key, lexicon)]
    of_name = select(entities.c.event_id).where(entities.c.role.in_(ROLES))
    ids = [row["event_id"] for row in rows_where(connection, of_name, entities.c.text, wanted)]
    for row in rows_where(connection, select(events.c.id, events.c.document_id, events.c.record), events.c.id, ids):
        yield row["id"], row["document_id"], row["record"]


def _bears(text: str, key: str, lexicon: Lexicon) -> bool:
    found = own_name(text, lexicon)
    return found is not None and folded(found[0]) == key


def _put(connection: Connection, event_id: str, record: Mapping[str, Any]) -> None:
    connection.execute(update(events).where(events.c.id == event_id).values(record=record))
    connection.execute(delete(entities).where(entities.c.event_id == event_id))
    rows = entity_rows([{"id": event_id, "record": record}])
    if rows:
        connection.execute(entities.insert(), rows)

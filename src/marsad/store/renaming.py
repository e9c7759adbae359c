"""Takes the decisions on names in a store, and gives the records of its events the names that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from marsad.actors.proposals import own_name
from marsad.actors.registry import folded
from marsad.lexicon import Lexicon
from marsad.store.incident_rows import rows_where
from marsad.store.names import ROLES, by_key, named
from marsad.store.queueing import set_aside
from marsad.store.rows import entity_rows
from marsad.store.saving import insert_rows, reindex
from marsad.store.schema import entities, events


def rename(connection: Connection, text: str, lexicon: Lexicon) -> int:
    """Bring the events that hold a name up to date with the decisions; gives how many documents have such.

    Their incidents are to be merged anew.
    """
    known = by_key(connection)
    changed = set()
    for row in list(_holding(connection, folded(text), lexicon)):
        fresh = {name: row[name] and named(row[name], known, lexicon) for name in ("record", "machine")}
        if fresh["record"] != row["record"]:
            changed.add(row["document_id"])
            _put(connection, row["id"], fresh)
    for document_id in sorted(changed):
        set_aside(connection, document_id)
        reindex(connection, document_id)
    return len(changed)


def _holding(connection: Connection, key: str, lexicon: Lexicon) -> Iterator[Mapping[str, Any]]:
    """Give the events with a party or source of this name, named by a person or by nobody."""
    texts = select(entities.c.text).where(entities.c.role.in_(ROLES)).distinct()
    wanted = [text for text in connection.execute(texts).scalars() if _bears(text, key, lexicon)]
    of_name = select(entities.c.event_id).where(entities.c.role.in_(ROLES))
    ids = [row["event_id"] for row in rows_where(connection, of_name, entities.c.text, wanted)]
    columns = events.c.id, events.c.document_id, events.c.record, events.c.machine
    yield from rows_where(connection, select(*columns), events.c.id, ids)


def _bears(text: str, key: str, lexicon: Lexicon) -> bool:
    found = own_name(text, lexicon)
    return found is not None and folded(found[0]) == key


def _put(connection: Connection, event_id: str, values: Mapping[str, Any]) -> None:
    connection.execute(update(events).where(events.c.id == event_id).values(values))
    connection.execute(delete(entities).where(entities.c.event_id == event_id))
    insert_rows(connection, entities, entity_rows([{"id": event_id, "record": values["record"]}]))

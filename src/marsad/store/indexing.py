"""Takes a store and makes the search terms in it anew where they are those of another normaliser."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, or_, select

from marsad.search.terms import fingerprint
from marsad.store import rows
from marsad.store.incident_rows import rows_where
from marsad.store.incident_schema import reports
from marsad.store.regrouping import renew_parties
from marsad.store.saving import Door, add_search_entries, stored_texts
from marsad.store.schema import documents, entities, events, search_entries

DOCUMENTS_AT_ONCE = 100


def refresh(reading: Door, writing: Door) -> int:
    """Make the search terms anew of documents that have those of another normaliser; gives how many documents."""
    stale = select(documents.c.id, documents.c.number).where(_is_stale())
    done = 0
    while True:
        with reading() as connection:
            if connection.execute(stale.limit(1)).first() is None:
                return done
        with writing() as connection:
            batch = connection.execute(stale.order_by(documents.c.id).limit(DOCUMENTS_AT_ONCE)).all()
            for document_id, number in batch:
                _refresh_document(connection, document_id, number)
            _refresh_incidents(connection, [document_id for document_id, _ in batch])
            done += len(batch)


def _is_stale() -> ColumnElement[bool]:
    """Written without `!=`, for which no database uses an index."""
    form = documents.c.search_form
    return or_(form.is_(None), form < fingerprint(), form > fingerprint())


def _refresh_document(connection: Connection, document_id: str, number: int) -> None:
    texts = stored_texts(connection, document_id)
    found = [dict(row) for row in connection.execute(_events(document_id)).mappings()]
    connection.execute(delete(search_entries).where(search_entries.c.document_id == document_id))
    add_search_entries(connection, document_id, number, texts, found)
    connection.execute(delete(entities).where(entities.c.event_id.in_([row["id"] for row in found])))
    renewed = rows.entity_rows(found)
    if renewed:
        connection.execute(entities.insert(), renewed)
    change = documents.update().where(documents.c.id == document_id)
    connection.execute(change.values(search_form=fingerprint()))


def _refresh_incidents(connection: Connection, document_ids: list[str]) -> None:
    """Make the terms anew by which the incidents are found of which documents tell; what they are stays as it is."""
    told = rows_where(connection, select(reports.c.incident_id), reports.c.document_id, document_ids)
    renew_parties(connection, {row["incident_id"] for row in told if row["incident_id"] is not None})


def _events(document_id: str) -> Select[Any]:
    return select(events.c.id, events.c.sentence, events.c.record).where(events.c.document_id == document_id)

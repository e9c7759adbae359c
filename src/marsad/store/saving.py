"""Takes a coded document and writes its rows: with what people said of its events, and a note of every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from marsad.documents import Document
from marsad.lexicon import load
from marsad.store import rows
from marsad.store.comparison import changes_of_coding
from marsad.store.corrections import Correction, EventKey, correction_from, event_rows
from marsad.store.history import MACHINE, Change, note
from marsad.store.names import by_key, named
from marsad.store.people_schema import ties
from marsad.store.queueing import enqueue, set_aside
from marsad.store.rows import Coding, Row
from marsad.store.schema import (
    corrections,
    documents,
    entities,
    events,
    failures,
    search_entries,
    search_words,
    sentences,
    storable,
)
from marsad.store.tie_rows import tie_rows

Door = Callable[[], AbstractContextManager[Connection]]  # Store.reading or Store.writing
READ, RECODED = "read", "recoded"


def save_coding(connection: Connection, document: Document, coded: Coding, why: str | None = None) -> None:
    """Keep a document with its events, in place of what was known of it; the caller holds the store's lock."""
    before = stored_coding(connection, document.id)
    number = _number(connection, document.id)
    said = corrections_of(connection, document.id)
    if before is None:
        enqueue(connection, [document.id])
    else:
        set_aside(connection, document.id)
        connection.execute(delete(documents).where(documents.c.id == document.id))
    found, present = seen_rows(connection, coded, said)
    connection.execute(delete(failures).where(failures.c.source == storable(document.source)))
    insert_rows(connection, documents, [rows.document_row(document, coded, number)])
    insert_rows(connection, sentences, rows.sentence_rows(coded))
    insert_rows(connection, events, found)
    insert_rows(connection, entities, rows.entity_rows(found))
    insert_rows(connection, ties, tie_rows(document.id, coded.ties))
    add_search_entries(connection, document.id, number, {at: text for at, _, text in coded.sentences}, found)
    _point_corrections(connection, said, present)
    note(connection, _changes(document, coded, before, found, why))


def seen_rows(
    connection: Connection, coded: Coding, said: Sequence[Correction]
) -> tuple[list[Row], dict[EventKey, str]]:
    """Give a document's event rows as people want them: with what they said of events and of names.

    Gives also the present event of each correction that has one.
    """
    found, present = event_rows(coded, said)
    known = by_key(connection)
    return [row | {"record": named(row["record"], known, load())} for row in found] if known else found, present


def stored_coding(connection: Connection, document_id: str) -> Coding | None:
    """Give what is stored of a document as the coding that people now see; None where it is not stored."""
    known = select(documents.c.coder_version, documents.c.clean_text).where(documents.c.id == document_id)
    row = connection.execute(known).one_or_none()
    if row is None:
        return None
    columns = sentences.c.number, sentences.c.start, sentences.c.text
    texts = connection.execute(select(*columns).where(sentences.c.document_id == document_id))
    stored = select(events.c.record, events.c.why).where(events.c.document_id == document_id).order_by(events.c.number)
    found = connection.execute(stored).all()
    told = select(ties.c.record).where(ties.c.document_id == document_id).order_by(ties.c.number)
    return Coding(
        document_id,
        row.coder_version,
        row.clean_text,
        tuple((number, start, text) for number, start, text in texts),
        tuple(record for record, _ in found),
        tuple(list(why) for _, why in found),
        tuple(connection.execute(told).scalars()),
    )


def stored_texts(connection: Connection, document_id: str) -> dict[int, str]:
    """Give the sentences of a document by number."""
    query = select(sentences.c.number, sentences.c.text).where(sentences.c.document_id == document_id)
    return {row.number: row.text for row in connection.execute(query)}


def _number(connection: Connection, document_id: str) -> int:
    number = connection.execute(select(documents.c.number).where(documents.c.id == document_id)).scalar()
    return number or (connection.execute(select(func.max(documents.c.number))).scalar() or 0) + 1


def corrections_of(connection: Connection, document_id: str) -> list[Correction]:
    """Give what people said of a document's events."""
    query = select(corrections).where(corrections.c.document_id == document_id)
    query = query.order_by(corrections.c.sentence_hash, corrections.c.start, corrections.c.end, corrections.c.nth)
    return [correction_from(dict(row)) for row in connection.execute(query).mappings()]


def _point_corrections(connection: Connection, said: Sequence[Correction], present: dict[EventKey, str]) -> None:
    """Note the present event of each correction, or that the coder no longer finds one."""
    moved = [one for one in said if one.event_id != present.get(one.key)]
    for one in moved:
        values = {"event_id": present.get(one.key)}
        connection.execute(update(corrections).where(*is_row_of(one.document_id, one.key)).values(values))


def is_row_of(document_id: str, key: EventKey) -> list[Any]:
    """Give the conditions that find the row of a correction."""
    named = ("sentence_hash", "start", "end", "nth")
    return [corrections.c.document_id == document_id, *(corrections.c[name] == getattr(key, name) for name in named)]


def _changes(
    document: Document, coded: Coding, before: Coding | None, found: Sequence[Row], why: str | None
) -> Iterable[Change]:
    """Give what is noted of a saving: that a document was read, and each event that another coding made different."""
    who = f"marsad {coded.coder_version}"
    if before is None:
        yield first_reading(document, coded, len(found), why)
        return
    if before.coder_version != coded.coder_version:
        versions = {"coder_version": before.coder_version}, {"coder_version": coded.coder_version}
        yield Change(who, MACHINE, RECODED, document.id, document.id, *versions, why)
    now = Coding(coded.document_id, coded.coder_version, None, coded.sentences,
                 tuple(row["record"] for row in found), coded.whys)  # fmt: skip
    for one in changes_of_coding(before, now):
        yield Change(who, MACHINE, one.action, one.event_id, document.id, one.before, one.after, why)


def first_reading(document: Document, coded: Coding, event_count: int, why: str | None = None) -> Change:
    """Give what the history tells of a document that was not stored before."""
    after = {"source": storable(document.source), "events": event_count}
    return Change(f"marsad {coded.coder_version}", MACHINE, READ, document.id, document.id, None, after, why)


def add_search_entries(
    connection: Connection, document_id: str, number: int, texts: dict[int, str], found: Iterable[Row]
) -> None:
    """Keep the words of a document's sentences, and of the names of those they tell of, for full-text search."""
    insert_search_entries(connection, rows.search_rows(document_id, number, texts, found))


def insert_search_entries(connection: Connection, entries: list[Row]) -> None:
    """Keep search entries, and their words in the vocabulary."""
    insert_rows(connection, search_entries, entries)
    words = rows.word_rows(entries)
    if words:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(search_words).on_conflict_do_nothing(), words)


def reindex(connection: Connection, document_id: str) -> None:
    """Bring the words by which a document is found up to date with its events."""
    number = connection.execute(select(documents.c.number).where(documents.c.id == document_id)).scalar_one()
    found = connection.execute(select(events).where(events.c.document_id == document_id)).mappings()
    connection.execute(delete(search_entries).where(search_entries.c.document_id == document_id))
    texts = stored_texts(connection, document_id)
    add_search_entries(connection, document_id, number, texts, [dict(row) for row in found])


def replace_event(connection: Connection, row: Row) -> None:
    """Keep an event's row in place of what it was, with the entities by which it is found."""
    values = {name: value for name, value in row.items() if name != "id"}
    connection.execute(update(events).where(events.c.id == bindparam("event")), {"event": row["id"], **values})
    connection.execute(delete(entities).where(entities.c.event_id == row["id"]))
    insert_rows(connection, entities, rows.entity_rows([row]))


def insert_rows(connection: Connection, table: Table, found: list[Row]) -> None:
    """Add rows to a table."""
    if found:
        connection.execute(table.insert(), found)

"""Takes what a person says of an event and keeps it: confirmed, rejected, or otherwise in some fields, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from marsad.documents import Document
from marsad.errors import StoreError, UsageError
from marsad.store import rows
from marsad.store.comparison import differences
from marsad.store.corrections import (
    CONFIRMED,
    CORRECTED,
    REJECTED,
    Correction,
    EventKey,
    attached,
    corrected,
    correction_from,
    event_keys,
)
from marsad.store.history import PERSON, Change, changes, note
from marsad.store.queueing import set_aside
from marsad.store.rows import Row
from marsad.store.saving import corrections_of, is_row_of, reindex, replace_event, stored_texts
from marsad.store.schema import corrections, documents, events, sentences, storable
from marsad.store.store import Store

UNDONE = "given back"
Judgement = Callable[["Opened"], "Correction | None"]


class Reviews:
    """What people say of the events of a store; it outlives every re-coding, and the history keeps each step.

    Every method takes who says it and why, and gives the event's record as it is then. Raises StoreError where there
    is no such event.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def confirm(self, event_id: str, who: str, why: str | None = None) -> Row:
        """Say that an event's record is right, as it is or as it was corrected."""
        return self._judge(event_id, who, why, lambda one: one.correction(CONFIRMED, one.fields(), who, why))

    def reject(self, event_id: str, who: str, why: str | None = None) -> Row:
        """Say that the text reports no such event: it is kept, but tells of no incident."""
        return self._judge(event_id, who, why, lambda one: one.correction(REJECTED, one.fields(), who, why))

    def correct(self, event_id: str, fields: Mapping[str, Any], who: str, why: str | None = None) -> Row:
        """Give fields of an event other values (those of `marsad.store.wording.field_values`)."""
        if not fields:
            raise UsageError("name at least one field that is to be otherwise")
        return self._judge(
            event_id, who, why, lambda one: one.correction(CORRECTED, {**one.fields(), **fields}, who, why)
        )

    def undo(self, event_id: str, who: str, why: str | None = None) -> Row:
        """Take back what was said of an event: the machine's record stands again."""
        return self._judge(event_id, who, why, lambda one: None)

    def document_of(self, event_id: str) -> tuple[Row, Document, dict[int, tuple[int, str]]]:
        """Give an event's record, its document, and the document's sentences (start, text) by number."""
        with self.store.reading() as connection:
            opened = Opened(connection, event_id)
            known = select(documents).where(documents.c.id == opened.document_id)
            document = rows.document_from(dict(connection.execute(known).mappings().one()))
            columns = sentences.c.number, sentences.c.start, sentences.c.text
            texts = connection.execute(select(*columns).where(sentences.c.document_id == opened.document_id))
            return opened.row["record"], document, {number: (start, text) for number, start, text in texts}

    def unmatched(self) -> list[Correction]:
        """Give what was said of events that the coder no longer finds."""
        query = select(corrections).where(corrections.c.event_id.is_(None)).order_by(corrections.c.document_id)
        with self.store.reading() as connection:
            return [correction_from(dict(row)) for row in connection.execute(query).mappings()]

    def history(self, object_: str | None = None, limit: int | None = None) -> Iterator[Row]:
        """Give the changes of an event, document or incident, or of all, the latest first."""
        with self.store.reading() as connection:
            yield from changes(connection, object_, limit)

    def _judge(self, event_id: str, who: str, why: str | None, judgement: Judgement) -> Row:
        if not who.strip():
            raise UsageError("say who decides")
        with self.store.writing() as connection:
            opened = Opened(connection, event_id)
            said = judgement(opened)
            row = opened.machine_row() if said is None else corrected(opened.machine_row(), said, opened.texts)
            was, now = _difference(opened.row, row)
            if (was, now) != ({}, {}):
                opened.keep(said, row)
                action = UNDONE if said is None else said.verdict
                note(connection, [Change(who, PERSON, action, row["id"], opened.document_id, was, now, why)])
        return self.store.event(event_id)[0]


class Opened:
    """One event in the hands of a person, with what is needed to know it again after a re-coding."""

    def __init__(self, connection: Connection, event_id: str) -> None:
        self.connection = connection
        query = select(events).where(events.c.id == storable(event_id).lower())
        found = connection.execute(query).mappings().one_or_none()
        if found is None:
            raise StoreError(f"no event {event_id!r}; see `marsad events`")
        self.row = dict(found)
        self.document_id: str = found["document_id"]
        self.texts = stored_texts(connection, self.document_id)
        self.key, self.said = self._known_as()

    def _known_as(self) -> tuple[EventKey, Correction | None]:
        """Give by what this event is known, and what was said of it before."""
        query = select(events.c.record, events.c.number).where(events.c.document_id == self.document_id)
        rows_ = self.connection.execute(query.order_by(events.c.number)).all()
        keys = event_keys((record for record, _ in rows_), self.texts)
        at = next(place for place, (_, number) in enumerate(rows_) if number == self.row["number"])
        said = attached(corrections_of(self.connection, self.document_id), keys).get(at)
        return (keys[at] if said is None else said.key), said

    def fields(self) -> dict[str, Any]:
        """Give the fields that a person changed before."""
        return {} if self.said is None else dict(self.said.fields)

    def correction(self, verdict: str, fields: Mapping[str, Any], who: str, why: str | None) -> Correction:
        """Give what a person says of this event; of fields that are as the machine has them, nothing."""
        machine = self.machine_row()["record"]
        otherwise = {name: value for name, value in fields.items() if machine[name] != value}
        if verdict == CORRECTED and not otherwise:
            verdict = CONFIRMED
        return Correction(
            self.document_id,
            self.key,
            machine["trigger"]["text"],
            self.texts[machine["sentence"]],
            verdict,
            otherwise,
            storable(who),
            datetime.now(UTC),
            None if why is None else storable(why),
            self.row["id"],
        )

    def machine_row(self) -> Row:
        """Give the row as the machine made it."""
        record = self.row["machine"] or self.row["record"]
        return self.row | rows.event_columns(record) | {"review": None, "machine": None}

    def keep(self, said: Correction | None, row: Row) -> None:
        """Keep the row, what was said of it, and the words by which it is found."""
        self.connection.execute(delete(corrections).where(*is_row_of(self.document_id, self.key)))
        if said is not None:
            self.connection.execute(corrections.insert(), replace(said, key=self.key).row())
        set_aside(self.connection, self.document_id)
        replace_event(self.connection, row)
        reindex(self.connection, self.document_id)


def _difference(before: Row, after: Row) -> tuple[Row, Row]:
    was, now = differences(before["record"], after["record"])
    if before["review"] != after["review"]:
        was, now = was | {"review": before["review"]}, now | {"review": after["review"]}
    return was, now

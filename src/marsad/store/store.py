"""Takes coded documents and keeps them; gives back documents and events by filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select

from marsad.arabic.normal import normalize
from marsad.coding.model import Event
from marsad.documents import Document, DocumentFailure
from marsad.errors import StoreError
from marsad.reading import ROLES, CodedDocument, public_id
from marsad.store.connect import open_engine
from marsad.store.schema import documents, entities, events, failures, sentences


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events to give; None means any. Names match parts of English names and of Arabic spans, or a code."""

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


class Store:
    """A store of documents and their events; use it as a context manager, or close it.

    Each document is written in one transaction, so a crash loses at most the one in hand.
    """

    def __init__(self, url: str | None = None) -> None:
        """Open the store at a path or URL (None: the default one); raises StoreError."""
        self.engine = open_engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def knows(self, document: Document, coder_version: str) -> bool:
        """True where the document was read by this coder version before."""
        wanted = select(documents.c.id).where(documents.c.id == document.id,
                                              documents.c.coder_version == coder_version)
        with self.engine.connect() as connection:
            return connection.execute(wanted).first() is not None

    def save(self, coded: CodedDocument) -> None:
        """Keep a document with its events, in place of what an earlier coder version gave; one transaction."""
        document = coded.document
        with self.engine.begin() as connection:
            number = connection.execute(select(documents.c.number).where(documents.c.id == document.id)).scalar()
            connection.execute(delete(documents).where(documents.c.id == document.id))
            if number is None:
                number = (connection.execute(select(func.max(documents.c.number))).scalar() or 0) + 1
            connection.execute(documents.insert(), _document_row(coded, number))
            _insert(connection, sentences, [
                {"document_id": document.id, "number": one.index, "start": one.start, "text": one.text}
                for one in coded.sentences])
            _insert(connection, events, [_event_row(document, number_, one)
                                         for number_, one in enumerate(coded.events, 1)])
            _insert(connection, entities, [row for one in coded.events for row in _entity_rows(document, one)])
            connection.execute(delete(failures).where(failures.c.source == document.source))

    def note_failure(self, failure: DocumentFailure) -> None:
        """Keep why an input could not be read, in place of what was known of it."""
        with self.engine.begin() as connection:
            connection.execute(delete(failures).where(failures.c.source == failure.source))
            connection.execute(failures.insert(), {"source": failure.source, "reason": failure.reason,
                                                   "at": datetime.now(UTC)})

    def documents(self) -> Iterator[dict[str, Any]]:
        """Give the stored documents in the order of first reading, without their texts."""
        wanted = [column for column in documents.c if column.name not in ("text", "clean_text")]
        with self.engine.connect() as connection:
            for row in connection.execute(select(*wanted).order_by(documents.c.number)).mappings():
                yield dict(row)

    def document(self, document_id: str) -> dict[str, Any]:
        """Give a document with its texts; StoreError where there is none whose id begins so, or several."""
        wanted = select(documents).where(documents.c.id.startswith(document_id, autoescape=True)).limit(2)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted).mappings().all()
        if len(rows) != 1:
            raise StoreError(f"{'no' if not rows else 'more than one'} document {document_id!r}; see `marsad documents`")
        return dict(rows[0])

    def events(self, chosen: EventFilter | None = None, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Give event records (codebook section 2, and where they come from) in the order of documents and text."""
        query = select(events.c.id, events.c.record, documents.c.id.label("document"), documents.c.source,
                       documents.c.outlet, documents.c.published, sentences.c.text).join(
            documents, documents.c.id == events.c.document_id).join(
            sentences, and_(sentences.c.document_id == events.c.document_id,
                            sentences.c.number == events.c.sentence))
        query = query.where(*_conditions(chosen or EventFilter())).order_by(documents.c.number, events.c.number)
        with self.engine.connect().execution_options(yield_per=500) as connection:
            for row in connection.execute(query if limit is None else query.limit(limit)).mappings():
                yield _record(row)

    def event(self, event_id: str) -> tuple[dict[str, Any], list[str]]:
        """Give one event's record and why it is so; StoreError where there is none."""
        with self.engine.connect() as connection:
            why = connection.execute(select(events.c.why).where(events.c.id == event_id)).scalar()
        if why is None:
            raise StoreError(f"no event {event_id!r}; see `marsad events`")
        document, number = event_id.rsplit("-", 1)
        found = [record for record in self.events(EventFilter(document=document)) if record["id"] == event_id]
        return found[0], list(why)

    def counts(self) -> tuple[int, int]:
        """Give the number of documents and of events."""
        with self.engine.connect() as connection:
            return (connection.execute(select(func.count()).select_from(documents)).scalar_one(),
                    connection.execute(select(func.count()).select_from(events)).scalar_one())


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _document_row(coded: CodedDocument, number: int) -> dict[str, Any]:
    document = coded.document
    clean = None if coded.clean_text == document.text else storable(coded.clean_text)
    return {"id": document.id, "number": number, "source": storable(document.source), "format": document.format,
            "title": storable(document.title), "published": document.published, "outlet": storable(document.outlet),
            "encoding": document.encoding, "text": storable(document.text), "clean_text": clean,
            "coder_version": coded.coder_version, "read_at": datetime.now(UTC), "event_count": len(coded.events)}


def storable(text: Any) -> Any:
    """Give text that every database takes: without NUL and lone surrogates, one replacement character for each."""
    if text is None:
        return None
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _event_row(document: Document, number: int, event: Event) -> dict[str, Any]:
    when = event.when
    return {"id": public_id(document.id, event.id), "document_id": document.id, "number": number,
            "sentence": event.sentence, "type": event.type, "mode": event.mode, "status": event.status,
            "background": event.background, "first_day": when.first_day if when else None,
            "last_day": when.last_day if when else None, "record": event.to_dict(), "why": list(event.why)}


def _entity_rows(document: Document, event: Event) -> Iterator[dict[str, Any]]:
    for role in ROLES:
        for position, span in enumerate(getattr(event, role)):
            name = span.name
            search = f"{normalize(span.text)} {name or ''}".casefold()
            yield {"event_id": public_id(document.id, event.id), "role": role, "position": position,
                   "text": span.text, "name": name, "country": span.country,
                   "sector": getattr(span, "sector", None), "search": search}


def _record(row: Any) -> dict[str, Any]:
    published = row["published"]
    return {**row["record"], "id": row["id"], "document": row["document"], "source": row["source"],
            "outlet": row["outlet"], "published": None if published is None else published.isoformat(),
            "sentence_text": row["text"]}


def _conditions(chosen: EventFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    day = func.coalesce(events.c.first_day, documents.c.published)
    if chosen.first_day is not None:
        conditions.append(func.coalesce(events.c.last_day, documents.c.published) >= chosen.first_day)
    if chosen.last_day is not None:
        conditions.append(day <= chosen.last_day)
    for name in ("type", "mode", "status"):
        value = getattr(chosen, name)
        if value is not None:
            conditions.append(func.lower(events.c[name]) == value.lower())
    for role in ("actor", "recipient", "place"):
        value = getattr(chosen, role)
        if value is not None:
            conditions.append(_has_entity(value, role))
    if chosen.country is not None:
        conditions.append(exists().where(entities.c.event_id == events.c.id,
                                         func.lower(entities.c.country) == chosen.country.lower()))
    if chosen.document is not None:
        conditions.append(or_(documents.c.id.startswith(chosen.document, autoescape=True),
                              documents.c.source == chosen.document))
    return conditions


def _has_entity(value: str, role: str) -> ColumnElement[bool]:
    wanted = normalize(value).casefold()
    return exists().where(
        entities.c.event_id == events.c.id, entities.c.role == role,
        or_(entities.c.search.contains(wanted, autoescape=True), func.lower(entities.c.country) == value.lower(),
            func.lower(entities.c.sector) == value.lower()))



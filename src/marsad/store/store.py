"""Takes coded documents and keeps them; gives back documents and events by filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from sqlalchemy import Connection, Select, and_, delete, func, select
from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError

from marsad.documents import Document, DocumentFailure
from marsad.errors import StoreError
from marsad.reading import CodedDocument
from marsad.store import rows
from marsad.store.connect import explained, lock, open_engine, shown_url, store_url
from marsad.store.filters import EventFilter, conditions
from marsad.store.indexing import refresh
from marsad.store.saving import save_coding
from marsad.store.schema import documents, events, failures, sentences, storable

TEXTS = ("text", "clean_text", "source_map")
ROWS_AHEAD = 500


class Store:
    """A store of documents and their events; use it as a context manager, or close it.

    Each document is written in one transaction, so a crash loses at most the one in hand. Several programs may read
    and write one store at the same time. Every method raises StoreError where the database fails.
    """

    def __init__(self, url: str | None = None, create: bool = True) -> None:
        """Open the store at a path or URL (None: the default one); raises StoreError."""
        self.engine = open_engine(url, create)
        self.name = shown_url(store_url(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def knows(self, document: Document, coder_version: str) -> bool:
        """True where the document was read by this coder version before."""
        wanted = select(documents.c.coder_version).where(documents.c.id == document.id)
        with self.reading() as connection:
            return connection.execute(wanted).scalar() == coder_version

    def save(self, coded: CodedDocument) -> None:
        """Keep a document with its events, in place of what was known of it; one transaction.

        What people said of its events stays said of the same events of the new coding.
        """
        with self.writing() as connection:
            save_coding(connection, coded.document, rows.coding(coded))

    def note_failure(self, failure: DocumentFailure) -> None:
        """Keep why an input could not be read, in place of an earlier reason."""
        row = rows.failure_row(failure)
        with self.writing() as connection:
            connection.execute(delete(failures).where(failures.c.source == row["source"]))
            connection.execute(failures.insert(), row)

    def failures(self) -> list[DocumentFailure]:
        """Give the inputs that could not be read when they were last tried, by source."""
        wanted = select(failures.c.source, failures.c.reason).order_by(failures.c.source)
        with self.reading() as connection:
            return [DocumentFailure(*row) for row in connection.execute(wanted)]

    def documents(self) -> Iterator[dict[str, Any]]:
        """Give the stored documents in the order of first reading, without their texts."""
        columns = [column for column in documents.c if column.name not in TEXTS]
        return self._rows(select(*columns).order_by(documents.c.number, documents.c.id))

    def document(self, document_id: str) -> dict[str, Any]:
        """Give a document with its texts; StoreError where there is none whose id begins so, or several."""
        begins = documents.c.id.startswith(storable(document_id).lower(), autoescape=True)
        found = list(self._rows(select(documents).where(begins).limit(2)))
        if len(found) != 1:
            fault = "more than one document begins with" if found else "no document"
            raise StoreError(f"{fault} {document_id!r}; see `marsad documents`")
        return found[0]

    def events(self, chosen: EventFilter | None = None, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Give event records (codebook section 2, and where they come from) in the order of documents and text."""
        chosen = chosen or EventFilter()
        if chosen.names():
            refresh(self.reading, self.writing)
        query = _records().where(*conditions(chosen))
        query = query.order_by(documents.c.number, documents.c.id, events.c.number).limit(limit)
        return (rows.event_record(row) for row in self._rows(query))

    def event(self, event_id: str) -> tuple[dict[str, Any], list[str]]:
        """Give one event's record and why it is so; StoreError where there is none."""
        query = _records().add_columns(events.c.why).where(events.c.id == storable(event_id).lower())
        for row in self._rows(query):
            return rows.event_record(row), list(row["why"])
        raise StoreError(f"no event {event_id!r}; see `marsad events`")

    def counts(self) -> tuple[int, int]:
        """Give the number of documents and of events."""
        with self.reading() as connection:
            found = [connection.execute(select(func.count()).select_from(table)).scalar_one()
                     for table in (documents, events)]  # fmt: skip
        return found[0], found[1]

    def _rows(self, query: Select[Any]) -> Iterator[dict[str, Any]]:
        with self.reading() as connection:
            streamed = connection.execution_options(yield_per=ROWS_AHEAD)
            for row in streamed.execute(query).mappings():
                yield dict(row)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with; what fails becomes a StoreError."""
        with self._failing_clearly(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction that keeps every other writer out; what fails becomes a StoreError."""
        with self._failing_clearly(), self.engine.begin() as connection:
            lock(connection)
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees the store as of one moment, whatever others write meanwhile."""
        with self._failing_clearly(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            else:
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        """Tell what the database or the disk does wrong as a StoreError; what Marsad does wrong stays as it is."""
        try:
            yield
        except (OperationalError, InternalError) as error:
            raise explained(error, self.name) from None
        except DBAPIError as error:
            if type(error) is DatabaseError:  # SQLite's plain error for a damaged file; its kinds are Marsad's faults
                raise explained(error, self.name) from None
            raise


def _records() -> Select[Any]:
    of_sentence = and_(sentences.c.document_id == events.c.document_id, sentences.c.number == events.c.sentence)
    return (
        select(
            events.c.record,
            events.c.review,
            documents.c.id.label("document"),
            documents.c.source,
            documents.c.outlet,
            documents.c.published,
            sentences.c.text.label("sentence_text"),
        )
        .join(documents, documents.c.id == events.c.document_id)
        .join(sentences, of_sentence)
    )

"""Takes paths and gives their events as one typed sequence, with the inputs that failed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from marsad.coding.model import Event
from marsad.documents import Document, DocumentFailure, ReadOptions, read_documents
from marsad.errors import DocumentError, UsageError
from marsad.reading.document import CodedDocument
from marsad.reading.parallel import code_documents

if TYPE_CHECKING:
    import pandas
    import pyarrow

ID_LENGTH = 12
REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """An event with the document and the sentence that report it; the event's own fields can be read from it too."""

    event: Event
    document: Document
    sentence_text: str

    @property
    def id(self) -> str:
        """The event's public name, the same in every run and store."""
        return public_id(self.document.id, self.event.id)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in self.__slots__:
            raise AttributeError(name)
        return getattr(self.event, name)

    def to_dict(self) -> dict[str, Any]:
        """Give the record as JSON-ready data: codebook section 2, and where it comes from."""
        document = self.document
        return sourced_record(
            self.event.to_dict(), document.id, document.source, document.outlet, document.published, self.sentence_text
        )


@dataclass(frozen=True, slots=True)
class Events(Sequence[SourcedEvent]):
    """The events of one reading, in the order of documents and text, and the inputs that failed."""

    items: tuple[SourcedEvent, ...]
    failures: tuple[DocumentFailure, ...] = field(default=())

    @overload
    def __getitem__(self, index: int) -> SourcedEvent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SourcedEvent, ...]: ...
    def __getitem__(self, index: int | slice) -> SourcedEvent | tuple[SourcedEvent, ...]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give every record as JSON-ready data."""
        return [item.to_dict() for item in self.items]

    def to_arrow(self) -> pyarrow.Table:
        """Give a flat table, a row an event (columns: docs/records.md)."""
        from marsad.export import arrow_table

        return arrow_table(self.to_dicts())

    def to_frame(self) -> pandas.DataFrame:
        """Give a flat pandas data frame; UsageError where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise UsageError("to_frame() needs pandas: pip install 'marsad[frames]'") from None
        from marsad.export import COLUMNS, flat_row

        return pandas.DataFrame([flat_row(record) for record in self.to_dicts()], columns=list(COLUMNS))


def public_id(document_id: str, event_id: str) -> str:
    """Give an event's public name, such as `1f0c93a8e2b4-e3`: the head of its document's id, and its number there."""
    return f"{document_id[:ID_LENGTH]}-{event_id}"


def sourced_record(
    record: dict[str, Any],
    document: str,
    source: str,
    outlet: str | None,
    published: date | None,
    sentence_text: str,
) -> dict[str, Any]:
    """Give an event's record with where it comes from; `id` and `same_as` become public names."""
    same_as = record["same_as"]
    return {
        **record,
        "id": public_id(document, record["id"]),
        "same_as": None if same_as is None else public_id(document, same_as),
        "document": document,
        "source": source,
        "outlet": outlet,
        "published": None if published is None else published.isoformat(),
        "sentence_text": sentence_text,
    }


def read(
    paths: str | Path | Iterable[str | Path],
    published: date | str | None = None,
    outlet: str | None = None,
    jobs: int | None = None,
    options: ReadOptions | None = None,
) -> Events:
    """Give the events of files, folders or archives.

    `published` (a date or `YYYY-MM-DD`) and `outlet` stand for documents that do not say their own; `jobs` is the
    number of processes that code (None: one a core). Raises DocumentError where nothing at all could be read, and
    UsageError for a day that is none; where only some inputs failed, they are in `failures`.
    """
    names = [paths] if isinstance(paths, str | Path) else list(paths)
    coded: list[CodedDocument] = []
    failures: list[DocumentFailure] = []
    for result in code_documents(read_documents(names, _options(options, published, outlet)), jobs):
        if isinstance(result, DocumentFailure):
            failures.append(result)
        else:
            coded.append(result)
    if failures and not coded:
        raise DocumentError(_reasons(failures))
    return Events(tuple(item for one in coded for item in _sourced_events(one)), tuple(failures))


def _options(options: ReadOptions | None, published: date | str | None, outlet: str | None) -> ReadOptions:
    chosen = options or ReadOptions()
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"published={published!r} is not a day; write it as 2020-07-28") from None
    return replace(chosen, published=published or chosen.published, outlet=outlet or chosen.outlet)


def _sourced_events(coded: CodedDocument) -> Iterable[SourcedEvent]:
    return (SourcedEvent(event, coded.document, coded.sentences[event.sentence].text) for event in coded.events)


def _reasons(failures: Sequence[DocumentFailure]) -> str:
    said = "; ".join(f"{failure.source}: {failure.reason}" for failure in failures[:REASONS_SHOWN])
    more = len(failures) - REASONS_SHOWN
    return f"{said}; and {more} more" if more > 0 else said

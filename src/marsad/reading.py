"""Takes documents and gives their events, each span leading back to the source: restore, sentences, coding in one go."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from marsad.arabic import split_sentences
from marsad.arabic.model import Sentence
from marsad.coding import code, coder_version
from marsad.coding.model import Event, SourceRange, Span
from marsad.documents import Document, DocumentFailure, ReadOptions, read_documents
from marsad.errors import DocumentError, UsageError
from marsad.restore import Restoration, restore

if TYPE_CHECKING:
    import pandas
    import pyarrow

log = logging.getLogger(__name__)
AHEAD = 8
ROLES = ("actor", "recipient", "place", "said_by")


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with its clean text, the sentences that were coded, and its events."""

    document: Document
    clean_text: str
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    coder_version: str


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """An event with the document that reports it."""

    event: Event
    document: Document
    sentence: str

    @property
    def id(self) -> str:
        """The event's public name: first 12 characters of the document's id, and its number there."""
        return public_id(self.document.id, self.event.id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)

    def to_dict(self) -> dict[str, Any]:
        """Give the record as JSON-ready data: codebook section 2, and where it comes from."""
        published = self.document.published
        return {**self.event.to_dict(), "id": self.id, "document": self.document.id, "source": self.document.source,
                "outlet": self.document.outlet, "published": None if published is None else published.isoformat(),
                "sentence_text": self.sentence}


@dataclass(frozen=True, slots=True)
class Events(Sequence[SourcedEvent]):
    """The events of one reading, in order, and the inputs that failed."""

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
        import pyarrow

        from marsad.export import COLUMNS, flat_row

        rows = [flat_row(record) for record in self.to_dicts()]
        return pyarrow.table({name: [row[name] for row in rows] for name in COLUMNS})

    def to_frame(self) -> pandas.DataFrame:
        """Give a flat pandas data frame; UsageError where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise UsageError("to_frame() needs pandas: pip install 'marsad[frames]'") from None
        from marsad.export import COLUMNS, flat_row

        return pandas.DataFrame([flat_row(record) for record in self.to_dicts()], columns=list(COLUMNS))


def public_id(document_id: str, event_id: str) -> str:
    """Give an event's public name, such as `1f0c93a8e2b4-e3`."""
    return f"{document_id[:12]}-{event_id}"


def read(paths: str | Path | Iterable[str | Path], published: date | str | None = None, outlet: str | None = None,
         jobs: int = 1, options: ReadOptions | None = None) -> Events:
    """Give the events of files, folders or archives.

    `published` (a date or `YYYY-MM-DD`) and `outlet` stand for documents that do not say their own. Raises
    DocumentError where nothing could be read; where some inputs failed, they are in `failures`.
    """
    names = [paths] if isinstance(paths, str | Path) else list(paths)
    day = date.fromisoformat(published) if isinstance(published, str) else published
    chosen = replace(options or ReadOptions(), **{name: value for name, value in
                                                  (("published", day), ("outlet", outlet)) if value is not None})
    coded, failures = [], []
    for result in code_documents(read_documents(names, chosen), jobs):
        if isinstance(result, DocumentFailure):
            failures.append(result)
        else:
            coded.append(result)
    if failures and not coded:
        raise DocumentError("; ".join(f"{failure.source}: {failure.reason}" for failure in failures[:3]))
    items = tuple(SourcedEvent(event, one.document, one.sentences[event.sentence].text)
                  for one in coded for event in one.events)
    return Events(items, tuple(failures))


def code_documents(documents: Iterable[Document | DocumentFailure],
                   jobs: int = 1) -> Iterator[CodedDocument | DocumentFailure]:
    """Give the coded documents in the order of the input, over `jobs` processes; failures pass through."""
    if jobs <= 1:
        for document in documents:
            yield document if isinstance(document, DocumentFailure) else coded_or_failure(document)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[CodedDocument | DocumentFailure] | DocumentFailure] = deque()
        try:
            for document in documents:
                waiting.append(document if isinstance(document, DocumentFailure)
                               else pool.submit(coded_or_failure, document))
                if len(waiting) > AHEAD * jobs:
                    yield _finished(waiting.popleft())
            while waiting:
                yield _finished(waiting.popleft())
        finally:
            for task in waiting:
                if not isinstance(task, DocumentFailure):
                    task.cancel()


def _finished(task: Future[CodedDocument | DocumentFailure] | DocumentFailure) -> CodedDocument | DocumentFailure:
    return task if isinstance(task, DocumentFailure) else task.result()


def coded_or_failure(document: Document) -> CodedDocument | DocumentFailure:
    """Give the coded document; an error in one document must not stop the others, so it becomes a failure."""
    try:
        return code_document(document)
    except Exception as error:
        log.debug("%s", document.source, exc_info=True)
        return DocumentFailure(document.source, f"coding stopped on an error in Marsad ({type(error).__name__}: {error}); "
                                                "please report it with this document")


def code_document(document: Document) -> CodedDocument:
    """Give the events of one document: its text restored, cut into sentences, coded, spans led back to the source."""
    restored = restore(document.text)
    sentences = running_sentences(restored)
    events = code([sentence.text for sentence in sentences], document.published, document.outlet)
    sourced = tuple(_with_sources(event, sentences, restored, document) for event in events)
    return CodedDocument(document, restored.text, tuple(sentences), sourced, coder_version())


def running_sentences(restored: Restoration) -> list[Sentence]:
    """Give the sentences outside the blocks set apart, numbered from 0: a pull quote is not coded again."""
    kept = [sentence for sentence in split_sentences(restored.text)
            if not any(aside.start <= sentence.start < aside.end for aside in restored.asides)]
    return [replace(sentence, index=index) for index, sentence in enumerate(kept)]


def _with_sources(event: Event, sentences: Sequence[Sentence], restored: Restoration, document: Document) -> Event:
    def sourced(span: Any) -> Any:
        return replace(span, source=source_range(span, sentences[span.sentence], restored, document))

    changes: dict[str, Any] = {role: tuple(map(sourced, getattr(event, role))) for role in ROLES}
    changes["trigger"] = sourced(event.trigger)
    changes["when"] = None if event.when is None else sourced(event.when)
    return replace(event, **changes)


def source_range(span: Span, sentence: Sentence, restored: Restoration, document: Document) -> SourceRange | None:
    """Give where the characters of a span stand in the source: from the first to the last of them there."""
    ranges = restored.alignment.span(sentence.start + span.start, sentence.start + span.end)
    points = [point for start, end in ranges for offset in (start, end - 1)
              if (point := document.source_map.locate(document.text, offset)) is not None]
    if not points:
        return None
    first = points[0]
    same = [point for point in points if (point.page, point.field) == (first.page, first.field)]
    return SourceRange(min(point.offset for point in same), max(point.offset for point in same) + 1, first.line,
                       first.page, first.field)


def default_jobs() -> int:
    """Give the number of processes used when none is asked for: one a core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

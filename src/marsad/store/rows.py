"""Takes coded documents and gives table rows, and rows back as event records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from marsad.coding.model import Event
from marsad.documents import Document, DocumentFailure
from marsad.reading import ROLES, CodedDocument, public_id, sourced_record
from marsad.store.filters import searchable
from marsad.store.schema import storable

Row = dict[str, Any]


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


def document_row(coded: CodedDocument, number: int) -> Row:
    """Give the row of a document; `clean_text` is None where restoring changed nothing."""
    document = coded.document
    return {
        "id": document.id,
        "number": number,
        "source": storable(document.source),
        "format": document.format,
        "title": _storable(document.title),
        "published": document.published,
        "outlet": _storable(document.outlet),
        "encoding": document.encoding,
        "text": storable(document.text),
        "clean_text": None if coded.clean_text == document.text else storable(coded.clean_text),
        "coder_version": coded.coder_version,
        "read_at": datetime.now(UTC),
        "event_count": len(coded.events),
    }


def sentence_rows(coded: CodedDocument) -> list[Row]:
    """Give the rows of a document's sentences."""
    return [
        {"document_id": coded.document.id, "number": one.index, "start": one.start, "text": storable(one.text)}
        for one in coded.sentences
    ]


def event_rows(coded: CodedDocument) -> list[Row]:
    """Give the rows of a document's events."""
    return [_event_row(coded.document, number, event) for number, event in enumerate(coded.events, 1)]


def _event_row(document: Document, number: int, event: Event) -> Row:
    when = event.when
    return {
        "id": public_id(document.id, event.id),
        "document_id": document.id,
        "number": number,
        "sentence": event.sentence,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "background": event.background,
        "first_day": when.first_day if when else None,
        "last_day": when.last_day if when else None,
        "record": json.loads(storable(json.dumps(event.to_dict(), ensure_ascii=False))),
        "why": [storable(reason) for reason in event.why],
    }


def entity_rows(coded: CodedDocument) -> list[Row]:
    """Give the rows by which events are found: one for each actor, recipient, place and source."""
    return [row for event in coded.events for role in ROLES for row in _role_rows(coded.document, event, role)]


def _role_rows(document: Document, event: Event, role: str) -> Iterator[Row]:
    for position, span in enumerate(getattr(event, role)):
        yield {
            "event_id": public_id(document.id, event.id),
            "role": role,
            "position": position,
            "text": storable(span.text),
            "name": span.name,
            "country": span.country,
            "sector": getattr(span, "sector", None),
            "search": storable(searchable(span.text, span.name)),
        }


def failure_row(failure: DocumentFailure) -> Row:
    """Give the row of an input that could not be read."""
    return {"source": storable(failure.source), "reason": storable(failure.reason), "at": datetime.now(UTC)}


def event_record(row: Mapping[str, Any]) -> Row:
    """Give an event's record: codebook section 2, and where it comes from."""
    origin = (row[name] for name in ("document", "source", "outlet", "published", "sentence_text"))
    return sourced_record(row["record"], *origin)

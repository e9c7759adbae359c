"""Takes coded documents and gives table rows, and rows back as event records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from typing import Any

from marsad.documents import Document, DocumentFailure
from marsad.documents.model import Segment, SourceMap
from marsad.reading import ROLES, CodedDocument, public_id, sourced_record
from marsad.search import search_form
from marsad.search.latin import sound
from marsad.search.terms import ARABIC, fingerprint
from marsad.store.filters import searchable
from marsad.store.schema import storable
from marsad.store.tie_rows import tie_records

Row = dict[str, Any]
NAMES_FOLLOW = " xnamex "  # between the words of a sentence and each name, so that no phrase runs from one to the next
SENTENCES = 1_000_000  # row numbers of the search entries of one document: more sentences than any has


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder made of one document, as plain data: its sentences (number, start, text), events and ties."""

    document_id: str
    coder_version: str
    clean_text: str | None
    sentences: tuple[tuple[int, int, str], ...]
    records: tuple[Row, ...]
    whys: tuple[list[str], ...]
    ties: tuple[Row, ...] = ()

    def to_dict(self) -> Row:
        """Give it as JSON-ready data."""
        return {name: getattr(self, name) for name in ("clean_text", "sentences", "records", "whys", "ties")}


def coding(coded: CodedDocument) -> Coding:
    """Give what the coder made of a document; `clean_text` is None where restoring changed nothing."""
    return Coding(
        coded.document.id,
        coded.coder_version,
        None if coded.clean_text == coded.document.text else storable(coded.clean_text),
        tuple((one.index, one.start, storable(one.text)) for one in coded.sentences),
        tuple(json.loads(storable(json.dumps(event.to_dict(), ensure_ascii=False))) for event in coded.events),
        tuple([storable(reason) for reason in event.why] for event in coded.events),
        tuple(tie_records(coded.ties)),
    )


def coding_from(document_id: str, coder_version: str, data: Mapping[str, Any]) -> Coding:
    """Give the coding that `to_dict` made the data of."""
    sentences = tuple((number, start, text) for number, start, text in data["sentences"])
    records, whys, ties = (tuple(data.get(name, ())) for name in ("records", "whys", "ties"))
    return Coding(document_id, coder_version, data["clean_text"], sentences, records, whys, ties)


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


def document_row(document: Document, coded: Coding, number: int) -> Row:
    """Give the row of a document."""
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
        "clean_text": coded.clean_text,
        "coder_version": coded.coder_version,
        "read_at": datetime.now(UTC),
        "event_count": len(coded.records),
        "source_map": [list(astuple(segment)) for segment in document.source_map.segments],
        "search_form": fingerprint(),
    }


def document_from(row: Mapping[str, Any]) -> Document:
    """Give the document that a row was made of; of one stored without its source map, without the way back."""
    known = ("id", "source", "format", "text", "title", "published", "outlet", "encoding")
    source_map = SourceMap(tuple(map(_segment, row["source_map"] or ())))
    return Document(**{name: row[name] for name in known}, source_map=source_map)


def _segment(values: Sequence[Any]) -> Segment:
    start, end, offset, line, page, field, box = values
    return Segment(start, end, offset, line, page, field, None if box is None else tuple(box))


def sentence_rows(coded: Coding) -> list[Row]:
    """Give the rows of a document's sentences."""
    return [
        {"document_id": coded.document_id, "number": number, "start": start, "text": text}
        for number, start, text in coded.sentences
    ]


def event_row(document_id: str, number: int, record: Row, why: list[str]) -> Row:
    """Give the row of an event as the coder made it."""
    return {
        "id": public_id(document_id, record["id"]),
        "document_id": document_id,
        "number": number,
        "sentence": record["sentence"],
        "why": why,
        "review": None,
        "machine": None,
        **event_columns(record),
    }


def event_columns(record: Row) -> Row:
    """Give the columns of an event that follow from its record."""
    when = record["when"] or {}
    columns = {name: record[name] for name in ("type", "mode", "status", "background")}
    return columns | {"first_day": _day(when.get("from")), "last_day": _day(when.get("to")), "record": record}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def entity_rows(events: Iterable[Row]) -> list[Row]:
    """Give the rows by which events are found: one for each actor, recipient, place and source."""
    return [row for event in events for role in ROLES for row in _role_rows(event["id"], event["record"], role)]


def _role_rows(event_id: str, record: Row, role: str) -> Iterator[Row]:
    for position, span in enumerate(record[role]):
        yield {
            "event_id": event_id,
            "role": role,
            "position": position,
            "text": span["text"],
            "name": span["name"],
            "country": span["country"],
            "sector": span.get("sector"),
            "search": searchable(span["text"], span["name"]),
        }


def search_rows(document_id: str, number: int, texts: Mapping[int, str], events: Iterable[Row]) -> list[Row]:
    """Give the rows in which words are looked for: a sentence with the names of those of whom its events tell."""
    told: dict[int, list[Row]] = {}
    for event in events:
        told.setdefault(event["sentence"], []).append(event["record"])
    return [
        {
            "id": number * SENTENCES + sentence,
            "document_id": document_id,
            "sentence": sentence,
            "terms": NAMES_FOLLOW.join(map(search_form, (text, *names_of(told.get(sentence, ()))))),
        }
        for sentence, text in list(texts.items())[:SENTENCES]
    ]


def names_of(records: Iterable[Row]) -> list[str]:
    """Give the canonical names in event records, each once."""
    spans = (span for record in records for role in ROLES for span in record[role])
    return list(dict.fromkeys(span["name"] for span in spans if span["name"]))


def word_rows(entries: Iterable[Row]) -> list[Row]:
    """Give the Arabic words of search entries, each once, with their sounds; without those too short to have one."""
    words = sorted({word for entry in entries for word in entry["terms"].split() if ARABIC.match(word)})
    return [{"word": word, "sound": sound(word)} for word in words if sound(word)]


def failure_row(failure: DocumentFailure) -> Row:
    """Give the row of an input that could not be read."""
    return {"source": storable(failure.source), "reason": storable(failure.reason), "at": datetime.now(UTC)}


def event_record(row: Mapping[str, Any]) -> Row:
    """Give an event's record: codebook section 2, where it comes from, and what a person said of it."""
    origin = (row[name] for name in ("document", "source", "outlet", "published", "sentence_text"))
    return sourced_record(row["record"], *origin) | ({"review": row["review"]} if row.get("review") else {})

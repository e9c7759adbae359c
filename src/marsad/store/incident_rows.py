"""Takes rows of the store and gives mentions and fingerprints; takes mentions and incidents and gives rows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Text,
    and_,
    any_,
    bindparam,
    delete,
    func,
    or_,
    select,
)

from marsad.incidents.copies import Print
from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention, mention
from marsad.incidents.model import Incident, Party, Site
from marsad.incidents.records import to_dict
from marsad.incidents.wording import Words
from marsad.store.corrections import REJECTED
from marsad.store.filters import searchable
from marsad.store.incident_schema import links, reports, stories
from marsad.store.rows import event_record
from marsad.store.schema import documents, events, sentences, storable

Row = dict[str, Any]
Query = Any  # a SELECT, or a DELETE with RETURNING
AT_ONCE = 20_000  # values in one condition


def batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Give values, each once, in lists that a database takes in one condition."""
    held = sorted(set(values))
    return (held[at : at + AT_ONCE] for at in range(0, len(held), AT_ONCE))


def is_among(connection: Connection, column: Column[Any], values: list[Any]) -> ColumnElement[bool]:
    """Give the condition that a column has one of many values, in a form that is the same for however many."""
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam(None, values, ARRAY(column.type), unique=True))
    each = func.json_each(bindparam(None, json.dumps(values), Text, unique=True)).table_valued("value")
    return column.in_(select(each.c.value))


def rows_where(connection: Connection, query: Query, column: Column[Any], values: Iterable[Any]) -> Iterator[Any]:
    """Give the rows of a query, or those returned by a deletion, in which a column has one of many values."""
    for batch in batches(values):
        yield from connection.execute(query.where(is_among(connection, column, batch))).mappings()


def delete_where(connection: Connection, column: Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows of a column's table in which it has one of many values."""
    for batch in batches(values):
        connection.execute(delete(column.table).where(is_among(connection, column, batch)))


def packed(numbers: Iterable[int]) -> bytes:
    """Give 32-bit numbers as bytes, little end first."""
    found = array("I", numbers)
    return found.tobytes()


def unpacked(content: bytes) -> array[int]:
    """Give the numbers of `packed`."""
    found = array("I")
    found.frombytes(content)
    return found


def read_mentions(connection: Connection, event_ids: Iterable[str]) -> dict[str, Mention]:
    """Give mentions that were merged before by event id."""
    query = _mentions().add_columns(reports.c.words).join(reports, reports.c.event_id == events.c.id)
    stories_met: dict[str, Words] = {}
    rows = rows_where(connection, query, events.c.id, event_ids)
    met = (_mention(row, stories_met, frozenset(unpacked(row["words"]))) for row in rows)
    return {one.event_id: one for one in met}


def load_links(connection: Connection, event_ids: Iterable[str]) -> dict[str, list[Link]]:
    """Give the links of events, the likeliest first."""
    found: dict[str, list[Link]] = {}
    for row in rows_where(connection, select(links).order_by(links.c.link_to), links.c.event_id, event_ids):
        found.setdefault(row["event_id"], []).append(Link(row["link_to"], row["score"], tuple(row["why"])))
    for some in found.values():
        some.sort(key=lambda link: (-link.score, link.to))
    return found


def fresh_mentions(connection: Connection, document_ids: Iterable[str]) -> list[Mention]:
    """Give the mentions that the events of documents make now."""
    stories_met: dict[str, Words] = {}
    rows = rows_where(connection, _mentions(), events.c.document_id, document_ids)
    return sorted((_mention(row, stories_met) for row in rows), key=lambda one: one.order)


def _mentions() -> Query:
    of_sentence = and_(sentences.c.document_id == events.c.document_id, sentences.c.number == events.c.sentence)
    return (
        select(
            events.c.record,
            documents.c.id.label("document"),
            documents.c.source,
            documents.c.outlet,
            documents.c.published,
            sentences.c.text.label("sentence_text"),
            stories.c.words.label("story"),
            stories.c.copy_of,
        )
        .join(documents, documents.c.id == events.c.document_id)
        .join(sentences, of_sentence)
        .join(stories, stories.c.document_id == documents.c.id)
        .where(or_(events.c.review.is_(None), events.c.review != REJECTED))
    )


def _mention(row: Any, stories_met: dict[str, Words], words: Words | None = None) -> Mention:
    """Give a row's mention; those of one document share its story in memory."""
    story = stories_met.get(row["document"])
    if story is None:
        story = stories_met[row["document"]] = frozenset(unpacked(row["story"]))
    return mention(event_record(row), story, row["copy_of"], words)


def story_row(one: Print, words: Words, stamp: int) -> Row:
    """Give the row of a document's fingerprint and words."""
    return {
        "document_id": one.id,
        "published": one.published,
        "size": one.size,
        "digest": one.digest.astype("<u4").tobytes(),
        "words": packed(sorted(words)),
        "stamp": stamp,
    }


def print_from(row: Any) -> Print:
    """Give the fingerprint in a row."""
    return Print(row.document_id, row.published, row.size, np.frombuffer(row.digest, "<u4"))


def report_row(one: Mention) -> Row:
    """Give the row of a mention."""
    return {
        "event_id": one.event_id,
        "document_id": one.document_id,
        "sentence": one.sentence,
        "start": one.start,
        "type": one.type,
        "trigger": storable(one.trigger),
        "words": packed(sorted(one.words)),
    }


def link_rows(event_id: str, some: Iterable[Link], within: bool) -> Iterator[Row]:
    """Give the rows that hold the links of an event."""
    for link in some:
        yield {
            "event_id": event_id,
            "link_to": link.to,
            "within": within,
            "score": link.score,
            "why": list(link.why),
        }


def incident_row(one: Incident) -> Row:
    """Give the row of an incident."""
    return {
        "id": one.id,
        "type": one.type,
        "mode": one.mode,
        "status": one.status,
        "counts": one.counts,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "first_report": one.first_report,
        "last_report": one.last_report,
        "day": one.first_day or one.first_report,
        "report_count": len(one.reports),
        "outlet_count": one.independent_outlets,
        "record": _storable(to_dict(one)),
    }


def _storable(record: Row) -> Row:
    text = json.dumps(record, ensure_ascii=False)
    clean = storable(text)
    return record if clean == text else dict(json.loads(clean))


def party_rows(
    one: Incident, members: Sequence[Mention], wordings: Mapping[tuple[str, str], set[str]]
) -> Iterator[Row]:
    """Give the rows by which an incident is found: one for each party and place that any of its reports names.

    `wordings` are the words with which the reports name who is known, by event and canonical name.
    """
    named: dict[tuple[str, str], Party | Site] = {}
    for role, parties in (("actor", one.actors), ("recipient", one.recipients)):
        named |= {(role, party.key): party for party in parties}
    for member in members:
        for role, parties in (("actor", member.actors), ("recipient", member.recipients)):
            for party in parties:
                named.setdefault((role, party.key), party)
        for site in member.sites:
            named.setdefault(("place", f"{site.name} {site.country or ''}"), site)
    for position, ((role, key), what) in enumerate(named.items()):
        told = sorted({text for member in members for text in wordings.get((member.event_id, what.name), ())})
        yield {
            "incident_id": one.id,
            "role": role,
            "position": position,
            "key": storable(key),
            "country": what.country,
            "sector": getattr(what, "sector", None),
            "search": storable(searchable(" ".join((*told, key)), what.name)),
        }

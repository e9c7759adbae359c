"""Takes documents to be merged and keeps their fingerprints and words, and which are copies of which."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from marsad.incidents.copies import MOST_DAYS_APART, Article, Pair, Print, firsts, order, pairs, prints
from marsad.incidents.wording import words_of_story
from marsad.store.incident_rows import delete_where, print_from, rows_where, story_row
from marsad.store.incident_schema import copies, reports, stories
from marsad.store.schema import documents

STAMP_BITS = 62
PRINTS_AT_ONCE = 5000


def tell_stories(connection: Connection, document_ids: Sequence[str]) -> set[str]:
    """Keep fingerprint and words of documents; give the events of other documents that are now copies, or no longer."""
    columns = documents.c.id, documents.c.outlet, documents.c.published
    rows = list(rows_where(connection, select(*columns), documents.c.id, document_ids))
    delete_where(connection, stories.c.document_id, document_ids)
    texts = _texts(connection, document_ids)
    made = prints(Article(row["id"], texts[row["id"]], row["outlet"], row["published"]) for row in rows)
    if made:
        told = [story_row(one, words_of_story([texts[one.id]]), new_stamp()) for one in made]
        connection.execute(stories.insert(), told)
    changed = _mark(connection, _pair(connection, made)) - texts.keys()
    told_of = rows_where(connection, select(reports.c.event_id), reports.c.document_id, changed)
    return {row["event_id"] for row in told_of}


def new_stamp() -> int:
    """Give the mark of what a document tells now: another one as soon as it tells something else."""
    return secrets.randbits(STAMP_BITS)


def _pair(connection: Connection, made: Sequence[Print]) -> set[str]:
    """Keep the pairs of copies of documents anew; give the documents that are or were in such a pair."""
    own = {one.id for one in made}
    concerned = set(own)
    for column in (copies.c.first, copies.c.second):
        for row in rows_where(connection, delete(copies).returning(copies), column, own):
            concerned.update(row.values())
    found = pairs(made, (), lambda ids: _texts(connection, ids))
    for held in _others(connection, made):
        found |= pairs(made, held, lambda ids: _texts(connection, ids))
    if found:
        connection.execute(copies.insert(), [{"first": one, "second": other} for one, other in sorted(found)])
    return concerned


def _texts(connection: Connection, document_ids: Iterable[str]) -> dict[str, str]:
    columns = select(documents.c.id, func.coalesce(documents.c.clean_text, documents.c.text).label("text"))
    return {row["id"]: row["text"] for row in rows_where(connection, columns, documents.c.id, document_ids)}


def _others(connection: Connection, made: Sequence[Print]) -> Iterable[list[Print]]:
    """Give the fingerprints of the other documents that any of these may be a copy of, some at a time."""
    if not made:
        return
    own = {one.id for one in made}
    query = select(stories.c.document_id, stories.c.published, stories.c.size, stories.c.digest)
    days = [one.published for one in made if one.published is not None]
    if len(days) == len(made):
        first, last = min(days) - timedelta(MOST_DAYS_APART), max(days) + timedelta(MOST_DAYS_APART)
        query = query.where(or_(stories.c.published.is_(None), stories.c.published.between(first, last)))
    streamed = connection.execute(query.execution_options(yield_per=PRINTS_AT_ONCE))
    for some in streamed.partitions():
        yield [print_from(row) for row in some if row.document_id not in own]


def _mark(connection: Connection, concerned: set[str]) -> set[str]:
    """Mark of what each of these documents, and of their copies, is a copy; give those for which that is new."""
    held: set[Pair] = set()
    frontier, seen = concerned, set[str]()
    while frontier:
        seen |= frontier
        rows = [
            (row["first"], row["second"])
            for column in (copies.c.first, copies.c.second)
            for row in rows_where(connection, select(copies), column, frontier)
        ]
        held.update(rows)
        frontier = {id_ for row in rows for id_ in row} - seen
    dated = rows_where(connection, select(documents.c.id, documents.c.published), documents.c.id, seen)
    now = firsts(held, {row["id"]: order(row["id"], row["published"]) for row in dated})
    marks = select(stories.c.document_id, stories.c.copy_of)
    changed = [
        {"id": row["document_id"], "first": now.get(row["document_id"]), "mark": new_stamp()}
        for row in rows_where(connection, marks, stories.c.document_id, seen)
        if row["copy_of"] != now.get(row["document_id"])
    ]
    if changed:
        change = update(stories).where(stories.c.document_id == bindparam("id"))
        connection.execute(change.values(copy_of=bindparam("first"), stamp=bindparam("mark")), changed)
    return {row["id"] for row in changed}

"""Takes a store and gives its incidents as exports take them: each with the sentence of its first report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import and_, select

from marsad.export.told import Told
from marsad.incidents.model import Incident
from marsad.store.incident_rows import rows_where
from marsad.store.schema import documents, events, sentences
from marsad.store.store import Store

AT_ONCE = 500


def told(store: Store, found: Iterable[Incident]) -> Iterator[Told]:
    """Give incidents with what their first reports say, some hundreds at a time."""
    rest = iter(found)
    while batch := list(islice(rest, AT_ONCE)):
        firsts = {one.id: one.reports[0].event_id for one in batch if one.reports}
        said = _sentences(store, firsts.values())
        for one in batch:
            row = said.get(firsts.get(one.id, ""))
            yield Told(one) if row is None else Told(one, row["text"], row["source"], row["title"])


def _sentences(store: Store, event_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    of_sentence = and_(sentences.c.document_id == events.c.document_id, sentences.c.number == events.c.sentence)
    query = select(events.c.id, sentences.c.text, documents.c.source, documents.c.title)
    query = query.join(sentences, of_sentence).join(documents, documents.c.id == events.c.document_id)
    with store.reading() as connection:
        return {row["id"]: dict(row) for row in rows_where(connection, query, events.c.id, event_ids)}

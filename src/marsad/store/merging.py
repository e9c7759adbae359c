"""Takes the documents whose events are not merged yet and brings the tables of incidents up to date with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from marsad.incidents.blocking import keys_of
from marsad.incidents.linking import Linked, link
from marsad.incidents.mention import Mention
from marsad.incidents.telling import Told, tell
from marsad.store.decisions import anchor, nearest
from marsad.store.incident_rows import (
    delete_where,
    fresh_mentions,
    link_rows,
    load_links,
    report_row,
    rows_where,
)
from marsad.store.incident_schema import keys, links, queue, reports, stories, traces
from marsad.store.memory import Memory
from marsad.store.regrouping import regroup
from marsad.store.stories import tell_stories

Keys = Mapping[str, tuple[Sequence[int], Sequence[int]]]


def merge_documents(connection: Connection, document_ids: Sequence[str], memory: Memory | None = None) -> None:
    """Merge the events of documents into incidents, and take the documents off the queue."""
    memory = memory or Memory()
    recopied = tell_stories(connection, document_ids)
    fresh = fresh_mentions(connection, document_ids)
    told = _told(fresh)
    tellings = [telling for document in told for telling in document.tellings]
    own_keys = {one.event_id: keys_of(one) for one in tellings}
    linked = _link(connection, tellings, own_keys, memory)
    _keep_reports(connection, fresh)
    _keep_links(connection, linked, told)
    _keep_keys(connection, fresh, own_keys)
    memory.keep(_stamps(connection, document_ids), fresh, told)
    past = _past_names(connection, document_ids)
    left = {row["incident_id"] for row in rows_where(connection, select(traces), traces.c.document_id, document_ids)}
    touched = {*linked.changed, *recopied, *(one.event_id for one in fresh)}
    regroup(connection, touched, past, left, memory)
    delete_where(connection, traces.c.document_id, document_ids)
    delete_where(connection, queue.c.document_id, document_ids)


def _told(fresh: Sequence[Mention]) -> list[Told]:
    by_document: dict[str, list[Mention]] = {}
    for one in fresh:
        by_document.setdefault(one.document_id, []).append(one)
    return [tell(some) for some in by_document.values()]


def _stamps(connection: Connection, document_ids: Iterable[str]) -> dict[str, int]:
    columns = select(stories.c.document_id, stories.c.stamp)
    found = rows_where(connection, columns, stories.c.document_id, document_ids)
    return {row["document_id"]: row["stamp"] for row in found}


def _link(connection: Connection, fresh: Sequence[Mention], own_keys: Keys, memory: Memory) -> Linked:
    """Link tellings among each other and to those merged before that share a key with them."""
    new = {one.document_id for one in fresh}
    wanted = (key for _, looked_up in own_keys.values() for key in looked_up)
    sharing = {row["event_id"] for row in rows_where(connection, select(keys.c.event_id), keys.c.key, wanted)}
    held = [one for one in memory.tellings(connection, sharing) if one.document_id not in new]
    known = load_links(connection, (one.event_id for one in held))
    return link(fresh, held, known, own_keys)


def _keep_reports(connection: Connection, fresh: Sequence[Mention]) -> None:
    if not fresh:
        return
    new = [one.event_id for one in fresh]
    before = rows_where(connection, select(reports.c.event_id, reports.c.incident_id), reports.c.event_id, new)
    told_of = {row["event_id"]: row["incident_id"] for row in before}
    delete_where(connection, reports.c.event_id, new)
    rows = [{**report_row(one), "incident_id": told_of.get(one.event_id)} for one in fresh]
    connection.execute(reports.insert(), rows)


def _keep_links(connection: Connection, linked: Linked, told: Sequence[Told]) -> None:
    within = {event: some for one in told for event, some in one.links.items()}
    delete_where(connection, links.c.event_id, linked.changed | within.keys())
    rows = [row for event in sorted(within) for row in link_rows(event, within[event], within=True)]
    rows += [
        row for event in sorted(linked.changed) for row in link_rows(event, linked.links.get(event, ()), within=False)
    ]
    if rows:
        connection.execute(links.insert(), rows)


def _keep_keys(connection: Connection, fresh: Sequence[Mention], own_keys: Keys) -> None:
    delete_where(connection, keys.c.event_id, (one.event_id for one in fresh))
    rows = [{"key": key, "event_id": event} for event, (filed, _) in own_keys.items() for key in sorted(set(filed))]
    if rows:
        connection.execute(keys.insert(), rows)


def _past_names(connection: Connection, document_ids: Sequence[str]) -> dict[str, str]:
    """Give, for events of documents that were coded anew, the incident that was told of in the same place before."""
    before: dict[str, list[tuple[object, str]]] = {}
    for row in rows_where(connection, select(traces), traces.c.document_id, document_ids):
        before.setdefault(row["document_id"], []).append((anchor(row), row["incident_id"]))
    found = {}
    for row in rows_where(connection, select(reports), reports.c.document_id, before):
        name = nearest(anchor(row), before[row["document_id"]])  # type: ignore[arg-type]
        if name is not None:
            found[row["event_id"]] = name
    return found

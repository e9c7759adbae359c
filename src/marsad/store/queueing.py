"""Takes documents whose events are to be merged, and keeps them in a queue until that is done."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, or_, select

from marsad.store.incident_rows import rows_where
from marsad.store.incident_schema import keys, links, queue, reports, stories, traces
from marsad.store.schema import documents

EVENTS_AT_ONCE = 4000
DOCUMENTS_AT_ONCE = 1000


def set_aside(connection: Connection, document_id: str) -> None:
    """Note where the reports of a document stand that is about to be stored again; queue it and what hangs on them."""
    own = select(reports.c.event_id).where(reports.c.document_id == document_id)
    columns = [column.name for column in traces.c]
    held = select(*(reports.c[name] for name in columns)).where(
        reports.c.document_id == document_id, reports.c.incident_id.is_not(None)
    )
    connection.execute(insert(traces).from_select(columns, held))
    hanging = (
        select(reports.c.document_id)
        .join(links, links.c.event_id == reports.c.event_id)
        .where(links.c.link_to.in_(own))
        .distinct()
    )
    enqueue(connection, [document_id, *connection.execute(hanging).scalars()])
    connection.execute(delete(links).where(or_(links.c.event_id.in_(own), links.c.link_to.in_(own))))
    connection.execute(delete(keys).where(keys.c.event_id.in_(own)))
    connection.execute(delete(reports).where(reports.c.document_id == document_id))
    connection.execute(delete(stories).where(stories.c.document_id == document_id))


def set_all_aside(connection: Connection) -> None:
    """Note where all reports stand, and queue every document: all is merged anew, and incidents keep their names."""
    noted = select(traces.c.event_id)
    held = select(*(reports.c[column.name] for column in traces.c)).where(
        reports.c.incident_id.is_not(None), reports.c.event_id.not_in(noted)
    )
    connection.execute(insert(traces).from_select([column.name for column in traces.c], held))
    unqueued = select(documents.c.id).where(documents.c.id.not_in(select(queue.c.document_id)))
    connection.execute(insert(queue).from_select([queue.c.document_id], unqueued))
    for table in (links, keys, reports, stories):
        connection.execute(delete(table))


def enqueue(connection: Connection, document_ids: Iterable[str]) -> None:
    """Have the events of documents merged at the next update."""
    wanted = set(document_ids)
    known = {row["document_id"] for row in rows_where(connection, select(queue), queue.c.document_id, wanted)}
    new = [{"document_id": id_} for id_ in sorted(wanted - known)]
    if new:
        connection.execute(queue.insert(), new)


def next_documents(connection: Connection) -> list[str]:
    """Give the documents to be merged next, those of one time together: about EVENTS_AT_ONCE events."""
    query = select(queue.c.document_id, func.coalesce(documents.c.event_count, 0))
    query = query.join(documents, documents.c.id == queue.c.document_id, isouter=True)
    query = query.order_by(documents.c.published, queue.c.document_id).limit(DOCUMENTS_AT_ONCE)
    found: list[str] = []
    events = 0
    for document_id, count in connection.execute(query):
        if found and events + count > EVENTS_AT_ONCE:
            break
        found.append(document_id)
        events += count
    return found


def waiting(connection: Connection) -> int:
    """Give how many documents are still to be merged."""
    return int(connection.execute(select(func.count()).select_from(queue)).scalar_one())

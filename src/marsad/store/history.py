"""Takes what a person or the machine changed and keeps it for good: who, when, what, before, after and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from marsad.store.schema import history, storable

PERSON, MACHINE = "person", "machine"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one object (an event, document, incident or import); `before` and `after` are its fields."""

    who: str
    kind: str
    action: str
    object: str
    document_id: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    why: str | None = None


def note(connection: Connection, changes: Iterable[Change]) -> None:
    """Add changes to the history; the caller holds the store's lock, so that the numbers have no gaps."""
    found = list(changes)
    if not found:
        return
    last = connection.execute(select(func.max(history.c.id))).scalar() or 0
    at = datetime.now(UTC)
    connection.execute(insert(history), [_row(change, last + n, at) for n, change in enumerate(found, 1)])


def _row(change: Change, number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "at": at,
        "who": storable(change.who),
        "kind": change.kind,
        "action": change.action,
        "object": change.object,
        "document_id": change.document_id,
        "before": None if change.before is None else dict(change.before),
        "after": None if change.after is None else dict(change.after),
        "why": None if change.why is None else storable(change.why),
    }


def changes(connection: Connection, object_: str | None, limit: int | None) -> Iterator[dict[str, Any]]:
    """Give the changes of an object, or of all, the latest first; a document's name stands for its events too."""
    query = select(history).order_by(history.c.id.desc()).limit(limit)
    if object_ is not None:
        name = storable(object_)
        begins = history.c.document_id.startswith(name.lower(), autoescape=True)
        query = query.where(or_(history.c.object == name, history.c.object == name.lower(), begins))
    for row in connection.execute(query).mappings():
        yield dict(row)

"""Takes what people decide of incidents and keeps it by the place in the text, so that it outlives every re-coding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from marsad.incidents.grouping import Decision
from marsad.store.incident_rows import rows_where
from marsad.store.incident_schema import decisions, reports
from marsad.store.schema import storable

NEAR_SENTENCES = 2
PLACE = (reports.c.document_id, reports.c.sentence, reports.c.start, reports.c.type, reports.c.trigger)


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where the trigger of a report stands; event ids count anew when a document is coded anew, places stay."""

    document_id: str
    sentence: int
    start: int
    type: str
    trigger: str

    def distance(self, other: Anchor) -> int | None:
        """Give how far another anchor is from being this one: 0 the same; None where it is another act."""
        if self.document_id != other.document_id or self.type != other.type:
            return None
        if self.sentence == other.sentence:
            return abs(self.start - other.start)
        apart = abs(self.sentence - other.sentence)
        return 1000 * apart if self.trigger == other.trigger and apart <= NEAR_SENTENCES else None


def anchor(row: Any) -> Anchor:
    """Give the anchor of a row of reports or traces."""
    return Anchor(row["document_id"], row["sentence"], row["start"], row["type"], row["trigger"])


def nearest(wanted: Anchor, there: Iterable[tuple[Anchor, str]]) -> str | None:
    """Give what belongs to the anchor that is nearest to the one wanted; None where none is near."""
    near = [(far, one, what) for one, what in there if (far := wanted.distance(one)) is not None]
    return min(near)[2] if near else None


def keep_decision(connection: Connection, kind: str, groups: Sequence[Iterable[str]], who: str, why: str) -> None:
    """Keep a decision on groups of events, with who made it and why."""
    named = {event for group in groups for event in group}
    rows = rows_where(connection, select(reports.c.event_id, *PLACE), reports.c.event_id, named)
    anchors = {row["event_id"]: anchor(row) for row in rows}
    places = [[list(_fields(anchors[event])) for event in sorted(group)] for group in groups]
    row = {"kind": kind, "at": datetime.now(UTC), "who": storable(who), "why": storable(why), "groups": places}
    connection.execute(decisions.insert(), row)


def _fields(one: Anchor) -> tuple[str, int, int, str, str]:
    return one.document_id, one.sentence, one.start, one.type, one.trigger


def kept_decisions(connection: Connection) -> list[Decision]:
    """Give the decisions, the earliest first, on the events that now stand where they were made."""
    rows = connection.execute(select(decisions.c.groups).order_by(decisions.c.id)).scalars()
    wanted = [[[Anchor(*place) for place in group] for group in groups] for groups in rows]
    documents = {place.document_id for groups in wanted for group in groups for place in group}
    there: dict[str, list[tuple[Anchor, str]]] = {}
    for row in rows_where(connection, select(reports.c.event_id, *PLACE), reports.c.document_id, documents):
        there.setdefault(row["document_id"], []).append((anchor(row), row["event_id"]))
    return [Decision(tuple(_events(group, there) for group in groups)) for groups in wanted]


def _events(group: Sequence[Anchor], there: dict[str, list[tuple[Anchor, str]]]) -> frozenset[str]:
    found = (nearest(place, there.get(place.document_id, ())) for place in group)
    return frozenset(event for event in found if event is not None)

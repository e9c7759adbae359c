"""Takes ids of events and gives their mentions; those of documents met lately without asking the database again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from marsad.incidents.mention import Mention
from marsad.incidents.telling import Told, pooled
from marsad.store.incident_rows import read_mentions, rows_where
from marsad.store.incident_schema import links, reports, stories

MOST = 40_000  # mentions that are kept
Value = TypeVar("Value")


class Memory:
    """Mentions and tellings met lately. Each is as it was when its document had a stamp, and good while it has it."""

    def __init__(self) -> None:
        self._mentions: dict[str, tuple[int, Mention]] = {}
        self._tellings: dict[str, tuple[int, Mention]] = {}

    def mentions(self, connection: Connection, event_ids: Iterable[str]) -> dict[str, Mention]:
        """Give the mentions of events, as far as they were merged."""
        stamps = _stamps(connection, event_ids)
        found = _good(self._mentions, stamps)
        fresh = read_mentions(connection, stamps.keys() - found.keys())
        self._mentions |= {event: (stamps[event], one) for event, one in fresh.items()}
        _forget(self._mentions)
        return found | fresh

    def tellings(self, connection: Connection, first_ids: Iterable[str]) -> list[Mention]:
        """Give the tellings whose first mentions these are."""
        stamps = _stamps(connection, first_ids)
        found = _good(self._tellings, stamps)
        members = {first: [first] for first in stamps.keys() - found.keys()}
        query = select(links.c.event_id, links.c.link_to).where(links.c.within)
        for row in rows_where(connection, query, links.c.link_to, members):
            members[row["link_to"]].append(row["event_id"])
        held = self.mentions(connection, (event for some in members.values() for event in some))
        for first, some in members.items():
            if first in held:
                mentions = sorted((held[event] for event in some if event in held), key=lambda one: one.order)
                found[first] = pooled(mentions)
                self._tellings[first] = stamps[first], found[first]
        _forget(self._tellings)
        return list(found.values())

    def keep(self, stamps: Mapping[str, int], fresh: Iterable[Mention], told: Iterable[Told]) -> None:
        """Keep what documents with these stamps tell."""
        self._mentions |= {one.event_id: (stamps[one.document_id], one) for one in fresh}
        self._tellings |= {
            one.event_id: (stamps[one.document_id], one) for document in told for one in document.tellings
        }
        _forget(self._mentions)
        _forget(self._tellings)


def _stamps(connection: Connection, event_ids: Iterable[str]) -> dict[str, int]:
    query = select(reports.c.event_id, stories.c.stamp).join(stories, stories.c.document_id == reports.c.document_id)
    return {row["event_id"]: row["stamp"] for row in rows_where(connection, query, reports.c.event_id, event_ids)}


def _good(held: Mapping[str, tuple[int, Value]], stamps: Mapping[str, int]) -> dict[str, Value]:
    met = ((event, stamp, held.get(event)) for event, stamp in stamps.items())
    return {event: one[1] for event, stamp, one in met if one is not None and one[0] == stamp}


def _forget(held: dict[str, Any]) -> None:
    """Drop what was kept first."""
    for event in list(held)[: max(0, len(held) - MOST)]:
        del held[event]

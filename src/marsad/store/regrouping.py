"""Takes events that tell of something else than before, and makes the incidents anew that this concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from marsad.incidents.grouping import Decision, groups
from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention
from marsad.incidents.model import Incident
from marsad.incidents.naming import name_groups, new_names
from marsad.incidents.records import from_dict
from marsad.incidents.summary import incident
from marsad.store.decisions import kept_decisions
from marsad.store.incident_rows import delete_where, incident_row, load_links, party_rows, rows_where
from marsad.store.incident_schema import incidents, links, names, parties, reports
from marsad.store.memory import Memory
from marsad.store.schema import entities

Groups = list[list[Mention]]


def regroup(
    connection: Connection,
    touched: Iterable[str],
    past: Mapping[str, str] | None = None,
    left: Iterable[str] = (),
    memory: Memory | None = None,
) -> None:
    """Make the incidents anew that events tell of, and those that this changes.

    `past` are the incidents that events told of when they were coded before, `left` those that some event has left.
    """
    past, old = dict(past or {}), set(left)
    zone = _Zone(connection, memory or Memory())
    zone.take_in(touched, old | set(past.values()))
    made = zone.settled()
    before = {event: name for event in zone.inside if (name := zone.home.get(event)) is not None} | past
    taken = _names_in_use(connection, made) | set(before.values())
    named, successors = name_groups(made, before, taken)
    _replace(connection, old | set(before.values()), named, zone)
    _keep_successors(connection, successors)


class _Zone:
    """The events whose incidents are made anew, and around them those that their links lead to.

    Which groups are made follows from all links at once. But a group is made by its own links alone; a link to another
    group that was refused has left no trace in either. So an incident around the zone that comes out as it was would
    also have come out so with all that lies behind it, and only one that does not has to be taken into the zone.
    """

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection, self.memory = connection, memory
        self.decided = kept_decisions(connection)
        self.inside: set[str] = set()
        self.home: dict[str, str | None] = {}
        self.members: dict[str, set[str]] = {}
        self.links: dict[str, list[Link]] = {}
        self.mentions: dict[str, Mention] = {}
        self._asked: set[str] = set()

    def take_in(self, events: Iterable[str], named: Iterable[str] = ()) -> None:
        """Take events into the zone, and all the others of their incidents and of those named."""
        wanted = set(events)
        self.inside |= wanted | self._with_incidents(wanted, named)

    def settled(self) -> Groups:
        """Give the groups that the events of the zone make, after taking in all that they change."""
        while True:
            around = self._around()
            concerned = self._decided_together(self.inside | around)
            if not concerned <= self.inside:
                self.take_in(concerned)
                continue
            made = self._groups(self.inside | around)
            kept = {one.event_id for some in made if self._is_as_it_was(some) for one in some}
            changed = around - kept
            if not changed:
                return [some for some in made if some[0].event_id in self.inside]
            self.take_in(changed)

    def _around(self) -> set[str]:
        """Give the events outside the zone, with all of their incidents, to or from which its links lead."""
        self._load_links(self.inside)
        pairs = select(links.c.event_id, links.c.link_to)
        to = {one.to for event in self.inside for one in self.links.get(event, ())}
        back = {row["event_id"] for row in rows_where(self.connection, pairs, links.c.link_to, self.inside)}
        outside = (to | back) - self.inside
        return (outside | self._with_incidents(outside)) - self.inside

    def _groups(self, chosen: set[str]) -> Groups:
        self._load_links(chosen)
        self.mentions |= self.memory.mentions(self.connection, chosen - self.mentions.keys())
        mentions = {event: self.mentions[event] for event in chosen if event in self.mentions}
        held = {event: self.links[event] for event in mentions if event in self.links}
        return groups(mentions, held, [one for one in self.decided if _concerns(one, chosen)])

    def _load_links(self, events: set[str]) -> None:
        self.links |= load_links(self.connection, events - self._asked)
        self._asked |= events

    def _is_as_it_was(self, some: Sequence[Mention]) -> bool:
        homes = {self.home.get(one.event_id) for one in some}
        name = homes.pop()
        return name is not None and not homes and len(self.members[name]) == len(some)

    def _decided_together(self, chosen: set[str]) -> set[str]:
        found: set[str] = set()
        for decision in self.decided:
            if _concerns(decision, chosen):
                found |= frozenset().union(*decision.groups)
        return found

    def _with_incidents(self, events: Collection[str], named: Iterable[str] = ()) -> set[str]:
        """Give the events of the incidents that events are in, and of those named."""
        columns = select(reports.c.event_id, reports.c.incident_id)
        unknown = set(events) - self.home.keys()
        told = {row["event_id"]: row["incident_id"] for row in rows_where(
            self.connection, columns, reports.c.event_id, unknown)}  # fmt: skip
        self.home |= told
        homes = {self.home.get(event) for event in events} | set(named)
        wanted = {name for name in homes if name is not None}
        for row in rows_where(self.connection, columns, reports.c.incident_id, wanted - self.members.keys()):
            self.home[row["event_id"]] = row["incident_id"]
            self.members.setdefault(row["incident_id"], set()).add(row["event_id"])
        return {event for name in wanted for event in self.members.get(name, ())}


def _concerns(decision: Decision, events: set[str]) -> bool:
    return any(group & events for group in decision.groups)


def _names_in_use(connection: Connection, made: Sequence[Sequence[Mention]]) -> set[str]:
    """Give those of the names that new incidents would get that another one has or had."""
    wanted = {name for members in made for name in new_names(members[0])}
    return {
        row["name"]
        for column in (names.c.name, incidents.c.id)
        for row in rows_where(connection, select(column.label("name")), column, wanted)
    }


def _replace(connection: Connection, old: set[str], named: Mapping[str, Sequence[Mention]], zone: _Zone) -> None:
    gone = old | named.keys()
    delete_where(connection, parties.c.incident_id, gone)
    delete_where(connection, incidents.c.id, gone)
    if not named:
        return
    made = [(incident(members, zone.links, name), members) for name, members in named.items()]
    connection.execute(incidents.insert(), [incident_row(one) for one, _ in made])
    _keep_parties(connection, made)
    moved = [
        {"event": one.event_id, "incident": name}
        for name, members in named.items()
        for one in members
        if zone.home.get(one.event_id) != name
    ]
    if moved:
        query = update(reports).where(reports.c.event_id == bindparam("event"))
        connection.execute(query.values(incident_id=bindparam("incident")), moved)


def renew_parties(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Make the rows anew by which incidents are found."""
    named: dict[str, list[str]] = {}
    columns = select(reports.c.event_id, reports.c.incident_id)
    for row in rows_where(connection, columns, reports.c.incident_id, incident_ids):
        named.setdefault(row["incident_id"], []).append(row["event_id"])
    mentions = Memory().mentions(connection, (event for some in named.values() for event in some))
    records = rows_where(connection, select(incidents.c.id, incidents.c.record), incidents.c.id, named)
    made = [(from_dict(row["record"]), _in_order(mentions, named[row["id"]])) for row in records]
    delete_where(connection, parties.c.incident_id, named)
    _keep_parties(connection, made)


def _in_order(mentions: Mapping[str, Mention], event_ids: Iterable[str]) -> list[Mention]:
    return sorted((mentions[one] for one in event_ids if one in mentions), key=lambda one: one.order)


def _keep_parties(connection: Connection, made: Sequence[tuple[Incident, Sequence[Mention]]]) -> None:
    wordings = _wordings(connection, (one.event_id for _, members in made for one in members))
    rows = [row for one, members in made for row in party_rows(one, members, wordings)]
    if rows:
        connection.execute(parties.insert(), rows)


def _wordings(connection: Connection, event_ids: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Give the words with which texts name parties and places, by event and canonical name."""
    found: dict[tuple[str, str], set[str]] = {}
    columns = select(entities.c.event_id, entities.c.name, entities.c.text).where(entities.c.name.is_not(None))
    for row in rows_where(connection, columns, entities.c.event_id, event_ids):
        found.setdefault((row["event_id"], row["name"]), set()).add(row["text"])
    return found


def _keep_successors(connection: Connection, successors: Mapping[str, str]) -> None:
    """Let a name that was given up lead to the incident that took its reports."""
    for gone, heir in sorted(successors.items()):
        connection.execute(delete(names).where(names.c.name == gone))
        connection.execute(update(names).where(names.c.incident_id == gone).values(incident_id=heir))
        connection.execute(names.insert(), {"name": gone, "incident_id": heir})

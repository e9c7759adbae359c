"""Takes a store and gives its incidents, brought up to date with its events and with what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from marsad.errors import StoreError, UsageError
from marsad.incidents.model import Incident
from marsad.incidents.records import from_dict
from marsad.store.decisions import keep_decision
from marsad.store.history import PERSON, Change, note
from marsad.store.incident_filters import IncidentFilter, incident_conditions
from marsad.store.incident_rows import rows_where
from marsad.store.incident_schema import incidents, names, reports
from marsad.store.indexing import refresh
from marsad.store.memory import Memory
from marsad.store.merging import merge_documents
from marsad.store.queueing import next_documents, set_all_aside, waiting
from marsad.store.regrouping import regroup
from marsad.store.schema import storable
from marsad.store.store import Store

ROWS_AHEAD = 500
MERGE, SPLIT = "merge", "split"
Progress = Callable[[int], None]


class IncidentBook:
    """The incidents of a store. Whatever it gives includes every event stored so far.

    Several programs may use one store at the same time. Every method raises StoreError where the database fails.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def update(self, show: Progress | None = None) -> int:
        """Merge the events that are not merged yet; gives the number of documents they stand in.

        Each batch is one transaction, so that what is interrupted goes on from there; `show` is told after each how
        many documents are still to be merged.
        """
        done, memory = 0, Memory()
        refresh(self.store.reading, self.store.writing)
        while True:
            with self.store.reading() as connection:
                left = waiting(connection)
            if show is not None:
                show(left)
            if not left:
                return done
            with self.store.writing() as connection:
                batch = next_documents(connection)
                merge_documents(connection, batch, memory)
            done += len(batch)

    def set_aside(self) -> None:
        """Have all events merged anew at the next update, as after a change of the rules by which they are.

        Incidents keep their names, and what people decided of them stays.
        """
        with self.store.writing() as connection:
            set_all_aside(connection)

    def incidents(
        self, chosen: IncidentFilter | None = None, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Incident]:
        """Give incidents in the order of their first day, or failing that of their first report."""
        self.update()
        day = incidents.c.day
        order = (day.desc(), incidents.c.id.desc()) if newest_first else (day, incidents.c.id)
        return self._incidents(_chosen(select(incidents.c.record), chosen).order_by(*order).limit(limit))

    def _incidents(self, query: Select[Any]) -> Iterator[Incident]:
        with self.store.reading() as connection:
            for row in connection.execution_options(yield_per=ROWS_AHEAD).execute(query).mappings():
                yield from_dict(row["record"])

    def count(self, chosen: IncidentFilter | None = None) -> int:
        """Give how many incidents there are."""
        self.update()
        with self.store.reading() as connection:
            return int(connection.execute(_chosen(select(func.count()).select_from(incidents), chosen)).scalar_one())

    def incident(self, incident_id: str) -> Incident:
        """Give one incident, by its name, a name that it had before, or the id of an event that tells of it.

        Raises StoreError where there is none.
        """
        self.update()
        with self.store.reading() as connection:
            return from_dict(_record(connection, _present_name(connection, incident_id)))

    def report_records(self, incident: Incident) -> dict[str, dict[str, Any]]:
        """Give the event records of an incident's reports, by event id."""
        return {one.event_id: self.store.event(one.event_id)[0] for one in incident.reports}

    def merge(self, incident_ids: Sequence[str], who: str, why: str) -> Incident:
        """Make several incidents one, for good: no later coding takes them apart. Gives the one they became.

        Raises StoreError where one does not exist, UsageError where there are not several.
        """
        self.update()
        with self.store.writing() as connection:
            named = list(dict.fromkeys(_present_name(connection, one) for one in incident_ids))
            events = _events_of(connection, named)
            if len(named) < 2:
                raise UsageError("merging takes two different incidents or more")
            keep_decision(connection, MERGE, [events], who, why)
            regroup(connection, events)
            made = _present_name(connection, min(events))
            note(connection, _decided(dict.fromkeys([*named, made]), MERGE, who, why, {"incidents": named}, made))
            return from_dict(_record(connection, made))

    def split(self, incident_id: str, event_ids: Iterable[str], who: str, why: str) -> tuple[Incident, Incident]:
        """Take reports out of an incident, for good, as one of their own. Gives what is left, and the new one.

        Raises StoreError where the incident does not exist, UsageError where the events are not some of its reports,
        or are all of them.
        """
        self.update()
        wanted = {event.lower() for event in event_ids}
        with self.store.writing() as connection:
            name = _present_name(connection, incident_id)
            events = _events_of(connection, [name])
            strange = sorted(wanted - set(events))
            if strange or not wanted or len(wanted) == len(events):
                raise UsageError(_why_not_split(name, strange))
            rest = sorted(set(events) - wanted)
            keep_decision(connection, SPLIT, [rest, sorted(wanted)], who, why)
            regroup(connection, events)
            left, new = (_present_name(connection, some) for some in (rest[0], min(wanted)))
            before = {"reports": events}
            note(connection, _decided([left], SPLIT, who, why, before, {"reports": rest}))
            note(connection, _decided([new], SPLIT, who, why, before, {"reports": sorted(wanted)}))
            return from_dict(_record(connection, left)), from_dict(_record(connection, new))


def _decided(
    objects: Iterable[str], kind: str, who: str, why: str, before: dict[str, Any], after: dict[str, Any] | str
) -> Iterator[Change]:
    """Give what the history tells of a decision, for each incident that it is about."""
    became = {"incidents": [after]} if isinstance(after, str) else after
    return (Change(who, PERSON, kind, name, before=before, after=became, why=why) for name in objects)


def _chosen(query: Select[Any], chosen: IncidentFilter | None) -> Select[Any]:
    return query.where(*incident_conditions(chosen or IncidentFilter()))


def _present_name(connection: Connection, asked: str) -> str:
    name = storable(asked).lower()
    heir = connection.execute(select(names.c.incident_id).where(names.c.name == name)).scalar()
    told = connection.execute(select(reports.c.incident_id).where(reports.c.event_id == name)).scalar()
    return str(heir or told or name)


def _record(connection: Connection, name: str) -> dict[str, Any]:
    record = connection.execute(select(incidents.c.record).where(incidents.c.id == name)).scalar()
    if record is None:
        raise StoreError(f"no incident {name!r}; see `marsad incidents`")
    return dict(record)


def _events_of(connection: Connection, named: Sequence[str]) -> list[str]:
    for name in named:
        _record(connection, name)
    rows = rows_where(connection, select(reports.c.event_id), reports.c.incident_id, named)
    return sorted(row["event_id"] for row in rows)


def _why_not_split(name: str, strange: Sequence[str]) -> str:
    if strange:
        return f"{', '.join(strange)}: no report of incident {name}; see `marsad show {name}`"
    return f"name some of the reports of incident {name}, not all and not none; see `marsad show {name}`"

"""Takes incidents of other collections and keeps them beside Marsad's own, known again by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from marsad.importing import Imported
from marsad.incidents.model import Incident
from marsad.incidents.records import from_dict, to_dict
from marsad.store.history import PERSON, Change, note
from marsad.store.rows import Row
from marsad.store.schema import imported, storable
from marsad.store.store import Store

AT_ONCE = 500
IMPORTED, CHANGED = "imported", "imported anew"


@dataclass(slots=True)
class ImportCount:
    """What became of the rows: new, changed, as they were, or older than what is stored."""

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Which imported incidents to give; None means any. Days are inclusive."""

    source: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    type: str | None = None
    country: str | None = None


class ImportBook:
    """The incidents in a store that came from other collections; StoreError where the store fails."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def put(self, found: Iterable[Imported], file: str, who: str) -> ImportCount:
        """Keep incidents: new ones are added, changed ones replaced, and what is as it was stays untouched.

        Some hundreds are one transaction, so that what is interrupted goes on from there. An incident whose file says
        that it is older than what is stored is left out.
        """
        count, rest = ImportCount(), iter(found)
        while batch := list(islice(rest, AT_ONCE)):
            with self.store.writing() as connection:
                self._put(connection, batch, storable(file), who, count)
        return count

    def _put(self, connection: Connection, batch: Sequence[Imported], file: str, who: str, count: ImportCount) -> None:
        query = select(imported).where(imported.c.id.in_([one.id for one in batch]))
        known = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
        new = [row for one in batch if (row := _row(one, file))["id"] not in known]
        rows = [_row(one, file) for one in batch if one.id in known]
        older = [row for row in rows if _is_older(row, known[row["id"]])]
        changed = [row for row in rows if row not in older and _differs(row, known[row["id"]])]
        if new:
            connection.execute(imported.insert(), new)
            note(connection, [Change(who, PERSON, IMPORTED, file[-80:], after={"incidents": len(new)})])
        if changed:
            _replace(connection, changed)
            note(connection, [_change(row, known[row["id"]], who) for row in changed])
        count.new += len(new)
        count.changed += len(changed)
        count.older += len(older)
        count.same += len(rows) - len(older) - len(changed)

    def incidents(self, chosen: ImportFilter | None = None, limit: int | None = None) -> Iterator[Incident]:
        """Give imported incidents in the order of their first day."""
        query = select(imported.c.incident).where(*_conditions(chosen or ImportFilter()))
        query = query.order_by(imported.c.first_day, imported.c.id).limit(limit)
        with self.store.reading() as connection:
            for data in connection.execution_options(yield_per=AT_ONCE).execute(query).scalars():
                yield from_dict(data)

    def sources(self) -> dict[str, int]:
        """Give how many incidents came from each collection."""
        query = select(imported.c.source, func.count()).group_by(imported.c.source).order_by(imported.c.source)
        with self.store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _replace(connection: Connection, changed: Sequence[Row]) -> None:
    names = [name for name in changed[0] if name != "id"]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    change = update(imported).where(imported.c.id == bindparam("of")).values(values)
    connection.execute(change, [{"of": row["id"]} | {f"new_{name}": row[name] for name in names} for row in changed])


def _row(one: Imported, file: str) -> Row:
    incident = one.incident
    return {
        "id": storable(one.id),
        "source": one.source,
        "first_day": incident.first_day,
        "last_day": incident.last_day,
        "country": incident.site.country if incident.site else None,
        "type": incident.type,
        "version": None if one.version is None else str(one.version),
        "row": _plain(one.row),
        "incident": _plain(to_dict(incident)),
        "file": file,
        "at": datetime.now(UTC),
    }


def _plain(data: Row) -> Row:
    kept: Row = json.loads(storable(json.dumps(data, ensure_ascii=False)))
    return kept


def _is_older(row: Row, known: Row) -> bool:
    return row["version"] is not None and known["version"] is not None and int(row["version"]) < int(known["version"])


def _differs(row: Row, known: Row) -> bool:
    return bool(row["row"] != known["row"] or row["incident"] != known["incident"])


def _change(row: Row, known: Row, who: str) -> Change:
    names = [name for name in {**known["row"], **row["row"]} if known["row"].get(name) != row["row"].get(name)]
    before, after = ({name: side["row"].get(name) for name in names} for side in (known, row))
    return Change(who, PERSON, CHANGED, row["id"], before=before, after=after)


def _conditions(chosen: ImportFilter) -> Iterator[ColumnElement[bool]]:
    if chosen.source is not None:
        yield imported.c.source == chosen.source
    if chosen.first_day is not None:
        yield imported.c.last_day >= chosen.first_day
    if chosen.last_day is not None:
        yield imported.c.first_day <= chosen.last_day
    if chosen.type is not None:
        yield imported.c.type == chosen.type
    if chosen.country is not None:
        yield imported.c.country == storable(chosen.country).upper()

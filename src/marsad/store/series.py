"""Takes a store and what somebody asks for and gives daily series of its incidents, and what is watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from marsad.actors.registry import Registry
from marsad.errors import SeriesError
from marsad.escalation.panel import Panel
from marsad.escalation.series import WHOLE, series
from marsad.escalation.watch import AS_USUAL, Watched, Watching, watch
from marsad.incidents.model import Incident
from marsad.incidents.tolls import FIGURES, counted_once, uncounted
from marsad.picture.asked import check_country, nothing_of, span_of
from marsad.picture.names import Names
from marsad.picture.scope import Wanted, chosen
from marsad.store.incident_filters import IncidentFilter
from marsad.store.incidents import IncidentBook
from marsad.store.schema import documents
from marsad.store.store import Store


def series_of(
    store: Store,
    wanted: Wanted,
    type_: str | None = None,
    by: str = WHOLE,
    measure: str = "incidents",
    least: int = 1,
) -> Panel:
    """Give the series of the incidents of a country or dyad that are told as news and as done; all days by default.

    Raises UsageError where nothing was read or nothing happened, SeriesError where no series is left.
    """
    held = _held(store, wanted, type_, measure)
    return series(held.incidents, held.read, held.first, held.last, by, measure, least)


def watch_of(store: Store, wanted: Wanted, how: Watching = AS_USUAL) -> list[Watched]:
    """Give what is watched of a country or dyad, or of every country; all days by default.

    Raises UsageError where nothing was read or nothing happened, SeriesError where there is nothing to watch.
    """
    held = _held(store, wanted, how.types[0] if len(how.types) == 1 else None, how.measure)
    found = list(watch(held.incidents, held.read, held.first, held.last, how))
    if not found:
        asked = f"{how.least} incidents or more of {' or '.join(how.types)} from {held.first} to {held.last}"
        raise SeriesError(f"no series of {asked}; ask for more days or fewer incidents (--least)")
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    """Days, inclusive, what happened on them, and how many articles were read of each."""

    read: Counter[date]
    first: date
    last: date
    incidents: list[Incident]


def _held(store: Store, wanted: Wanted, type_: str | None, measure: str) -> _Held:
    """Give what a store holds of a country or dyad; of people killed or injured, incidents whose tolls are summed.

    Raises NoIncidentError where that is nothing on any day.
    """
    read, names = articles_by_day(store), Names(Registry())
    check_country(wanted, names)
    first, last = span_of(wanted, read)
    incidents = list(_incidents(store, wanted, type_, first, last))
    if not incidents and not any(_incidents(store, wanted, None, None, None)):
        raise nothing_of(wanted, IncidentBook(store).incidents(IncidentFilter(counts=True)), names)
    if measure in FIGURES:
        incidents = counted_once(incidents, measure, uncounted(incidents, read))
    return _Held(read, first, last, incidents)


def _incidents(
    store: Store, wanted: Wanted, type_: str | None, first: date | None, last: date | None
) -> Iterator[Incident]:
    sides = tuple((side.name, side.country) for side in wanted.dyad or ())
    about = IncidentFilter(first, last, type_, country=wanted.country, counts=True, sides=sides)
    return chosen(IncidentBook(store).incidents(about), wanted)


def articles_by_day(store: Store) -> Counter[date]:
    """Give how many articles were read of each day of publication."""
    query = select(documents.c.published, func.count()).where(documents.c.published.is_not(None))
    with store.reading() as connection:
        return Counter(dict(row._tuple() for row in connection.execute(query.group_by(documents.c.published))))

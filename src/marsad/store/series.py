"""Takes a store and what somebody asks for and gives daily series of its incidents, and what is watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from marsad.errors import SeriesError, UsageError
from marsad.escalation.panel import Panel
from marsad.escalation.series import WHOLE, series
from marsad.escalation.watch import LEAST, MEASURE, TYPES, Watched, watch
from marsad.incidents.model import Incident
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

    Raises UsageError where nothing with a day was read, SeriesError where no series is left.
    """
    span = _span(store, wanted)
    return series(_incidents(store, wanted, span, type_), span.read, span.first, span.last, by, measure, least)


def watch_of(
    store: Store,
    wanted: Wanted,
    whole: str | None = None,
    false_alarms: float = 1.0,
    types: Sequence[str] = TYPES,
    measure: str = MEASURE,
    least: int = LEAST,
) -> list[Watched]:
    """Give what is watched of a country or dyad, called `whole`, or of every country; all days by default.

    Raises UsageError where nothing with a day was read, SeriesError where there is nothing to watch.
    """
    span = _span(store, wanted)
    incidents = _incidents(store, wanted, span, types[0] if len(types) == 1 else None)
    found = list(
        watch(
            incidents, span.read, span.first, span.last,
            whole=whole, false_alarms=false_alarms, types=types, measure=measure, least=least,
        )
    )  # fmt: skip
    if not found:
        asked = f"{least} incidents or more of {' or '.join(types)} from {span.first} to {span.last}"
        raise SeriesError(f"no series of {asked}; ask for more days or fewer incidents (--least)")
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """Days, inclusive, and how many articles were read of each."""

    read: Counter[date]
    first: date
    last: date


def _span(store: Store, wanted: Wanted) -> _Span:
    read = articles_by_day(store)
    if not read:
        raise UsageError("no report with a day of publication was read yet; see `marsad read --help`")
    first, last = wanted.first_day or min(read), wanted.last_day or max(read)
    if first > last:
        raise UsageError(f"the series would end on {last}, before they begin on {first}; change --from or --to")
    return _Span(read, first, last)


def _incidents(store: Store, wanted: Wanted, span: _Span, type_: str | None) -> Iterator[Incident]:
    sides = tuple((side.name, side.country) for side in wanted.dyad or ())
    about = IncidentFilter(span.first, span.last, type_, country=wanted.country, counts=True, sides=sides)
    return chosen(IncidentBook(store).incidents(about), wanted)


def articles_by_day(store: Store) -> Counter[date]:
    """Give how many articles were read of each day of publication."""
    query = select(documents.c.published, func.count()).where(documents.c.published.is_not(None))
    with store.reading() as connection:
        return Counter(dict(row._tuple() for row in connection.execute(query.group_by(documents.c.published))))

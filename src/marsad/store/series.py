"""Takes a store and what somebody asks for and gives daily series of its incidents, with what was read beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from marsad.errors import UsageError
from marsad.escalation.panel import Panel
from marsad.escalation.series import WHOLE, series
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
    read = articles_by_day(store)
    if not read:
        raise UsageError("no report with a day of publication was read yet; see `marsad read --help`")
    first, last = wanted.first_day or min(read), wanted.last_day or max(read)
    if first > last:
        raise UsageError(f"the series would end on {last}, before they begin on {first}; change --from or --to")
    sides = tuple((side.name, side.country) for side in wanted.dyad or ())
    about = IncidentFilter(first, last, type_, country=wanted.country, counts=True, sides=sides)
    incidents = IncidentBook(store).incidents(about)
    return series(chosen(incidents, wanted), read, first, last, by, measure, least)


def articles_by_day(store: Store) -> Counter[date]:
    """Give how many articles were read of each day of publication."""
    query = select(documents.c.published, func.count()).where(documents.c.published.is_not(None))
    with store.reading() as connection:
        return Counter(dict(row._tuple() for row in connection.execute(query.group_by(documents.c.published))))

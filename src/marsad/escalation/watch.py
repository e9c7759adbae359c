"""Takes incidents and what was read of each day and gives what is watched, with its alarms: who is told of how much.

Watched are the reports of attacks and of protests, as a whole or by country, and by region: a region shows what its
country drowns, and reports show how large an attack was. There are many regions, so each may bring fewer false alarms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from marsad.errors import SeriesError
from marsad.escalation.alarms import Alarm, alarms
from marsad.escalation.alarms.threshold import checked
from marsad.escalation.series import GROUPS, WHOLE, series
from marsad.incidents.model import Incident

TYPES = ("ASSAULT", "PROTEST")
MEASURE = "reports"
LEAST = 20  # incidents of a series that is watched
SHARE_OF_REGION = 0.2  # of the false alarms that a country may bring


@dataclass(frozen=True, slots=True)
class Watched:
    """A series that was watched: incidents of one type in one place, and the alarms that they brought.

    `by` says what the place is: a country, a region, or all that the watch is about.
    """

    type: str
    by: str
    place: str
    incidents: tuple[Incident, ...]
    alarms: tuple[Alarm, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.place}, {self.type}"

    def drivers(self, alarm: Alarm) -> list[Incident]:
        """Give the incidents between the days of an alarm."""
        return [one for one in self.incidents if one.first_day and alarm.since <= one.first_day <= alarm.day]

    def earlier(self, alarm: Alarm) -> list[Incident]:
        """Give the incidents before those days, from which the level before was learned."""
        return [one for one in self.incidents if one.first_day and one.first_day < alarm.since]


@dataclass(frozen=True, slots=True)
class Watching:
    """How it is watched.

    `whole` is what all incidents together are called, where they are of one country or dyad; it stands in place of the
    countries. A country may bring so many `false_alarms` a year, a region a fifth. Series of fewer than `least`
    incidents are not watched.
    """

    whole: str | None = None
    false_alarms: float = 1.0
    types: tuple[str, ...] = TYPES
    measure: str = MEASURE
    least: int = LEAST

    @property
    def allowed(self) -> dict[str, float]:
        """How many false alarms a year each grouping may bring. Raises SeriesError where they are not above 0."""
        country = "country" if self.whole is None else WHOLE
        return {country: checked(self.false_alarms), "region": self.false_alarms * SHARE_OF_REGION}


AS_USUAL = Watching()


def watch(
    incidents: Iterable[Incident], read: Mapping[date, int], first: date, last: date, how: Watching = AS_USUAL
) -> Iterator[Watched]:
    """Give every series of the types, days inclusive: by country, then by region.

    Raises SeriesError where no false alarm is allowed.
    """
    allowed = how.allowed
    held = [one for one in incidents if one.first_day is not None and first <= one.first_day <= last]
    for type_ in how.types:
        of_type = [one for one in held if one.type == type_]
        for by, rate in allowed.items():
            try:
                panel = series(of_type, read, first, last, by, how.measure, how.least)
            except SeriesError:  # none has so many incidents
                continue
            found = alarms(panel, rate)
            for name in panel.names:
                members = tuple(one for one in of_type if name in GROUPS[by](one))
                place = how.whole if by == WHOLE and how.whole is not None else name
                yield Watched(type_, by, place, members, tuple(one for one in found if one.series == name))

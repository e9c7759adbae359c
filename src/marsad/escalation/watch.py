"""Takes incidents and what was read of each day and gives what is watched, with its alarms: who is told of how much.

Watched are the reports of attacks and of protests, as a whole or by country, and by region: a region shows what its
country drowns, and reports show how large an attack was. There are many regions, so each may bring fewer false alarms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def watch(
    incidents: Iterable[Incident],
    read: Mapping[date, int],
    first: date,
    last: date,
    *,
    whole: str | None = None,
    false_alarms: float = 1.0,
    types: Sequence[str] = TYPES,
    measure: str = MEASURE,
    least: int = LEAST,
) -> Iterator[Watched]:
    """Give every series of the types, days inclusive: by country, then by region.

    `whole` is what all incidents together are called, where they are of one country or dyad; it stands in place of the
    countries. A country may bring so many `false_alarms` a year, a region a fifth. Series of fewer than `least`
    incidents are not watched. Raises SeriesError where `false_alarms` is not above 0.
    """
    allowed = {"country" if whole is None else WHOLE: checked(false_alarms), "region": false_alarms * SHARE_OF_REGION}
    held = [one for one in incidents if one.first_day is not None and first <= one.first_day <= last]
    for type_ in types:
        of_type = [one for one in held if one.type == type_]
        for by, rate in allowed.items():
            try:
                panel = series(of_type, read, first, last, by, measure, least)
            except SeriesError:  # none has so many incidents
                continue
            found = alarms(panel, rate)
            for name in panel.names:
                members = tuple(one for one in of_type if name in GROUPS[by](one))
                place = whole if by == WHOLE and whole is not None else name
                yield Watched(type_, by, place, members, tuple(one for one in found if one.series == name))

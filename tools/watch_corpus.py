"""Takes a store of reports of 2018 and gives whether events that are publicly known were seen, and every alarm.

    python tools/watch_corpus.py --store STORE [--countries PSE SYR]

Watched is what `marsad alarms` and the page watch: the reports of attacks and of protests, by country at one false
alarm a year and by region at one in five years; phases are those of the incidents of the same series. An event counts
as seen where a rise is alarmed, or a phase of escalation or rupture begins, at most three days before or after its
days. An alarm never sees beyond its day, but for reports of the day after; a phase is found looking back.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.errors import MarsadError
from marsad.escalation.alarms import Alarm
from marsad.escalation.phases import Phase, phases
from marsad.escalation.series import MEASURES, series
from marsad.escalation.watch import Watched, watch
from marsad.incidents.model import Incident, Party
from marsad.store import IncidentBook, IncidentFilter, Store
from marsad.store.series import articles_by_day

EVENTS = Path(__file__).with_name("events_2018.toml")
FIRST, LAST = date(2018, 2, 9), date(2018, 10, 20)
NEAR = timedelta(3)
RISES = ("escalation", "rupture")
SIDES = 2  # parties that are named of each side


@dataclass(frozen=True)
class Event:
    """What is known: days, inclusive, and the names of the series in which it must be seen."""

    what: str
    first_day: date
    last_day: date
    series: tuple[str, ...]

    def is_near(self, day: date) -> bool:
        """True within three days."""
        return self.first_day - NEAR <= day <= self.last_day + NEAR


def known_events() -> list[Event]:
    """Give the events of the file."""
    return [_event(**one) for one in tomllib.loads(EVENTS.read_text("utf-8"))["event"]]


def _event(what: str, first_day: date, country: str, regions: list[str], source: str, **more: date) -> Event:
    places = (country, *(f"{region}, {country}" for region in regions))
    return Event(what, first_day, more.get("last_day", first_day), places)


def watched(incidents: Iterable[Incident], read: Mapping[date, int]) -> list[Watched]:
    """Give every series that is watched."""
    return list(watch(incidents, read, FIRST, LAST))


def phases_of(series_: Watched, read: Mapping[date, int]) -> list[Phase]:
    """Give the phases of the incidents of a series."""
    return phases(series(series_.incidents, read, FIRST, LAST))


def event_row(event: Event, watches: Iterable[Watched], read: Mapping[date, int]) -> str:
    """Give what was seen of an event."""
    here = [one for one in watches if one.place in event.series]
    seen = [
        f"{one.name} {alarm.day:%-d %b}"
        for one in here
        for alarm in one.alarms
        if alarm.direction == "up" and event.is_near(alarm.day)
    ]
    changed = [
        f"{one.name}: {phase.label} from {phase.first_day:%-d %b}"
        for one in here
        for phase in phases_of(one, read)
        if phase.label in RISES and event.is_near(phase.first_day)
    ]
    return f"| {event.what}, {event.first_day:%-d %B} | {'; '.join(seen) or '–'} | {'; '.join(changed) or '–'} |"


def alarm_row(one: Watched, alarm: Alarm) -> str:
    """Give an alarm with the incident that most of its reports tell of."""
    most = max(one.drivers(alarm), key=lambda driver: (MEASURES["reports"](driver), driver.id), default=None)
    told = f"{MEASURES['reports'](most):.0f} reports of {most.id}: {_words(most)}" if most and alarm.after else ""
    level = f"{alarm.before:.2g} to {alarm.after:.2g}"
    return f"| {one.name} | {alarm.day:%-d %b} | {alarm.since:%-d %b} | {level} | {alarm.sureness:.2f} | {told} |"


def _words(one: Incident) -> str:
    sides = (", ".join(_names(some)) or "?" for some in (one.actors, one.recipients))
    return f"{' against '.join(sides)}, {one.site.name if one.site else '?'}"


def _names(parties: Iterable[Party]) -> list[str]:
    """Give the first parties that have a name of their own."""
    return list(dict.fromkeys(one.name for one in parties if one.key == one.name))[:SIDES]


def print_all(watches: list[Watched], read: Mapping[date, int], countries: set[str]) -> None:
    """Print the events and the alarms of the countries."""
    print("| known | rises alarmed within 3 days | phases that begin within 3 days |\n|---|---|---|")
    for event in known_events():
        print(event_row(event, watches, read))
    here = [one for one in watches if one.place[-3:] in countries]
    rows = sorted(((alarm.day, one.name, one, alarm) for one in here for alarm in one.alarms), key=lambda row: row[:2])
    every = sum(len(one.alarms) for one in watches)
    print(f"\n{len(rows)} alarms of {len(here)} series of {', '.join(sorted(countries))}; ", end="")
    print(f"{every} of all {len(watches)}\n")
    print("| series | alarm | since | reports a day | sure | most told of |\n|---|---|---|---|---|---|")
    for _, _, one, alarm in rows:
        print(alarm_row(one, alarm))


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a store as for `marsad --store`, with reports of 2018")
    parser.add_argument("--countries", nargs="+", help="whose alarms are listed; default: those of the known events")
    chosen: Any = parser.parse_args(arguments)
    try:
        with Store(chosen.store, create=False) as store:
            incidents = list(IncidentBook(store).incidents(IncidentFilter(FIRST, LAST, counts=True)))
            read = articles_by_day(store)
    except MarsadError as error:
        sys.exit(str(error))
    own = {event.series[0] for event in known_events()}
    print_all(watched(incidents, read), read, {one.upper() for one in chosen.countries or own})
    return 0


if __name__ == "__main__":
    sys.exit(main())

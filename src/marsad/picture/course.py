"""Takes the incidents of a page and what was read and gives what statistics say: phases, alarms, what is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from marsad.escalation.forecasts.forecast import WARM_UP, forecast
from marsad.escalation.panel import Panel
from marsad.escalation.phases import Phase, phases
from marsad.escalation.series import exposures
from marsad.escalation.watch import Watched, Watching, watch
from marsad.incidents.model import Incident
from marsad.picture.compose import Course, series_name
from marsad.picture.language import language
from marsad.picture.model import AlarmNote, Count, Name, Outlook, PhaseSpan, Scope, Statement, Value
from marsad.picture.names import Names
from marsad.picture.volume import Volume, days
from marsad.picture.weight import counted

WEEK = 7
LONGEST = 1100  # days before the last one from which the statistics learn
RECENT = 28  # days whose incidents a forecast leads to


def course(incidents: Sequence[Incident], volume: Volume, scope: Scope, names: Names) -> Course:
    """Give phases and alarms of a page's days and the outlook from its last day; earlier incidents teach too."""
    if volume.first_day is None or volume.first_day > scope.last_day:
        return Course()
    first = max(volume.first_day, scope.last_day - timedelta(LONGEST))
    whole = daily(incidents, volume, first, scope.last_day)
    spans = tuple(_spans(phases(whole), incidents, volume, scope))
    alarms = tuple(_alarms(incidents, volume, first, scope, names))
    return Course(spans, alarms, _outlooks(whole, incidents, volume))


def _alarms(
    incidents: Sequence[Incident], volume: Volume, first: date, scope: Scope, names: Names
) -> Iterator[AlarmNote]:
    """Give the alarms of the page's days, the latest first."""
    whole = None if scope.country is None and scope.dyad is None else series_name(scope).en
    watches = watch(incidents, volume.by_day, first, scope.last_day, Watching(whole))
    found = [(alarm, series) for series in watches for alarm in series.alarms]
    for one, series in sorted(found, key=lambda pair: (-pair[0].day.toordinal(), pair[1].name)):
        if scope.first_day <= one.day:
            before, after = round(one.before * WEEK, 1), round(one.after * WEEK, 1)
            drivers, earlier = counted(series.drivers(one)), counted(series.earlier(one))
            name, sureness = _series_name(series, scope, names), round(one.sureness, 3)
            yield AlarmNote(name, one.direction, one.day, one.since, before, after, sureness, drivers, earlier)


def _series_name(series: Watched, scope: Scope, names: Names) -> Name:
    """Give what a watched series is called: its place and type."""
    place = series_name(scope)
    if series.by == "country":
        place = names.country(series.place)
    elif series.by == "region":
        site = next(one.site for one in series.incidents if one.site is not None)
        place = names.region(site.region or site.name, site.country)
    english, arabic = (language(code).words["types"][series.type] for code in ("en", "ar"))
    return Name(f"{place.en}: {english}", f"{place.ar}: {arabic}")


def daily(incidents: Sequence[Incident], volume: Volume, first: date, last: date) -> Panel:
    """Give incidents by day with their exposure: articles of the day and the next, which tell of it, against usual."""
    span = days(first, last)
    by_day = Counter(one.first_day for one in incidents)
    return Panel.of([by_day[day] for day in span], [exposures(volume.by_day, span)], first_day=first)


def _spans(found: Sequence[Phase], incidents: Sequence[Incident], volume: Volume, scope: Scope) -> Iterator[PhaseSpan]:
    """Give the phases of the page's days that were read, each level with the incidents that it was counted from."""

    def counted_of(first: date, last: date) -> Count:
        return _counted(incidents, volume, first, last)

    before = Count(0)
    for one in found:
        level = replace(counted_of(one.first_day, one.last_day), value=round(one.level, 2))
        first = max(one.first_day, scope.first_day)
        if first <= one.last_day and volume.days_seen(first, one.last_day):
            calm = replace(counted_of(*one.quietest), value=round(one.calm, 2))
            why = _why(one, level, before, calm)
            yield PhaseSpan(one.label, first, one.last_day, level, counted_of(first, one.last_day), one.first_day, why)
        before = level


def _why(phase: Phase, level: Count, before: Count, calm: Count) -> Statement:
    values: tuple[tuple[str, Value], ...] = (("level", level), ("calm", calm))
    if phase.before is None:
        return Statement(f"why.first_{phase.label}", values)
    return Statement(f"why.{phase.label}", (*values, ("before", before)))


def _counted(incidents: Sequence[Incident], volume: Volume, first: date, last: date) -> Count:
    """Give the incidents of days; where there is none, 0 with the articles of these days, which tell of none."""
    return counted(_between(incidents, first, last)).or_of(volume.read(first, last))


def _between(incidents: Sequence[Incident], first: date, last: date) -> Iterator[Incident]:
    return (one for one in incidents if one.first_day is not None and first <= one.first_day <= last)


def _outlooks(panel: Panel, incidents: Sequence[Incident], volume: Volume) -> tuple[Outlook, ...]:
    """Give what is expected, where enough days were seen to learn from, and some of the last ones."""
    last = panel.day(panel.days - 1)
    recent = last - timedelta(RECENT - 1), last
    if int(panel.seen.sum()) < WARM_UP or not volume.days_seen(*recent):
        return ()
    basis = _counted(incidents, volume, *recent)
    return tuple(
        Outlook(
            length,
            one.first_day,
            one.last_day,
            one.median,
            *one.interval(0.5),
            *one.interval(0.9),
            basis,
            *recent,
        )
        for length, found in forecast(panel).items()
        for one in found
    )

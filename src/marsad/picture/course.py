"""Takes the incidents of a page and what was read and gives what statistics say: phases, alarms, what is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from marsad.escalation.forecasts.forecast import WARM_UP, forecast
from marsad.escalation.panel import Panel
from marsad.escalation.phases import Phase, phases
from marsad.escalation.series import exposures
from marsad.escalation.watch import Watched, watch
from marsad.incidents.model import Incident, Site
from marsad.picture.compose import Course, series_name
from marsad.picture.language import language
from marsad.picture.model import AlarmNote, Count, Name, Outlook, PhaseSpan, Scope, Statement
from marsad.picture.names import Names
from marsad.picture.volume import Volume, days
from marsad.picture.weight import counted

WEEK = 7
LONGEST = 1100  # days before the last one from which the statistics learn


def course(incidents: Sequence[Incident], volume: Volume, scope: Scope, names: Names) -> Course:
    """Give phases and alarms of a page's days and the outlook from its last day; earlier incidents teach too."""
    if volume.first_day is None or volume.first_day > scope.last_day:
        return Course()
    first = max(volume.first_day, scope.last_day - timedelta(LONGEST))
    whole = daily(incidents, volume, first, scope.last_day)
    spans = [_span(one, incidents, scope) for one in phases(whole) if one.last_day >= scope.first_day]
    return Course(tuple(spans), tuple(_alarms(incidents, volume, first, scope, names)), _outlooks(whole))


def _alarms(
    incidents: Sequence[Incident], volume: Volume, first: date, scope: Scope, names: Names
) -> Iterator[AlarmNote]:
    """Give the alarms of the page's days, the latest first."""
    whole = None if scope.country is None and scope.dyad is None else series_name(scope).en
    watches = watch(incidents, volume.by_day, first, scope.last_day, whole=whole)
    found = [(alarm, series) for series in watches for alarm in series.alarms]
    for one, series in sorted(found, key=lambda pair: (-pair[0].day.toordinal(), pair[1].name)):
        if scope.first_day <= one.day:
            before, after = round(one.before * WEEK, 1), round(one.after * WEEK, 1)
            drivers = counted(series.drivers(one))
            name = _series_name(series, scope, names)
            yield AlarmNote(name, one.direction, one.day, one.since, before, after, round(one.sureness, 3), drivers)


def _series_name(series: Watched, scope: Scope, names: Names) -> Name:
    """Give what a watched series is called: its place and type."""
    place = series_name(scope)
    if series.by == "country":
        place = names.country(series.place)
    elif series.by == "region":
        site = next(one.site for one in series.incidents if one.site is not None)
        place = names.site(Site(site.region or site.name, site.country))
    english, arabic = (language(code).words["types"][series.type] for code in ("en", "ar"))
    return Name(f"{place.en}: {english}", f"{place.ar}: {arabic}")


def daily(incidents: Sequence[Incident], volume: Volume, first: date, last: date) -> Panel:
    """Give incidents by day with their exposure: articles of the day and the next, which tell of it, against usual."""
    span = days(first, last)
    by_day = Counter(one.first_day for one in incidents)
    return Panel.of([by_day[day] for day in span], [exposures(volume.by_day, span)], first_day=first)


def _span(phase: Phase, incidents: Sequence[Incident], scope: Scope) -> PhaseSpan:
    first = max(phase.first_day, scope.first_day)
    held = [one for one in incidents if one.first_day is not None and first <= one.first_day <= phase.last_day]
    values = [("level", Count(round(phase.level, 1))), ("calm", Count(round(phase.calm, 1)))]
    if phase.before is not None:
        values.append(("before", Count(round(phase.before, 1))))
    key = phase.label if phase.before is not None else f"first_{phase.label}"
    why = Statement(f"why.{key}", tuple(values))
    return PhaseSpan(phase.label, first, phase.last_day, round(phase.level, 2), counted(held), why)


def _outlooks(panel: Panel) -> tuple[Outlook, ...]:
    """Give what is expected, where enough days were seen to learn from."""
    if int(panel.seen.sum()) < WARM_UP:
        return ()
    return tuple(
        Outlook(
            length,
            one.first_day,
            one.last_day,
            one.median,
            *one.interval(0.5),
            *one.interval(0.9),
        )
        for length, found in forecast(panel).items()
        for one in found
    )

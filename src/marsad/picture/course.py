"""Takes the incidents of a page and what was read and gives what statistics say: phases, alarms, what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.actors.behaviour import dyads
from marsad.escalation.alarms import alarms
from marsad.escalation.forecasts.forecast import WARM_UP, forecast
from marsad.escalation.panel import Panel
from marsad.escalation.phases import Phase, phases
from marsad.escalation.series import exposures
from marsad.incidents.model import Incident, Site
from marsad.picture.changes import is_known, pair_of
from marsad.picture.compose import Course, series_name
from marsad.picture.language import language
from marsad.picture.model import AlarmNote, Count, Name, Outlook, PhaseSpan, Scope, Statement
from marsad.picture.names import Names
from marsad.picture.volume import Volume, days
from marsad.picture.weight import counted

WEEK = 7
MOST_PARTS, LEAST_INCIDENTS = 40, 20  # series beside the whole, and incidents without which one is not watched
FALSE_ALARMS_OF_PARTS = 0.2  # a series-year
LONGEST = 1100  # days before the last one from which the statistics learn


@dataclass(frozen=True, slots=True)
class Watched:
    """A series that is watched for alarms: what it is called, its incidents, and how many false alarms it may bring."""

    name: Name
    incidents: Sequence[Incident]
    false_alarms: float = 1.0


def course(incidents: Sequence[Incident], volume: Volume, scope: Scope, names: Names) -> Course:
    """Give phases and alarms of a page's days and the outlook from its last day; earlier incidents teach too."""
    if volume.first_day is None or volume.first_day > scope.last_day:
        return Course()
    first = max(volume.first_day, scope.last_day - timedelta(LONGEST))
    watched = watched_series(incidents, scope, names)
    panel = daily([one.incidents for one in watched], volume, first, scope.last_day)
    whole = panel.part(0, 1)
    spans = [_span(one, incidents, scope) for one in phases(whole) if one.last_day >= scope.first_day]
    return Course(tuple(spans), tuple(_alarms(watched, panel, scope)), _outlooks(whole))


def watched_series(incidents: Sequence[Incident], scope: Scope, names: Names) -> list[Watched]:
    """Give the whole, and the types, dyads and regions that are met most: these see what the whole does not."""
    groups: dict[tuple[str, str], tuple[Name, list[Incident]]] = {}
    for one in incidents:
        for kind, name in _groups(one, names):
            groups.setdefault((kind, name.en), (name, []))[1].append(one)
    most = sorted((item for item in groups.items() if len(item[1][1]) >= LEAST_INCIDENTS), key=_by_size)
    parts = [Watched(name, held, FALSE_ALARMS_OF_PARTS) for _, (name, held) in most[:MOST_PARTS]]
    return [Watched(series_name(scope), incidents), *parts]


def _groups(incident: Incident, names: Names) -> Iterator[tuple[str, Name]]:
    english, arabic = (language(code).words["types"][incident.type] for code in ("en", "ar"))
    yield "type", Name(english, arabic)
    for pair in sorted({pair_of(one, other) for one, other in dyads(incident) if is_known(one) and is_known(other)}):
        first, second = map(names.actor, pair)
        yield "dyad", Name(f"{first.en} – {second.en}", f"{first.ar} – {second.ar}")
    if incident.site is not None and incident.site.region is not None:
        yield "region", names.site(Site(incident.site.region, incident.site.country))


def _by_size(item: tuple[tuple[str, str], tuple[Name, list[Incident]]]) -> tuple[int, tuple[str, str]]:
    return -len(item[1][1]), item[0]


def _alarms(watched: Sequence[Watched], panel: Panel, scope: Scope) -> Iterator[AlarmNote]:
    """Give the alarms of the page's days, the latest first."""
    whole = alarms(panel.part(0, 1), watched[0].false_alarms)
    parts = alarms(panel.part(1, len(watched)), FALSE_ALARMS_OF_PARTS)
    by_series = dict(zip(panel.names, watched, strict=True))
    for one in sorted([*whole, *parts], key=lambda alarm: (-alarm.day.toordinal(), alarm.series)):
        if scope.first_day <= one.day <= scope.last_day:
            series = by_series[one.series]
            held = [i for i in series.incidents if i.first_day is not None and one.since <= i.first_day <= one.day]
            before, after = round(one.before * WEEK, 1), round(one.after * WEEK, 1)
            yield AlarmNote(
                series.name, one.direction, one.day, one.since, before, after, round(one.sureness, 3), counted(held)
            )


def daily(series: Sequence[Sequence[Incident]], volume: Volume, first: date, last: date) -> Panel:
    """Give incidents by day with their exposure: articles of the day and the next, which tell of it, against usual."""
    span = days(first, last)
    places = {day: place for place, day in enumerate(span)}
    counts = [[0] * len(span) for _ in series]
    for row, incidents in zip(counts, series, strict=True):
        for one in incidents:
            if one.first_day in places:
                row[places[one.first_day]] += 1
    return Panel.of(counts, [exposures(volume.by_day, span)], first_day=first)


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

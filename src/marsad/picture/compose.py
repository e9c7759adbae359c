"""Takes what a store holds and what somebody asks for and gives the picture: the room's one function, free of store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from marsad.incidents.model import Incident
from marsad.incidents.tolls import counted_once, of_longer_time, retold
from marsad.picture.asked import check_country, nothing_of, span_of
from marsad.picture.changes import DAYS_BEFORE, DAYS_NOW, Changes
from marsad.picture.entries import Tellings, entries, listed
from marsad.picture.model import CLAIMS, AlarmNote, ClaimNote, Count, Name, Outlook, PhaseSpan, Picture, Scope
from marsad.picture.names import Names
from marsad.picture.scope import Side, Wanted, chosen
from marsad.picture.series import points, step_of
from marsad.picture.state import course_statement, gaps, toll_gaps, week_statement
from marsad.picture.volume import Read, Volume
from marsad.picture.weight import counted, weight

USUAL_SPAN = 182  # days that a page covers where nothing else is asked for
WEEK = 7
MOST_MAIN, MOST_CLAIMS = 10, 12


@dataclass(frozen=True, slots=True)
class Course:
    """What statistics say of the incidents of a page: phases, alarms, and what is expected."""

    phases: tuple[PhaseSpan, ...] = ()
    alarms: tuple[AlarmNote, ...] = ()
    outlooks: tuple[Outlook, ...] = ()


ClaimsOf = Callable[[Wanted, date], Sequence[ClaimNote]]
CourseOf = Callable[[Sequence[Incident], Volume, Scope, Names], Course]


@dataclass(frozen=True)
class Sources:
    """What a page is made from: incidents that count, and what was read.

    `tellings` gives sentences by event id; `claims_of` the open claims of a page by its last day; `course_of` what
    statistics say of its incidents; `failed` are the sources of inputs that could not be read.
    """

    incidents: Sequence[Incident]
    documents: Sequence[Read]
    tellings: Tellings
    claims_of: ClaimsOf
    course_of: CourseOf
    failed: Sequence[str] = ()
    names: Names = field(default_factory=Names)


def picture(sources: Sources, wanted: Wanted) -> Picture:
    """Give the page. Raises UsageError where nothing was read, nothing happened, or the days make no span."""
    volume = Volume.of(sources.documents)
    scope = _scope(wanted, volume, sources.names)
    every = list(chosen(sources.incidents, wanted))
    if not every:
        raise nothing_of(wanted, sources.incidents, sources.names)
    until = [one for one in every if one.first_day is not None and one.first_day <= scope.last_day]
    shown = [one for one in until if one.first_day is not None and one.first_day >= scope.first_day]
    course = sources.course_of(until, volume, scope, sources.names)
    again, longer = retold(until), of_longer_time(until, volume.by_day)
    uncounted = {name: again[name] | longer[name] for name in again}
    changes = Changes(until, scope.last_day, volume, sources.names)
    heating, cooling = changes.dyads()
    series = points(shown, volume, scope.first_day, scope.last_day, uncounted)
    open_claims = sources.claims_of(wanted, scope.last_day)
    undated = [one for one in every if one.first_day is None]
    made = Picture(
        scope=scope,
        step=step_of(scope.first_day, scope.last_day),
        days_now=DAYS_NOW,
        days_before=DAYS_BEFORE,
        state=(
            week_statement(until, volume, scope.last_day, uncounted),
            course_statement(course.phases, course.outlooks),
        ),
        series=series,
        total=counted(shown),
        phases=course.phases,
        alarms=course.alarms,
        outlooks=course.outlooks,
        main=_main(counted_once(shown, "killed", uncounted), scope.last_day),
        rising=changes.rising(),
        heating=heating,
        cooling=cooling,
        claims=tuple(open_claims[:MOST_CLAIMS]),
        open_claims=Count(len(open_claims), tuple(one.id for one in open_claims), CLAIMS),
        gaps=(*gaps(shown, undated, volume, series, sources.failed), *toll_gaps(shown, again, longer)),
    )
    return _with_entries(made, every, sources)


def series_name(scope: Scope) -> Name:
    """Give what the series of a page is called."""
    if scope.dyad is not None:
        first, second = scope.dyad
        return Name(f"{first.en} – {second.en}", f"{first.ar} – {second.ar}")
    return scope.country or Name("all", "الكل")


def _scope(wanted: Wanted, volume: Volume, names: Names) -> Scope:
    check_country(wanted, names)
    first, last = span_of(wanted, volume.by_day, USUAL_SPAN)
    return Scope(
        first,
        last,
        None if wanted.country is None else names.country(wanted.country),
        wanted.country,
        None if wanted.dyad is None else (_side_name(wanted.dyad[0], names), _side_name(wanted.dyad[1], names)),
    )


def _side_name(side: Side, names: Names) -> Name:
    return names.country(side.country or "") if side.name is None else names.actor(side.name)


def _main(incidents: Iterable[Incident], last: date) -> tuple[str, ...]:
    """Give the weightiest incidents of the last week."""
    first = last - timedelta(WEEK - 1)
    of_week = [one for one in incidents if one.first_day is not None and one.first_day >= first]
    return tuple(one.id for one in sorted(of_week, key=lambda one: (-weight(one), one.id))[:MOST_MAIN])


def _with_entries(made: Picture, incidents: Iterable[Incident], sources: Sources) -> Picture:
    by_id = {one.id: one for one in incidents}
    held = [by_id[id_] for id_ in listed(made) if id_ in by_id]
    return replace(made, entries=entries(held, sources.tellings, sources.names))

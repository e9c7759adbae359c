"""Takes the incidents of a page and gives its state now in two sentences, and the gaps of its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from marsad.incidents.model import Incident
from marsad.incidents.tolls import Uncounted
from marsad.picture.changes import SURPRISE, surprise
from marsad.picture.model import INPUTS, Count, Days, Outlook, PhaseSpan, Point, Statement, Value
from marsad.picture.volume import Volume, days
from marsad.picture.weight import counted, is_conflict, summed

WEEK, BEFORE, LEAST_SEEN, FOUR_WEEKS = 7, 56, 14, 28
THIN = 0.4  # of the usual articles of a week: what is less is told as a gap
SILENT_AFTER, LEAST_ARTICLES = 14, 10  # days without an article of an outlet that gave so many before
MOST_SILENT = 6


def week_statement(incidents: Sequence[Incident], volume: Volume, last: date, uncounted: Uncounted) -> Statement:
    """Give the sentence on the last seven days: how much, and whether that is more than the weeks before."""
    first = last - timedelta(WEEK - 1)
    if volume.days_seen(first, last) == 0:
        return Statement("state.unseen", (("day", last),))
    of_week = [one for one in incidents if one.first_day is not None and first <= one.first_day <= last]
    usual = usual_of_week(incidents, volume, last)
    if not of_week:
        none: tuple[tuple[str, Value], ...] = (("day", last),)
        return Statement("state.none", none) if usual is None else Statement("state.none_of", (*none, ("usual", usual)))
    values: tuple[tuple[str, Value], ...] = (
        ("day", last),
        ("incidents", (every := counted(of_week))),
        ("conflict", counted(one for one in of_week if is_conflict(one)).or_of(every)),
        ("killed", summed(of_week, "killed", uncounted)),
        ("injured", summed(of_week, "injured", uncounted)),
    )
    return Statement("state.first", values) if usual is None else _compared(values, len(of_week), usual)


def _compared(values: tuple[tuple[str, Value], ...], now: int, usual: Count) -> Statement:
    """Give the sentence that says whether `now` is more than usual, fewer, or about as many."""
    values = (*values, ("usual", usual))
    difference = surprise(now, usual.value)
    if difference <= -SURPRISE:
        return Statement("state.down", values)
    if difference < SURPRISE:
        return Statement("state.same", values)
    if usual.value < 1:
        return Statement("state.new", values)
    return Statement("state.up", (*values, ("ratio", replace(usual, value=round(now / usual.value, 1)))))


def usual_of_week(incidents: Iterable[Incident], volume: Volume, last: date) -> Count | None:
    """Give what the weeks before let expect of the last one at its reporting volume; None where too little was read."""
    end = last - timedelta(WEEK)
    begin = end - timedelta(BEFORE - 1)
    articles = volume.articles(begin, end)
    if volume.days_seen(begin, end) < LEAST_SEEN:
        return None
    before = counted(one for one in incidents if one.first_day is not None and begin <= one.first_day <= end)
    now = volume.articles(end + timedelta(1), last)
    return replace(before, value=round(before.value / articles * now, 1)).or_of(volume.read(begin, end))


def course_statement(phases: Sequence[PhaseSpan], outlooks: Sequence[Outlook]) -> Statement:
    """Give the sentence on the phase and on what is expected of the next seven days."""
    outlook = next((one for one in outlooks if one.days == WEEK), None)
    values: list[tuple[str, Value]] = []
    if phases:
        now = phases[-1]
        values += [("phase", now.label), ("since", now.since), ("level", now.level)]
    if outlook is not None:
        values += [(name, replace(outlook.recent, value=bound)) for name, bound in bounds_of(outlook)]
    key = {(True, True): "phase_outlook", (True, False): "phase", (False, True): "outlook", (False, False): "neither"}
    return Statement(f"state.{key[bool(phases), outlook is not None]}", tuple(values))


def bounds_of(outlook: Outlook) -> tuple[tuple[str, int], tuple[str, int]]:
    """Give the bounds of what is expected in nine of ten cases."""
    return ("low", outlook.low_90), ("high", outlook.high_90)


def gaps(
    incidents: Sequence[Incident],
    undated: Sequence[Incident],
    volume: Volume,
    points: Sequence[Point],
    failed: Sequence[str],
) -> tuple[Statement, ...]:
    """Give what is missing: days nobody read, thin weeks, outlets fallen silent, incidents without day or place."""
    if not points:
        return ()
    first, last = points[0].first_day, points[-1].last_day
    recent = [one for one in incidents if one.first_day is not None and one.first_day > last - timedelta(FOUR_WEEKS)]
    found = [*_unread(volume, first, last), *_thin(points), *_silent(volume, first, last)]
    found += _if_any("gaps.undated", counted(undated))
    found += _if_any("gaps.placeless", counted(one for one in incidents if one.site is None))
    found += _if_any("gaps.single", counted(one for one in recent if one.independent_outlets < 2))
    if failed:
        found.append(Statement("gaps.failed", (("inputs", Count(len(failed), tuple(failed), INPUTS)),)))
    return tuple(found)


def toll_gaps(incidents: Sequence[Incident], again: Uncounted, longer: Uncounted) -> tuple[Statement, ...]:
    """Give whose tolls are in no sum: those that are told `again`, and those of a `longer` time."""
    found: list[Statement] = []
    for key, uncounted in (("gaps.retold", again), ("gaps.longer", longer)):
        ids = frozenset[str]().union(*uncounted.values())
        found += _if_any(key, counted(one for one in incidents if one.id in ids))
    return tuple(found)


def _if_any(key: str, incidents: Count) -> list[Statement]:
    return [Statement(key, (("incidents", incidents),))] if incidents.value else []


def _unread(volume: Volume, first: date, last: date) -> list[Statement]:
    """Give each stretch of days of which nothing was read."""
    found: list[list[date]] = []
    for day in days(first, last):
        if volume.by_day[day] == 0:
            if found and found[-1][-1] == day - timedelta(1):
                found[-1].append(day)
            else:
                found.append([day])
    return [
        Statement("gaps.unread", (("from", one[0]), ("to", one[-1]), ("days", Days(len(one))))) for one in found
    ]  # fmt: skip


def _thin(points: Sequence[Point]) -> list[Statement]:
    """Give the points of which far fewer articles were read than of the middle one."""
    seen = sorted(point.articles.value / point.days for point in points if point.days_seen == point.days)
    if not seen:
        return []
    least = THIN * seen[len(seen) // 2]
    return [
        Statement("gaps.thin", (("from", one.first_day), ("to", one.last_day), ("articles", one.articles)))
        for one in points
        if one.days_seen == one.days and one.articles.value / one.days < least
    ]


def _silent(volume: Volume, first: date, last: date) -> list[Statement]:
    """Give the outlets that gave much and then nothing, those with most articles first."""
    latest: dict[str, date] = {}
    for one in volume.dated:
        if one.outlet and one.published and first <= one.published <= last:
            latest[one.outlet] = one.published
    found = [
        (volume.read(first, last, outlet), outlet, day)
        for outlet, day in latest.items()
        if (last - day).days >= SILENT_AFTER
    ]
    ranked = sorted(found, key=lambda one: (-one[0].value, one[1]))[:MOST_SILENT]
    return [
        Statement("gaps.silent", (("outlet", outlet), ("articles", articles), ("since", day)))
        for articles, outlet, day in ranked
        if articles.value >= LEAST_ARTICLES
    ]

"""Takes incidents and what was read and gives the points of the series: days, or weeks where the span is long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from marsad.incidents.model import Incident
from marsad.incidents.tolls import Uncounted
from marsad.picture.model import Count, Point
from marsad.picture.volume import Volume
from marsad.picture.weight import counted, is_conflict, is_cooperation, summed

WEEK = 7
LONGEST_BY_DAY = 62  # days of a span that is still shown day by day


def step_of(first: date, last: date) -> int:
    """Give how many days a point stands for."""
    return 1 if (last - first).days < LONGEST_BY_DAY else WEEK


def points(
    incidents: Iterable[Incident], volume: Volume, first: date, last: date, uncounted: Uncounted
) -> tuple[Point, ...]:
    """Give the series from first to last; weeks are counted back from the last day, the first may be shorter.

    `uncounted` are incidents whose tolls belong in no sum.
    """
    step = step_of(first, last)
    spans = _spans(first, last, step)
    found: list[list[Incident]] = [[] for _ in spans]
    for one in incidents:
        if one.first_day is not None and first <= one.first_day <= last:
            back = (last - one.first_day).days // step
            found[len(spans) - 1 - back].append(one)
    level = _level(sum(map(len, found)), volume.articles(first, last))
    return tuple(_point(span, of_span, volume, level, uncounted) for span, of_span in zip(spans, found, strict=True))


def _spans(first: date, last: date, step: int) -> list[tuple[date, date]]:
    found = []
    end = last
    while end >= first:
        found.append((max(end - timedelta(step - 1), first), end))
        end -= timedelta(step)
    return found[::-1]


def _level(incidents: int, articles: int) -> float | None:
    return incidents / articles if articles else None


def _point(
    span: tuple[date, date], incidents: Sequence[Incident], volume: Volume, level: float | None, uncounted: Uncounted
) -> Point:
    articles, seen = volume.read(*span), volume.days_seen(*span)
    if seen == 0:
        nothing = Count(0)
        return Point(*span, nothing, nothing, nothing, None, None, volume.read(*span), 0)
    return Point(
        *span,
        counted(incidents),
        counted(one for one in incidents if is_conflict(one)),
        counted(one for one in incidents if is_cooperation(one)),
        summed(incidents, "killed", uncounted),
        summed(incidents, "injured", uncounted),
        articles,
        seen,
        None if level is None else round(level * articles.value, 2),
    )

"""Phases and alarms on counts that were drawn, so that what is to be found is known."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from marsad.escalation.alarms import alarms
from marsad.escalation.panel import Floats, Panel
from marsad.escalation.phases import phases

FIRST = date(2015, 1, 1)
YEAR = 365.25


def drawn(means: list[float], days: list[int], series: int = 1, size: float | None = None, seed: int = 7) -> Floats:
    """Give daily counts whose mean changes after so many days; Poisson, or negative binomial of a size."""
    random = np.random.default_rng(seed)
    parts = []
    for mean, number in zip(means, days, strict=True):
        shape = (series, number)
        parts.append(random.poisson(mean, shape) if size is None else
                     random.negative_binomial(size, size / (size + mean), shape))  # fmt: skip
    return np.concatenate(parts, axis=1).astype(float)


def labels(counts: Floats, **known: object) -> list[str]:
    return [one.label for one in phases(Panel.of(counts, first_day=FIRST, **known))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("means", "days", "found"),
    [
        ([2.0], [182], ["calm"]),
        ([0.5, 1.5], [90, 92], ["calm", "escalation"]),
        ([0.5, 4.0, 0.5], [119, 14, 49], ["calm", "rupture", "calm"]),
        ([0.5, 2.5, 1.0], [63, 70, 49], ["calm", "escalation", "de-escalation"]),
        ([0.0], [182], ["calm"]),
        ([6.0, 5.1], [910, 910], ["calm"]),
        ([1.0], [20], []),
    ],
)
def test_phases_are_named_by_the_stated_rule(means: list[float], days: list[int], found: list[str]) -> None:
    assert labels(drawn(means, days)) == found


def weekly(counts: list[int]) -> list[tuple[str, int]]:
    """Give the phases of so many incidents a week, and the number of the week in which each begins."""
    panel = Panel.of([float(day == 0) * count for count in counts for day in range(7)], first_day=FIRST)
    return [(one.label, (one.first_day - FIRST).days // 7) for one in phases(panel)]


SCATTERED = (60, 40, 35, 25, 35, 45, 70, 70, 25, 45, 35, 65, 25)  # incidents of weeks that belong together


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([3] * 10 + [40] + [3] * 10, [("calm", 0), ("rupture", 10), ("calm", 11)]),
        ([3] * 11 + [40] + [3] * 10, [("calm", 0), ("rupture", 11), ("calm", 12)]),
        ([3] * 10 + [40, 38] + [3] * 10, [("calm", 0), ("rupture", 10), ("calm", 12)]),
        ([3] * 10 + [40], [("calm", 0), ("rupture", 10)]),
        ([60] * 10 + [140] + [60] * 10, [("calm", 0)]),
        ([*SCATTERED, 200, *SCATTERED], [("calm", 0), ("rupture", 13), ("calm", 14)]),
        ([*SCATTERED, 200], [("calm", 0), ("rupture", 13)]),
        ([*SCATTERED, 110, *SCATTERED], [("calm", 0)]),
        ([*SCATTERED, 200, 190, *SCATTERED], [("calm", 0), ("rupture", 13), ("calm", 15)]),
        ([60] * 10 + [140] * 2 + [60] * 10, [("calm", 0), ("escalation", 10), ("calm", 12)]),
    ],
)
def test_one_high_week_is_a_rupture_of_that_week_or_no_phase(counts: list[int], found: list[tuple[str, int]]) -> None:
    assert weekly(counts) == found


def test_a_phase_begins_near_the_change() -> None:
    [_, second] = phases(Panel.of(drawn([0.5, 2.0], [91, 91]), first_day=FIRST))
    assert abs((second.first_day - (FIRST + timedelta(91))).days) <= 7


def test_more_reports_are_not_an_escalation() -> None:
    volume = np.repeat([1.0, 3.0], 91)
    counts = drawn([0.7, 2.1], [91, 91])
    assert labels(counts) == ["calm", "escalation"]
    assert labels(counts, exposure=volume[None]) == ["calm"]


@settings(deadline=None, max_examples=40)
@given(some.lists(some.one_of(some.none(), some.integers(0, 30)), min_size=1, max_size=200))
def test_phases_follow_each_other_without_gap(counts: list[int | None]) -> None:
    panel = Panel.of([float("nan") if one is None else one for one in counts], first_day=FIRST)
    found = phases(panel)
    for one, other in itertools.pairwise(found):
        assert one.last_day + timedelta(1) == other.first_day
    if found:
        assert found[-1].last_day == panel.day(panel.days - 1)
        assert all(one.first_day <= one.last_day for one in found)


@pytest.mark.parametrize(("mean", "size"), [(0.3, None), (3.0, None), (1.0, 1.0), (10.0, 3.0)])
def test_false_alarms_are_no_more_than_allowed(mean: float, size: float | None) -> None:
    days, series = 1826, 100
    panel = Panel.of(drawn([mean], [days], series, size))
    assert len(alarms(panel)) / (series * days / YEAR) <= 1.0
    assert len(alarms(panel, false_alarms=0.2)) / (series * days / YEAR) <= 0.25


def test_a_doubling_is_alarmed_within_a_week() -> None:
    panel = Panel.of(drawn([3.0, 6.0], [730, 60], 100), first_day=FIRST)
    change = FIRST + timedelta(730)
    delays: dict[str, int] = {}
    for one in alarms(panel):
        if one.direction == "up" and one.day >= change:
            delays.setdefault(one.series, (one.day - change).days)
    assert len(delays) >= 97
    assert np.median(list(delays.values())) <= 7


def test_an_alarm_says_since_when_and_how_much() -> None:
    counts = drawn([2.0, 8.0], [200, 30])
    alarm, *_ = [one for one in alarms(Panel.of(counts, first_day=FIRST)) if one.day >= FIRST + timedelta(200)]
    assert alarm.direction == "up"
    assert abs((alarm.since - (FIRST + timedelta(200))).days) <= 7
    assert alarm.before == pytest.approx(2, abs=0.4)
    assert alarm.after > 2 * alarm.before
    assert 0.5 < alarm.sureness <= 1


def test_a_fall_is_alarmed_but_not_a_gap() -> None:
    fallen = drawn([4.0, 0.5], [200, 60])
    found = [one for one in alarms(Panel.of(fallen, first_day=FIRST)) if one.day >= FIRST + timedelta(200)]
    assert found[0].direction == "down"
    unread = drawn([4.0], [260])
    unread[0, 200:] = np.nan
    assert all(one.day < FIRST + timedelta(200) for one in alarms(Panel.of(unread, first_day=FIRST)))


@pytest.mark.parametrize(
    ("level", "days_alarmed"),
    [
        ([2, 12, 12, 12], [1]),  # one rise, however long it lasts
        ([2, 12, 60, 60], [1, 8]),  # the second blow, a week after the first
        ([2, 12, 16, 12], [1]),  # somewhat more is no news
        ([2, 12, 2, 2, 12], [1]),  # known by now
        ([2, 12, 2, 2, 60], [1, 22]),
    ],
)
def test_a_rise_far_beyond_the_alarm_before_is_alarmed_anew(level: list[int], days_alarmed: list[int]) -> None:
    before, *weeks = level
    counts = drawn([float(before)], [300])
    later = np.repeat(np.array([weeks], dtype=float), 7, axis=1)
    found = alarms(Panel.of(np.hstack([counts, later]), first_day=FIRST))
    rises = [
        (one.day - FIRST).days - 299 for one in found if one.direction == "up" and one.day >= FIRST + timedelta(300)
    ]
    assert len(rises) == len(days_alarmed)
    assert all(0 <= rise - day <= 2 for rise, day in zip(rises, days_alarmed, strict=True))


def test_a_week_of_which_hardly_anything_was_read_is_no_rupture() -> None:
    """Seven incidents in a thirtieth of the usual articles are a level of 210, of which little is known."""
    counts = [float(day == 3) * count for count in (*SCATTERED, 7, *SCATTERED) for day in range(7)]
    volume = [1.0 / 30 if 13 * 7 <= day < 14 * 7 else 1.0 for day in range(len(counts))]
    assert labels(np.array([counts]), exposure=np.array([volume])) == ["calm"]


@pytest.mark.parametrize(("mean", "size"), [(1, None), (1, 0.5), (3, 0.5), (5, 1)])
def test_bursts_of_a_steady_series_are_seldom_ruptures(mean: float, size: float | None) -> None:
    """In 150 years of counts that scatter as widely as a day's victims do, at most once in 25."""
    counts = drawn([mean], [364], 150, size)
    found = [one for row in counts for one in phases(Panel.of(row[None], first_day=FIRST)) if one.label == "rupture"]
    assert len(found) <= 6

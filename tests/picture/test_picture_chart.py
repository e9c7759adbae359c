"""The geometry of the charts: nothing leaves the plane, and the Arabic chart is the English one in a mirror."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from made_pictures import FIRST, MISSING, WEEKS, made_picture

from marsad.picture.chart import ABOVE, BELOW, HEIGHT, MOST_Y_TICKS, WIDTH, harm_chart, incident_chart, nice_step
from marsad.picture.language import language
from marsad.picture.model import ARTICLES, Count, Picture, Point, Toll

PICTURE = made_picture()


def with_counts(counts: list[int]) -> Picture:
    """Give a page whose weeks have these counts."""
    points = []
    for week, number in enumerate(counts):
        first = FIRST + timedelta(7 * week)
        count = Count(number)
        toll, articles = Toll(number, number, number), Count(10, (), ARTICLES)
        points.append(Point(first, first + timedelta(6), count, count, count, toll, toll, articles, 7, number / 2))
    return replace(PICTURE, series=tuple(points), phases=(), alarms=())


@settings(deadline=None, max_examples=40)
@given(some.lists(some.integers(0, 10**6), min_size=1, max_size=60))
def test_nothing_leaves_the_plane(counts: list[int]) -> None:
    for draw in (incident_chart, harm_chart):
        for code in ("ar", "en"):
            chart = draw(with_counts(counts), language(code))
            for bar in chart.bars:
                assert bar.x >= 0 and bar.x + bar.width <= WIDTH
                assert bar.y >= ABOVE and bar.y + bar.height == pytest.approx(HEIGHT - BELOW, abs=0.11)
            assert 2 <= len(chart.y_ticks) <= MOST_Y_TICKS + 1


def test_arabic_is_the_mirror_of_english() -> None:
    english, arabic = (incident_chart(PICTURE, language(code)) for code in ("en", "ar"))
    assert arabic.is_mirrored and not english.is_mirrored
    for ours, theirs in zip(english.bars, arabic.bars, strict=True):
        assert ours.x + ours.width + theirs.x == pytest.approx(WIDTH, abs=0.2)
        assert (ours.y, ours.height) == (theirs.y, theirs.height)
    for shade, mirrored in zip(english.shades, arabic.shades, strict=True):
        assert shade.x + shade.width + mirrored.x == pytest.approx(WIDTH, abs=0.2)
    assert english.flags[0].at + arabic.flags[0].at == pytest.approx(WIDTH, abs=0.2)


def test_bars_are_as_high_as_their_counts() -> None:
    chart = incident_chart(with_counts([0, 10, 20]), language("en"))
    heights = [bar.height for bar in chart.bars if bar.kind == "incidents"]
    assert heights[0] == 0
    assert heights[2] == pytest.approx(2 * heights[1])


def test_what_was_not_read_breaks_the_line_and_has_no_bar() -> None:
    chart = incident_chart(PICTURE, language("en"))
    assert {bar.place for bar in chart.bars} == set(range(WEEKS)) - {MISSING}
    assert len(chart.gaps) == 1
    assert len(chart.lines) == 2


@settings(deadline=None)
@given(some.floats(0, 10**9))
def test_ticks_are_few_and_round(highest: float) -> None:
    step = nice_step(highest)
    assert highest / step <= MOST_Y_TICKS + 1e-9
    assert float(f"{step:.0e}") == step

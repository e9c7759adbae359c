"""A toll that is told again, or of a longer time, is in no sum; another happening of the same days keeps its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marsad.incidents.model import Figure, Incident, Site
from marsad.incidents.tolls import counted_once, of_longer_time, retold, uncounted

DAY = date(2018, 5, 14)
GAZA = Site("Gaza Strip", "PSE", "Gaza Strip", 31.4, 34.4, 4)
HEBRON = Site("Hebron", "PSE", "West Bank", 31.53, 35.1, 1)
ALEPPO = Site("Aleppo", "SYR", "Aleppo", 36.2, 37.15, 1)
WELL_TOLD = Figure(55, 60, 100, 37)


def incident(id_: str, killed: Figure | None, after: int | None = 0, site: Site | None = None) -> Incident:
    """Give an attack so many days after DAY, or of no known day."""
    day = None if after is None else DAY + timedelta(after)
    return Incident(
        id=id_, type="ASSAULT", mode=None, quad_class="material conflict", score=-10.0, status="actual", counts=True,
        first_day=day, last_day=day, date_precision=1, site=site, killed=killed,
    )  # fmt: skip


def told(number: int, reports: int = 1) -> Figure:
    return Figure(number, number, number, reports)


@pytest.mark.parametrize(
    ("killed", "after", "site", "is_again"),
    [
        (told(60), 0, None, True),
        (told(60, 2), 4, GAZA, True),
        (told(62), 7, None, True),
        (told(100), 2, None, True),
        (told(53), -2, None, True),
        (told(60), 8, None, False),
        (told(60), -4, None, False),
        (told(60), None, None, False),
        (told(60), 0, HEBRON, False),
        (told(60), 0, ALEPPO, False),
        (told(60, 3), 0, None, False),
        (told(40), 0, None, False),
        (told(200), 0, None, False),
        (told(9), 0, None, False),
        (None, 0, None, False),
    ],
)
def test_a_well_told_toll_is_told_again(
    killed: Figure | None, after: int | None, site: Site | None, is_again: bool
) -> None:
    held = [incident("first", WELL_TOLD, site=GAZA), incident("second", killed, after, site)]
    assert retold(held)["killed"] == (frozenset({"second"}) if is_again else frozenset())


def test_a_toll_that_few_tell_is_told_again_only_with_the_same_number() -> None:
    held = [incident("a", told(20)), incident("b", told(20), 1), incident("c", told(21), 1)]
    assert retold(held)["killed"] == {"b"}


def test_a_number_far_above_the_toll_is_of_something_else_whatever_else_was_told_of_it() -> None:
    held = [incident("a", Figure(14, 20, 700, 3)), incident("b", told(60), 2)]
    assert retold(held)["killed"] == frozenset()


def test_only_the_figure_that_is_told_again_is_left_out() -> None:
    held = [incident("first", WELL_TOLD), incident("second", told(60), 1)]
    again = retold(held)
    assert [one.id for one in counted_once(held, "killed", again)] == ["first"]
    assert counted_once(held, "injured", again) == held


@pytest.mark.parametrize(
    ("killed", "read", "is_of_longer"),
    [
        (told(172), 20, True),
        (told(172), 19, False),
        (told(99), 200, False),
        (told(172, 2), 200, False),
        (None, 200, False),
    ],
)
def test_a_large_toll_of_one_day_is_told_by_more_than_one_of_many(
    killed: Figure | None, read: int, is_of_longer: bool
) -> None:
    found = of_longer_time([incident("a", killed)], {DAY: read - 1, DAY + timedelta(1): 1, DAY + timedelta(2): 500})
    assert found == {"killed": frozenset({"a"} if is_of_longer else ()), "injured": frozenset()}


def test_what_was_read_until_a_toll_was_told_counts() -> None:
    late = replace(incident("a", told(630)), first_report=DAY + timedelta(40))
    assert of_longer_time([late], {DAY + timedelta(30): 25})["killed"] == {"a"}
    assert of_longer_time([late], {DAY + timedelta(3): 25})["killed"] == frozenset(), "only the last thirty days"
    assert of_longer_time([incident("b", told(630), None)], {DAY: 25})["killed"] == frozenset()


def test_both_kinds_belong_in_no_sum() -> None:
    held = [incident("first", WELL_TOLD), incident("again", told(60), 1), incident("longer", told(500), 9)]
    found = uncounted(held, {DAY + timedelta(9): 30})
    assert found == {"killed": {"again", "longer"}, "injured": frozenset()}

"""Series of incidents: by every grouping and measure, corrected for what was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from marsad.errors import SeriesError
from marsad.escalation.series import exposures, series, steps
from marsad.incidents.model import Figure, Incident, Party, Report, Site

FIRST, LAST = date(2020, 6, 1), date(2020, 6, 28)
HOUTHIS, SAUDIS = Party("Houthis", "Houthis", "YEM", "REB"), Party("Saudi Arabia", "Saudi Arabia", "SAU", "GOV")
CROWD = Party("YEM:CVL:متظاهرون", "متظاهرون", "YEM", "CVL")  # demonstrators, known only by a text's words
DAILY = {FIRST + timedelta(number): 4 for number in range(28)}


def happening(id_: str, day: int, **known: Any) -> Incident:
    """Give an attack of the Houthis on Saudi Arabia, in Jizan, on a day of June."""
    values: dict[str, Any] = {
        "id": id_, "type": "ASSAULT", "mode": None, "quad_class": "material conflict", "score": -9.0,
        "status": "actual", "counts": True, "first_day": date(2020, 6, day), "last_day": date(2020, 6, day),
        "date_precision": 1, "site": Site("Jizan", "SAU", "Jizan"), "actors": (HOUTHIS,), "recipients": (SAUDIS,),
        "killed": Figure(1, 3, 4, 2),
    }  # fmt: skip
    return Incident(**{**values, **known})


ATTACK = happening("a", 3)
TALKS = happening(
    "b", 5, type="CONSULT", quad_class="verbal cooperation", score=2.5, actors=(SAUDIS, HOUTHIS), recipients=(),
    site=None, killed=None,
)  # fmt: skip
PROTEST = happening("c", 5, type="PROTEST", actors=(CROWD,), recipients=(), site=Site("Taiz", "YEM", "Taiz"))


@pytest.mark.parametrize(
    ("by", "totals"),
    [
        ("all", {"all": 3}),
        ("country", {"SAU": 2, "YEM": 2}),  # the talks have no place: they count where their parties are at home
        ("region", {"Jizan, SAU": 1, "Taiz, YEM": 1}),
        ("dyad", {"Houthis - Saudi Arabia": 2}),
        ("actor", {"Houthis": 2, "Saudi Arabia": 1}),
        ("type", {"ASSAULT": 1, "CONSULT": 1, "PROTEST": 1}),
    ],
)
def test_series_by_each_grouping(by: str, totals: dict[str, int]) -> None:
    panel = series([ATTACK, TALKS, PROTEST], DAILY, FIRST, LAST, by)
    assert dict(zip(panel.names, panel.counts.sum(axis=1), strict=True)) == totals


@pytest.mark.parametrize(
    ("measure", "total"),
    [("incidents", 3), ("killed", 6), ("injured", 0), ("material conflict", 18), ("verbal cooperation", 2.5)],
)
def test_series_of_each_measure(measure: str, total: float) -> None:
    assert series([ATTACK, TALKS, PROTEST], DAILY, FIRST, LAST, measure=measure).counts.sum() == total


def test_reports_are_articles_of_the_day_and_the_next_without_copies() -> None:
    def told(event: str, document: str, day: int, copy_of: str | None = None) -> Report:
        return Report(event, document, "outlet", date(2020, 6, day), copy_of=copy_of)

    reports = (
        told("e1", "d1", 3),
        told("e2", "d1", 3),
        told("e3", "d2", 4),
        told("e4", "d3", 4, "d2"),
        told("e5", "d4", 9),
    )
    panel = series([replace(ATTACK, reports=reports)], DAILY, FIRST, LAST, measure="reports")
    assert panel.counts[0, 2] == 2 == panel.counts.sum()


def test_incidents_stand_on_their_first_day_and_undated_ones_nowhere() -> None:
    panel = series([ATTACK, replace(TALKS, first_day=None), happening("d", 28)], DAILY, FIRST, LAST)
    assert [panel.day(place) for place in panel.counts[0].nonzero()[0]] == [date(2020, 6, 3), LAST]


def test_what_is_too_thin_or_unknown_is_said() -> None:
    assert series([ATTACK, TALKS], DAILY, FIRST, LAST, "dyad", least=2).names == ("Houthis - Saudi Arabia",)
    with pytest.raises(SeriesError, match="no series of 3 incidents"):
        series([ATTACK, TALKS], DAILY, FIRST, LAST, least=3)
    with pytest.raises(SeriesError, match="by moon"):
        series([ATTACK], DAILY, FIRST, LAST, "moon")


def test_an_unread_week_is_missing_and_a_thinly_read_one_counts_for_more() -> None:
    read = Counter(DAILY)
    for number in range(7, 14):
        del read[FIRST + timedelta(number)]
    for number in range(14, 21):
        read[FIRST + timedelta(number)] = 2
    incidents = [happening(str(number), number + 1) for number in (0, 1, 15, 16, 22, 23)]
    weeks = list(steps(series(incidents, read, FIRST, LAST), 7))
    assert [one.count for one in weeks] == [2, 0, 2, 2]
    full, unread, thin, last = (one.corrected for one in weeks)
    assert full is not None and thin is not None and last is not None
    assert unread is None or weeks[1].days_seen == 1  # the day before the next reading day is told of by it
    assert thin > 1.5 * last
    assert full == pytest.approx(last, rel=0.15)


def test_exposure_is_what_tells_of_a_day() -> None:
    days = [FIRST + timedelta(number) for number in range(4)]
    assert exposures({days[0]: 3, days[1]: 3, days[3]: 3}, days) == pytest.approx([4 / 3, 2 / 3, 2 / 3, 4 / 3])
    assert exposures({}, days) == [0.0] * 4
    assert exposures({}, []) == []

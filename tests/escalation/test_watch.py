"""What is watched: reports of attacks and protests by country and region, a region at fewer false alarms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marsad.errors import SeriesError
from marsad.escalation.watch import Watched, Watching, watch
from marsad.incidents.model import Incident, Report, Site

FIRST, CHANGE, LAST = date(2018, 2, 9), date(2018, 5, 14), date(2018, 6, 20)
SPAN = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
READ = dict.fromkeys(SPAN, 20)
GAZA, BASRA = Site("Rafah", "PSE", "Gaza"), Site("Basra", "IRQ", "Basra")


def happening(type_: str, site: Site, day: date, number: int) -> Incident:
    name = f"{type_}-{site.name}-{day:%m%d}-{number}"
    return Incident(
        id=name, type=type_, mode=None, quad_class="material conflict", score=-9.0, status="actual", counts=True,
        first_day=day, last_day=day, date_precision=1, site=site, actors=(), recipients=(),
        reports=(Report(name, name, None, day),),
    )  # fmt: skip


def daily(type_: str, site: Site, after: int = 1) -> list[Incident]:
    """Give one a day, and so many a day from the day of the change on."""
    return [happening(type_, site, day, n) for day in SPAN for n in range(after if day >= CHANGE else 1)]


HELD = [*daily("ASSAULT", GAZA, 12), *daily("PROTEST", BASRA), *daily("AID", BASRA, 12)]


def by_name(found: list[Watched]) -> dict[str, Watched]:
    return {one.name: one for one in found}


def test_attacks_and_protests_are_watched_by_country_and_region() -> None:
    found = by_name(list(watch(HELD, READ, FIRST, LAST)))
    assert list(found) == ["PSE, ASSAULT", "Gaza, PSE, ASSAULT", "IRQ, PROTEST", "Basra, IRQ, PROTEST"]
    assert [one.by for one in found.values()] == ["country", "region", "country", "region"]
    assert [len(found[name].alarms) for name in ("IRQ, PROTEST", "Basra, IRQ, PROTEST")] == [0, 0]
    for name in ("PSE, ASSAULT", "Gaza, PSE, ASSAULT"):
        [alarm, *_] = found[name].alarms
        assert (alarm.day, alarm.since, alarm.direction) == (CHANGE, CHANGE, "up")
        assert {one.first_day for one in found[name].drivers(alarm)} == {CHANGE}
        assert len(found[name].drivers(alarm)) == 12


def test_what_is_asked_for_stands_in_place_of_the_countries() -> None:
    found = by_name(list(watch(HELD, READ, FIRST, LAST, Watching("Iraq", types=("PROTEST",)))))
    assert list(found) == ["Iraq, PROTEST", "Basra, IRQ, PROTEST"]
    assert found["Iraq, PROTEST"].by == "all"


def test_a_region_is_alarmed_as_a_country_that_may_bring_a_fifth_of_the_false_alarms() -> None:
    rises = [(date(2018, 4, 20), 4), (CHANGE, 20)]
    more = [happening("ASSAULT", GAZA, day, 100 + n) for day, size in rises for n in range(size)]
    country, region = watch([*daily("ASSAULT", GAZA), *more], READ, FIRST, LAST, Watching(false_alarms=5.0))
    rare, _ = watch([*daily("ASSAULT", GAZA), *more], READ, FIRST, LAST, Watching(false_alarms=1.0))
    assert [one.day for one in region.alarms] == [one.day for one in rare.alarms]
    assert [one.day for one in region.alarms] == [CHANGE]
    assert [one.day for one in country.alarms] == [date(2018, 4, 20), CHANGE]


def test_series_of_few_incidents_are_not_watched() -> None:
    assert list(watch(HELD, READ, FIRST, FIRST + timedelta(18))) == []
    assert len(list(watch(HELD, READ, FIRST, FIRST + timedelta(18), Watching(least=19)))) == 4


def test_false_alarms_must_be_above_nothing() -> None:
    with pytest.raises(SeriesError, match="above 0"):
        list(watch(HELD, READ, FIRST, LAST, Watching(false_alarms=0)))

"""Reports that name other towns: of one happening where some of its reports name both, apart where none does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marsad.incidents.grouping import groups
from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention
from marsad.incidents.model import Site

BASE = Site("a base", "SYR", None, 34.52, 37.63, 1)
CITY = Site("the city near by", "SYR", None, 34.73, 36.71, 1)
DAY = date(2020, 7, 20)


def told(number: int, site: Site, day: date = DAY) -> Mention:
    return Mention(
        event_id=f"e{number}", document_id=f"d{number}", sentence=0, start=0, type="ASSAULT", mode=None,
        status="actual", background=False, trigger="قصف", published=day, first_day=day, last_day=day,
        earliest=day.toordinal(), latest=day.toordinal(), sites=(site,),
    )  # fmt: skip


@pytest.mark.parametrize(("bases", "incidents"), [(4, 1), (5, 2)])
def test_a_town_that_a_quarter_as_many_reports_name_is_a_town_of_the_happening(bases: int, incidents: int) -> None:
    some = [told(number, BASE) for number in range(bases)]
    city, later = told(bases, CITY), told(bases + 1, CITY, DAY + timedelta(1))
    links = {one.event_id: (Link("e0", 0.9),) for one in (*some[1:], city)} | {later.event_id: (Link("e1", 0.8),)}
    assert len(groups({one.event_id: one for one in (*some, city, later)}, links)) == incidents


def test_a_town_that_no_report_names_is_another_happening_of_the_next_day() -> None:
    some = [told(number, BASE) for number in range(4)] + [told(4, CITY, DAY + timedelta(1))]
    links = {one.event_id: (Link("e0", 0.9),) for one in some[1:]}
    assert [len(one) for one in groups({one.event_id: one for one in some}, links)] == [4, 1]

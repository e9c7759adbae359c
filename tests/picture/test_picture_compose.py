"""The whole page from incidents and what was read: its span, its parts, and what it lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from made_happenings import HOUTHIS, LAST, SAUDIS, figure, happening, reads

from marsad.errors import NoIncidentError, NothingReadError, SpanError, UnknownCountryError, UsageError
from marsad.incidents.model import Figure, Report
from marsad.picture.compose import Course, Sources, picture
from marsad.picture.entries import MOST_ENTRIES, MOST_REPORTS
from marsad.picture.model import CLAIMS, ClaimNote, Count, Evidence, Outlook, PhaseSpan, Toll
from marsad.picture.scope import Side, Wanted
from marsad.picture.volume import Read


def tellings(event_ids: Sequence[str]) -> Mapping[str, Evidence]:
    """Give a sentence for each event."""
    return {id_: Evidence(id_, "Wire", LAST, f"sentence of {id_}", "a.txt") for id_ in event_ids}


def sources(incidents: Sequence[Any], **known: Any) -> Sources:
    """Give what a page is made from, half a year of four documents a day."""
    values: dict[str, Any] = {
        "documents": reads(200), "tellings": tellings, "claims_of": lambda *_: [], "course_of": lambda *_: Course(),
    }  # fmt: skip
    return Sources(incidents, **{**values, **known})


def test_page_covers_half_a_year_to_the_last_report() -> None:
    made = picture(sources([happening("a", 1), happening("old", 190)]), Wanted(country="IRQ"))
    assert (made.scope.first_day, made.scope.last_day) == (LAST - timedelta(181), LAST)
    assert made.scope.country is not None and made.scope.country.ar == "العراق"
    assert made.step == 7
    assert sum(point.incidents.value for point in made.series) == 1
    assert [entry.id for entry in made.entries] == ["a"]


def test_page_of_some_days_is_told_day_by_day() -> None:
    first = LAST - timedelta(9)
    made = picture(sources([happening("a", 1)]), Wanted(first_day=first))
    assert made.step == 1
    assert len(made.series) == 10


def test_later_incidents_are_not_known_on_an_earlier_page() -> None:
    held = [happening("a", 40), happening("b", 1)]
    made = picture(sources(held), Wanted(last_day=LAST - timedelta(30)))
    assert [entry.id for entry in made.entries] == ["a"]


def test_main_incidents_are_the_weightiest_of_the_week() -> None:
    held = [happening(f"n{number}", number % 7) for number in range(12)]
    deadly = happening("deadly", 3, killed=figure(40), independent_outlets=3)
    made = picture(sources([*held, deadly, happening("before", 8, killed=figure(90))]), Wanted())
    assert len(made.main) == 10
    assert made.main[0] == "deadly"
    assert "before" not in made.main


def test_every_number_leads_to_a_listed_incident() -> None:
    held = [happening(f"n{number:03}", number % 180, killed=figure(number % 3)) for number in range(900)]
    made = picture(sources(held), Wanted(country="IRQ"))
    assert 300 < len(made.entries) <= MOST_ENTRIES
    ids = {entry.id for entry in made.entries}
    for point in made.series:
        for count in (point.incidents, point.conflict, point.killed):
            assert not count or not count.incidents or count.incidents[0] in ids
    assert sum(len(point.incidents.incidents) for point in made.series) == 900
    days = [entry.first_day for entry in made.entries]
    assert days == sorted(days, key=str)


def test_an_incident_shows_reports_of_several_outlets_first() -> None:
    reports = tuple(
        Report(f"r{number}", f"d{number}", outlet, LAST, copy_of=copy)
        for number, (outlet, copy) in enumerate([("A", None), ("A", None), ("B", "d0"), ("C", None), ("D", None)])
    )
    [entry] = picture(sources([happening("a", 1, reports=reports)]), Wanted()).entries
    assert [one.event_id for one in entry.evidence] == ["r0", "r3", "r4"]
    assert (entry.reports, len(entry.evidence)) == (5, MOST_REPORTS)


def test_state_tells_phase_and_outlook() -> None:
    phase = PhaseSpan(
        "escalation", LAST - timedelta(20), LAST, Count(12.5, ("a", "b")), Count(2, ("a", "b")), LAST - timedelta(40)
    )
    recent = Count(2, ("b", "a"))
    outlook = Outlook(7, LAST + timedelta(1), LAST + timedelta(7), 9, 7, 12, 3, 18, recent, LAST - timedelta(27), LAST)
    course = Course((phase,), (), (outlook,))
    made = picture(sources([happening("a", 1), happening("b", 2)], course_of=lambda *_: course), Wanted())
    assert made.state[1].key == "state.phase_outlook"
    assert dict(made.state[1].values)["since"] == LAST - timedelta(40), "it began before the page"
    assert dict(made.state[1].values)["high"] == Count(18, ("b", "a")), (
        "a forecast leads to the latest incidents of its series"
    )


def test_claims_are_cut_and_counted() -> None:
    notes = [ClaimNote(f"c{n}", "threat", (), LAST, LAST, True, "s", None, None, None) for n in range(20)]
    made = picture(sources([happening("a", 1)], claims_of=lambda *_: notes), Wanted())
    assert (len(made.claims), made.open_claims) == (12, Count(20, tuple(f"c{n}" for n in range(20)), CLAIMS))


def test_a_dyad_is_named_in_both_languages() -> None:
    held = [happening("a", 1, actors=(HOUTHIS,), recipients=(SAUDIS,)), happening("b", 1)]
    made = picture(sources(held), Wanted(dyad=(Side(name="Houthis"), Side(country="SAU"))))
    assert made.scope.dyad is not None
    assert [name.ar for name in made.scope.dyad] == ["الحوثيون", "السعودية"]
    assert [entry.id for entry in made.entries] == ["a"]


HELD_BY = Wanted(dyad=(Side(name="Houthis"), Side(country="IRQ")))
REFUSED = [
    (Wanted(country="XQX"), UnknownCountryError, "'XQX' is no country's code; name one by its ISO alpha-3 code"),
    (Wanted(country="IRAQ"), UnknownCountryError, r"did you mean IRQ \(Iraq\)"),
    (Wanted(country="اليمن"), UnknownCountryError, r"did you mean YEM \(Yemen\)"),
    (Wanted(country="YEM"), NoIncidentError, r"no incident in Yemen \(YEM\) is known; known are IRQ \(2\)"),
    (
        HELD_BY,
        NoIncidentError,
        r"between Houthis and Iraq is known; Houthis is known to have dealt with Saudi Arabia \(1\)",
    ),
    (
        Wanted(dyad=(Side(name="Hamas"), Side(country="ISR"))),
        NoIncidentError,
        "between Hamas and Israel is known; Hamas is known to have met nobody",
    ),
    (Wanted(first_day=date(2030, 1, 1)), SpanError, "--from 2030-01-01 is after the last report: reports were read of"),
    (Wanted(last_day=date(2010, 1, 1)), SpanError, "--to 2010-01-01 is before the first report: reports were read of"),
    (
        Wanted(first_day=date(2020, 6, 2), last_day=date(2020, 6, 1)),
        SpanError,
        "--from 2020-06-02 is after --to 2020-06-01; exchange them",
    ),
]


@pytest.mark.parametrize(("wanted", "error", "said"), REFUSED)
def test_what_cannot_be_shown_is_refused(wanted: Wanted, error: type[UsageError], said: str) -> None:
    held = [happening("a", 1), happening("b", 3, actors=(HOUTHIS,), recipients=(SAUDIS,))]
    with pytest.raises(error, match=said):
        picture(sources(held), wanted)


def test_a_quiet_page_is_shown_where_something_happened_on_other_days() -> None:
    made = picture(sources([happening("old", 190)]), Wanted(country="IRQ"))
    assert made.total.value == 0
    assert made.state[0].key == "state.none_of"


def test_nothing_read_is_said() -> None:
    for read in ([], [Read("n1", "Wire", None)]):
        with pytest.raises(NothingReadError, match=r"marsad read FILE.*--published"):
            picture(sources([], documents=read), Wanted())


def test_a_toll_told_again_is_neither_summed_nor_a_main_incident() -> None:
    massacre = happening("massacre", 3, killed=Figure(58, 60, 62, 9), independent_outlets=4)
    held = [massacre, happening("again", 1, killed=figure(60), site=None), happening("other", 1, killed=figure(2))]
    made = picture(sources(held), Wanted(country="IRQ"))
    assert made.series[-1].killed == Toll(60, 62, 64, False, ("massacre", "other"))
    assert made.main == ("massacre", "other")
    [gap] = [one for one in made.gaps if one.key == "gaps.retold"]
    assert dict(gap.values)["incidents"] == Count(1, ("again",))


def test_a_page_begins_where_reading_did_whatever_was_read_long_before() -> None:
    stray = Read("old", "Wire", LAST - timedelta(900))
    made = picture(sources([happening("a", 1)], documents=[stray, *reads(60)]), Wanted())
    assert made.scope.first_day == LAST - timedelta(59)

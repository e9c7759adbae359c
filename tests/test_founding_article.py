"""The article Marsad comes from, read from its damaged text: the events that it must give."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad
from marsad.reading import Events

WANTED = [
    # type, mode, actors, recipients, status, first day, last day
    ("CONSULT", "visit", ["Mohammad Javad Zarif"], ["Mustafa al-Kadhimi"], "actual", "2020-07-11", "2020-07-20"),
    ("ASSAULT", "targeted", ["Iran-aligned factions (Iraq)"], ["Hisham al-Hashimi"], "actual", None, None),
    ("CONCEDE", None, ["Ali Khamenei"], ["United States"], "actual", "2020-06-01", "2020-06-10"),
    ("THREATEN", "violence", ["Iran", "Ali Khamenei"], [], "actual", None, None),
    ("CONSULT", "visit", ["Mustafa al-Kadhimi"], ["Iran"], "actual", None, None),
    ("COERCE", "seize", ["Iraqi Military Intelligence"], [], "actual", None, None),
    ("ASSAULT", "heavy-weapons", ["Iran-aligned factions (Iraq)"], ["Besmaya"], "actual", None, None),
    ("ASSAULT", "abduct", [], ["الناشطة الألمانية هيلا مفيس"], "actual", None, None),
    ("ORGANIZE", "form", ["فصائل مسلحة جديدة"], [], "actual", None, None),
    ("ORGANIZE", "form", ["Liwa Muntaqimun"], [], "actual", None, None),
    ("CONSULT", "visit", ["Kenneth McKenzie"], ["Iraq"], "actual", "2020-07-01", "2020-07-10"),
    ("REJECT", "change", ["Iran", "Iran-aligned factions (Iraq)"], [], "actual", None, None),
    ("ASSAULT", "aerial", ["United States"], ["Iran-aligned factions (Iraq)"], "hypothetical", None, None),
]


@pytest.fixture
def events(shared: Path) -> Events:
    return marsad.read(shared / "seed" / "article.txt", published="2020-07-28", outlet="NoonPost")


CASES = [pytest.param(one, id=f"{one[0]}-{(one[2] or one[3])[0]}") for one in WANTED]


@pytest.mark.parametrize("wanted", CASES)
def test_event_is_found(events: Events, wanted: tuple) -> None:  # type: ignore[type-arg]
    type_, mode, actors, recipients, status, first, last = wanted
    matching = [
        event
        for event in events
        if (event.type, event.mode, event.status) == (type_, mode, status)
        and [span.name or span.text for span in event.actor] == actors
        and [span.name or span.text for span in event.recipient] == recipients
    ]
    assert matching
    if first is not None:
        assert any(
            event.when and (str(event.when.first_day), str(event.when.last_day)) == (first, last) for event in matching
        )


def test_nothing_is_coded_twice_from_a_pull_quote(events: Events) -> None:
    strikes = [event for event in events if (event.type, event.mode) == ("ASSAULT", "aerial")]
    formed = [event for event in events if (event.type, event.mode) == ("ORGANIZE", "form")]
    assert len(strikes) == 1
    assert len(formed) == 2


@pytest.mark.parametrize("place", [("visit", "Green Zone"), ("seize", "al-Jadiriya"), ("abduct", "Baghdad")])
def test_places(place: tuple[str, str], events: Events) -> None:
    assert place in {(event.mode, one.name) for event in events for one in event.place}

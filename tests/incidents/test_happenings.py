"""Which reports tell of one happening: our own reports, coded, and merged in every order."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from marsad.documents import document_from_text
from marsad.incidents import Incident, merge
from marsad.reading import SourcedEvent, code_document

CASES = tomllib.loads(Path(__file__).with_name("happenings.toml").read_text("utf-8"))["case"]


def events(case: dict[str, Any]) -> list[SourcedEvent]:
    found = []
    for outlet, day, text in case["reports"]:
        coded = code_document(document_from_text(text, published=date.fromisoformat(day), outlet=outlet))
        found += [SourcedEvent(event, coded.document, coded.sentences[event.sentence].text) for event in coded.events]
    return found


def of_type(incidents: list[Incident], type_: str) -> list[Incident]:
    return [one for one in incidents if one.type == type_]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_reports_of_one_happening_become_one_incident(case: dict[str, Any]) -> None:
    told = of_type(merge(events(case)), case["type"])
    outlets = {case["reports"][number][0] for number in case["same"]}
    assert len(told) >= 1
    if outlets:
        assert any(set(one.outlets) == outlets for one in told)
    else:
        assert all(len(one.outlets) == 1 for one in told) and len(told) >= len(case["reports"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_the_order_of_the_events_does_not_matter(case: dict[str, Any]) -> None:
    found = events(case)
    first = merge(found)
    assert all(merge(some) == first for some in list(permutations(found))[:24])
    assert sorted(report.event_id for one in first for report in one.reports) == sorted(one.id for one in found)


@pytest.mark.parametrize("case", [case for case in CASES if "place" in case], ids=lambda case: str(case["about"]))
def test_the_place_is_one_that_enough_reports_tell(case: dict[str, Any]) -> None:
    whole = max(of_type(merge(events(case)), case["type"]), key=lambda one: len(one.reports))
    assert whole.site is not None
    assert whole.site.name == case["place"]

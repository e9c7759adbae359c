"""Names that people decide on: what records become by it, and that it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from marsad.actors.registry import folded
from marsad.lexicon import load
from marsad.store.names import ACCEPTED, DISMISSED, NameDecision, accepted_actors, named

FRONT = "لواء الفجر الأخضر"  # Green Dawn Brigade
AT = datetime(2026, 1, 1, tzinfo=UTC)


def decision(text: str, actor: str | None, verdict: str = ACCEPTED) -> dict[str, NameDecision]:
    codes = (actor, "group", "IRQ", "REB") if actor else (None,) * 4
    one = NameDecision(folded(text), text, verdict, *codes, "amal", AT)
    return {one.key: one}


def record(text: str, name: str | None = None, country: str | None = None, sector: str = "UAF") -> dict[str, Any]:
    span = {"text": text, "sentence": 0, "start": 0, "end": len(text), "name": name, "country": country}
    return {"id": "d-e1", "actor": [span | {"sector": sector}], "recipient": [], "said_by": []}


@pytest.mark.parametrize("text", [FRONT, "«لواء الفجر الأخضر»", "لواء الفجر الاخضر"])
def test_an_accepted_name_is_coded_in_every_spelling(text: str) -> None:
    span = named(record(text), decision(FRONT, "Green Dawn Brigade"), load())["actor"][0]
    assert (span["name"], span["country"], span["sector"]) == ("Green Dawn Brigade", "IRQ", "REB")
    assert span["machine"] == {"name": None, "country": None, "sector": "UAF"}
    assert span["text"] == text


def test_a_person_is_known_behind_a_description() -> None:
    known = decision("أحمد الخطيب", "Ahmad al-Khatib")
    assert named(record("الناشط السياسي أحمد الخطيب"), known, load())["actor"][0]["name"] == "Ahmad al-Khatib"


def test_what_the_coder_named_itself_stays() -> None:
    coded = record(FRONT, "Somebody Else", "SYR", "REB")
    assert named(coded, decision(FRONT, "Green Dawn Brigade"), load()) == coded


def test_naming_twice_is_naming_once() -> None:
    known = decision(FRONT, "Green Dawn Brigade")
    once = named(record(FRONT), known, load())
    assert named(once, known, load()) == once


@pytest.mark.parametrize("known", [{}, decision(FRONT, None, DISMISSED)])
def test_a_decision_taken_back_leaves_the_machine_s_record(known: dict[str, NameDecision]) -> None:
    once = named(record(FRONT), decision(FRONT, "Green Dawn Brigade"), load())
    assert named(once, known, load()) == record(FRONT)


def test_accepted_names_become_registry_entries_and_dismissed_ones_do_not() -> None:
    decisions = [*decision(FRONT, "Green Dawn Brigade").values(), *decision("سرايا السراب", None, DISMISSED).values()]
    assert [(one.name, one.aliases, one.origin) for one in accepted_actors(decisions)] == [
        ("Green Dawn Brigade", (FRONT,), ACCEPTED)
    ]

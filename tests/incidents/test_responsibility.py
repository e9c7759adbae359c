"""Who is said to be behind an attack, by whom, and what no longer holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.incidents.claims import responsibility
from marsad.incidents.mention import Mention
from marsad.incidents.model import Party

CASES = tomllib.loads(Path(__file__).with_name("responsibility.toml").read_text(encoding="utf-8"))["case"]
FIRST_DAY = date(2020, 7, 20)


def parties(names: Sequence[str]) -> tuple[Party, ...]:
    return tuple(Party(name, name, "IRQ", "REB") for name in names)


def mention(number: int, said: Mapping[str, Any], type_: str) -> Mention:
    return Mention(
        event_id=f"e{number}", document_id=f"d{number}", sentence=0, start=0, type=type_, mode=None,
        status=said.get("status", "actual"), background=False, trigger="هجوم",
        published=FIRST_DAY + timedelta(number), actors=parties(said["actors"]),
        said_by=parties(said.get("by", ())),
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_is_said_to_be_behind_it(case: Mapping[str, Any]) -> None:
    kind = case.get("type", "ASSAULT")
    found = responsibility([mention(number, said, kind) for number, said in enumerate(case["said"], 1)])
    shown = [
        [one.kind, one.party.name, one.said_by.name if one.said_by else "", one.superseded_by or ""] for one in found
    ]
    assert shown == case["shown"]

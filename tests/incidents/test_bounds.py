"""Figures told as lower bounds stay so: in a sentence, and in what several documents say together."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.incidents.bounds import lower_bounds
from marsad.incidents.mention import Mention
from marsad.incidents.model import Figure
from marsad.incidents.summary import incident

CASES = tomllib.loads(Path(__file__).with_name("bounds.toml").read_text("utf-8"))["case"]
DAY = date(2020, 5, 4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_numbers_told_as_lower_bounds(case: dict[str, Any]) -> None:
    assert sorted(lower_bounds(case["text"])) == case["expected"]


def told(*numbers: tuple[int, bool]) -> Figure | None:
    """Give how many an incident killed of which each document tells such a number, some as a lower bound."""
    members = [
        Mention(
            event_id=f"e{place}", document_id=f"d{place}", sentence=0, start=0, type="ASSAULT", mode=None,
            status="actual", background=False, trigger="مقتل", published=DAY, first_day=DAY, last_day=DAY,
            killed=number, least=frozenset({"killed"} if is_least else ()),
        )
        for place, (number, is_least) in enumerate(numbers)
    ]  # fmt: skip
    return incident(members, {}).killed


def test_a_bound_holds_where_half_of_the_documents_that_give_the_number_tell_it() -> None:
    assert told((60, True)) == Figure(60, 60, 60, 1, is_least=True)
    assert told((60, True), (60, False)) == Figure(60, 60, 60, 2, is_least=True)
    assert told((60, True), (60, False), (60, False)) == Figure(60, 60, 60, 3)
    assert told((50, True), (60, False), (60, False)) == Figure(50, 60, 60, 3)

"""The victims of a whole campaign are not those of one incident: told so by the words, or by how many they are."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.incidents.mention import Mention
from marsad.incidents.model import Figure
from marsad.incidents.spans import tells_span
from marsad.incidents.summary import incident

CASES = tomllib.loads(Path(__file__).with_name("spans.toml").read_text("utf-8"))["case"]
DAY = date(2020, 5, 4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_words_tell_a_campaign(case: dict[str, Any]) -> None:
    assert tells_span(case["text"]) is case["expected"]


def told(numbers: list[int], day: date | None = DAY, *, says_span: bool = False) -> Figure | None:
    """Give how many an incident killed of which each document tells such a number."""
    members = [
        Mention(
            event_id=f"e{place}", document_id=f"d{place}", sentence=0, start=0, type="ASSAULT", mode=None,
            status="actual", background=False, trigger="مقتل", published=DAY, first_day=day, last_day=day,
            killed=number, tells_span=says_span,
        )
        for place, number in enumerate(numbers)
    ]  # fmt: skip
    return incident(members, {}).killed


@pytest.mark.parametrize(
    ("numbers", "day", "expected"),
    [
        ([350_000], DAY, None),
        ([12, 350_000, 12], DAY, Figure(12, 12, 12, 2)),
        ([1500, 1700, 1700], DAY, Figure(1500, 1700, 1700, 3)),
        ([10_000, 10_000, 10_000], None, None),
        ([999], None, Figure(999, 999, 999, 1)),
    ],
)
def test_more_than_one_happening_has_needs_three_documents_and_a_day(
    numbers: list[int], day: date | None, expected: Figure | None
) -> None:
    assert told(numbers, day) == expected


def test_what_is_told_of_a_span_counts_only_where_it_is_few() -> None:
    assert told([123, 130], says_span=True) is None
    assert told([4, 130], says_span=True) == Figure(4, 4, 4, 1)
    assert told([123, 130]) == Figure(123, 123, 130, 2)

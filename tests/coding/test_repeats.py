"""Events of a document that are one happening: a table of documents of our own."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code

CASES = tomllib.loads(Path(__file__).with_name("repeats.toml").read_text("utf-8"))["case"]
DAY = date(2021, 3, 10)


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_repeats_of_a_document(case: dict[str, Any]) -> None:
    events = code(case["sentences"], DAY)
    place = {event.id: event.sentence for event in events}
    found = [[event.sentence, place[event.same_as]] for event in events if event.same_as is not None]
    assert found == case["same"]

"""Sentences of our own and where their acts took place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("locations.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:40])
def test_place_of_each_act(case: dict[str, Any]) -> None:
    found = {event.trigger.text: [place.text for place in event.place] for event in code([case["text"]])}
    for trigger, places in case["places"].items():
        of_trigger = [where for text, where in found.items() if trigger in text]
        assert of_trigger == [places], found

"""Sentences of our own and who, in them, is the source of what is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["sentences"][-1])[:40])
def test_source_of_each_act(case: dict[str, Any]) -> None:
    found = [(event.trigger.text, [source.text for source in event.said_by]) for event in code(case["sentences"])]
    for trigger, sources in case["said_by"].items():
        assert [said_by for text, said_by in found if trigger in text] == [sources], found

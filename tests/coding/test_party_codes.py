"""Country and sector of parties: a table of documents of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code

CASES = tomllib.loads((Path(__file__).parent / "codes.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"][:40] for case in CASES])
def test_party_has_its_code(case: dict[str, Any]) -> None:
    events = code(case["sentences"])
    found = [
        (one.country, one.sector)
        for event in events
        for one in (*event.actor, *event.recipient)
        if one.text == case["party"]
    ]
    assert found, [one.text for event in events for one in (*event.actor, *event.recipient)]
    assert set(found) == {(case.get("country"), case["sector"])}

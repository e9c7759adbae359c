"""The dead, the wounded and the detained: a table of sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code

CASES = tomllib.loads((Path(__file__).parent / "tolls.toml").read_text("utf-8"))["case"]
KINDS = ("killed", "injured", "detained")


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_numbers_of_the_text(case: dict[str, Any]) -> None:
    events = code([case["text"]])
    assert events
    found = {kind: {getattr(event, kind) for event in events} - {None} for kind in KINDS}
    assert found == {kind: {case[kind]} if kind in case else set() for kind in KINDS}


def test_an_attack_told_with_its_dead_is_one_event() -> None:
    for text in (
        "مقتل خمسة جنود في هجوم على حاجز للجيش",
        "قتل ثلاثة مدنيين إثر قصف على البلدة",
        "أسفر الهجوم عن مقتل أربعة أشخاص",
    ):
        assert len(code([text])) == 1, text

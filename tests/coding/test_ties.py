"""Ties read from sentences: each link's example gives its tie, and a table of further cases holds."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import Tie, code_text
from marsad.lexicon import load
from marsad.lexicon.reader import Entry, read_links

CASES = tomllib.loads(Path(__file__).with_name("ties.toml").read_text("utf-8"))["case"]
LINKS = list(read_links())
DAY = date(2020, 7, 1)


def parties(tie: Tie) -> tuple[str, str, str]:
    return tie.kind, tie.source.name or tie.source.text, tie.target.name or tie.target.text


@pytest.mark.parametrize("entry", LINKS, ids=[entry.where for entry in LINKS])
def test_each_links_example_gives_its_tie(entry: Entry) -> None:
    found = [parties(tie) for tie in code_text([entry.values["example"]], DAY).ties]
    assert (entry.values["kind"], entry.values["source"], entry.values["target"]) in found


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    ties = code_text([case["text"]], DAY).ties
    told = [(kind, source, target) for kind, source, target in map(parties, ties)]
    assert [list(tie) for tie in told] == case["ties"]
    for tie in ties:
        for span in (tie.source, tie.target, tie.trigger):
            assert case["text"][span.start : span.end] == span.text


def test_declared_ties_have_days_in_order() -> None:
    for tie in load().declared_ties:
        assert tie.source != tie.target
        assert tie.first_day is None or tie.last_day is None or tie.first_day <= tie.last_day, tie

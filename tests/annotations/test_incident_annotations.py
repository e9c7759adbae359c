"""What was judged by hand about incidents and copies: well formed, free of text, and measured rightly."""

from __future__ import annotations

import importlib.util
import json
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "annotations" / "incidents"
spec = importlib.util.spec_from_file_location("score_incidents", ROOT / "tools" / "score_incidents.py")
assert spec is not None
assert spec.loader is not None
score_incidents = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score_incidents)


def test_every_place_tells_of_one_happening_and_holds_no_text() -> None:
    found = json.loads((FOLDER / "happenings.json").read_text("utf-8"))
    places = [tuple(place) for some in found["happenings"].values() for place in some]
    assert len(places) == len(set(places))
    assert all(field in ("title", "text") and 0 <= start < end for _, field, start, end in places)
    assert set(found["held_out"]) < {place[0] for place in places}
    assert "".join(found["happenings"]).isascii()


def test_there_are_enough_pairs_of_both_kinds() -> None:
    found = json.loads((FOLDER / "happenings.json").read_text("utf-8"))["happenings"]
    same = sum(len(list(combinations(places, 2))) for places in found.values())
    count = sum(map(len, found.values()))
    assert same >= 300
    assert count * (count - 1) // 2 - same >= 300


def test_no_pair_of_articles_is_judged_twice() -> None:
    strata = json.loads((FOLDER / "copies.json").read_text("utf-8"))["strata"]
    pairs = [tuple(pair) for one in strata for kind in ("copies", "others") for pair in one[kind]]
    assert len(pairs) == len(set(pairs))
    assert all(first < second for first, second in pairs)
    assert all(one["pairs"] >= len(one["copies"]) + len(one["others"]) for one in strata)


@pytest.mark.parametrize(
    ("home", "precision", "recall"),
    [
        ({"a": "1", "b": "1", "c": "2"}, 1.0, 1.0),
        ({"a": "1", "b": "1", "c": "1"}, (2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0),
        ({"a": "1", "b": "2", "c": "3"}, 1.0, (0.5 + 0.5 + 1) / 3),
    ],
)
def test_b_cubed_is_as_defined(home: dict[str, str], precision: float, recall: float) -> None:
    plain, _ = score_incidents.b_cubed({"a": "x", "b": "x", "c": "y"}, home)
    assert plain[:2] == pytest.approx((precision, recall))

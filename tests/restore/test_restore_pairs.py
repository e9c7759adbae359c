"""The table of pairs: what was often met together is told from what was not, and packing loses no pair."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from marsad.restore.evidence import evidence
from marsad.restore.pairs import LEVEL, Pairs, pairs, slots
from marsad.restore.words import key

TOOLS = Path(__file__).parent.parent.parent / "tools"
TOGETHER = [("رئيس", "الوزراء"), ("الأمم", "المتحدة"), ("مجلس", "الأمن"), ("إطلاق", "النار")]  # prime minister, UN, ...


def _lifts(table: Pairs, words: list[tuple[str, str]], distance: int = 1) -> list[float]:
    lefts, rights = (np.array([key(pair[at]) for pair in words], dtype=np.uint64) for at in (0, 1))
    shares = [np.array([10 ** (evidence().zipf(pair[at]) - 9) for pair in words]) for at in (0, 1)]
    found: list[float] = table.lifts(lefts, rights, (shares[0], shares[1]), distance).tolist()
    return found


def test_pairs_that_belong_together_were_met() -> None:
    assert min(_lifts(pairs(), TOGETHER)) > 1.0


def test_the_same_words_turned_were_not() -> None:
    assert _lifts(pairs(), [(right, left) for left, right in TOGETHER]) == [0.0] * len(TOGETHER)


def test_no_word_and_words_not_known_tell_nothing() -> None:
    table = pairs()
    none, word = np.array([0], dtype=np.uint64), np.array([key("المتحدة")], dtype=np.uint64)
    assert table.lifts(none, word, (np.ones(1), np.ones(1)), 1).tolist() == [0.0]
    assert table.lifts(word, word, (np.zeros(1), np.ones(1)), 1).tolist() == [0.0]


@pytest.mark.parametrize("distance", [1, 2])
def test_what_is_packed_is_found_again(distance: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    packed = import_module("build_restore_pairs").packed
    lefts, rights = (np.arange(1, 200_001, dtype=np.uint64) * np.uint64(step) for step in (7919, 104_729))
    level = np.full(len(lefts), 3, dtype=np.uint8)
    gaps, levels = packed(slots(lefts, rights, distance), level)
    unpacked = np.ascontiguousarray(gaps.T).view("<u2").ravel()
    table = Pairs(unpacked, levels, np.array([1e9, 1e9]))
    rare = np.full(len(lefts), 1e-7)
    assert (table.lifts(lefts, rights, (rare, rare), distance) > np.log10(LEVEL)).all()
    assert (table.lifts(rights, lefts, (rare, rare), distance) > 0).mean() < 0.01

"""Reports told from mentions: contrast pairs of our own, half for development and half for validation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from marsad.coding import code
from marsad.coding.background import evidence

PAIRS = tomllib.loads(Path(__file__).with_name("background.toml").read_text("utf-8"))["pair"]


@dataclass
class Tally:
    """Mentions found, missed, and reports taken for mentions; `unread` are sentences whose act is not found."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    unread: int = 0


def judged(sentence: str, trigger: str, published: date) -> bool | None:
    start = sentence.index(trigger)
    for event in code([sentence], published):
        if event.trigger.start < start + len(trigger) and start < event.trigger.end:
            return event.background
    return None


def tally_of(pairs: list[dict]) -> Tally:  # type: ignore[type-arg]
    tally = Tally()
    for pair in pairs:
        news = judged(pair["news"], pair["news_trigger"], pair["published"])
        mention = judged(pair["mention"], pair["mention_trigger"], pair.get("mentioned", pair["published"]))
        tally.unread += (news is None) + (mention is None)
        tally.wrong += news is True
        tally.right += mention is True
        tally.missed += mention is False
    return tally


@pytest.mark.parametrize(("first", "least"), [(0, 0.90), (1, 0.80)], ids=["development", "validation"])
def test_mentions_are_told_from_news(first: int, least: float) -> None:
    tally = tally_of(PAIRS[first::2])
    assert tally.unread <= 0.1 * len(PAIRS)
    assert tally.right / (tally.right + tally.wrong) >= 0.9, tally
    assert tally.right / (tally.right + tally.missed) >= least, tally


def test_an_act_that_is_pointed_at_is_a_mention() -> None:
    pointed = code(["وقال أمين الفتوى إن هذه المطالبات تعد تطرفا."], date(2020, 7, 28))[0]
    assert pointed.background
    assert "pointed at" in pointed.why[-1]


def test_the_reason_is_given() -> None:
    event = code(["وكانت طائرات التحالف قد قصفت مواقع للحوثيين شرق صعدة."], date(2020, 7, 28))[0]
    assert event.background
    assert "pluperfect" in event.why[-1]


def test_every_weight_is_a_sign_and_every_list_is_used() -> None:
    source = Path(__file__).parents[2] / "src" / "marsad" / "coding" / "background.py"
    text = source.read_text("utf-8")
    assert all(f'"{sign}"' in text for sign in evidence().weights)
    assert all(f'"{name}"' in text for name in evidence().words)

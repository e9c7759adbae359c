"""Takes a document of our own with known errors and gives what the tool that counts causes must say of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parent.parent / "tools"


@pytest.fixture
def tool() -> Iterator[ModuleType]:
    sys.path.insert(0, str(TOOLS))
    import event_errors

    yield event_errors
    sys.modules.pop("event_errors")
    sys.path.remove(str(TOOLS))


def _event(sentence: str, word: str, type_: str) -> dict[str, object]:
    start = sentence.index(word)
    return {"type": type_, "trigger": {"sentence": 0, "start": start, "end": start + len(word), "text": word}}


def test_causes(tool: ModuleType) -> None:
    sentence = "قصف الجيش القرية ونددت إيران بالهجوم ثم تلكأ الوزير"
    gold = {
        "id": "own",
        "published": "2020-07-28",
        "sentences": [sentence],
        "events": [_event(sentence, "قصف", "ASSAULT"), _event(sentence, "تلكأ", "REJECT")],
    }
    counted = tool.Counted()
    tool.count_document(gold, counted)
    assert (counted.hit, counted.gold) == (1, 2)
    assert counted.errors["missed", "word unknown to the lexicon as an act"] == ["تلكأ"]
    assert counted.errors["too many", "in a sentence with other events alone"] == ["ونددت"]
    assert counted.f1(more_hits=1) > counted.f1()

"""The cross-validation of weights that were fitted on annotated documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent.parent / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(TOOLS))
    import cross_validate

    yield cross_validate
    sys.modules.pop("cross_validate")


def test_signs_that_decide_are_weighed(tool) -> None:  # type: ignore[no-untyped-def]
    examples = [tool.Example(("always", "told"), True)] * 20 + [tool.Example(("always",), False)] * 20
    weights = tool.fitted(examples, ["always", "told", "never met"])
    assert weights["always"] < 0 < weights["always"] + weights["told"]
    assert weights["never met"] == pytest.approx(0, abs=1e-3)


def span(text: str, sentence: int, word: str) -> dict[str, object]:
    start = text.index(word)
    return {"text": word, "sentence": sentence, "start": start, "end": start + len(word)}


def test_links_are_held_against_the_annotated_ones(tool, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sentences = ["هجوم على نقطة تفتيش في بغداد", "قتل جنديان في هجوم على نقطة تفتيش في بغداد أمس."]
    events = [
        {"id": "e1", "type": "ASSAULT", "trigger": span(sentences[0], 0, "هجوم"), "same_as": None, "background": False},
        {"id": "e2", "type": "ASSAULT", "trigger": span(sentences[1], 1, "هجوم"), "same_as": "e1", "background": False},
    ]
    path = tmp_path / "one.json"
    path.write_text(
        json.dumps({"id": "one", "published": "2020-07-28", "sentences": sentences, "events": events}), "utf-8"
    )
    one = tool.read(path)
    assert [example.is_so for example in tool.repeat_examples(one)] == [True]
    assert [example.is_so for example in tool.mention_examples(one)] == [False, False]
    found = tool.repeats_found(one, {"always": 9.0})
    assert (found.made, found.right, found.due) == (1, 1, 1)
    assert tool.repeats_found(one, {"always": -99.0}).right == 0
    assert tool.mentions_found(one, {"always": 1.0}).made == 2

"""The command `annotate`: the gold form in, the gold form out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from process import run_marsad

SPANS = ("actor", "recipient", "place", "said_by")
DOCUMENT = {
    "id": "1",
    "published": "2020-07-28",
    "outlet": "Outlet",
    # A heading, then: unknown gunmen assassinated an activist in Baghdad on Sunday.
    "sentences": ["عنوان بلا حدث", "اغتال مسلحون مجهولون ناشطا في بغداد يوم الأحد."],
    "events": [{"type": "nonsense that must not be looked at"}],
}


def _annotated(tmp_path: Path, documents: dict[str, str], expected: int = 0) -> tuple[Path, str]:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    return tmp_path / "out", run_marsad("annotate", folder, tmp_path / "out", expected=expected).stderr


def test_writes_the_same_form(tmp_path: Path) -> None:
    out, _ = _annotated(tmp_path, {"a.json": json.dumps(DOCUMENT)})
    found = json.loads((out / "a.json").read_text("utf-8"))
    assert {name: found[name] for name in ("id", "published", "outlet", "sentences")} == {
        name: DOCUMENT[name] for name in ("id", "published", "outlet", "sentences")
    }
    (event,) = found["events"]
    assert (event["type"], event["sentence"], event["same_as"]) == ("ASSAULT", 1, None)
    assert (event["when"]["from"], event["when"]["to"]) == ("2020-07-26", "2020-07-26")
    assert {"name", "country", "sector"} <= set(event["actor"][0])
    _check_spans(found)


def _check_spans(document: dict[str, Any]) -> None:
    for event in document["events"]:
        spans = [event["trigger"], *(span for role in SPANS for span in event[role])]
        for span in [*spans, *([event["when"]] if event["when"] else [])]:
            assert document["sentences"][span["sentence"]][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        '{"sentences": "one"}',
        '{"sentences": [1]}',
        '{"sentences": ["\\ud800"]}',
        '{"sentences": [], "published": "yesterday"}',
        '{"sentences": [], "published": 2020}',
        "[" * 100_000,
    ],
)
def test_a_file_of_another_form_is_named_and_the_others_go_on(tmp_path: Path, text: str) -> None:
    out, said = _annotated(tmp_path, {"a.json": text, "b.json": json.dumps(DOCUMENT)}, expected=1)
    assert said.startswith(f"failed: {tmp_path / 'in' / 'a.json'}: ")
    assert "Traceback" not in said
    assert [file.name for file in out.iterdir()] == ["b.json"]


def test_document_without_sentences_or_date(tmp_path: Path) -> None:
    out, _ = _annotated(tmp_path, {"a.json": '{"id": "x", "sentences": [], "published": null}'})
    assert json.loads((out / "a.json").read_text("utf-8"))["events"] == []


def test_gold_documents_are_taken_and_the_scorer_takes_ours(tmp_path: Path, shared: Path) -> None:
    gold = shared / "gold"
    run_marsad("annotate", gold / "dev", tmp_path / "out")
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == sorted(file.name for file in (gold / "dev").glob("*.json"))
    for file in files:
        _check_spans(json.loads(file.read_text("utf-8")))
    scorer = [sys.executable, str(gold / "score.py"), str(gold / "dev"), str(tmp_path / "out")]
    subprocess.run(scorer, check=True, capture_output=True)

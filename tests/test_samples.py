"""Our own sample reports: expected events well formed, every format read, main events found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from marsad.coding import code
from marsad.documents import Document, ReadOptions, read_documents
from marsad.documents.dates import parse_day
from marsad.restore import restore

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = sorted((SAMPLES / "expected").glob("*.json"))
TYPES = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "ORGANIZE",
}
STATUSES = {"actual", "negated", "future", "hypothetical"}
# Measured 2026-11: 0.93 and 0.64; the floors catch a fall, not a wobble.
FOUND_FLOOR, ROLES_FLOOR = 0.85, 0.55


def load(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def spans(event: dict[str, Any]) -> list[dict[str, Any]]:
    found = [event["trigger"], *(span for role in ("actor", "recipient", "place", "said_by") for span in event[role])]
    return found + ([event["when"]] if event["when"] else [])


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_expected_events_are_well_formed(path: Path) -> None:
    document = load(path)
    assert document["events"]
    for event in document["events"]:
        assert event["type"] in TYPES
        assert event["status"] in STATUSES
        for span in spans(event):
            assert document["sentences"][span["sentence"]][span["start"] : span["end"]] == span["text"]


def test_there_are_enough_of_them() -> None:
    assert len(EXPECTED) >= 15
    types = {event["type"] for path in EXPECTED for event in load(path)["events"]}
    assert types == TYPES


def test_every_format_gives_the_text_of_its_report() -> None:
    letters = re.compile(r"[^\u0621-\u064a]")
    documents = [one for one in read_documents([SAMPLES / "reports"], ReadOptions()) if isinstance(one, Document)]
    assert len(documents) == len(EXPECTED)
    assert {one.format for one in documents} >= {"txt", "md", "html", "pdf", "jsonl", "csv", "parquet", "feed"}
    texts = [letters.sub("", restore(one.text).text) for one in documents]
    for path in EXPECTED:
        if path.stem in ("calm", "idlib"):
            continue
        for sentence in load(path)["sentences"]:
            assert any(letters.sub("", sentence) in text for text in texts), (path.stem, sentence)


def test_main_events_are_found() -> None:
    wanted = found = whole = 0
    for path in EXPECTED:
        document = load(path)
        events = code(document["sentences"], parse_day(document["published"]))
        for event in document["events"]:
            wanted += 1
            mates = [
                one
                for one in events
                if one.type == event["type"]
                and one.sentence == event["trigger"]["sentence"]
                and one.trigger.start < event["trigger"]["end"]
                and event["trigger"]["start"] < one.trigger.end
            ]
            found += bool(mates)
            whole += any(
                all(covers(event[role], getattr(one, role)) for role in ("actor", "recipient")) for one in mates
            )
    assert found / wanted >= FOUND_FLOOR
    assert whole / wanted >= ROLES_FLOOR


def covers(expected: list[dict[str, Any]], spans: Any) -> bool:
    return all(
        any(one.sentence == span["sentence"] and one.start < span["end"] and span["start"] < one.end for one in spans)
        for span in expected
    )


def test_damaged_sample_is_repaired() -> None:
    document = next(iter(read_documents([SAMPLES / "reports" / "calm-damaged.txt"])))
    assert isinstance(document, Document)
    clean = " ".join(restore(document.text).body.split())
    wanted = " ".join(load(SAMPLES / "expected" / "calm.json")["sentences"])
    missing = [word for word in wanted.split() if word not in clean.split()]
    assert not missing

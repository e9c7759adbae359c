"""The annotations of the project: well formed, free of text, and still about the documents they were made of."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.coding.codebook import codebook

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "annotations"
FILES = sorted(FOLDER.glob("*.json"))
CODEBOOK = codebook()
LISTS = ("actor", "recipient", "place", "said_by")
COUNTS = ("killed", "injured", "detained")
EVENT = {"id", "type", "mode", "trigger", *LISTS, "when", "status", *COUNTS, "same_as", "background"}
SPAN = {"sentence", "start", "end"}
SHARED = ROOT.parent / "shared"

Document = dict[str, Any]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [json.loads(file.read_text("utf-8")) for file in FILES]


def events_of(documents: list[Document]) -> Iterator[tuple[Document, dict[str, Any]]]:
    return ((document, event) for document in documents for event in document["events"])


def test_both_splits_are_there(documents: list[Document]) -> None:
    splits = [document["split"] for document in documents]
    assert set(splits) == {"validation", "train"}
    assert min(splits.count("validation"), splits.count("train")) > len(splits) / 3


def test_files_are_named_by_their_document(documents: list[Document]) -> None:
    assert [document["id"] for document in documents] == [file.stem for file in FILES]


def test_no_text_is_in_them() -> None:
    quoting = [file.name for file in FILES if re.search(r"[\u0600-\u06ff]|\\u06[0-9a-f]{2}", file.read_text("utf-8"))]
    assert quoting == []


def test_sentences_are_places_with_hashes(documents: list[Document]) -> None:
    for document in documents:
        for sentence in document["sentences"]:
            assert sentence.keys() == {"field", "start", "end", "hash"}, document["id"]
            assert 0 <= sentence["start"] < sentence["end"], document["id"]
            assert re.fullmatch("[0-9a-f]{16}", sentence["hash"]), document["id"]


def test_events_are_of_the_codebook(documents: list[Document]) -> None:
    for document, event in events_of(documents):
        where = f"{document['id']} {event['id']}"
        assert event.keys() == EVENT, where
        assert event["type"] in CODEBOOK["modes"], where
        assert event["mode"] is None or event["mode"] in CODEBOOK["modes"][event["type"]], where
        assert event["status"] in CODEBOOK["statuses"], where
        assert isinstance(event["background"], bool), where
        assert all(event[count] is None or event[count] >= 0 for count in COUNTS), where


def test_spans_lie_in_their_sentences(documents: list[Document]) -> None:
    for document, event in events_of(documents):
        spans = [event["trigger"], *(span for role in LISTS for span in event[role])]
        for span in spans + ([event["when"]] if event["when"] else []):
            sentence = document["sentences"][span["sentence"]]
            assert 0 <= span["start"] < span["end"] <= sentence["end"] - sentence["start"], (
                document["id"],
                event["id"],
            )
        assert all(span.keys() == SPAN for role in ("place", "said_by") for span in event[role])


def test_entities_have_a_name_and_codes(documents: list[Document]) -> None:
    for document, event in events_of(documents):
        for entity in event["actor"] + event["recipient"]:
            where = f"{document['id']} {event['id']} {entity['name']}"
            assert entity.keys() == SPAN | {"name", "country", "sector"}, where
            assert entity["name"], where
            assert entity["country"] is None or re.fullmatch("[A-Z]{3}", entity["country"]), where
            assert entity["sector"] in CODEBOOK["sectors"], where


def test_times_run_forward(documents: list[Document]) -> None:
    for document, event in events_of(documents):
        when = event["when"]
        if when and when["from"]:
            assert date.fromisoformat(when["from"]) <= date.fromisoformat(when["to"]), (document["id"], event["id"])


def test_same_as_names_an_earlier_event_of_its_type(documents: list[Document]) -> None:
    for document in documents:
        types: dict[str, str] = {}
        for event in document["events"]:
            assert event["id"] not in types, (document["id"], event["id"])
            if event["same_as"] is not None:
                assert types.get(event["same_as"]) == event["type"], (document["id"], event["id"])
            types[event["id"]] = event["type"]


def joined(corpus: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "tools" / "annotations.py", "--corpus", corpus, "--out", out]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_they_join_with_the_corpus(tmp_path: Path) -> None:
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip(f"the corpus is not at {corpus}")
    done = joined(corpus, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    written = [json.loads(file.read_text("utf-8")) for file in tmp_path.glob("*/*.json")]
    assert len(written) == len(FILES)
    for document in written:
        for event in document["events"]:
            trigger = event["trigger"]
            assert document["sentences"][event["sentence"]][trigger["start"] : trigger["end"]] == trigger["text"]


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    done = joined(tmp_path, tmp_path / "out")
    assert done.returncode == 1
    assert "no *.jsonl.gz" in done.stderr

"""What goes into the store comes out of it, once, whole or not at all; on SQLite and on PostgreSQL."""

from __future__ import annotations

import multiprocessing
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import ASSASSINATION, EVENTS, TEXT, VISIT, coded, contents

from marsad.documents import DocumentFailure
from marsad.errors import StoreError
from marsad.reading import SourcedEvent
from marsad.store import EventFilter, Store, rows

CASES = tomllib.loads((Path(__file__).parent / "filters.toml").read_text("utf-8"))["case"]


def test_gives_back_what_reading_gives(store: Store) -> None:
    one = coded()
    store.save(one)
    sentences = [sentence.text for sentence in one.sentences]
    assert list(store.events()) == [
        SourcedEvent(event, one.document, sentences[event.sentence]).to_dict() for event in EVENTS
    ]
    assert store.counts() == (1, 2)


def test_gives_an_event_with_its_reasons_and_its_document(store: Store) -> None:
    one = coded()
    store.save(one)
    record, why = store.event(f"{one.document.id[:12]}-e2")
    assert record["same_as"] == f"{one.document.id[:12]}-e1"
    assert record["sentence_text"] == VISIT
    assert why == []
    assert store.event(f"{one.document.id[:12]}-e1")[1] == list(EVENTS[0].why)
    document = store.document(one.document.id[:8])
    assert (document["text"], document["clean_text"], document["event_count"]) == (TEXT, None, 2)


def test_keeps_the_clean_text_where_it_differs(store: Store) -> None:
    store.save(replace(coded(), clean_text=TEXT + "!"))
    assert store.document(coded().document.id)["clean_text"] == TEXT + "!"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["filter"]))
def test_filter(case: dict[str, Any], store: Store) -> None:
    store.save(coded())
    found = [record["id"].split("-")[1] for record in store.events(EventFilter(**case["filter"]))]
    assert found == case["found"]


def test_limit_and_order(store: Store) -> None:
    for number in range(3):
        store.save(coded(f"{TEXT}\n{number}", source=f"{number}.txt"))
    records = list(store.events(limit=5))
    assert [record["source"] for record in records] == ["0.txt", "0.txt", "1.txt", "1.txt", "2.txt"]
    assert [row["source"] for row in store.documents()] == ["0.txt", "1.txt", "2.txt"]


def test_saving_again_changes_nothing(store: Store) -> None:
    store.save(coded())
    before = contents(store)
    store.save(coded())
    assert contents(store) == before
    assert store.knows(coded().document, "1+a")


def test_another_coder_version_replaces_the_events(store: Store) -> None:
    store.save(coded())
    store.save(coded(f"{TEXT}\n2"))
    assert not store.knows(coded().document, "1+b")
    store.save(coded(version="1+b", events=EVENTS[:1]))
    assert [record["id"][-2:] for record in store.events()] == ["e1", "e1", "e2"]
    rows_by_table = contents(store)
    assert len(rows_by_table["entities"]) == 3 + 5
    assert [row["number"] for row in store.documents()] == [1, 2]


def test_half_written_document_is_not_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(coded())
    before = contents(store)

    def broken(_: object) -> Any:
        raise RuntimeError("killed here")

    monkeypatch.setattr(rows, "entity_rows", broken)
    for half in (coded(version="1+b"), coded(f"{TEXT}\n2")):
        with pytest.raises(RuntimeError, match="killed here"):
            store.save(half)
    assert contents(store) == before


def test_failures_are_kept_until_the_input_is_read(store: Store) -> None:
    store.note_failure(DocumentFailure("a.txt", "empty"))
    store.note_failure(DocumentFailure("a.txt", "broken"))
    store.note_failure(DocumentFailure("b\udcff.txt", "no such\x00file"))
    assert [failure.reason for failure in store.failures()] == ["broken", "no such\ufffdfile"]
    store.save(coded())
    assert [failure.source for failure in store.failures()] == ["b?.txt"]


def test_characters_that_databases_refuse(store: Store) -> None:
    """NUL and lone surrogates become a sign of replacement; what can be kept is kept."""
    text = f"{ASSASSINATION}\n\x00 \U0001f54a \u202e {VISIT}"
    one = coded(events=(replace(EVENTS[0], why=("\ud800",)),))
    one = replace(one, document=replace(one.document, text=text), clean_text=text)
    store.save(one)
    document = store.document(one.document.id)
    assert document["text"] == text.replace("\x00", "\ufffd")
    assert store.event(f"{one.document.id[:12]}-e1")[1] == ["?"]


def test_what_is_not_there(store: Store) -> None:
    with pytest.raises(StoreError, match="no event '123-e1'"):
        store.event("123-e1")
    with pytest.raises(StoreError, match="no document 'ff'"):
        store.document("ff")
    store.save(coded())
    store.save(coded(f"{TEXT}\n2"))
    with pytest.raises(StoreError, match="more than one document"):
        store.document("")


@pytest.mark.parametrize("name", ["actor", "place", "type", "country", "document"])
def test_filter_of_characters_that_no_database_has(name: str, store: Store) -> None:
    store.save(coded())
    assert list(store.events(EventFilter(**{name: "\udcff\x00"}))) == []
    with pytest.raises(StoreError):
        store.event("\udcff\x00")


def _save_all(url: str, version: str) -> None:
    with Store(url) as store:
        for number in range(15):
            store.save(coded(f"{TEXT}\n{number}", version))


def test_two_programs_write_the_same_reports_at_once(unmade_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_save_all, args=(unmade_url, "1+a")) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Store(unmade_url) as store:
        assert store.counts() == (15, 30)
        assert sorted(row["number"] for row in store.documents()) == list(range(1, 16))

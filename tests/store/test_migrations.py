"""Every step of the schema, up and down, with data in it."""

from __future__ import annotations

from typing import Any

import pytest
from made import EVENTS, TEXT, coded, contents
from sqlalchemy import inspect, text

from marsad.store import EventFilter, IncidentBook, Store, queueing
from marsad.store.connect import HEAD, lock, migrate, version_of
from marsad.store.review import Reviews
from marsad.store.searching import search

EVENT = f"{coded().document.id[:12]}-e1"
FIRST = "0001"
LONGER = "وقالت الوزارة إنها فتحت تحقيقا في ما حدث وإن نتائجه ستعلن على الناس قبل نهاية الشهر"  # An inquiry was opened.
OLDER_DIGEST = 1024  # bytes of a fingerprint, of which the present ones have 2048


def move(store: Store, shape: str) -> None:
    with store.engine.begin() as connection:
        lock(connection)
        migrate(connection, shape, "store")


def machine_made(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """What every shape keeps: without what people said and what is made again when it is needed."""
    return {name: rows for name, rows in contents(store).items() if name in ("sentences", "entities", "failures")}


def test_down_to_the_first_shape_and_up_again(store: Store) -> None:
    store.save(coded())
    store.save(coded(f"{TEXT}\n1", events=EVENTS[:1]))
    incidents = [one.type for one in IncidentBook(store).incidents()]
    before, events = machine_made(store), list(store.events())
    Reviews(store).correct(EVENT, {"killed": 7, "type": "COERCE", "mode": None, "place": []}, "Huda")
    move(store, FIRST)
    with store.engine.connect() as connection:
        assert version_of(connection) == FIRST
        assert set(inspect(connection).get_table_names()) == {
            "documents", "sentences", "events", "entities", "failures", "marsad_version",
        }  # fmt: skip
    move(store, "head")
    with store.engine.connect() as connection:
        assert version_of(connection) == HEAD
    assert len(list(search(store, "البصرة"))) == 2
    assert machine_made(store) == before
    assert list(store.events()) == events
    assert [one.type for one in IncidentBook(store).incidents()] == incidents
    Reviews(store).confirm(EVENT, "Huda")


@pytest.mark.parametrize("shape", ["0001", "0002"])
def test_a_store_of_an_older_marsad_is_brought_up_when_it_is_opened(url: str, shape: str) -> None:
    with Store(url) as store:
        store.save(coded())
        move(store, shape)
    with Store(url) as store:
        assert store.counts() == (1, 2)
        assert [one["id"] for one in store.events(EventFilter(actor="وزارة الداخلية"))] == [f"{EVENT[:-2]}e2"]
        store.save(coded(version="1+b"))
        assert len(list(IncidentBook(store).incidents())) == 2


def test_incidents_merged_by_an_older_marsad_are_made_anew_under_their_names(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "DOCUMENTS_AT_ONCE", 1)
    with Store(url) as store:
        for number in range(2):
            store.save(coded(f"{TEXT}\n{LONGER} {number}"))
        before = [(one.id, one.reports) for one in IncidentBook(store).incidents()]
        move(store, "0004")
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE incident_stories SET digest = :digest"), {"digest": bytes(OLDER_DIGEST)})
    with Store(url) as store:
        assert [(one.id, one.reports) for one in IncidentBook(store).incidents()] == before

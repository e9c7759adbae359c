"""Coding anew shows what would change before anything does, goes on after a stop, and keeps what people said."""

from __future__ import annotations

import pytest
from made import EVENTS, TEXT, coded, contents

from marsad.reading import code_document
from marsad.store import EventFilter, Store
from marsad.store.recoding import Recoding
from marsad.store.review import Reviews
from marsad.store.schema import recodings

EVENT = f"{coded().document.id[:12]}-e1"


def outdated(store: Store, count: int = 1) -> Recoding:
    """A store of documents as a coder made them that found one event of two, and another number of dead."""
    for number in range(count):
        text = TEXT if number == 0 else f"{TEXT}\n{number}"
        store.save(coded(text, "1+old", EVENTS[:1]))
    return Recoding(store)


def test_nothing_changes_before_it_is_kept(store: Store) -> None:
    recoding = outdated(store)
    before = contents(store)
    assert recoding.waiting() == 1
    assert recoding.propose(jobs=1) == []
    assert recoding.waiting() == 0
    changes = list(recoding.changes())
    summary = recoding.summary()
    assert summary.documents == 1
    assert len(changes) == summary.came + summary.went + summary.changed > 0
    after = contents(store)
    assert {name for name in after if after[name] != before[name]} == {"recodings"}
    assert recoding.drop() == 1
    assert contents(store) == before


def test_kept_is_as_if_read_anew(store: Store) -> None:
    recoding = outdated(store)
    fresh = code_document(coded().document)
    recoding.propose(jobs=1)
    assert recoding.keep("new words") == 1
    assert [one["id"] for one in store.events()] == [f"{EVENT[:-2]}{event.id}" for event in fresh.events]
    assert store.knows(fresh.document, fresh.coder_version)
    latest = next(iter(Reviews(store).history(coded().document.id, 1)))
    assert latest["why"] == "new words"


def test_what_people_said_stays_and_counts_as_no_change(store: Store) -> None:
    recoding = outdated(store)
    reviews = Reviews(store)
    reviews.correct(EVENT, {"killed": 9}, "Huda")
    recoding.propose(jobs=1)
    assert all("killed" not in (one.after or {}) for one in recoding.changes() if one.action == "changed")
    recoding.keep()
    assert [one["killed"] for one in store.events(EventFilter(type="ASSAULT"))] == [9]


def test_goes_on_after_a_stop(store: Store) -> None:
    recoding = outdated(store, 3)

    def stop(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recoding.propose(jobs=1, show=stop)
    assert recoding.waiting() == 1
    recoding.propose(jobs=1)
    assert (recoding.waiting(), recoding.summary().documents) == (0, 3)
    with pytest.raises(KeyboardInterrupt):
        recoding.keep(show=stop)
    assert recoding.keep() == 1


def test_proposals_of_another_coder_are_made_anew(store: Store) -> None:
    recoding = outdated(store)
    recoding.propose(jobs=1)
    with store.engine.begin() as connection:
        connection.execute(recodings.update().values(coder_version="1+stranger"))
    assert recoding.waiting() == 1
    assert recoding.keep() == 0
    recoding.propose(jobs=1)
    assert recoding.keep() == 1
    assert recoding.waiting() == 0

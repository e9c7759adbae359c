"""What a person says of an event is kept, outlives re-coding, and stands in a history that only grows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made import ASSASSINATION, EVENTS, TEXT, VISIT, coded, contents
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from marsad.errors import StoreError, UsageError
from marsad.store import EventFilter, IncidentBook, Store
from marsad.store.field_values import Evidence, field_values
from marsad.store.review import Reviews
from marsad.store.schema import history

EVENT = f"{coded().document.id[:12]}-e1"
EVIDENCE = Evidence(
    EVENTS[0].to_dict(), coded().document, {one.index: (one.start, one.text) for one in coded().sentences}
)


@pytest.fixture
def reviews(store: Store) -> Reviews:
    store.save(coded())
    return Reviews(store)


def values(reviews: Reviews, **written: str | list[str]) -> dict[str, Any]:
    lists = {name: [value] if isinstance(value, str) else value for name, value in written.items()}
    return field_values(lists, Evidence(*reviews.document_of(EVENT)))


def recode(store: Store, version: str = "1+b") -> None:
    """The coder now finds the visit first, and cuts the trigger of the other otherwise."""
    trigger = replace(EVENTS[0].trigger, text="اغتال مسلحون", end=EVENTS[0].trigger.end + 7)
    other = replace(EVENTS[0], id="e2", trigger=trigger, killed=5)
    store.save(coded(version=version, events=(replace(EVENTS[1], id="e1", same_as=None), other)))


def test_a_correction_changes_the_record_and_by_what_it_is_found(store: Store, reviews: Reviews) -> None:
    written = values(reviews, type="coerce", mode="arrest", killed="none", detained="3", place="البصرة = Basrah, IRQ")
    reviews.correct(EVENT, written, "Huda", "the second report says so")
    record, _ = store.event(EVENT)
    assert (record["type"], record["mode"], record["killed"], record["detained"]) == ("COERCE", "arrest", None, 3)
    assert record["review"] == "corrected"
    assert [one["id"] for one in store.events(EventFilter(type="COERCE", place="basrah"))] == [EVENT]
    assert list(store.events(EventFilter(type="ASSAULT"))) == []


def test_a_correction_outlives_coding_anew(store: Store, reviews: Reviews) -> None:
    reviews.correct(EVENT, values(reviews, killed="2", actor="الناشط أحمد كريم"), "Huda")
    recode(store)
    (record,) = store.events(EventFilter(type="ASSAULT"))
    assert record["id"] == EVENT.replace("e1", "e2")
    assert (record["killed"], record["actor"][0]["text"], record["review"]) == (2, "الناشط أحمد كريم", "corrected")


def test_what_was_corrected_can_be_given_back(store: Store, reviews: Reviews) -> None:
    before = store.event(EVENT)
    reviews.correct(EVENT, values(reviews, killed="2"), "Huda")
    reviews.undo(EVENT, "Huda", "a mistake")
    assert store.event(EVENT) == before
    assert [(row["action"], row["who"], row["why"]) for row in reviews.history(EVENT, 2)] == [
        ("given back", "Huda", "a mistake"),
        ("corrected", "Huda", None),
    ]


def test_a_rejected_event_tells_of_no_incident(store: Store, reviews: Reviews) -> None:
    book = IncidentBook(store)
    assert {one.type for one in book.incidents()} == {"ASSAULT", "CONSULT"}
    reviews.reject(EVENT, "Huda", "a film")
    assert {one.type for one in book.incidents()} == {"CONSULT"}
    recode(store)
    assert {one.type for one in book.incidents()} == {"CONSULT"}
    reviews.undo(EVENT.replace("e1", "e2"), "Huda")
    assert {one.type for one in book.incidents()} == {"ASSAULT", "CONSULT"}


def test_a_correction_of_what_the_coder_no_longer_finds_waits(store: Store, reviews: Reviews) -> None:
    reviews.confirm(EVENT, "Huda")
    store.save(coded(version="1+b", events=()))
    (waiting,) = reviews.unmatched()
    assert (waiting.trigger, waiting.verdict, waiting.sentence_text) == ("اغتال", "confirmed", ASSASSINATION)
    store.save(coded(version="1+c"))
    assert reviews.unmatched() == []
    assert store.event(EVENT)[0]["review"] == "confirmed"


def test_history_tells_who_did_what(store: Store, reviews: Reviews) -> None:
    reviews.correct(EVENT, values(reviews, killed="2"), "Huda", "two bodies")
    recode(store)
    told = [(row["kind"], row["action"]) for row in reviews.history()]
    assert told == [("machine", "changed"), ("machine", "recoded"), ("person", "corrected"), ("machine", "read")]
    (corrected,) = (row for row in reviews.history(EVENT) if row["action"] == "corrected")
    assert (corrected["before"], corrected["after"]) == (
        {"killed": 1, "review": None},
        {"killed": 2, "review": "corrected"},
    )
    assert corrected["why"] == "two bodies"


def test_history_tells_of_merges_and_splits(store: Store, reviews: Reviews) -> None:
    book = IncidentBook(store)
    names = [one.id for one in book.incidents()]
    made = book.merge(names, "Huda", "one story")
    assert {row["object"] for row in reviews.history() if row["action"] == "merge"} == {*names, made.id}
    left, new = book.split(made.id, [made.reports[-1].event_id], "Omar", "two days")
    told = [(row["who"], row["why"], row["object"]) for row in reviews.history(limit=2)]
    assert told == [("Omar", "two days", new.id), ("Omar", "two days", left.id)]


def test_the_machine_tells_what_it_changed(store: Store, reviews: Reviews) -> None:
    store.save(coded(version="1+b", events=(replace(EVENTS[0], killed=4),)))
    changed = {row["action"]: row for row in reviews.history() if row["object"] != coded().document.id}
    assert (changed["changed"]["before"], changed["changed"]["after"]) == ({"killed": 1}, {"killed": 4})
    assert changed["dropped"]["before"]["type"] == "CONSULT"


def test_saying_the_same_again_changes_nothing(store: Store, reviews: Reviews) -> None:
    reviews.confirm(EVENT, "Huda")
    before = contents(store)
    reviews.confirm(EVENT, "Huda")
    assert contents(store) == before


def test_history_can_only_be_added_to(store: Store, reviews: Reviews) -> None:
    for statement in (delete(history), update(history).values(who="nobody")):
        with pytest.raises(DBAPIError, match="only be added to"), store.engine.begin() as connection:
            connection.execute(statement)
    assert len(list(reviews.history())) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"colour": "red"}, "no field 'colour'"),
        ({"type": "WAR"}, "one of AGREE, CONSULT"),
        ({"mode": "riot"}, "is none of ASSAULT"),
        ({"type": "AID"}, "mode 'targeted' is none of AID"),
        ({"killed": "many"}, "whole number"),
        ({"killed": ["1", "2"]}, "give it once"),
        ({"actor": "داعش"}, "is not in the document"),
        ({"actor": "البصرة = Basra, Iraq"}, "ISO 3166"),
        ({"actor": "البصرة = Basra, IRQ, CITY"}, "give one of GOV"),
        ({"when": "البصرة"}, "write what day it is"),
        ({"when": "يوم الأحد = Sunday"}, "is not a day"),
    ],
)
def test_values_that_are_none(written: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        field_values({name: [v] if isinstance(v, str) else v for name, v in written.items()}, EVIDENCE)


def test_values_come_from_the_text() -> None:
    parties = ["وزارة الداخلية", "مسلحون = Gunmen, IRQ, UAF"]
    found = field_values({"actor": parties, "when": ["يوم الأحد = 2020-07-19..2020-07-26"]}, EVIDENCE)
    ministry, gunmen = found["actor"]
    assert (ministry["sentence"], ministry["sector"]) == (1, "COP")
    assert (gunmen["sentence"], gunmen["name"], gunmen["country"], gunmen["sector"]) == (0, "Gunmen", "IRQ", "UAF")
    assert VISIT[ministry["start"] : ministry["end"]] == "وزارة الداخلية"
    assert TEXT[ministry["source"]["start"] :].startswith("وزارة الداخلية")
    assert (found["when"]["from"], found["when"]["to"]) == ("2020-07-19", "2020-07-26")


def test_nobody_and_nothing(reviews: Reviews) -> None:
    with pytest.raises(StoreError, match="no event"):
        reviews.confirm("ff-e1", "Huda")
    with pytest.raises(UsageError, match="who decides"):
        reviews.confirm(EVENT, " ")
    with pytest.raises(UsageError, match="at least one field"):
        reviews.correct(EVENT, {}, "Huda")

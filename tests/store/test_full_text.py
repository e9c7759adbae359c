"""Search finds the same sentences on both databases, says why, and survives another normaliser."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made import ASSASSINATION, EVENTS, VISIT, coded
from sqlalchemy import select, update

from marsad.errors import UsageError
from marsad.store import EventFilter, IncidentBook, IncidentFilter, Store
from marsad.store.incident_schema import parties
from marsad.store.queueing import waiting
from marsad.store.review import Reviews
from marsad.store.schema import documents, search_entries
from marsad.store.searching import SearchFilter, search

CASES = tomllib.loads((Path(__file__).parent / "full_text.toml").read_text("utf-8"))["case"]
THIRD = "زار مصطفى الكاظمي وعبدالله بيروت في 2020."  # Mustafa al-Kadhimi and Abdullah visited Beirut in 2020


@pytest.fixture
def filled(store: Store) -> Store:
    store.save(coded())
    store.save(coded(THIRD, events=(), published=date(2020, 8, 1), outlet="Other"))
    return store


def texts(store: Store, query: str, **how: Any) -> list[str]:
    return [found.text for found in search(store, query, **how)]


NAMED = {"assassination": ASSASSINATION, "visit": VISIT, "third": THIRD}


def test_finds(filled: Store) -> None:
    for case in CASES:
        for same_script, name in ((False, "found"), (True, "same_script")):
            wanted = [NAMED[one] for one in case.get(name, case["found"])]
            assert (case["query"], texts(filled, case["query"], exact_script=same_script)) == (case["query"], wanted)


def test_says_what_was_found_and_why(filled: Store) -> None:
    (found,) = search(filled, "Kadhimi بيروت")
    assert [(found.text[one.start : one.end], one.kind) for one in found.matches] == [
        ("الكاظمي", "transliteration"),
        ("بيروت", "as written"),
    ]
    assert (found.outlet, found.published, found.events) == ("Other", date(2020, 8, 1), ())
    (found,) = search(filled, "Karim")
    assert ("Ahmed Karim", None) in [(one.of, one.start) for one in found.matches] or found.matches[0].start is not None
    assert found.events == (f"{coded().document.id[:12]}-e1",)


def test_filters_and_limit(filled: Store) -> None:
    assert texts(filled, "ال*", limit=1) == texts(filled, "ال*")[:1]
    assert texts(filled, "بيروت", chosen=SearchFilter(outlet="Outlet")) == []
    assert texts(filled, "بيروت", chosen=SearchFilter(first_day=date(2020, 8, 1), last_day=date(2020, 8, 1))) == [THIRD]
    assert texts(filled, "بيروت", chosen=SearchFilter(last_day=date(2020, 7, 31))) == []


def test_nothing_to_look_for(filled: Store) -> None:
    for query in ("", "-بيروت", "()", '"', "\\'"):
        with pytest.raises(UsageError, match="nothing to look for"):
            texts(filled, query)


def test_query_of_signs_that_databases_know(filled: Store) -> None:
    for query in ("' OR 1", 'a" OR "b', "NEAR(a b)", "a:b* & !c", "terms : x", "\x00بيروت"):
        assert all(text in NAMED.values() for text in texts(filled, query))


def test_terms_of_another_normaliser_are_made_anew(filled: Store) -> None:
    with filled.engine.begin() as connection:
        connection.execute(update(documents).values(search_form="old"))
        connection.execute(update(search_entries).values(terms="x"))
    assert texts(filled, "بيروت") == [THIRD]
    with filled.engine.begin() as connection:
        connection.execute(update(documents).values(search_form=None))
    assert [one["id"][-2:] for one in filled.events(EventFilter(actor="وزاره الداخليه"))] == ["e2"]


def test_incidents_are_found_by_new_terms_and_stay_what_they_are(filled: Store) -> None:
    book = IncidentBook(filled)
    before = list(book.incidents())
    with filled.engine.begin() as connection:
        connection.execute(update(documents).values(search_form="old"))
        connection.execute(update(parties).values(search="x"))
    assert len(list(filled.events(EventFilter(actor="وزاره الداخليه")))) == 1
    with filled.engine.connect() as connection:
        assert waiting(connection) == 0
    assert [one.type for one in book.incidents(IncidentFilter(actor="وزاره الداخليه"))] == ["CONSULT"]
    assert list(book.incidents()) == before


def test_index_follows_what_is_read_and_corrected(filled: Store) -> None:
    filled.save(coded(events=EVENTS[1:], version="1+b"))
    assert texts(filled, "unidentified") == []
    filled.save(coded(version="1+c"))
    assert texts(filled, "unidentified") == [ASSASSINATION]
    event = f"{coded().document.id[:12]}-e1"
    record = filled.event(event)[0]
    Reviews(filled).correct(event, {"actor": [record["actor"][0] | {"name": "Nobody Known"}]}, "Huda")
    assert (texts(filled, "unidentified"), texts(filled, '"nobody known"')) == ([], [ASSASSINATION])
    with filled.engine.connect() as connection:
        assert len(connection.execute(select(search_entries)).all()) == 3

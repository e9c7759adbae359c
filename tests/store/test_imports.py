"""Imported incidents stand beside Marsad's: known again by id, changed by change alone, never merged or lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from made import coded, contents

from marsad.importing import Imported
from marsad.incidents import Figure, Incident, Site
from marsad.store import IncidentBook, Store
from marsad.store.imports import ImportBook, ImportCount, ImportFilter
from marsad.store.review import Reviews


def one(name: str, dead: int = 1, version: int | None = 5) -> Imported:
    incident = Incident(
        id=f"acled:{name}", type="ASSAULT", mode=None, quad_class="material conflict", score=-9, status="actual",
        counts=True, first_day=date(2020, 7, 26), last_day=date(2020, 7, 27), date_precision=1,
        site=Site("Basra", "IRQ"), killed=Figure(dead, dead, dead, 1),
    )  # fmt: skip
    return Imported(incident.id, "acled", version, {"event_id_cnty": name, "fatalities": str(dead)}, incident)


def test_importing_again_changes_nothing(store: Store) -> None:
    book = ImportBook(store)
    assert book.put([one("a"), one("b")], "x.csv", "Huda") == ImportCount(new=2)
    before = contents(store)
    assert book.put([one("a"), one("b")], "other.csv", "Omar") == ImportCount(same=2)
    assert contents(store) == before
    assert book.sources() == {"acled": 2}


def test_what_changed_is_replaced_and_noted(store: Store) -> None:
    book = ImportBook(store)
    book.put([one("a"), one("b")], "x.csv", "Huda")
    assert book.put([one("a", 4, 6), one("c")], "y.csv", "Omar") == ImportCount(new=1, changed=1)
    assert [found.killed.best for found in book.incidents() if found.killed] == [4, 1, 1]
    (change,) = Reviews(store).history("acled:a")
    assert (change["who"], change["before"], change["after"]) == ("Omar", {"fatalities": "1"}, {"fatalities": "4"})


def test_an_older_file_does_not_undo_a_newer_one(store: Store) -> None:
    book = ImportBook(store)
    book.put([one("a", 4, 6)], "new.csv", "Huda")
    assert book.put([one("a", 1, 5)], "old.csv", "Huda") == ImportCount(older=1)
    assert book.put([one("a", 7, None)], "unknown.csv", "Huda") == ImportCount(changed=1)


def test_filters(store: Store) -> None:
    book = ImportBook(store)
    book.put([one("a"), one("b")], "x.csv", "Huda")
    assert [found.id for found in book.incidents(limit=1)] == ["acled:a"]
    for chosen, count in (
        (ImportFilter(source="ucdp"), 0),
        (ImportFilter(country="irq", type="ASSAULT"), 2),
        (ImportFilter(first_day=date(2020, 7, 28)), 0),
        (ImportFilter(last_day=date(2020, 7, 26)), 2),
    ):
        assert len(list(book.incidents(chosen))) == count


def test_marsads_own_incidents_stay_as_they_are(store: Store) -> None:
    store.save(coded())
    before = list(IncidentBook(store).incidents())
    ImportBook(store).put([replace(one("a"), version=None)], "x.csv", "Huda")
    assert list(IncidentBook(store).incidents()) == before

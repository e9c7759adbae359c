"""The picture of a store, of each kind of database."""

from __future__ import annotations

from datetime import date

import pytest
from made import ASSASSINATION, coded

from marsad.errors import UsageError
from marsad.picture.model import Toll
from marsad.picture.scope import Side, Wanted
from marsad.store import Store
from marsad.store.pictures import dyad_of, picture_of


def test_page_leads_to_the_sentences_of_the_store(store: Store) -> None:
    store.save(coded())
    page = picture_of(store, Wanted(country="IRQ"))
    assert page.scope.last_day == date(2020, 7, 28)
    [entry] = page.entries
    assert (entry.type, entry.mode, entry.killed) == ("ASSAULT", "targeted", Toll(1, 1, 1, False, (entry.id,)))
    [evidence] = entry.evidence
    assert (evidence.sentence, evidence.outlet, evidence.source) == (ASSASSINATION, "Outlet", "a.txt")
    assert evidence.event_id.endswith("-e1")


def test_empty_store_is_refused_with_what_to_do(store: Store) -> None:
    with pytest.raises(UsageError, match="marsad read"):
        picture_of(store, Wanted())


def test_sides_of_a_dyad() -> None:
    assert dyad_of("Houthis : SAU") == (Side(name="Houthis"), Side(country="SAU"))
    assert dyad_of("حزب الله:ISR")[0] == Side(name="Hezbollah")
    for wrong in ("", "Houthis", ":ISR", "a:b:c", "IRQ:IRQ", "zzzz-nobody:IRQ"):
        with pytest.raises(UsageError):
            dyad_of(wrong)

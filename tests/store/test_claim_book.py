"""The ledger of a store: what was said to come, what became of it, and a person's word on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marsad.documents import document_from_text
from marsad.errors import StoreError, UsageError
from marsad.reading import CodedDocument, code_document
from marsad.store import ClaimBook, IncidentBook, IncidentFilter, Store
from marsad.store.review import Reviews

REPORTS = (
    # Kataib Hezbollah threatens to attack US forces in Iraq; ten days later it shells a US base; much later, news.
    ("2020-07-01", "هددت كتائب حزب الله القوات الأمريكية في العراق بالرد."),
    ("2020-07-11", "قصفت كتائب حزب الله القوات الأمريكية في العراق يوم الجمعة."),
    ("2020-12-01", "زار رئيس الوزراء مصطفى الكاظمي أنقرة يوم الثلاثاء."),
)


def coded(day: str, text: str) -> CodedDocument:
    document = document_from_text(text, published=date.fromisoformat(day), outlet="Alif")
    return code_document(replace(document, source=f"{day}.txt"))


def book_of(store: Store, *numbers: int) -> ClaimBook:
    for number in numbers:
        store.save(coded(*REPORTS[number]))
    return ClaimBook(store)


def test_a_threat_is_open_then_carried_out(store: Store) -> None:
    ((claim, outcome),) = book_of(store, 0).judged(kind="threat")
    assert (outcome.state, claim.made, claim.sentence) == ("open", date(2020, 7, 1), REPORTS[0][1])
    ((claim, outcome),) = book_of(store, 1).judged(kind="threat")
    (attack,) = IncidentBook(store).incidents(IncidentFilter(type="ASSAULT"))
    assert (outcome.state, outcome.incidents, outcome.day) == ("came-true", (attack.id,), date(2020, 7, 10))


def test_a_threat_that_was_not_carried_out_in_time(store: Store) -> None:
    book = book_of(store, 0, 2)
    ((_, outcome),) = book.judged(kind="threat")
    assert outcome.state == "did-not"
    (record,) = [one for one in book.speakers() if one.kind == "threat"]
    assert (record.speaker, record.came_true, record.did_not) == ("Kataib Hezbollah", 0, 1)


def test_a_person_has_the_last_word_through_every_coding(store: Store) -> None:
    book = book_of(store, 0, 2)
    ((claim, _),) = book.judged(kind="threat")
    book.judge(claim.id, "came-true", "amal", why="a strike that nobody reported")
    book_of(store, 0)
    ((again, outcome),) = book.judged(kind="threat")
    assert (outcome.state, outcome.by, outcome.why) == ("came-true", "amal", "a strike that nobody reported")
    assert book.withdraw(again.id, "amal")[1].state == "did-not"
    assert [one["action"] for one in Reviews(store).history(claim.id)] == ["undo", "judge"]


def test_filters(store: Store) -> None:
    book = book_of(store, 0, 1, 2)
    assert len(book.judged(speaker="hezbollah", kind="threat")) == 1
    assert len(book.judged(speaker="IRQ", kind="threat")) == 1
    assert book.judged(speaker="nobody") == []
    assert len(book.judged(country="irq", state="came-true", kind="threat")) == 1
    assert book.judged(country="irq", state="open", kind="threat") == []


def test_the_latest_are_given_first_and_all_are_counted(store: Store) -> None:
    book = book_of(store, 0, 1)
    store.save(coded("2020-08-01", "هددت تركيا قوات سوريا الديمقراطية بالحرب."))
    found, in_all = book.latest(1, kind="threat")
    assert ([claim.made for claim, _ in found], in_all) == ([date(2020, 8, 1)], 2)
    found, in_all = book.latest(5, kind="threat", state="came-true")
    assert ([claim.made for claim, _ in found], in_all) == ([date(2020, 7, 1)], 1)


def test_what_cannot_be_judged_says_why(store: Store) -> None:
    book = book_of(store, 0)
    ((claim, _),) = book.judged(kind="threat")
    with pytest.raises(UsageError, match="is no state of a claim"):
        book.judge(claim.id, "perhaps", "amal")
    with pytest.raises(UsageError, match="no claim 'x'"):
        book.claim("x")
    with pytest.raises(UsageError, match="nobody judged"):
        book.withdraw(claim.id, "amal")
    with pytest.raises(StoreError, match="no incident"):
        book.judge(claim.id, "came-true", "amal", ["i0000000000"])

"""Actors in a store: names that people accept, merge and dismiss; ties with their sources; profiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from marsad.documents import document_from_text
from marsad.errors import UsageError
from marsad.reading import CodedDocument, code_document
from marsad.store import ActorBook, EventFilter, IncidentBook, IncidentFilter, Store
from marsad.store.review import Reviews

FRONT, NAME = "لواء الفجر الأخضر", "Green Dawn Brigade"
REPORTS = (
    # The Green Dawn Brigade shelled Balad base; it attacked Ain al-Asad; it shelled a police post in Basra.
    ("2020-07-20", "Alif", f"قصف {FRONT} قاعدة بلد الجوية شمال بغداد يوم الأحد."),
    ("2020-07-22", "Ba", f"هاجم {FRONT} قاعدة عين الأسد غرب العراق يوم الثلاثاء."),
    ("2020-07-24", "Ba", f"قصف {FRONT} مقرا للشرطة في البصرة يوم الخميس."),
)
TIE = ("2020-07-25", "Alif", "قال خبير إن كتائب حزب الله المدعومة من إيران ترفض ذلك.")  # ... backed by Iran


def coded(day: str, outlet: str, text: str) -> CodedDocument:
    document = document_from_text(text, published=date.fromisoformat(day), outlet=outlet)
    return code_document(replace(document, source=f"{day}.txt"))


@pytest.fixture
def book(store: Store) -> ActorBook:
    for report in (*REPORTS, TIE):
        store.save(coded(*report))
    return ActorBook(store)


def test_a_recurring_unknown_name_is_proposed_with_its_sentences(book: ActorBook) -> None:
    (one,) = book.proposals()
    assert (one.text, one.kind, one.mentions, one.documents) == (FRONT, "group", 3, 3)
    assert one.outlets == ("Alif", "Ba")
    assert [told.text for told in one.evidence] == [text for _, _, text in REPORTS]


def test_an_accepted_name_is_known_in_every_event_and_outlives_coding_again(book: ActorBook) -> None:
    assert book.accept(FRONT, NAME, "group", "IRQ", "REB", "amal", "its statement of 18 July") == 3
    assert book.proposals() == []
    assert len(list(book.store.events(EventFilter(party=NAME)))) == 3
    assert len(list(IncidentBook(book.store).incidents(IncidentFilter(party=NAME)))) == 3
    book.store.save(coded(*REPORTS[0]))
    assert len(list(book.store.events(EventFilter(party=NAME)))) == 3
    found = book.profile(FRONT)
    assert (found.actor.name, found.actor.origin, len(found.incidents)) == (NAME, "accepted", 3)
    assert found.aliases_met == ((FRONT, 3),)
    assert (found.first_seen, found.last_seen) == (date(2020, 7, 20), date(2020, 7, 24))
    assert [(row.name, count) for row, count in book.listed(named="الفجر")] == [(NAME, 3)]


def test_a_name_merged_with_a_known_actor_and_taken_back(book: ActorBook) -> None:
    book.merge(FRONT, "Kataib Hezbollah", "amal")
    assert len(list(book.store.events(EventFilter(party="Kataib Hezbollah")))) >= 3
    assert book.registry().find(FRONT).name == "Kataib Hezbollah"
    assert book.undo(FRONT, "amal", "not so") == 3
    assert all(record["actor"][0]["name"] is None for record in book.store.events(EventFilter(actor=FRONT)))
    assert len(book.proposals()) == 1


def test_a_dismissed_name_is_not_proposed_again(book: ActorBook) -> None:
    assert book.dismiss(FRONT, "amal") == 0
    assert book.proposals() == []


def test_every_decision_stands_in_the_history(book: ActorBook) -> None:
    book.accept(FRONT, NAME, "group", "IRQ", "REB", "amal", "its statement")
    book.undo(FRONT, "zaid", "a mistake")
    undone, accepted = list(Reviews(book.store).history("name لواء الفجر الاخضر"))
    assert (accepted["who"], accepted["action"], accepted["why"]) == ("amal", "accepted", "its statement")
    assert (undone["who"], undone["before"]["name"], undone["after"]) == ("zaid", NAME, None)


def test_what_cannot_be_decided_says_why(book: ActorBook) -> None:
    with pytest.raises(UsageError, match="in the registry already; merge"):
        book.accept(FRONT, "Kataib Hezbollah", "group", "IRQ", "REB", "amal")
    with pytest.raises(UsageError, match="nothing was decided"):
        book.undo("اسم", "amal")
    with pytest.raises(UsageError, match="an empty name"):
        book.dismiss("  ", "amal")
    with pytest.raises(UsageError, match="no actor is named"):
        book.merge(FRONT, "Nobody at all", "amal")


def test_ties_are_told_with_their_sources_and_outlive_coding_again(book: ActorBook) -> None:
    def told() -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        return [
            (tie.source, tie.target, tie.outlets, tuple(one.text for one in tie.told)) for tie in book.ties(told=True)
        ]

    before = told()
    assert before
    assert all({source, target} == {"Kataib Hezbollah", "Iran"} for source, target, _, _ in before)
    assert all((outlets, texts) == (("Alif",), (TIE[2],)) for _, _, outlets, texts in before)
    book.store.save(coded(*TIE))
    assert told() == before
    assert len(book.ties()) > len(before), "the registry declares more"


def test_the_graph_holds_ties_and_dealings(book: ActorBook, tmp_path: Path) -> None:
    book.accept(FRONT, NAME, "group", "IRQ", "REB", "amal")
    data = book.graph()
    assert {one["source"] for one in data["exchanges"]} >= {NAME}
    assert {node["id"] for node in data["nodes"]} >= {NAME, "Kataib Hezbollah", "Iran"}

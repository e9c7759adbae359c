"""Incidents made piece by piece, in whatever order and however often, are those made at once."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from made import contents

from marsad.incidents import merge
from marsad.incidents.likeness import likeness, threshold
from marsad.incidents.linking import link
from marsad.incidents.mention import Mention, mention
from marsad.incidents.telling import tell
from marsad.incidents.wording import words_of_story
from marsad.reading import CodedDocument, SourcedEvent
from marsad.store import IncidentBook, Store, queueing

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from bench_incidents import reports, save, save_all

EVENTS = 200


@lru_cache(maxsize=1)
def world() -> tuple[CodedDocument, ...]:
    """Reports of a morning, made up, so that many tell of one happening."""
    return tuple(reports(EVENTS))


def sourced(some: Sequence[CodedDocument]) -> list[SourcedEvent]:
    return [
        SourcedEvent(event, one.document, one.sentences[event.sentence].text) for one in some for event in one.events
    ]


def together(store: Store) -> set[frozenset[str]]:
    return {frozenset(report.event_id for report in one.reports) for one in IncidentBook(store).incidents()}


@lru_cache(maxsize=1)
def at_once() -> set[frozenset[str]]:
    return {frozenset(report.event_id for report in one.reports) for one in merge(sourced(world()))}


@pytest.mark.parametrize("seed", [0, 1])
def test_the_way_documents_come_does_not_matter(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(queueing, "DOCUMENTS_AT_ONCE", chance.choice((3, 7)))
    order = chance.sample(world(), len(world()))
    again = chance.sample(order, 12)
    with Store(str(tmp_path / "s.sqlite3")) as store:
        for at, one in enumerate([*order, *again]):
            store.save(one)
            if chance.random() < 0.2 or at == len(order):
                IncidentBook(store).update()
        assert together(store) == at_once()


def test_saving_many_at_once_is_saving_each(tmp_path: Path) -> None:
    with Store(str(tmp_path / "one.sqlite3")) as one, Store(str(tmp_path / "many.sqlite3")) as many:
        for coded in world()[:9]:
            one.save(coded)
        save(many, list(world()[:4]))
        save_all(many, 9 * len(world()[0].events))
        assert contents(many) == contents(one)


def tellings() -> list[Mention]:
    found: list[Mention] = []
    for one in world():
        story = words_of_story([one.document.text])
        found += tell(mention(event.to_dict(), story) for event in sourced([one])).tellings
    return sorted(found, key=lambda telling: telling.order)


def test_what_is_not_compared_could_not_have_been_linked() -> None:
    some = tellings()
    likely = {
        (later.event_id, earlier.event_id, likeness(earlier, later).score)
        for at, later in enumerate(some)
        for earlier in some[:at]
        if earlier.document_id != later.document_id and likeness(earlier, later).score >= threshold()
    }
    best = {(event, one.to, one.score) for event, kept in link(some).links.items() for one in kept}
    assert best <= likely
    for event in {event for event, *_ in likely}:
        scores = sorted((score for of, _, score in likely if of == event), reverse=True)[:3]
        assert sorted((score for of, _, score in best if of == event), reverse=True) == scores

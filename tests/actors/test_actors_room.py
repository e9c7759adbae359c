"""The actors room: the registry, ties from texts and registry, dealings, profiles, and names to review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx
import pytest
from made_actors import incident, record

from marsad.actors import (
    Evidence,
    Registry,
    RegistryActor,
    TieReport,
    exchanges,
    graph_data,
    profile,
    proposals,
    ties_between,
    write_graphml,
)
from marsad.actors.proposals import own_name
from marsad.actors.ties import holds_on
from marsad.errors import UsageError
from marsad.lexicon import load
from marsad.lexicon.model import DeclaredTie

REGISTRY = Registry()


def report(kind: str, source: str, target: str, day: date, outlet: str = "A") -> TieReport:
    return TieReport(kind, source, target, "التابع", None, Evidence(f"{outlet}{day}", 0, "نص", outlet, day))


@pytest.mark.parametrize("name", ["كتائب حزب الله", "كتائب حزب اللّه", "Kataib Hezbollah", "kataib hezbollah"])
def test_registry_finds_any_spelling(name: str) -> None:
    assert REGISTRY.find(name).name == "Kataib Hezbollah"


def test_registry_says_what_it_does_not_know() -> None:
    with pytest.raises(UsageError, match="no actor is named 'لواء العدم'"):
        REGISTRY.find("لواء العدم")
    with pytest.raises(UsageError, match="may be any of"):
        REGISTRY.find("محمد")


def test_accepted_actor_joins_the_registry_and_adds_aliases_to_a_known_one() -> None:
    taken = [
        RegistryActor("Dawn Brigade", "group", "IRQ", "REB", ("لواء الفجر",), origin="accepted"),
        RegistryActor("Kataib Hezbollah", "group", "IRQ", "REB", ("كتائب الحزب",), origin="accepted"),
    ]
    registry = Registry(taken)
    assert registry.find("لواء الفجر").origin == "accepted"
    known = registry.find("كتائب الحزب")
    assert (known.name, known.origin) == ("Kataib Hezbollah", "lexicon")


def test_ties_gather_every_text_and_what_the_registry_declares() -> None:
    declared = [DeclaredTie("Badr Organization", "part_of", "Fatah Alliance", date(2018, 1, 1), None, "a list")]
    told = [
        report("part_of", "Badr Organization", "Fatah Alliance", date(2020, 2, 1), "B"),
        report("part_of", "Badr Organization", "Fatah Alliance", date(2020, 1, 1)),
        report("sponsor", "Iran", "Badr Organization", date(2020, 1, 5)),
    ]
    first, second = ties_between(told, declared)
    assert (first.declared, first.first_day, first.outlets) == (True, date(2018, 1, 1), ("A", "B"))
    assert (first.first_told, first.last_told) == (date(2020, 1, 1), date(2020, 2, 1))
    assert (second.kind, second.declared, len(second.told)) == ("sponsor", False, 1)


def test_allies_are_one_tie_both_ways_round_and_sponsors_are_two() -> None:
    day = date(2020, 1, 1)
    assert len(ties_between([report("allied", "A", "B", day), report("allied", "B", "A", day)])) == 1
    assert len(ties_between([report("sponsor", "A", "B", day), report("sponsor", "B", "A", day)])) == 2


@pytest.mark.parametrize(
    ("day", "holds"), [("2019-12-31", False), ("2020-01-01", True), ("2020-12-31", True), ("2021-01-01", False)]
)
def test_a_tie_holds_within_its_days(day: str, holds: bool) -> None:
    (tie,) = ties_between([], [DeclaredTie("A", "allied", "B", date(2020, 1, 1), date(2020, 12, 31))])
    assert holds_on(tie, date.fromisoformat(day)) is holds


def test_dealings_keep_cooperation_and_conflict_apart_by_month() -> None:
    found = exchanges(
        [
            incident(1, ["Iran"], ["Iraq"], -9.0, date(2020, 1, 3)),
            incident(2, ["Iran"], ["Iraq"], 2.5, date(2020, 1, 9)),
            incident(3, ["Iraq", "Iran"], [], 2.5, date(2020, 2, 1)),
        ]
    )
    assert [(one.source, one.target, one.month, one.incidents, one.cooperation, one.conflict) for one in found] == [
        ("Iran", "Iraq", "2020-01", 2, 2.5, -9.0),
        ("Iran", "Iraq", "2020-02", 1, 2.5, 0),
    ]


def test_profile_counts_what_a_party_did_and_met() -> None:
    own = [
        incident(1, ["Houthis"], ["Saudi Arabia"], -9.0, date(2020, 1, 3)),
        incident(2, ["Saudi Arabia"], ["Houthis"], -9.0, date(2020, 1, 9)),
        incident(3, ["Iran"], ["Iraq"], 2.5, date(2020, 1, 9)),
    ]
    spoken = record(1, "الحوثيون")
    spoken["actor"][0]["name"] = "Houthis"
    found = profile(REGISTRY.find("Houthis"), [spoken], own, [])
    assert found.aliases_met == (("الحوثيون", 1),)
    assert found.counterparts == (("Saudi Arabia", 2),)
    assert found.incidents == ("i1", "i2")
    (month,) = found.activity
    assert (month.month, month.as_actor, month.as_recipient, month.score) == ("2020-01", 1, 1, -18.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("لواء الفجر", ("لواء الفجر", "group")),
        ('"سرايا الغضب"', ("سرايا الغضب", "group")),
        ("الناشط السياسي أحمد الخطيب", ("أحمد الخطيب", "person")),
        ("مسلحون مجهولون", None),
        ("لواء", None),
        ("المتحدث باسم الجيش", None),
    ],
)
def test_own_name(text: str, name: tuple[str, str] | None) -> None:
    assert own_name(text, load()) == name


def test_recurring_unknown_names_are_proposed_with_evidence() -> None:
    records = [record(number, "لواء الفجر") for number in range(3)] + [record(9, "سرايا الغضب")]
    (found,) = proposals(records, REGISTRY, load())
    assert (found.text, found.kind, found.mentions, found.documents) == ("لواء الفجر", "group", 3, 3)
    assert {one.document_id for one in found.evidence} == {"d0", "d1", "d2"}
    assert proposals(records, REGISTRY, load(), decided={found.key}) == []


def test_a_close_spelling_of_a_known_name_is_suggested() -> None:
    records = [record(number, "كتائب حزب اللاه") for number in range(3)]
    (found,) = proposals(records, REGISTRY, load())
    assert "Kataib Hezbollah" in found.like


def test_graph_holds_ties_and_dealings_and_graphml_can_be_read_again(tmp_path: Path) -> None:
    ties = ties_between([report("sponsor", "Iran", "Houthis", date(2020, 1, 1))])
    data = graph_data(ties, exchanges([incident(1, ["Houthis"], ["لواء الفجر"], -9.0, date(2020, 1, 3))]), REGISTRY)
    assert {(node["id"], node["known"]) for node in data["nodes"]} == {
        ("Iran", True),
        ("Houthis", True),
        ("لواء الفجر", False),
    }
    write_graphml(data, tmp_path / "ties.graphml")
    graph = networkx.read_graphml(tmp_path / "ties.graphml", force_multigraph=True)
    assert graph.nodes["Houthis"]["country"] == "YEM"
    assert sorted(kind for *_, kind in graph.edges(data="edge")) == ["exchange", "tie"]

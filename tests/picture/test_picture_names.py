"""What actors and places are called on a page."""

from __future__ import annotations

import re
import tomllib

import pytest

from marsad.actors.registry import Registry
from marsad.incidents.model import Party, Site
from marsad.picture.names import NEUTRAL, Names

REGISTRY = Registry()
NAMES = Names(REGISTRY)
TABLE = tomllib.loads(NEUTRAL.read_text("utf-8"))
OUTSIDE = {"unidentified gunmen"}  # named by the coder, not by the registry


@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("Qatar", "قطر"),
        ("Saudi Arabia", "السعودية"),
        ("Israel", "إسرائيل"),
        ("Islamic State", "تنظيم الدولة الإسلامية"),
        ("Iraqi Parliament", "البرلمان العراقي"),
        ("unidentified gunmen", "مسلحون مجهولون"),
        ("فصيل جديد", "فصيل جديد"),
    ],
)
def test_actors_are_called_without_taking_sides(name: str, arabic: str) -> None:
    assert NAMES.party(Party(name, name)).ar == arabic
    assert NAMES.party(Party(name, name)).en == name


def test_no_shown_name_takes_sides_where_another_is_known() -> None:
    for actor in REGISTRY:
        shown = f" {NAMES.actor(actor.name).ar} "
        is_chosen = actor.name in TABLE["names"]
        assert is_chosen or not any(f" {phrase} " in shown for phrase in TABLE["takes_sides"]), (actor.name, shown)


def test_every_known_actor_has_an_arabic_name() -> None:
    assert [actor.name for actor in REGISTRY if not re.search("[\u0621-\u064a]", NAMES.actor(actor.name).ar)] == []


def test_every_chosen_name_is_of_a_known_actor() -> None:
    assert {name for name in TABLE["names"] if name not in REGISTRY.by_name} <= OUTSIDE
    assert list(TABLE["names"]) == sorted(TABLE["names"])


def test_places_and_countries() -> None:
    assert NAMES.site(Site("Basra", "IRQ")).ar == "البصرة"
    assert NAMES.site(Site("حي جديد", None)).ar == "حي جديد"
    assert (NAMES.country("YEM").en, NAMES.country("YEM").ar) == ("Yemen", "اليمن")
    assert NAMES.country("XXX").en == "XXX"


def test_regions_that_are_no_places_have_names_of_their_own() -> None:
    assert NAMES.region("Gaza", "PSE").ar == "قطاع غزة"
    assert NAMES.region("Basra", "IRQ").ar == "البصرة"
    assert NAMES.region("حي جديد", None).ar == "حي جديد"
    for country, regions in TABLE["regions"].items():
        assert all(NAMES.site(Site(name, country)).ar == name for name in regions), "a place has its name already"

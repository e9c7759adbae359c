"""Takes a country's ISO 3166 letters and gives its number, its English name, and its regions in ACLED and UCDP."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marsad import lexicon

UCDP_REGIONS = {"Africa": "Africa", "Asia": "Asia", "America": "Americas", "Caribbean": "Americas"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country: letters, ISO 3166-1 number, English name, ACLED region."""

    letters: str
    number: int
    name: str
    region: str

    @property
    def ucdp_region(self) -> str:
        """The region in UCDP's files, which has five."""
        if self.region in ("Middle East", "Europe"):
            return self.region
        return next((ucdp for part, ucdp in UCDP_REGIONS.items() if part in self.region), "Asia")


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Give the countries by their letters."""
    regions = tomllib.loads((Path(__file__).parent / "countries.toml").read_text("utf-8"))
    named = lexicon.load().state_names
    return {
        letters: Country(letters, number, named.get(letters, letters), region)
        for region, members in regions.items()
        for letters, number in members.items()
    }

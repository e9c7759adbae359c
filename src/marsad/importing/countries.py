"""Takes a country as others write it and gives its ISO 3166 letters."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.export.countries import countries

# What ACLED and UCDP call countries that the lexicon calls otherwise.
OTHER_NAMES = {
    "palestine": "PSE",
    "turkiye": "TUR",
    "dr congo (zaire)": "COD",
    "democratic republic of congo": "COD",
    "republic of congo": "COG",
    "ivory coast": "CIV",
    "united states of america": "USA",
    "kingdom of eswatini (swaziland)": "SWZ",
    "bosnia-herzegovina": "BIH",
    "macedonia, fyr": "MKD",
}
_FORMER = re.compile(r"\s*\(.*\)$")


def country_of(number: str, name: str) -> str | None:
    """Give the letters of a country by its ISO number, or failing that its English name; None where it is unknown."""
    by_number, by_name = _tables()
    if number.isascii() and number.isdigit() and int(number) in by_number:
        return by_number[int(number)]
    plain = name.strip().lower()
    return OTHER_NAMES.get(plain) or by_name.get(plain) or by_name.get(_FORMER.sub("", plain))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[str, str]]:
    known = countries().values()
    return {one.number: one.letters for one in known}, {one.name.lower(): one.letters for one in known}

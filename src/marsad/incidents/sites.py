"""Takes the places of event records and gives sites, and how well two sites go together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

from marsad.arabic.normal import normalize
from marsad.incidents.model import Site
from marsad.incidents.tables import table
from marsad.lexicon import load

# UCDP's precision of place: 1 the place itself, 2 near it, 4 first-level region, 5 a region without borders,
# 6 country, 7 sea, air, or not known.
PRECISION_BY_KIND = {"site": 1, "quarter": 1, "town": 1, "city": 1, "capital": 1, "region": 4, "country": 6, "sea": 7}
NEARBY, FUZZY_REGION, COUNTRY, NOWHERE = 2, 5, 6, 7
BEFORE = 24  # characters before a place in which a word such as "near" is looked for
EARTH_KM = 6371.0
SAME_TOWN_KM, SAME_AREA_KM = 6.0, 30.0
SAME, INSIDE, NEAR, SAME_REGION, SAME_COUNTRY, FAR, OTHER_COUNTRY = 1.0, 0.6, 0.6, 0.2, 0.2, -0.6, -1.0


def site(span: Mapping[str, Any], sentence_text: str) -> Site:
    """Give the site that a place of a record is; near it where the words before it say so."""
    before = normalize(sentence_text[max(0, span["start"] - BEFORE) : span["start"]])
    known = (span.get(name) for name in ("name", "country", "latitude", "longitude"))
    return _site(span["text"], *known, is_near=_near().search(before) is not None)


@lru_cache(maxsize=1)
def _near() -> re.Pattern[str]:
    """One of the words for near at the end, or before one more word (the city of ...)."""
    return re.compile(rf"(?:{'|'.join(table('words')['near'])})\s+(?:\S+\s+)?$")


@lru_cache(maxsize=50_000)
def _site(
    text: str, name: str | None, country: str | None, latitude: float | None, longitude: float | None, is_near: bool
) -> Site:
    if name is None:
        return Site(text, country, None, latitude, longitude, COUNTRY if country else NOWHERE)
    kind, region = _kinds().get((name, country, latitude, longitude), (None, None))
    precision = PRECISION_BY_KIND.get(kind or "", NOWHERE if latitude is None else 1)
    if kind == "region" and region not in (None, name):
        precision = FUZZY_REGION
    if is_near and precision == 1:
        precision = NEARBY
    return Site(name, country, region, latitude, longitude, precision)


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, str | None, float | None, float | None], tuple[str, str | None]]:
    """Kind and first-level region by name, country and degrees."""
    found = {}
    for place in load().places:
        found[place.name, place.country, place.latitude, place.longitude] = (place.kind, place.admin1)
    return found


def agreement(first: Sequence[Site], second: Sequence[Site]) -> float | None:
    """Give how well two lists of places go together: the best of their pairs; None where one of them is empty."""
    values = [likeness(one, other) for one in first for other in second]
    return max(values) if values else None


@lru_cache(maxsize=200_000)
def likeness(first: Site, second: Site) -> float:
    """Give how well two places go together, -1 (other countries) to 1 (the same place)."""
    if first.country and second.country and first.country != second.country:
        return OTHER_COUNTRY
    if first.name == second.name:
        return SAME
    precise, wide = sorted((first, second), key=lambda one: one.precision)
    if wide.precision >= COUNTRY:
        return SAME_COUNTRY if first.country == second.country else 0.0
    distance = kilometres(first, second)
    if wide.precision > NEARBY:
        return _inside(precise, wide, distance)
    if distance is not None and distance <= SAME_TOWN_KM:
        return NEAR
    if distance is not None and distance <= SAME_AREA_KM and NEARBY in (first.precision, second.precision):
        return SAME_REGION
    return FAR


def _inside(precise: Site, wide: Site, distance: float | None) -> float:
    """A place and a region: inside it by the gazetteer, or close to the middle of one without borders."""
    if wide.precision == FUZZY_REGION:
        return INSIDE if distance is not None and distance <= SAME_AREA_KM else FAR / 2
    if precise.region and precise.region == (wide.region or wide.name):
        return INSIDE
    return FAR if precise.region else 0.0


def kilometres(first: Site, second: Site) -> float | None:
    """Give the distance of two places on the great circle; None where one of them is not on the map."""
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return None
    north, south = radians(first.latitude or 0.0), radians(second.latitude or 0.0)
    east = radians((second.longitude or 0.0) - (first.longitude or 0.0))
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))

"""Takes the actors and recipients of event records and gives parties, and how well two parties go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from marsad.incidents.model import Party
from marsad.incidents.wording import bare_words

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
ARMED = frozenset({"MIL", "PRM", "REB", "UAF"})
UNKNOWN = frozenset({"UNK", "UAF"})
SAME, SAME_BODY, SAME_SIDE, SAME_COUNTRY, DIFFERENT = 1.0, 0.8, 0.5, 0.2, -1.0


def party(span: Mapping[str, Any]) -> Party:
    """Give the party that an actor or recipient of a record is."""
    return _party(span.get("name"), span["text"], span.get("country"), span.get("sector") or "UNK")


@lru_cache(maxsize=50_000)
def _party(name: str | None, text: str, country: str | None, sector: str) -> Party:
    if name:
        return Party(name, name, country, sector)
    words = " ".join(bare_words(text))
    return Party(f"{country or '?'}:{sector}:{words}", text, country, sector)


def agreement(first: Sequence[Party], second: Sequence[Party]) -> float | None:
    """Give how well two lists of parties go together, -1 (others) to 1 (the same); None where one says nothing.

    Each party of the shorter list is held against the one it goes with best. One who is unknown goes with anybody.
    """
    if len(first) > len(second):
        first, second = second, first
    found = [best for one in first if (best := _best(one, second)) is not None]
    return sum(found) / len(found) if found else None


def _best(one: Party, others: Sequence[Party]) -> float | None:
    values = [value for other in others if (value := likeness(one, other)) is not None]
    return max(values) if values else None


@lru_cache(maxsize=200_000)
def likeness(first: Party, second: Party) -> float | None:
    """Give how well two parties go together, -1 to 1; None where one of them is too little known to tell."""
    if first.key == second.key:
        return SAME
    if first.country and second.country:
        return _of_countries(first, second)
    if first.sector in UNKNOWN or second.sector in UNKNOWN:
        return None
    if first.sector == second.sector:
        return SAME_SIDE if _share_a_word(first, second) else None
    return None if {first.sector, second.sector} <= ARMED else DIFFERENT / 2


def handles(one: Party) -> frozenset[tuple[str, str]]:
    """Give by what parties of one side are found: any two as alike as SAME_SIDE or more have one of these in common."""
    country = [("country", one.country)] if one.country else []
    return frozenset([("key", one.key), *country, *((one.sector, word) for word in _words(one))])


def _of_countries(first: Party, second: Party) -> float:
    if first.country != second.country:
        return DIFFERENT
    if first.sector == second.sector:
        return SAME_BODY if _share_a_word(first, second) else SAME_SIDE
    if first.sector in STATE and second.sector in STATE:
        return SAME_SIDE
    return SAME_COUNTRY


def _share_a_word(first: Party, second: Party) -> bool:
    return bool(set(_words(first)) & set(_words(second)))


def _words(one: Party) -> list[str]:
    return one.key.rpartition(":")[2].split()


def countries(parties: Sequence[Party]) -> frozenset[str]:
    """Give the countries of parties, as far as they are known."""
    return frozenset(one.country for one in parties if one.country)

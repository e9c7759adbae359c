"""Takes a body told without its country, once that is known, and gives what the registry has for it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from marsad.arabic.normal import normalize
from marsad.coding.model import Entity
from marsad.coding.words import AL
from marsad.lexicon import Lexicon

STATE_BODIES: Final = frozenset({"COP", "MIL", "GOV"})
COUNTED: Final = " من "


def as_body_of_country(entity: Entity, lexicon: Lexicon) -> Entity:
    """Give a body told without its country the sector that the registry has for it: قوات الأمن of Iraq are soldiers."""
    if entity.name is not None or entity.country is None or entity.sector not in STATE_BODIES:
        return entity
    sector = _registered_sector(lexicon, entity.text, entity.country)
    return entity if sector in (None, entity.sector) else replace(entity, sector=sector)


@lru_cache(maxsize=5000)
def _registered_sector(lexicon: Lexicon, text: str, country: str) -> str | None:
    """Give the sector of the actor that is named by `text` and an adjective of its country."""
    words = tuple(normalize(word) for word in text.rpartition(COUNTED)[2].split())
    for rest, kind, index, is_weak in lexicon.names.get(words[0], ()):
        if kind != "actor" or is_weak or len(rest) != len(words) or rest[:-1] != words[1:]:
            continue
        nations = lexicon.nations_of.get(rest[-1].removeprefix(AL), ())
        actor = lexicon.actor(index)
        if actor.country == country and any(lexicon.nations[nation].country == country for nation in nations):
            return actor.sector
    return None

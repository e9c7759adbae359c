"""Takes an event and the document's earlier ones and gives the earlier one that is the same happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.normal import normalize
from marsad.coding.model import Entity, Event, Place

ENOUGH = 3
MIN_SHARED = 4
PARTY_AGREES, PARTY_DIFFERS = 2, -3
SAME_WORD, DEFINITE, SAME_MODE, SAME_PLACE, OTHER_STATUS = 2, 2, 1, 1, -2


@dataclass(frozen=True, slots=True)
class Wording:
    """How an event is worded: the frame its trigger belongs to, and whether it is spoken of as known (الهجوم)."""

    frame: str
    is_definite: bool


def same_happening(event: Event, wording: Wording, earlier: Sequence[tuple[Event, Wording]]) -> str | None:
    """Give the id of the first earlier event that is the same happening, or None.

    Type must agree, days must meet and no named place or party may exclude it. What speaks for it is added up: parties
    that share a name or a code, the same word, a definite reference, mode and place.
    """
    for known, known_wording in earlier:
        if known.same_as is None and _weight(event, wording, known, known_wording) >= ENOUGH:
            return known.id
    return None


def _weight(event: Event, wording: Wording, known: Event, known_wording: Wording) -> int:
    if event.type != known.type or not _days_meet(event, known):
        return 0
    if event.mode and known.mode and event.mode != known.mode and wording.frame == known_wording.frame:
        return 0
    parties = [_agree(event.actor, known.actor), _agree(event.recipient, known.recipient)]
    weight = sum(PARTY_AGREES if agree else PARTY_DIFFERS for agree in parties if agree is not None)
    weight += SAME_WORD * (wording.frame == known_wording.frame)
    weight += DEFINITE * wording.is_definite
    weight += SAME_MODE * (event.mode is not None and event.mode == known.mode)
    weight += OTHER_STATUS * (event.status != known.status)
    if event.place and known.place:
        weight += SAME_PLACE if _places_meet(event.place, known.place) else PARTY_DIFFERS
    return weight


def _agree(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool | None:
    """True where the parties share a member, False where they exclude each other, None where one is not named."""
    if not one or not other:
        return None
    return any(_same_party(first, second) for first in one for second in other)


def _same_party(one: Entity, other: Entity) -> bool:
    if one.name and other.name:
        return one.name == other.name
    if one.country and other.country:
        return one.country == other.country and one.sector == other.sector
    first, second = _words(one.text), _words(other.text)
    return not first.isdisjoint(second) or (one.sector == other.sector != "UNK" and not (one.country and other.country))


def _words(text: str) -> set[str]:
    return {word.removeprefix("\u0627\u0644") for word in normalize(text).split() if len(word) >= MIN_SHARED}


def _days_meet(event: Event, known: Event) -> bool:
    first, second = event.when, known.when
    if first is None or second is None:
        return True
    if first.first_day is None or first.last_day is None or second.first_day is None or second.last_day is None:
        return True
    return first.first_day <= second.last_day and second.first_day <= first.last_day


def _places_meet(one: tuple[Place, ...], other: tuple[Place, ...]) -> bool:
    names = {place.name or place.text for place in one}
    countries = {place.country for place in one if place.country}
    return not names.isdisjoint(place.name or place.text for place in other) or not countries.isdisjoint(
        place.country for place in other
    )

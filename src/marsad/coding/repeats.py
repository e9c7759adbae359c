"""Takes an event and the document's earlier ones and gives the earlier one that is the same happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.arabic.normal import normalize
from marsad.coding.model import Entity, Event, Place

MIN_SHARED: Final = 4
LEAD, FAR = 2, 4
WEIGHTS: Final = {
    "always": -1.6,
    "same word": 2.0,
    "told in the headline": 1.7,
    "lead after the headline": 0.5,
    "only one of its type": 0.6,
    "spoken of as known": 0.5,
    "names nobody": 0.4,
    "days meet": 0.9,
    "days differ": -1.0,
    "same toll": 1.1,
    "other toll": -1.4,
    "party agrees": 0.3,
    "actor differs": -0.6,
    "recipient differs": -0.4,
    "other mode": -0.5,
    "other place": -0.8,
    "other status": -0.8,
    "same sentence": -0.8,
    "far apart": -0.4,
}
"""What each sign weighs: fitted by logistic regression on annotated documents, then rounded by hand."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How an event is worded: the frame its trigger belongs to, and whether it is spoken of as known (الهجوم)."""

    frame: str
    is_definite: bool


def same_happening(event: Event, wording: Wording, earlier: Sequence[tuple[Event, Wording]]) -> str | None:
    """Give the id of the earlier event that is most likely the same happening, or None.

    Type must agree. What speaks for and against it is weighed: the word, the headline, parties, days, place, toll.
    """
    best, weight = None, 0.0
    of_type = sum(known.type == event.type for known, _ in earlier)
    for known, known_wording in earlier:
        if known.same_as is not None or known.type != event.type:
            continue
        total = sum(WEIGHTS[sign] for sign in signs(event, wording, known, known_wording, of_type=of_type))
        if total > weight:
            best, weight = known.id, total
    return best


def signs(event: Event, wording: Wording, known: Event, known_wording: Wording, *, of_type: int) -> list[str]:
    """Give the signs that two events are the same happening, or are not; `of_type` events of the type came before."""
    tolls = [one == other for one, other in _tolls(event, known)]
    days_meet = _days_meet(event, known)
    actors, recipients = _agree(event.actor, known.actor), _agree(event.recipient, known.recipient)
    held = {
        "always": True,
        "same word": wording.frame == known_wording.frame,
        "told in the headline": known.sentence == 0 < event.sentence,
        "lead after the headline": known.sentence == 0 < event.sentence <= LEAD,
        "only one of its type": of_type == 1,
        "spoken of as known": wording.is_definite,
        "names nobody": not event.actor and not event.recipient,
        "days differ": not days_meet,
        "days meet": days_meet and _are_dated(event, known),
        "same toll": any(tolls),
        "other toll": bool(tolls) and not any(tolls),
        "party agrees": bool(actors) or bool(recipients),
        "actor differs": actors is False,
        "recipient differs": recipients is False,
        "other mode": bool(event.mode and known.mode and event.mode != known.mode),
        "other place": bool(event.place and known.place) and not _places_meet(event.place, known.place),
        "other status": event.status != known.status,
        "same sentence": event.sentence == known.sentence,
        "far apart": event.sentence - known.sentence >= FAR,
    }
    return [sign for sign, holds in held.items() if holds]


def _are_dated(event: Event, known: Event) -> bool:
    return all(one.when is not None and one.when.first_day is not None for one in (event, known))


def _tolls(event: Event, known: Event) -> list[tuple[int, int]]:
    """Give the pairs of numbers of killed, injured and detained that both events tell."""
    pairs = ((event.killed, known.killed), (event.injured, known.injured), (event.detained, known.detained))
    return [(one, other) for one, other in pairs if one is not None and other is not None]


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

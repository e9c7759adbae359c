"""Takes an event and the document's earlier ones and gives the earlier one that is the same happening."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.model import Entity, Event


def same_happening(event: Event, earlier: Sequence[Event]) -> str | None:
    """Give the id of the first earlier event of the same type, status and parties, or None.

    Parties agree where they share a name or a code, or where one side is silent; at least one party must agree.
    """
    for known in earlier:
        if known.same_as is None and _same(event, known):
            return known.id
    return None


def _same(event: Event, known: Event) -> bool:
    if event.type != known.type or event.status != known.status:
        return False
    if event.mode is not None and known.mode is not None and event.mode != known.mode:
        return False
    if event.when and known.when and not _days_meet(event, known):
        return False
    actors, recipients = _agree(event.actor, known.actor), _agree(event.recipient, known.recipient)
    if actors is False or recipients is False:
        return False
    if event.place and known.place and not _places_meet(event, known):
        return False
    return actors is True or recipients is True


def _agree(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool | None:
    """True where the parties share a member, False where they exclude each other, None where one is not named."""
    if not one or not other:
        return None
    return not {_party(entity) for entity in one}.isdisjoint(_party(entity) for entity in other)


def _party(entity: Entity) -> tuple[str | None, ...]:
    return (entity.name,) if entity.name else (entity.country, entity.sector)


def _days_meet(event: Event, known: Event) -> bool:
    assert event.when is not None and known.when is not None
    first, second = event.when, known.when
    if None in (first.first_day, first.last_day, second.first_day, second.last_day):
        return True
    return first.first_day <= second.last_day and second.first_day <= first.last_day  # type: ignore[operator]


def _places_meet(event: Event, known: Event) -> bool:
    names = {place.name or place.text for place in event.place}
    countries = {place.country for place in event.place}
    return not names.isdisjoint(place.name or place.text for place in known.place) or not countries.isdisjoint(
        place.country for place in known.place
    )

"""Takes tellings and links each to the earlier ones that are likeliest to tell of the same happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.incidents.blocking import filed_under, keys_of
from marsad.incidents.likeness import Likeness, likeness, threshold
from marsad.incidents.mention import Mention
from marsad.incidents.screening import promising

MOST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """Why a mention was joined: the mention it was found to be like, how likely, and the parts of that figure."""

    to: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of tellings by event id, the likeliest first, and the tellings of which they are new or changed."""

    links: Mapping[str, tuple[Link, ...]]
    changed: frozenset[str]


def link(
    fresh: Iterable[Mention],
    held: Iterable[Mention] = (),
    links: Mapping[str, Sequence[Link]] | None = None,
    keys: Mapping[str, tuple[Sequence[int], Sequence[int]]] | None = None,
) -> Linked:
    """Give the links of fresh tellings, and of those `held` that are liker to them than to what they are linked to.

    A telling is linked to the MOST_LINKS likeliest of those before it in `Mention.order` in other documents, if likely
    enough; ties go to the smaller event id. What is linked to what therefore depends on the tellings alone and not on
    the order in which they came, except where more than screening.MOST_FILED others share a key with one on either
    side. `links` are those of the held ones, `keys` those of the fresh ones where they are known already.
    """
    new = {one.event_id: one for one in fresh}
    known = {one.event_id: one for one in held if one.event_id not in new}
    own = {event: (keys or {}).get(event) or keys_of(one) for event, one in new.items()}
    filed = {event: found for event, (found, _) in own.items()}
    filed |= {event: filed_under(one) for event, one in known.items()}
    looked_up = {event: found for event, (_, found) in own.items()}
    tellings = sorted((*new.values(), *known.values()), key=lambda one: one.order)
    found = {event: tuple(some) for event, some in (links or {}).items() if some}
    offers = _offers(tellings, promising(tellings, new, filed, looked_up))
    changed = set(new)
    for event, some in offers.items():
        kept = [one for one in found.get(event, ()) if one.to not in some]
        likeliest = sorted(some.items(), key=lambda offer: (-offer[1].score, offer[0]))[:MOST_LINKS]
        offered = [Link(to, alike.score, alike.why) for to, alike in likeliest]
        best = tuple(sorted((*kept, *offered), key=lambda one: (-one.score, one.to))[:MOST_LINKS])
        if best != found.get(event):
            changed.add(event)
            found[event] = best
    return Linked(found, frozenset(changed))


def _offers(tellings: Sequence[Mention], pairs: Iterable[tuple[int, int]]) -> dict[str, dict[str, Likeness]]:
    """Give, of each telling, the earlier ones that are likely enough to tell of the same happening."""
    least = threshold()
    offers: dict[str, dict[str, Likeness]] = {}
    for first, second in pairs:
        earlier, later = tellings[first], tellings[second]
        alike = likeness(earlier, later)
        if alike.score >= least:
            offers.setdefault(later.event_id, {})[earlier.event_id] = alike
    return offers

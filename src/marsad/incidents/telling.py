"""Takes the mentions of one document and gives its tellings: those that tell of one happening, put together."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from typing import TypeVar

from marsad.incidents import sites, wording
from marsad.incidents.likeness import features, kindred_types, weights
from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention
from marsad.incidents.model import Site
from marsad.incidents.sites import NEARBY
from marsad.incidents.tables import is_verbal, table

Value = TypeVar("Value")
NEAR_TITLE = 3  # sentences after the title that still tell what it says
FAR_SENTENCES = 10
POOLED_WORDS = 40
STATUS_RANK = {"actual": 0, "negated": 1, "future": 2, "hypothetical": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells: a pooled mention for each happening, under the event id of the first, and the links
    of the others to it."""

    tellings: tuple[Mention, ...]
    links: Mapping[str, tuple[Link, ...]]


def tell(mentions: Iterable[Mention]) -> Told:
    """Give what the mentions of one document tell.

    In the order of the text each goes to the happening told before that it is likest to, if likely enough: a text says
    once who did what where, and then goes on with `the attack` and `nine were killed`.
    """
    ordered = sorted(mentions, key=lambda one: one.order)
    found: list[list[Mention]] = []
    links: dict[str, tuple[Link, ...]] = {}
    for mention in ordered:
        home = _likeliest(mention, found)
        if home is None:
            found.append([mention])
            continue
        members, score, why = home
        links[mention.event_id] = (Link(members[0].event_id, score, why),)
        members.append(mention)
    return Told(tuple(pooled(members) for members in found), links)


def _likeliest(mention: Mention, found: Sequence[list[Mention]]) -> tuple[list[Mention], float, tuple[str, ...]] | None:
    least = float(table("weights")["threshold_within"])
    best: tuple[list[Mention], float, tuple[str, ...]] | None = None
    for members in found:
        kin = [one for one in members if mention.type in kindred_types(one.type)]
        if not kin or _contradicts(members, mention):
            continue
        judged = [_likeness(one, mention) for one in kin]
        score, why = max(judged)
        score = (score + sum(value for value, _ in judged) / len(judged)) / 2
        if score >= least and (best is None or score >= best[1]):
            best = members, score, why
    return best


def _contradicts(members: Sequence[Mention], mention: Mention) -> bool:
    """True where the days, countries or towns of a mention are others than those of the happening."""
    return any(_other_day(one, mention) or _other_country(one, mention) for one in members) or _other_towns(
        [town for one in members for town in towns(one)], towns(mention)
    )


def _other_day(first: Mention, second: Mention) -> bool:
    if first.date_precision != 1 or second.date_precision != 1:
        return False
    return max(first.earliest, second.earliest) - min(first.latest, second.latest) > 1


def _other_country(first: Mention, second: Mention) -> bool:
    ours, theirs = ({site.country for site in one.sites if site.country} for one in (first, second))
    return bool(ours and theirs and not ours & theirs)


def _other_towns(ours: Sequence[Site], theirs: Sequence[Site]) -> bool:
    nearest = sites.agreement(ours, theirs)
    return nearest is not None and nearest < 0


def towns(mention: Mention) -> list[Site]:
    """Give the places of a mention that are points on the map."""
    return [site for site in mention.sites if site.precision <= NEARBY and site.latitude is not None]


def _likeness(earlier: Mention, later: Mention) -> tuple[float, tuple[str, ...]]:
    chosen = weights("within")
    parts = [(name, value * chosen[name]) for name, value in features_within(earlier, later).items() if value]
    total = chosen["bias"] + sum(value for _, value in parts)
    weighty = sorted(parts, key=lambda part: -abs(part[1]))
    return 1 / (1 + exp(-total)), tuple(f"{name} {value:+.1f}" for name, value in weighty if abs(value) >= 0.05)


def features_within(earlier: Mention, later: Mention) -> dict[str, float]:
    """Give each likeness of two mentions of one document, and how a text refers back to what it has told."""
    is_same_sentence = earlier.sentence == later.sentence
    gap = later.sentence - earlier.sentence
    is_definite = later.trigger.startswith(tuple(table("words")["definite"]))
    tolls = _is_toll(earlier.trigger), _is_toll(later.trigger)
    is_bare = not (later.actors or later.recipients or later.sites)
    return features(earlier, later) | {
        "words": 0.0 if is_same_sentence else wording.likeness(earlier.words, later.words),
        "story": 0.0,
        "sentence": float(is_same_sentence),
        "next": float(gap == 1),
        "far": min(gap, FAR_SENTENCES) / FAR_SENTENCES,
        "title": float(earlier.sentence == 0 and 0 < gap <= NEAR_TITLE),
        "same_as": float(later.same_as == earlier.event_id),
        "definite": float(is_definite),
        "bare": float(is_definite and is_bare),
        "toll": float(tolls[0] != tolls[1] and is_same_sentence),
        "toll_apart": float(tolls[0] != tolls[1] and not is_same_sentence),
        "tolls": float(all(tolls)),
        "status": float(earlier.status != later.status),
        "verbal": float(is_verbal(earlier.type)),
    }


@lru_cache(maxsize=20_000)
def _is_toll(trigger: str) -> bool:
    """True for a word that tells of victims rather than of the act that made them."""
    tolls = set(table("words")["tolls"])
    return bool(tolls & {*trigger.split(), *trigger.lstrip(table("words")["proclitics"]).split()})


def pooled(members: Sequence[Mention]) -> Mention:
    """Give one mention, under the id of the first, that says what all of them say together."""
    if len(members) == 1:
        return members[0]
    dated = _most_dated(members)
    return replace(
        members[0],
        mode=_commonest(one.mode for one in members),
        status=min((one.status for one in members), key=STATUS_RANK.__getitem__),
        background=all(one.background for one in members),
        first_day=dated.first_day,
        last_day=dated.last_day,
        earliest=dated.earliest,
        latest=dated.latest,
        sites=_each(members, lambda one: one.sites),
        actors=_each(members, lambda one: one.actors),
        recipients=_each(members, lambda one: one.recipients),
        said_by=_each(members, lambda one: one.said_by),
        killed=_most(one.killed for one in members),
        injured=_most(one.injured for one in members),
        detained=_most(one.detained for one in members),
        weapon=_commonest(one.weapon for one in members),
        words=frozenset(
            heapq.nlargest(
                POOLED_WORDS,
                frozenset().union(*(one.words for one in members)),
                key=lambda word: (wording.weight(word), word),
            )
        ),
        same_as=None,
    )


def _most_dated(members: Sequence[Mention]) -> Mention:
    """Give the mention whose days hold: those told most often among exact ones, else the narrowest that is told."""
    exact = Counter((one.earliest, one.latest) for one in members if one.date_precision == 1)
    if exact:
        most = max(exact.values())
        return next(one for one in members if one.date_precision == 1 and exact[one.earliest, one.latest] == most)
    told = [one for one in members if one.first_day]
    if told:
        return min(told, key=lambda one: (one.date_precision, one.order))
    return max(members, key=lambda one: one.earliest)


def _each(members: Sequence[Mention], of: Callable[[Mention], tuple[Value, ...]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for one in members for value in of(one)))


def _most(numbers: Iterable[int | None]) -> int | None:
    return max((number for number in numbers if number is not None), default=None)


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None

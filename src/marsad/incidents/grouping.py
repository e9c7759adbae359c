"""Takes mentions, their links and people's decisions, and gives groups: each the mentions of one incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention
from marsad.incidents.parties import countries
from marsad.incidents.tables import is_verbal

MOST_DAYS_APART = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: each of `groups` (event ids) is one incident, and different groups are different ones.

    A merge has one group, a split two. Of two decisions that contradict each other the later one holds.
    """

    groups: tuple[frozenset[str], ...]


@dataclass(slots=True)
class Group:
    """Mentions of one incident while groups are being made, and what is known of all of them together."""

    members: list[Mention]
    dated: tuple[int, int] | None = None
    where: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    decided: frozenset[str] = field(default=frozenset())

    def contradicts(self, other: Group) -> bool:
        """True where the days, countries or (of words) speakers that both know are not the same."""
        if self.dated and other.dated:
            gap = max(self.dated[0], other.dated[0]) - min(self.dated[1], other.dated[1])
            if gap > MOST_DAYS_APART:
                return True
        if self.where and other.where and not self.where & other.where:
            return True
        return is_verbal(self.members[0].type) and bool(self.who and other.who and not self.who & other.who)


def groups(
    mentions: Mapping[str, Mention], links: Mapping[str, Link], decisions: Sequence[Decision] = ()
) -> list[list[Mention]]:
    """Give the mentions in groups of one incident each, in the order of the groups' first mentions.

    First what people decided is put together. Then the links join groups, the likeliest first, unless a person kept
    them apart or what is known of one contradicts what is known of the other.
    """
    home = {event: _alone(mention) for event, mention in mentions.items()}
    apart = _decide(home, decisions)
    ranked = sorted(
        ((link.score, event, link.to) for event, link in links.items() if event in home and link.to in home),
        key=lambda one: (-one[0], mentions[one[1]].order, one[2]),
    )
    for _, event, to in ranked:
        first, second = home[event], home[to]
        if first is second or _kept_apart(first, second, apart) or first.contradicts(second):
            continue
        _join(home, first, second)
    return _in_order(home.values())


def _alone(mention: Mention) -> Group:
    dated = None
    if mention.date_precision == 1:
        dated = mention.earliest, mention.latest
    where = frozenset(site.country for site in mention.sites if site.country)
    return Group([mention], dated, where, countries(mention.actors))


def _join(home: dict[str, Group], first: Group, second: Group) -> None:
    """Put the smaller group into the larger one."""
    if len(first.members) < len(second.members):
        first, second = second, first
    first.members += second.members
    if first.dated and second.dated:
        first.dated = min(first.dated[0], second.dated[0]), max(first.dated[1], second.dated[1])
    first.dated = first.dated or second.dated
    first.where |= second.where
    first.who |= second.who
    first.decided |= second.decided
    for mention in second.members:
        home[mention.event_id] = first


def _decide(home: dict[str, Group], decisions: Sequence[Decision]) -> set[tuple[str, str]]:
    """Put together what people decided to be one, the latest decision first; give the pairs that they kept apart."""
    apart: set[tuple[str, str]] = set()
    for number, decision in reversed(list(enumerate(decisions))):
        named = [sorted(group & home.keys()) for group in decision.groups]
        marks = [f"{number}.{at}" for at in range(len(named))]
        for mark, events in zip(marks, named, strict=True):
            _put_together(home, events, mark, apart)
        apart |= {(one, other) for one in marks for other in marks if one != other}
    return apart


def _put_together(home: dict[str, Group], events: list[str], mark: str, apart: set[tuple[str, str]]) -> None:
    for event in events:
        home[event].decided |= {mark}
    for event in events[1:]:
        first, second = home[events[0]], home[event]
        if first is not second and not _kept_apart(first, second, apart):
            _join(home, first, second)


def _kept_apart(first: Group, second: Group, apart: set[tuple[str, str]]) -> bool:
    return any((one, other) in apart for one in first.decided for other in second.decided)


def _in_order(homes: Iterable[Group]) -> list[list[Mention]]:
    unique = {id(group): group for group in homes}
    found = [sorted(group.members, key=lambda mention: mention.order) for group in unique.values()]
    return sorted(found, key=lambda members: members[0].order)

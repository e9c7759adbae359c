"""Takes mentions, their links and people's decisions, and gives groups: each the mentions of one incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from marsad.incidents.linking import Link
from marsad.incidents.mention import Mention
from marsad.incidents.model import Site
from marsad.incidents.parties import countries
from marsad.incidents.sites import agreement
from marsad.incidents.tables import is_verbal
from marsad.incidents.telling import towns

Value = TypeVar("Value")

MOST_DAYS_APART = 1
MOST_DAYS_LATE = 3  # after which news is hardly printed for the first time
HALF = 0.5
TOWN_SHARE = 0.25  # of reports that name the city near by, where most name the base or the quarter that was hit


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: each of `groups` (event ids) is one incident, and different groups are different ones.

    A merge has one group, a split two. Of two decisions that contradict each other the later one holds.
    """

    groups: tuple[frozenset[str], ...]


@dataclass(slots=True)
class Group:
    """Mentions of one incident while groups are being made, and what they say of it, by how many of them."""

    members: list[Mention]
    days: Counter[int]
    towns: Counter[Site]
    countries: Counter[str]
    who: Counter[str]
    printed: int | None
    decided: frozenset[str] = field(default=frozenset())

    def contradicts(self, other: Group) -> bool:
        """True where the days, countries, towns or (of words) speakers that both know are not the same."""
        if self.days and other.days and _gap(_main(self.days), _main(other.days)) > MOST_DAYS_APART:
            return True
        if _printed_late(self, other) or _printed_late(other, self) or _differ(self.countries, other.countries):
            return True
        if _other_towns(self, other):
            return True
        return is_verbal(self.members[0].type) and _differ(self.who, other.who)


def _main(counts: Counter[Value], share: float = HALF) -> set[Value]:
    """Give what is said most, and what is said at least by such a share as often."""
    most = max(counts.values())
    return {value for value, count in counts.items() if count >= share * most}


def _most(counts: Counter[Value]) -> set[Value]:
    most = max(counts.values())
    return {value for value, count in counts.items() if count == most}


def _gap(ours: set[int], theirs: set[int]) -> int:
    return min(abs(one - other) for one in ours for other in theirs)


def _differ(ours: Counter[str], theirs: Counter[str]) -> bool:
    if not ours or not theirs:
        return False
    main: set[str] = _main(ours)
    other: set[str] = _main(theirs)
    return main.isdisjoint(other)


def _printed_late(dated: Group, undated: Group) -> bool:
    """True where news that tells no day was printed long after the day of the other happening."""
    if not dated.days or undated.days or undated.printed is None:
        return False
    return undated.printed - max(_main(dated.days)) > MOST_DAYS_LATE


def _other_towns(ours: Group, theirs: Group) -> bool:
    """True where towns differ: one act of one day may hit several, so not where both tell the same day."""
    if not ours.towns or not theirs.towns:
        return False
    if ours.days and theirs.days and _gap(_most(ours.days), _most(theirs.days)) == 0:
        return False
    told = (sorted(_main(one.towns, TOWN_SHARE), key=str) for one in (ours, theirs))
    nearest = agreement(*told)
    return nearest is not None and nearest < 0


def groups(
    mentions: Mapping[str, Mention], links: Mapping[str, Sequence[Link]], decisions: Sequence[Decision] = ()
) -> list[list[Mention]]:
    """Give the mentions in groups of one incident each, in the order of the groups' first mentions.

    First what people decided is put together. Then the links join groups: those within documents first, the likeliest
    first, unless a person kept them apart or what is known of one contradicts what is known of the other.
    """
    home = {event: _alone(mention) for event, mention in mentions.items()}
    apart = _decide(home, decisions)
    for event, to in _ranked(mentions, links):
        first, second = home[event], home[to]
        if first is second or _kept_apart(first, second, apart) or first.contradicts(second):
            continue
        _join(home, first, second)
    return _in_order(home.values())


def _ranked(mentions: Mapping[str, Mention], links: Mapping[str, Sequence[Link]]) -> list[tuple[str, str]]:
    found = [
        (mentions[event].document_id != mentions[link.to].document_id, -link.score, mentions[event].order, link.to)
        for event, some in links.items()
        for link in some
        if event in mentions and link.to in mentions
    ]
    return [(order[-1], to) for _, _, order, to in sorted(found)]


def _alone(mention: Mention) -> Group:
    is_dated = mention.date_precision == 1 and not mention.background
    return Group(
        members=[mention],
        days=Counter([mention.earliest] if is_dated else ()),
        towns=Counter(towns(mention)),
        countries=Counter(site.country for site in mention.sites if site.country),
        who=Counter(countries(mention.actors)),
        printed=None if mention.background or mention.published is None else mention.published.toordinal(),
    )


def _join(home: dict[str, Group], first: Group, second: Group) -> None:
    """Put the smaller group into the larger one."""
    if len(first.members) < len(second.members):
        first, second = second, first
    first.members += second.members
    first.days += second.days
    first.towns += second.towns
    first.countries += second.countries
    first.who += second.who
    first.printed = min((day for day in (first.printed, second.printed) if day is not None), default=None)
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

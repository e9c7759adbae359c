"""Takes tellings one by one and links each to the earlier ones that are likeliest to tell of the same happening."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from marsad.incidents.blocking import filed_under, looked_up_under
from marsad.incidents.likeness import Likeness, can_be_one, likeness, threshold
from marsad.incidents.mention import Mention

MOST_COMPARED = 200
MOST_LINKS = 3
MOST_FILED = 400  # on either side of a mention, in `Mention.order`, of what is filed under one key
Order = tuple[str, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a mention was joined: the mention it was found to be like, how likely, and the parts of that figure."""

    to: str
    score: float
    why: tuple[str, ...] = ()


class Linker:
    """The links of tellings, kept up to date while tellings come and go, in whatever order.

    A telling is linked to the MOST_LINKS likeliest of those before it in `Mention.order` in other documents, if likely
    enough; ties go to the smaller event id. What is linked to what therefore depends on the tellings alone and not on
    the order in which they were added, except where very many others share keys with one: of each key only the
    MOST_FILED before and after it are looked at, and of all these the MOST_COMPARED that share most are compared.
    """

    def __init__(self) -> None:
        self.mentions: dict[str, Mention] = {}
        self.links: dict[str, tuple[Link, ...]] = {}
        self.changed: set[str] = set()
        self._filed: defaultdict[int, list[tuple[Order, str]]] = defaultdict(list)
        self._least = threshold()

    def know(self, telling: Mention, links: Sequence[Link]) -> None:
        """Take a telling that was linked before, with its links to other documents."""
        self._file(telling)
        if links:
            self.links[telling.event_id] = tuple(links)

    def add(self, telling: Mention) -> None:
        """Link a new telling, and those after it that are liker to it than to what they were linked to."""
        others = self._candidates(telling)
        self._file(telling)
        self.changed.add(telling.event_id)
        for other in others:
            found = likeness(telling, other)
            if found.score >= self._least:
                earlier, later = sorted((telling, other), key=lambda one: one.order)
                self._offer(later, earlier, found)

    def _offer(self, later: Mention, earlier: Mention, found: Likeness) -> None:
        present = self.links.get(later.event_id, ())
        offered = Link(earlier.event_id, found.score, found.why)
        best = sorted(
            (offered, *(one for one in present if one.to != offered.to)), key=lambda one: (-one.score, one.to)
        )
        if offered in best[:MOST_LINKS]:
            self.links[later.event_id] = tuple(best[:MOST_LINKS])
            self.changed.add(later.event_id)

    def _file(self, mention: Mention) -> None:
        self.mentions[mention.event_id] = mention
        place = (mention.order, mention.event_id)
        for key in filed_under(mention):
            insort(self._filed[key], place)

    def _candidates(self, mention: Mention) -> list[Mention]:
        place = (mention.order, mention.event_id)
        shared = Counter(event for key in looked_up_under(mention) for event in self._near(key, place))
        others = [self.mentions[event] for event in shared]
        others = [other for other in others if other.document_id != mention.document_id]
        possible = [other for other in others if can_be_one(mention, other)]
        if len(possible) > MOST_COMPARED:
            possible.sort(key=lambda other: (-shared[other.event_id], abs(other.latest - mention.latest), other.order))
        return possible[:MOST_COMPARED]

    def _near(self, key: int, place: tuple[Order, str]) -> Iterator[str]:
        filed = self._filed.get(key, [])
        at = bisect_left(filed, place)
        return (event for _, event in filed[max(0, at - MOST_FILED) : at + MOST_FILED])


def link(tellings: Iterable[Mention]) -> Linker:
    """Give the links of tellings."""
    linker = Linker()
    for telling in tellings:
        linker.add(telling)
    return linker

"""Takes the documents that were read and gives how many there are of each day: what a quiet day is held against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from marsad.picture.model import ARTICLES, Count


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: the first digits of its id, who published it when."""

    id: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True)
class Volume:
    """How many articles were read of each day and outlet; documents without a day count for none."""

    by_day: Counter[date]
    dated: tuple[Read, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Read]) -> Volume:
        """Give the volume of documents."""
        dated = sorted((one for one in documents if one.published is not None), key=lambda one: (one.published, one.id))
        return cls(Counter(one.published for one in dated if one.published is not None), tuple(dated))

    @property
    def first_day(self) -> date | None:
        """The first day of which anything was read."""
        return min(self.by_day, default=None)

    def articles(self, first: date, last: date) -> int:
        """Give how many articles were read of days, both inclusive."""
        return sum(self.by_day[day] for day in days(first, last))

    def read(self, first: date, last: date, outlet: str | None = None) -> Count:
        """Give the articles of days, both inclusive, of one outlet or of all, with their ids."""
        span = slice(bisect_left(self._days, first), bisect_right(self._days, last))
        found = tuple(one.id for one in self.dated[span] if outlet in (None, one.outlet))
        return Count(len(found), found, ARTICLES)

    @cached_property
    def _days(self) -> list[date]:
        """The days of the dated documents, in their order."""
        return [one.published for one in self.dated if one.published is not None]

    def days_seen(self, first: date, last: date) -> int:
        """Give of how many days anything was read."""
        return sum(self.by_day[day] > 0 for day in days(first, last))


def days(first: date, last: date) -> list[date]:
    """Give the days from first to last, both inclusive."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]

"""Takes the documents that were read and gives how many there are of each day: what a quiet day is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: who published it when."""

    outlet: str | None
    published: date | None


@dataclass(frozen=True)
class Volume:
    """How many articles were read of each day and outlet; documents without a day count for none."""

    by_day: Counter[date]
    by_outlet: dict[str, Counter[date]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Read]) -> Volume:
        """Give the volume of documents."""
        by_day: Counter[date] = Counter()
        by_outlet: dict[str, Counter[date]] = {}
        for one in documents:
            if one.published is not None:
                by_day[one.published] += 1
                by_outlet.setdefault(one.outlet or "", Counter())[one.published] += 1
        return cls(by_day, by_outlet)

    @property
    def last_day(self) -> date | None:
        """The last day of which anything was read."""
        return max(self.by_day, default=None)

    @property
    def first_day(self) -> date | None:
        """The first day of which anything was read."""
        return min(self.by_day, default=None)

    def articles(self, first: date, last: date) -> int:
        """Give how many articles were read of days, both inclusive."""
        return sum(self.by_day[day] for day in days(first, last))

    def days_seen(self, first: date, last: date) -> int:
        """Give of how many days anything was read."""
        return sum(self.by_day[day] > 0 for day in days(first, last))


def days(first: date, last: date) -> list[date]:
    """Give the days from first to last, both inclusive."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]

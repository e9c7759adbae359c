"""Takes the windows of a panel day by day and gives how unusual each is, held against all windows before it.

A window's count is brought to usual reporting volume. Its level and its scatter are learnt from the windows that ended
before it began, and forgotten by half in 500 days: bursts that a series has had make it slow to be alarmed by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from marsad.escalation.panel import Booleans, Floats, Integers

LENGTHS = (3, 7, 14, 28)  # days of the windows
LENGTH: Integers = np.array(LENGTHS)
DAYS: Floats = np.array(LENGTHS, dtype=np.float64)[:, None]
WEEK = LENGTHS.index(7)
KEEP = 0.5 ** (1 / 500)  # what a day-old window still weighs
LEAST_SEEN = 0.5  # share of a window's days that must be seen
LEAST_WINDOWS = 21  # windows without which nothing is unusual
BELIEVED, BELIEVED_SIZE = 14.0, 3.0  # before anything is seen: so many windows that scatter as a day's size of 3
FLOOR = 1.5  # counts of a week that are never unusual: what a series may bring more or less, however quiet it was
LEAST_SIZE, MOST_SIZE = 0.1, 50.0


@dataclass(frozen=True, eq=False)
class Outlook:
    """How unusual the windows are that end on a day.

    `strength`, (lengths, series), is how far each lies from its level, in standard deviations with the floor added; NaN
    where too little is known. `rate` is the level in counts a day and `size` that of its negative binomial, (series,).
    """

    strength: Floats
    rate: Floats
    size: Floats


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows, (lengths, series): counts at usual volume, what was read of each (1 as usual), whether enough was."""

    usual: Floats
    volume: Floats
    known: Booleans


class Past:
    """What is learnt of the windows before: their number, sum and squares, and how weeks in a row differ.

    Weeks in a row tell the scatter without the changes of level that the squares hold as well.
    """

    def __init__(self, rows: int) -> None:
        self.number, self.total, self.square = np.zeros((3, len(LENGTHS), rows))
        self.pairs, self.steps = np.zeros((2, rows))

    def learn(self, ended: Windows, before: Windows) -> None:
        """Take windows in, and those that ended before they began; a window of little volume weighs little."""
        weight = np.where(ended.known, ended.volume, 0.0)
        self.number = self.number * KEEP + weight
        self.total = self.total * KEEP + weight * ended.usual
        self.square = self.square * KEEP + weight * ended.usual**2
        both = ended.known[WEEK] & before.known[WEEK]
        self.pairs = self.pairs * KEEP + both
        self.steps = self.steps * KEEP + np.where(both, (ended.usual[WEEK] - before.usual[WEEK]) ** 2 / 2, 0.0)

    def hold(self, now: Windows) -> Outlook:
        """Give how unusual windows are."""
        number = np.maximum(self.number, 1e-9)
        level = self.total / number
        believed = level + level**2 / (BELIEVED_SIZE * DAYS)
        scatter = np.maximum(self.square / number - level**2, 0.0)
        variance = (self.number * scatter + BELIEVED * believed) / (self.number + BELIEVED)
        unknown = 1 + DAYS / np.maximum(self.number, DAYS)  # what is not known of the level widens it too
        spread = np.sqrt(variance * unknown) + FLOOR * np.sqrt(DAYS / DAYS[WEEK])
        strength = np.sqrt(np.minimum(now.volume, 1.0)) * (now.usual - level) / spread
        strength = np.where(now.known & (self.number >= LEAST_WINDOWS), strength, np.nan)
        return Outlook(strength, level[WEEK] / DAYS[WEEK, 0], self._size(level[WEEK], believed[WEEK]))

    def _size(self, level: Floats, believed: Floats) -> Floats:
        """Give the size of a day's negative binomial from the scatter of weeks."""
        variance = (self.steps + BELIEVED * believed) / (self.pairs + BELIEVED)
        more = np.maximum(variance - level, 1e-9)
        return np.asarray(np.clip(level**2 / (DAYS[WEEK, 0] * more), LEAST_SIZE, MOST_SIZE))


def outlooks(counts: Floats, exposure: Floats) -> Iterator[Outlook]:
    """Give for each day how unusual the windows are that end on it; counts and exposure are (series, days)."""
    sums = [_running(part) for part in (counts, exposure, (exposure > 0).astype(float))]
    past = Past(len(counts))
    for day in range(counts.shape[1]):
        past.learn(_windows(sums, day - LENGTH), _windows(sums, day - 2 * LENGTH))
        yield past.hold(_windows(sums, np.full_like(LENGTH, day)))


def _running(days: Floats) -> Floats:
    """Give running totals, (days + 1, series), so that a day lies together in memory."""
    return np.ascontiguousarray(np.cumsum(np.pad(days, ((0, 0), (1, 0))), axis=1).T)


def _windows(sums: list[Floats], last: Integers) -> Windows:
    """Give the window of each length that ends on its day of `last`."""
    first = last + 1 - LENGTH
    inside = first >= 0
    ends, begins = np.where(inside, last + 1, 0), np.where(inside, first, 0)
    counts, exposure, seen = (part[ends] - part[begins] for part in sums)
    known = np.asarray((seen >= LEAST_SEEN * DAYS) & inside[:, None])
    volume = exposure / DAYS
    return Windows(counts / np.where(known, volume, 1.0), volume, known)

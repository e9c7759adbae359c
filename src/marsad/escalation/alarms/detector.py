"""Takes a panel and gives the days on which its counts left their level, by a Shiryaev-Roberts statistic on counts.

The evidence of a day is the likelihood of its count under a changed level against the level learnt so far, both
negative binomial. The statistic sums, over every day on which the change may have begun, the evidence since then; it
is the limit of Bayesian online detection where a change is equally likely on every day (Roberts 1966; Pollak 1985).
Several sizes of change are looked for at once, and their evidence averaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from marsad.escalation.alarms.level import Days, Level
from marsad.escalation.alarms.threshold import Thresholds, simulated_thresholds
from marsad.escalation.panel import Booleans, Floats, Integers, Panel

Direction = Literal["up", "down"]
FACTORS: dict[Direction, tuple[float, ...]] = {"up": (2.0, 4.0, 12.0), "down": (0.5, 0.2)}
WARM_UP = 28  # seen days before the first alarm
REST = 14  # seen days after an alarm in which the new level is learnt
LAG = 14  # days after which a day is learnt from, so that a change does not hide itself
MOST_EVIDENCE = 700.0  # what a float's exponential still holds


@dataclass(frozen=True, slots=True)
class Found:
    """A change: row of the panel, day seen, first day of the new level, counts a day before and after, log evidence."""

    row: int
    day: int
    since: int
    direction: Direction
    before: float
    after: float
    evidence: float


class _Side:
    """What is gathered for a change in one direction: evidence by size of the change, and the days it rests on."""

    def __init__(self, direction: Direction, rows: int) -> None:
        self.direction = direction
        self.factors = np.array(FACTORS[direction])[:, None]
        self.evidence = np.full((len(self.factors), rows), -np.inf)
        self.drift = np.zeros_like(self.evidence)
        self.since = np.zeros((len(self.factors), rows), dtype=np.int64)

    def gather(self, day: int, counts: Floats, means: Floats, sizes: Floats, watched: Booleans) -> None:
        """Take a day's counts in."""
        ratio = (self.factors * means + sizes) / (means + sizes)
        step = counts * np.log(self.factors) - (counts + sizes) * np.log(ratio)
        grown = np.minimum(np.logaddexp(0.0, self.evidence) + step, MOST_EVIDENCE)
        self.evidence = np.where(watched, grown, self.evidence)
        self.drift = np.where(watched, np.maximum(self.drift + step, 0.0), self.drift)
        self.since = np.where(self.drift > 0, self.since, day + 1)

    def restart(self, where: Integers, day: int) -> None:
        """Begin anew from the day after."""
        self.evidence[:, where] = -np.inf
        self.drift[:, where] = 0.0
        self.since[:, where] = day + 1

    @property
    def total(self) -> Floats:
        """The log of the mean evidence over the sizes of change."""
        most = self.evidence.max(axis=0)
        known = np.isfinite(most)
        shifted = np.exp(self.evidence - np.where(known, most, 0.0)).mean(axis=0)
        return np.where(known, most + np.log(np.maximum(shifted, 1e-300)), -np.inf)

    def began(self, rows: Integers) -> Integers:
        """Give the day since when the likeliest size of change is under way in each row."""
        return np.asarray(self.since[self.evidence[:, rows].argmax(axis=0), rows])


def changes(panel: Panel, caution: float, thresholds: Thresholds | None = None) -> Iterator[Found]:
    """Give the changes whose log evidence reaches its threshold and `caution` beyond, by day, none seeing ahead."""
    rows = len(panel.names)
    needed = thresholds or simulated_thresholds()
    days = Days.of(panel)
    level = Level.unknown(rows)
    sides = [_Side("up", rows), _Side("down", rows)]
    quiet = np.full(rows, WARM_UP)  # seen days still to come before an alarm
    for day in range(panel.days):
        resting = quiet > 0
        level.learn(days, np.where(resting, day - 1, day - LAG))
        means, sizes = level.rate * days.exposure[day], level.size_of_prediction
        watched = days.seen[day] & ~resting
        for side in sides:
            side.gather(day, days.counts[day], means, sizes, watched)
        quiet -= days.seen[day]
        for side in sides:
            total = side.total
            over = np.flatnonzero(watched & (total >= needed.least + caution))
            if len(over):
                over = over[total[over] >= needed.of(level.rate[over], level.size[over]) + caution]
            if len(over):
                yield from _found(side, over, day, total, level, days)
                quiet[over] = REST
                for other in sides:
                    other.restart(over, day)


def _found(side: _Side, rows: Integers, day: int, total: Floats, level: Level, days: Days) -> Iterator[Found]:
    """Give the changes of a day, and begin the levels of their series anew."""
    begins = np.minimum(side.began(rows), day)
    before = level.rate[rows]
    level.restart(days, rows, begins, day)
    after = level.count[rows] / level.volume[rows]
    for number, row in enumerate(rows):
        begin, evidence = int(begins[number]), float(total[row])
        yield Found(int(row), day, begin, side.direction, float(before[number]), float(after[number]), evidence)

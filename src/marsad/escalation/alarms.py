"""Takes a panel and gives its alarms: the days on which counts left their level, upwards or downwards.

Each day's evidence is the likelihood of its count under a doubled (or halved) level against the level learnt so far,
both negative binomial with the level's own uncertainty in their spread, gathered by Shiryaev and Roberts' statistic:
R = (1 + R) * ratio. Under an unchanged level R grows by one a day in the mean, so that an alarm at R = A comes falsely
at most once in A days (Pollak 1985); A is set from the false alarms a year that one is ready to bear, and raised by
what simulation shows that a level only learnt, not known, costs.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date
from math import exp, log
from typing import Literal

import numpy as np

from marsad.errors import SeriesError
from marsad.escalation.panel import Booleans, Floats, Integers, Panel

Direction = Literal["up", "down"]
RATIOS: dict[Direction, float] = {"up": 2.0, "down": 0.5}
YEAR = 365.25  # days
CAUTION = 1.8  # by which A is raised: see the simulations of the tests
MEMORY = 365.0  # days: half-life of the level
LAG = 14  # seen days after which a day teaches the level, so that a change does not teach it at once
WARM_UP = 42  # seen days before the first alarm of a level
REST = 14  # seen days after an alarm without another
FIRST_COUNT, FIRST_DAYS = 0.5, 7.0  # what is believed of a level before anything is seen
LEAST_SIZE, FIRST_SIZE, MOST_SIZE, SIZE_EVIDENCE = 0.2, 3.0, 50.0, 5.0
OUTLIER = 6.0  # standard deviations beyond which a day teaches the level no more than this


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm: on which day, since when, and the level in counts a day at usual exposure before and since then.

    `sureness` is the probability that the level has changed, where it changes once a year by itself.
    """

    series: str
    day: date
    since: date
    direction: Direction
    before: float
    after: float
    sureness: float


def alarms(panel: Panel, false_alarms: float = 1.0) -> list[Alarm]:
    """Give the alarms of every series in order of their days; `false_alarms` is how many a series-year may bring.

    Raises SeriesError where that is not above 0.
    """
    if not false_alarms > 0:
        raise SeriesError(f"the false alarms allowed a year must be above 0, such as 1 or 0.5; not {false_alarms}")
    return _Watch(panel, log(CAUTION * len(RATIOS) * YEAR / false_alarms)).alarms()


@dataclass
class _Side:
    """What is gathered for a change in one direction, one value a series: log R, and the run of evidence since when."""

    ratio: float
    log_r: Floats
    run: Floats
    since: Integers
    count: Floats
    volume: Floats

    @classmethod
    def of(cls, ratio: float, series: int) -> _Side:
        parts = (np.full(series, -np.inf), *(np.zeros(series) for _ in range(3)))
        return cls(ratio, parts[0], parts[1], np.zeros(series, dtype=np.int64), parts[2], parts[3])

    def add(self, evidence: Floats, count: Floats, volume: Floats, seen: Booleans) -> None:
        self.log_r = np.where(seen, np.logaddexp(0.0, self.log_r) + evidence, self.log_r)
        self.run = np.where(seen, self.run + evidence, self.run)
        self.count += np.where(seen, count, 0.0)
        self.volume += np.where(seen, volume, 0.0)

    def restart(self, where: Booleans, day: int) -> None:
        """Begin the run anew from the day after."""
        self.run[where] = self.count[where] = self.volume[where] = 0.0
        self.since[where] = day + 1


@dataclass
class _Level:
    """The level learnt so far: discounted counts over exposure, and how much counts scatter about it."""

    count: Floats
    volume: Floats
    scatter: Floats
    square: Floats
    days: Floats
    waiting: deque[tuple[Floats, Floats, Booleans]] = field(default_factory=deque)

    @classmethod
    def of(cls, series: int) -> _Level:
        count, volume, scatter, square, days = np.zeros((5, series))
        return cls(count, volume, scatter, square, days)

    @property
    def rate(self) -> Floats:
        """Counts a day at exposure 1."""
        return np.asarray((self.count + FIRST_COUNT) / (self.volume + FIRST_DAYS))

    @property
    def size(self) -> Floats:
        """The size of the negative binomial: of the counts about their level, and of what is not known of the level."""
        scatter = np.maximum(self.scatter + SIZE_EVIDENCE / FIRST_SIZE, 1e-9)
        own = np.clip((self.square + SIZE_EVIDENCE) / scatter, LEAST_SIZE, MOST_SIZE)
        return np.asarray(1.0 / (1.0 / own + 1.0 / (self.count + FIRST_COUNT)))

    def learn(self, count: Floats, exposure: Floats, seen: Booleans) -> None:
        """Take in the day that lies LAG days back."""
        self.waiting.append((count, exposure, seen))
        if len(self.waiting) <= LAG:
            return
        count, exposure, seen = self.waiting.popleft()
        mean = self.rate * exposure
        count = np.minimum(count, mean + OUTLIER * np.sqrt(mean + mean**2 / self.size) + 1)
        keep = np.where(seen, 0.5 ** (1 / MEMORY), 1.0)
        self.scatter = self.scatter * keep + np.where(seen, (count - mean) ** 2 - mean, 0.0)
        self.square = self.square * keep + np.where(seen, mean**2, 0.0)
        self.count = self.count * keep + np.where(seen, count, 0.0)
        self.volume = self.volume * keep + np.where(seen, exposure, 0.0)
        self.days += seen

    def replace(self, where: Booleans, count: Floats, volume: Floats) -> None:
        """Believe in the level of the days since a change, and forget those before it."""
        self.count[where], self.volume[where] = count[where], volume[where]
        for name in ("scatter", "square"):
            getattr(self, name)[where] *= 0.5
        for _, _, seen in self.waiting:
            seen[where] = False


class _Watch:
    """Goes through the days of a panel once, all series at the same time."""

    def __init__(self, panel: Panel, threshold: float) -> None:
        series = len(panel.names)
        self.panel, self.threshold = panel, threshold
        self.level = _Level.of(series)
        self.sides = {name: _Side.of(ratio, series) for name, ratio in RATIOS.items()}
        self.pause = np.full(series, WARM_UP)
        self.found: list[Alarm] = []

    def alarms(self) -> list[Alarm]:
        """Give the alarms."""
        for day in range(self.panel.days):
            count, exposure = self.panel.counts[:, day], self.panel.exposure[:, day]
            seen = exposure > 0
            mean, size = self.level.rate * exposure, self.level.size
            ready = seen & (self.pause <= 0)
            for name, side in self.sides.items():
                side.add(np.where(ready, _evidence(count, mean, size, side.ratio), 0.0), count, exposure, ready)
                self._tell(name, side, day, ready)
                side.restart(side.run <= 0, day)
            self.level.learn(count, exposure, seen.copy())
            self.pause = self.pause - seen
        return self.found

    def _tell(self, direction: Direction, side: _Side, day: int, ready: Booleans) -> None:
        where = ready & (side.log_r >= self.threshold)
        if not where.any():
            return
        before = self.level.rate
        for row in np.flatnonzero(where):
            self.found.append(
                Alarm(
                    self.panel.names[row],
                    self.panel.day(day),
                    self.panel.day(min(int(side.since[row]), day)),
                    direction,
                    float(before[row]),
                    float(side.count[row] / max(side.volume[row], 1e-9)),
                    float(1 / (1 + YEAR * exp(-side.log_r[row]))),
                )
            )
        self.level.replace(where, side.count, side.volume)
        for other in self.sides.values():
            other.log_r[where] = -np.inf
            other.restart(where, day)
        self.pause[where] = REST


def _evidence(count: Floats, mean: Floats, size: Floats, ratio: float) -> Floats:
    """Give the log-likelihood ratio of counts under `ratio` times the mean against the mean."""
    changed = mean * ratio
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.log((size + mean) / (size + changed))
        return np.asarray(count * (log(ratio) + spread) + size * spread)

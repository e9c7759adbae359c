"""Takes a panel of daily counts and gives forecasts of the coming totals: an ensemble weighted by its past scores.

>>> forecast(Panel.of([[0, 2, 1, ...]]))[7][0].interval(0.9)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from marsad.escalation.counts import mean_of, quantile
from marsad.escalation.forecasts.members import FIRST_WEIGHTS, MEMBERS
from marsad.escalation.forecasts.stacking import pooled, stacking_weights
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Floats, Integers, Panel

HORIZONS = (7, 28)
SPACING = 7  # days between the origins on which members are scored
WARM_UP = 56  # days of a panel before the first origin
PAST = 1900  # days of the past on which members are scored
TOGETHER = 64  # series that are forecast at once, and learn from each other


@dataclass(frozen=True, eq=False)
class Forecast:
    """What is expected of one series: the distribution of its total from `first_day` to `last_day`, both inclusive.

    `counts` are the values at which `cdf` gives the probability of no more; `weights` those of the ensemble's members.
    """

    series: str
    first_day: date
    last_day: date
    mean: float
    counts: Floats
    cdf: Floats
    weights: tuple[tuple[str, float], ...]

    def quantile(self, level: float) -> int:
        """Give the least count that is not exceeded with probability `level`."""
        return int(quantile(self.cdf[None], self.counts, level)[0])

    @property
    def median(self) -> int:
        """The middle of the distribution."""
        return self.quantile(0.5)

    def interval(self, share: float) -> tuple[int, int]:
        """Give the central interval that holds at least `share` of the probability, such as 0.5 or 0.9."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)

    def probability_above(self, count: float) -> float:
        """Give the probability of more than `count`."""
        place = int(np.searchsorted(self.counts, count, side="right")) - 1
        return 1.0 if place < 0 else float(max(0.0, 1.0 - self.cdf[place]))


def forecast(panel: Panel, horizons: Iterable[int] = HORIZONS) -> dict[int, list[Forecast]]:
    """Give for each horizon, in days, one forecast a series, made at the end of the panel from all before it."""
    parts = [panel.part(low, low + TOGETHER) for low in range(0, len(panel.names), TOGETHER)]
    return {length: [one for part in parts for one in _forecasts(part, length)] for length in horizons}


def member_cdfs(task: Task) -> Floats:
    """Give the CDFs of all members, (members, series, origins, grid)."""
    return np.stack([member(task) for member in MEMBERS.values()])


def ensemble(task: Task, members: Floats) -> tuple[Floats, Floats]:
    """Give the pool's CDFs (series, origins, grid) and weights (series, origins, members), no origin seeing ahead."""
    weights = stacking_weights(task, members, np.array([FIRST_WEIGHTS[name] for name in MEMBERS]))
    return pooled(members, weights), weights


def origins_to(end: int, spacing: int = SPACING, past: int = PAST, warm_up: int = WARM_UP) -> Integers:
    """Give evenly spaced origins up to `end` and with it, none before the warm-up is over."""
    first = max(min(warm_up, end), end - past)
    return np.arange(end, first - 1, -spacing, dtype=np.int64)[::-1]


def _forecasts(panel: Panel, length: int) -> list[Forecast]:
    task = Task(panel, origins_to(panel.days), length)
    cdfs, weights = ensemble(task, member_cdfs(task))
    begins = panel.day(panel.days)
    ends = begins + timedelta(days=length - 1)
    return [
        Forecast(
            name,
            begins,
            ends,
            float(mean_of(cdfs[row, -1][None], task.grid)[0]),
            task.grid,
            cdfs[row, -1],
            tuple(zip(MEMBERS, map(float, weights[row, -1]), strict=True)),
        )
        for row, name in enumerate(panel.names)
    ]

"""Takes the level of a series and gives how unusual a window must be so that false alarms come as often as asked.

The table holds, by direction, counts a day and size of the negative binomial, the strength at which steady simulated
series give one false alarm a year, and how much more makes them e times rarer; `tools/build_alarm_thresholds.py` makes
it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from marsad.errors import SeriesError
from marsad.escalation.panel import Floats, Integers

TABLE = "thresholds.toml"
Direction = Literal["up", "down"]
DIRECTIONS: tuple[Direction, ...] = ("up", "down")
MOST_RARE = 50.0  # logarithm of years


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Strengths for one false alarm a year, and steps to alarms e times rarer, (means, sizes), by direction.

    Between the points both are interpolated over logarithms.
    """

    means: Floats
    sizes: Floats
    yearly: Mapping[Direction, Floats]
    steps: Mapping[Direction, Floats]

    def of(self, direction: Direction, mean: ArrayLike, size: ArrayLike, false_alarms: float) -> Floats:
        """Give the strength that each series needs for so many false alarms a year."""
        yearly, step = self._at(direction, mean, size)
        return np.asarray(yearly - step * np.log(false_alarms))

    def least(self, direction: Direction, false_alarms: float) -> float:
        """Give the least that any series needs."""
        return float((self.yearly[direction] - self.steps[direction] * np.log(false_alarms)).min())

    def rarity(self, direction: Direction, mean: ArrayLike, size: ArrayLike, strength: ArrayLike) -> Floats:
        """Give how many years pass between two false alarms of a strength."""
        yearly, step = self._at(direction, mean, size)
        return np.asarray(np.exp(np.minimum((np.asarray(strength) - yearly) / step, MOST_RARE)))

    def _at(self, direction: Direction, mean: ArrayLike, size: ArrayLike) -> tuple[Floats, Floats]:
        (low, share), (left, side) = _place(self.means, np.asarray(mean)), _place(self.sizes, np.asarray(size))
        found = []
        for table in (self.yearly[direction], self.steps[direction]):
            near = table[low, left] * (1 - side) + table[low, left + 1] * side
            far = table[low + 1, left] * (1 - side) + table[low + 1, left + 1] * side
            found.append(near * (1 - share) + far * share)
        return found[0], found[1]


@cache
def simulated_thresholds() -> Thresholds:
    """Give the table that stands in the package."""
    held = tomllib.loads((files("marsad.escalation.alarms") / TABLE).read_text(encoding="utf-8"))
    yearly, steps = (
        {direction: np.asarray(held[direction][name], dtype=np.float64) for direction in DIRECTIONS}
        for name in ("yearly", "steps")
    )
    return Thresholds(np.asarray(held["means"]), np.asarray(held["sizes"]), yearly, steps)


def checked(false_alarms: float) -> float:
    """Give the false alarms allowed a year. Raises SeriesError where they make no sense."""
    if not 0 < false_alarms < float("inf"):
        raise SeriesError(f"the false alarms allowed a year must be above 0, such as 1 or 0.5; not {false_alarms}")
    return false_alarms


def _place(points: Floats, values: Floats) -> tuple[Integers, Floats]:
    """Give the point before each value, and how far on to the next it lies."""
    position: Floats = np.interp(np.log(np.maximum(values, 1e-9)), np.log(points), np.arange(len(points)))
    low = np.minimum(position.astype(np.int64), len(points) - 2)
    return low, position - low

"""Takes the level of a series and gives how much evidence an alarm needs so that false alarms come as often as asked.

The table holds, by counts a day and size of the negative binomial, the log evidence at which steady simulated series
give one false alarm a year; `tools/build_alarm_thresholds.py` makes it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from marsad.errors import SeriesError
from marsad.escalation.panel import Floats, Integers

TABLE = "thresholds.toml"


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Log evidence for one false alarm a year, (means, sizes); between the points it is interpolated in logarithms."""

    means: Floats
    sizes: Floats
    table: Floats

    def of(self, mean: Floats, size: Floats) -> Floats:
        """Give the log evidence that each series needs."""
        (low, share), (left, side) = _place(self.means, mean), _place(self.sizes, size)
        near = self.table[low, left] * (1 - side) + self.table[low, left + 1] * side
        far = self.table[low + 1, left] * (1 - side) + self.table[low + 1, left + 1] * side
        return np.asarray(near * (1 - share) + far * share)

    @property
    def least(self) -> float:
        """The least that any series needs."""
        return float(self.table.min())


@cache
def simulated_thresholds() -> Thresholds:
    """Give the table that stands in the package."""
    held = tomllib.loads((files("marsad.escalation.alarms") / TABLE).read_text(encoding="utf-8"))
    return Thresholds(*(np.asarray(held[name], dtype=np.float64) for name in ("means", "sizes", "table")))


def caution_for(false_alarms: float) -> float:
    """Give what is to be added to the table's log evidence for so many false alarms a year. Raises SeriesError."""
    if not 0 < false_alarms < float("inf"):
        raise SeriesError(f"the false alarms allowed a year must be above 0, such as 1 or 0.5; not {false_alarms}")
    return float(-np.log(false_alarms))


def _place(points: Floats, values: Floats) -> tuple[Integers, Floats]:
    """Give the point before each value, and how far on to the next it lies."""
    position: Floats = np.interp(np.log(np.maximum(values, 1e-9)), np.log(points), np.arange(len(points)))
    low = np.minimum(position.astype(np.int64), len(points) - 2)
    return low, position - low

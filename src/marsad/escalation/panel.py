"""Takes daily counts of several series over the same days and gives them as arrays with their exposure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from marsad.errors import SeriesError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

LEAST_SEEN = 0.7  # share of a window's days that must be seen for its total to be told
RECENT = 28  # seen days from which the reporting volume of the next days is expected


@dataclass(frozen=True, eq=False)
class Panel:
    """Counts of shape (series, days) and the exposure of each: reporting volume, 1 as usual, 0 where a day is missing.

    A day with exposure 0 was not seen: its count is 0 here and means nothing.
    """

    names: tuple[str, ...]
    first_day: date
    counts: Floats
    exposure: Floats

    @classmethod
    def of(
        cls,
        counts: ArrayLike,
        exposure: ArrayLike | None = None,
        names: tuple[str, ...] | None = None,
        first_day: date = date(1970, 1, 1),
    ) -> Panel:
        """Give a panel of one row (days) or several (series, days); NaN is a missing day; exposure 1 if not given."""
        rows = np.atleast_2d(np.asarray(counts, dtype=np.float64))
        if rows.ndim != 2 or (np.nan_to_num(rows) < 0).any() or np.isinf(rows).any():
            raise SeriesError("daily counts must be a table of series by days, finite and not below 0")
        volume = np.ones_like(rows) if exposure is None else np.broadcast_to(np.asarray(exposure, float), rows.shape)
        if (np.nan_to_num(volume) < 0).any():
            raise SeriesError("reporting volume must not be below 0")
        volume = np.where(np.isnan(rows), 0.0, np.nan_to_num(volume))
        labels = names if names is not None else tuple(f"series {number + 1}" for number in range(len(rows)))
        return cls(labels, first_day, np.where(volume > 0, np.nan_to_num(rows), 0.0), volume)

    @property
    def days(self) -> int:
        """The number of days."""
        return int(self.counts.shape[1])

    @property
    def seen(self) -> Booleans:
        """True for each series and day that was seen."""
        return np.asarray(self.exposure > 0)

    def day(self, index: int) -> date:
        """Give the date of a day's index."""
        return self.first_day + timedelta(days=int(index))

    @cached_property
    def _sums(self) -> tuple[Floats, Floats, Floats]:
        """Running totals of counts, exposure and seen days, each with a leading 0."""
        zero = np.zeros((len(self.counts), 1))
        parts = (self.counts, self.exposure, self.seen.astype(float))
        counts, exposure, seen = (np.concatenate([zero, np.cumsum(part, axis=1)], axis=1) for part in parts)
        return counts, exposure, seen

    def totals(self, begins: Integers, length: int) -> Floats:
        """Give each window's count, (series, windows), scaled up for its missing days; NaN where too few were seen."""
        counts, _, seen = self._sums
        begins = np.asarray(begins)
        inside = (begins >= 0) & (begins + length <= self.days)
        low, high = np.clip(begins, 0, self.days), np.clip(begins + length, 0, self.days)
        days = seen[:, high] - seen[:, low]
        scaled = np.rint((counts[:, high] - counts[:, low]) * length / np.maximum(days, 1))
        return np.where(inside & (days >= LEAST_SEEN * length), scaled, np.nan)

    def coming_exposure(self, origins: Integers, length: int) -> Floats:
        """Give the exposure to expect of `length` days from each origin, (series, origins): as in the days before."""
        _, exposure, seen = self._sums
        low = np.maximum(np.asarray(origins) - RECENT, 0)
        days = seen[:, origins] - seen[:, low]
        before = (exposure[:, origins] - exposure[:, low]) / np.maximum(days, 1)
        usual = exposure[:, -1:] * 0 + exposure[:, origins] / np.maximum(seen[:, origins], 1)
        return length * np.where(days > 0, before, np.where(usual > 0, usual, 1.0))

    def until(self, days: int) -> Panel:
        """Give the panel as it stood after so many days."""
        return Panel(self.names, self.first_day, self.counts[:, :days], self.exposure[:, :days])

    def part(self, low: int, high: int) -> Panel:
        """Give the series from place `low` to before `high`."""
        rows = slice(low, high)
        return Panel(self.names[rows], self.first_day, self.counts[rows], self.exposure[rows])

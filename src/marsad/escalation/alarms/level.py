"""Takes counts day by day and gives the level learnt of them: how many a day, and how much they scatter about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from marsad.escalation.panel import Booleans, Floats, Integers, Panel

KEEP = 0.5 ** (1 / 365)  # what a day-old count still weighs
FIRST_COUNT, FIRST_DAYS = 0.5, 1.0  # what is believed of a level before anything is seen
LEAST_SIZE, FIRST_SIZE, MOST_SIZE, SIZE_EVIDENCE = 0.1, 3.0, 50.0, 5.0


@dataclass(frozen=True, eq=False)
class Days:
    """A panel turned about, (days, series), so that a day lies together in memory."""

    counts: Floats
    exposure: Floats
    seen: Booleans

    @classmethod
    def of(cls, panel: Panel) -> Days:
        """Give the days of a panel."""
        counts, exposure = np.ascontiguousarray(panel.counts.T), np.ascontiguousarray(panel.exposure.T)
        return cls(counts, exposure, exposure > 0)


@dataclass(eq=False)
class Level:
    """Discounted counts over exposure, one a series, and the squares that tell the size of the negative binomial."""

    count: Floats
    volume: Floats
    scatter: Floats
    square: Floats
    learnt_to: Integers

    @classmethod
    def unknown(cls, rows: int) -> Level:
        """Give the level before anything is seen."""
        count, volume, scatter, square = np.zeros((4, rows))
        return cls(count, volume, scatter, square, np.full(rows, -1, dtype=np.int64))

    @property
    def rate(self) -> Floats:
        """Counts a day at exposure 1."""
        return np.asarray((self.count + FIRST_COUNT) / (self.volume + FIRST_DAYS))

    @property
    def size(self) -> Floats:
        """The size of the negative binomial: small where counts come in bursts."""
        scatter = np.maximum(self.scatter + SIZE_EVIDENCE / FIRST_SIZE, 1e-9)
        return np.clip((self.square + SIZE_EVIDENCE) / scatter, LEAST_SIZE, MOST_SIZE)

    @property
    def size_of_prediction(self) -> Floats:
        """The size where what is not known of the level widens it too, so that a young series does not cry wolf."""
        return np.asarray(1 / (1 / self.size + 1 / (self.count + FIRST_COUNT)))

    def learn(self, days: Days, wanted: Integers) -> None:
        """Take a day in, one of each series; a day that was taken in before, or not seen, changes nothing."""
        place = np.maximum(wanted, 0), np.arange(len(wanted))
        fresh = days.seen[place] & (wanted > self.learnt_to)
        counts, volume = days.counts[place], days.exposure[place]
        mean = self.rate * volume
        keep = np.where(fresh, KEEP, 1.0)
        self.count = self.count * keep + np.where(fresh, counts, 0.0)
        self.volume = self.volume * keep + np.where(fresh, volume, 0.0)
        self.scatter = self.scatter * keep + np.where(fresh, (counts - mean) ** 2 - mean, 0.0)
        self.square = self.square * keep + np.where(fresh, mean**2, 0.0)
        self.learnt_to = np.maximum(self.learnt_to, wanted)

    def restart(self, days: Days, rows: Integers, begins: Integers, day: int) -> None:
        """Begin series anew from the days since their change; their scatter stays believed."""
        for row, begin in zip(rows, begins, strict=True):
            self.count[row] = days.counts[begin : day + 1, row].sum()
            self.volume[row] = days.exposure[begin : day + 1, row].sum()
        self.learnt_to[rows] = day

"""Takes a panel's counts and gives how unusual the windows that end on each day are, held against all windows before.

A window's count is brought to usual reporting volume. Its level and its scatter are learnt from the windows that ended
before it began, and forgotten by half in 500 days: bursts that a series has had make it slow to be alarmed by another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from marsad.escalation.panel import Booleans, Floats

LENGTHS = (3, 7, 14, 28)  # days of the windows
WEEK = 7
KEEP = 0.5 ** (1 / 500)  # what a day-old window still weighs
LEAST_SEEN = 0.5  # share of a window's days that must be seen
LEAST_WINDOWS = 21  # windows without which nothing is unusual
BELIEVED, BELIEVED_SIZE = 14.0, 3.0  # before anything is seen: so many windows that scatter as a day's size of 3
FLOOR = 1.5  # counts of a week that are never unusual: what a series may bring more or less, however quiet it was
LEAST_SIZE, MOST_SIZE = 0.1, 50.0


@dataclass(frozen=True, eq=False)
class Windows:
    """The windows of one length that end on each day, (series, days).

    `usual` are their counts at usual volume, `volume` what was read of them (1 as usual), `known` where enough was.
    """

    length: int
    usual: Floats
    volume: Floats
    known: Booleans

    @classmethod
    def of(cls, counts: Floats, exposure: Floats, length: int) -> Windows:
        """Give the windows of daily counts."""
        total, volume, seen = (_sums(part, length) for part in (counts, exposure, (exposure > 0).astype(float)))
        known = seen >= LEAST_SEEN * length
        known[:, : length - 1] = False
        volume /= length
        return cls(length, total / np.where(known, volume, 1.0), volume, known)


@dataclass(frozen=True, eq=False)
class Past:
    """What was learnt before the window of each day began, (series, days): how many windows, their level and variance.

    A window of little volume weighs little.
    """

    number: Floats
    level: Floats
    variance: Floats

    @classmethod
    def of(cls, windows: Windows) -> Past:
        """Give the past of windows."""
        weight = np.where(windows.known, windows.volume, 0.0)
        number = _learnt(weight, windows.length)
        some = np.maximum(number, 1e-9)
        level = _learnt(weight * windows.usual, windows.length) / some
        scatter = np.maximum(_learnt(weight * windows.usual**2, windows.length) / some - level**2, 0.0)
        believed = _believed(level, windows.length)
        return cls(number, level, (number * scatter + BELIEVED * believed) / (number + BELIEVED))


@dataclass(frozen=True, eq=False)
class Outlook:
    """How unusual the windows are that end on each day.

    `strength`, by length (series, days), is how far each lies from its level, in standard deviations with the floor
    added; NaN where too little is known. `rate` is the level in counts a day and `size` that of its negative binomial.
    """

    strength: dict[int, Floats]
    rate: Floats
    size: Floats


def outlook(counts: Floats, exposure: Floats) -> Outlook:
    """Give how unusual the windows of daily counts are; both (series, days)."""
    every = {length: Windows.of(counts, exposure, length) for length in LENGTHS}
    pasts = {length: Past.of(windows) for length, windows in every.items()}
    strength = {length: _strength(every[length], pasts[length]) for length in LENGTHS}
    return Outlook(strength, pasts[WEEK].level / WEEK, _size(every[WEEK], pasts[WEEK].level))


def _strength(now: Windows, past: Past) -> Floats:
    unknown = 1 + now.length / np.maximum(past.number, now.length)  # what is not known of the level widens it too
    spread = np.sqrt(past.variance * unknown) + FLOOR * np.sqrt(now.length / WEEK)
    strength = np.sqrt(np.minimum(now.volume, 1.0)) * (now.usual - past.level) / spread
    return np.asarray(np.where(now.known & (past.number >= LEAST_WINDOWS), strength, np.nan))


def _size(weeks: Windows, level: Floats) -> Floats:
    """Give the size of a day's negative binomial from how weeks in a row differ, which no lasting change widens."""
    both = weeks.known & (_later(weeks.known.astype(float), WEEK) > 0)
    step = np.where(both, (weeks.usual - _later(weeks.usual, WEEK)) ** 2 / 2, 0.0)
    pairs = _learnt(both.astype(float), WEEK)
    variance = (_learnt(step, WEEK) + BELIEVED * _believed(level, WEEK)) / (pairs + BELIEVED)
    return np.asarray(np.clip(level**2 / (WEEK * np.maximum(variance - level, 1e-9)), LEAST_SIZE, MOST_SIZE))


def _believed(level: Floats, length: int) -> Floats:
    """Give the variance of windows that is believed before any is seen."""
    return level + level**2 / (BELIEVED_SIZE * length)


def _sums(days: Floats, length: int) -> Floats:
    """Give the sum of the days up to each, so many of them."""
    running = np.cumsum(days, axis=1)
    running[:, length:] -= running[:, :-length].copy()
    return running


def _learnt(values: Floats, length: int) -> Floats:
    """Give the running sum of what ended so many days before each day, older ones weighing less."""
    return np.asarray(lfilter([1.0], [1.0, -KEEP], _later(values, length), axis=1))


def _later(values: Floats, days: int) -> Floats:
    """Give each day what stood so many days before; nothing on the first ones."""
    moved = np.zeros_like(values)
    moved[:, days:] = values[:, :-days]
    return moved

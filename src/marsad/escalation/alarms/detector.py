"""Takes a panel and gives the days on which its counts left their level: windows of some days, held against the past.

A series is alarmed on the first day on which a window of 3, 7 or 14 days holds more than the series' past lets expect,
or one of 7, 14 or 28 days less, and again only after two weeks without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from marsad.escalation.alarms.past import LENGTHS, Outlook, outlooks
from marsad.escalation.alarms.threshold import Thresholds, simulated_thresholds
from marsad.escalation.panel import Booleans, Floats, Panel

Direction = Literal["up", "down"]
WATCHED: dict[Direction, tuple[int, ...]] = {"up": (3, 7, 14), "down": (7, 14, 28)}
SIGN: dict[Direction, float] = {"up": 1.0, "down": -1.0}
TURN: dict[Direction, float] = {"up": 1.4, "down": 0.7}  # times the level: where a doubling or halving is as likely
REST = 14  # days without before the next alarm
AT_ONCE = 500  # series


@dataclass(frozen=True, slots=True)
class Found:
    """A change: row of the panel, day seen, first day of the new level, counts a day before and after.

    `rarity` is how many years pass, in a steady series, between two such alarms.
    """

    row: int
    day: int
    since: int
    direction: Direction
    before: float
    after: float
    rarity: float


def changes(panel: Panel, false_alarms: float, thresholds: Thresholds | None = None) -> list[Found]:
    """Give the changes by day, none seeing ahead; a steady series brings `false_alarms` a year."""
    needed = thresholds or simulated_thresholds()
    found: list[Found] = []
    for low in range(0, len(panel.names), AT_ONCE):
        found += _changes(panel.part(low, low + AT_ONCE), low, false_alarms, needed)
    return sorted(found, key=lambda one: (one.day, one.row, one.direction))


def _changes(panel: Panel, low: int, false_alarms: float, needed: Thresholds) -> Iterator[Found]:
    last = {direction: np.full(len(panel.names), -REST) for direction in WATCHED}
    for day, outlook in enumerate(outlooks(panel.counts, panel.exposure)):
        for direction, above in last.items():
            strength = strongest(outlook, direction)
            over = strength >= needed.least(direction, false_alarms)
            if not over.any():
                continue
            limit = needed.of(direction, outlook.rate[over], outlook.size[over], false_alarms)
            rows = np.flatnonzero(over)[strength[over] >= limit]
            for row in rows[day - above[rows] >= REST]:
                rarity = needed.rarity(direction, outlook.rate[row], outlook.size[row], strength[row])
                yield _found(panel, low, int(row), day, direction, float(outlook.rate[row]), float(rarity))
            above[rows] = day


def strongest(outlook: Outlook, direction: Direction) -> Floats:
    """Give the strength of the most unusual window of each series in a direction; -inf where nothing is known."""
    watched = [LENGTHS.index(length) for length in WATCHED[direction]]
    strengths = SIGN[direction] * outlook.strength[watched]
    return np.asarray(np.where(np.isnan(strengths), -np.inf, strengths).max(axis=0))


def _found(panel: Panel, low: int, row: int, day: int, direction: Direction, rate: float, rarity: float) -> Found:
    """Give a change with the day since when it is under way: from when on most counts lie beyond the turn."""
    begin = max(0, day - max(WATCHED[direction]) + 1)
    counts, volume = panel.counts[row, begin : day + 1], panel.exposure[row, begin : day + 1]
    gained = SIGN[direction] * (counts - TURN[direction] * rate * volume)
    since = begin + int(_since_last(gained, volume > 0))
    days = slice(since, day + 1)
    after = float(panel.counts[row, days].sum() / max(panel.exposure[row, days].sum(), 1e-9))
    return Found(low + row, day, since, direction, rate, after, rarity)


def _since_last(gained: Floats, seen: Booleans) -> int:
    """Give the seen day from which on most was gained, the latest of several."""
    totals = np.where(seen, np.cumsum(gained[::-1])[::-1], -np.inf)
    return int(len(totals) - 1 - np.argmax(totals[::-1]))

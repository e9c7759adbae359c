"""Takes a panel and gives the days on which its counts left their level: windows of some days, held against the past.

A series is alarmed on the first day on which a window of 3, 7 or 14 days holds more than the series' past lets expect,
or one of 7, 14 or 28 days less. It is alarmed again after two weeks without, or when three days rise half as far again
beyond its level as those of the alarm before did: the second blow of a week is news too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from marsad.escalation.alarms.past import Outlook, outlook
from marsad.escalation.alarms.threshold import DIRECTIONS, Direction, Thresholds, simulated_thresholds
from marsad.escalation.panel import Booleans, Floats, Integers, Panel

WATCHED: dict[Direction, tuple[int, ...]] = {"up": (3, 7, 14), "down": (7, 14, 28)}
SIGN: dict[Direction, float] = {"up": 1.0, "down": -1.0}
TURN: dict[Direction, float] = {"up": 1.4, "down": 0.7}  # times the level: where a doubling or halving is as likely
REST = 14  # days without before the next alarm
BLOW, FURTHER = 3, 1.5  # ... or a window of so many days, so many times as strong as those that hold the alarm before
AT_ONCE = 100  # series


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
    known = outlook(panel.counts, panel.exposure)
    for direction in DIRECTIONS:
        strength = strongest(known, direction)
        rows, days = np.nonzero(strength >= needed.least(direction, false_alarms))
        rate, size, found = known.rate[rows, days], known.size[rows, days], strength[rows, days]
        over = found >= needed.of(direction, rate, size, false_alarms)
        for place in np.flatnonzero(over)[alarmed(rows[over], days[over], blows(known, direction))]:
            rarity = needed.rarity(direction, rate[place], size[place], found[place])
            yield _found(panel, low, int(rows[place]), int(days[place]), direction, float(rate[place]), float(rarity))


def strongest(known: Outlook, direction: Direction) -> Floats:
    """Give the strength of the most unusual window of each series and day; -inf where none is known."""
    strengths = [SIGN[direction] * known.strength[length] for length in WATCHED[direction]]
    return np.asarray(np.fmax.reduce([*strengths, np.full_like(known.rate, -np.inf)]))


def blows(known: Outlook, direction: Direction) -> Floats | None:
    """Give the strengths of the short windows, by which a second blow is told; a fall has none."""
    return known.strength[BLOW] if direction == "up" else None


def alarmed(rows: Integers, days: Integers, short: Floats | None) -> Booleans:
    """True for each unusual (row, day), in their order, that is alarmed: the first for long, and a second blow."""
    chosen = np.zeros(len(rows), dtype=bool)
    row = day = alarm = -1
    for place, (at, now) in enumerate(zip(rows.tolist(), days.tolist(), strict=True)):
        is_first = at != row or now - day >= REST
        chosen[place] = is_first or (short is not None and _is_blow(short[at], alarm, now))
        if chosen[place]:
            alarm = now
        row, day = at, now
    return chosen


def _is_blow(short: Floats, alarm: int, now: int) -> bool:
    """True where the days since the alarm are far stronger than those that hold it."""
    return now >= alarm + BLOW and bool(short[now] >= FURTHER * np.fmax.reduce(short[alarm : alarm + BLOW]))


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

"""Takes a series of a panel and gives its phases: stretches of one level, each named by its level and what came before.

The rule, with levels in incidents a week at the usual reporting volume. Weeks are cut where their level changes (least
squares on the square root, which makes counts of any size vary alike; linear kernel of the library `ruptures`). A week
is cut out alone where it is a rupture over the eight before it and four standard deviations of the weeks above them.
Then: rupture: 3 times the level before, and no longer than two weeks; escalation: 1.5 times the level before, or more,
which one week alone does not make; calm: up to 1.25 times the level of the quietest stretch of four weeks or more;
de-escalation: a third less than the level before; tension: what is left. So calm is as quiet as the series gets, not
peace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import ruptures

from marsad.escalation.panel import Floats, Panel

WEEK = 7
LEAST_SEEN = 3  # days of a week that must be seen for it to count
LEAST_WEEKS = 4  # weeks that must be seen to tell a phase
SHORTEST = 2  # weeks of a phase
PENALTY = (
    3.0  # of a cut, in variances times the logarithm of the weeks: BIC's is 1 a parameter, there are two and noise
)
RUPTURE, RISE, CALM = 3.0, 1.5, 1.25
LONGEST_RUPTURE = 2  # weeks
WEEKS_BEFORE = 8  # against which a week is held that may burst out of its stretch
BURST = 4.0  # standard deviations of the weeks by which it does: seldom in a steady series, however it scatters
LEAST_LEVEL = 0.5  # incidents a week below which levels are not told apart
NORMAL_QUANTILE = 0.4549  # the middle of a squared standard normal


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of one phase, days inclusive; `before` is the level of the phase before, `calm` the highest of calm.

    What is calm follows from the `quietest` stretch: its first and last day.
    """

    label: str
    first_day: date
    last_day: date
    level: float
    before: float | None
    calm: float
    quietest: tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Week:
    begin: int
    count: float
    volume: float

    @property
    def level(self) -> float:
        return self.count / self.volume


def phases(panel: Panel, row: int = 0) -> list[Phase]:
    """Give the phases of a series in order, from its first week to its last day; none where too little was seen."""
    weeks = [week for week in _weeks(panel, row) if week is not None]
    if len(weeks) < LEAST_WEEKS:
        return []
    parts = _merged(_bursts_apart(_lone_weeks_apart(_cut(weeks)), _variance(_signal(weeks))))
    quietest = min(_longest(parts), key=_level)
    calm = CALM * max(_level(quietest), LEAST_LEVEL)
    found: list[Phase] = []
    for part in _calm_as_one(parts, calm):
        level = _level(part)
        before = found[-1].level if found else None
        label = _label(level, before, calm, len(part))
        found.append(Phase(label, *_days(part, panel), level, before, calm, _days(quietest, panel)))
    return _joined(found, panel)


def _days(weeks: list[_Week], panel: Panel) -> tuple[date, date]:
    return panel.day(weeks[0].begin), panel.day(weeks[-1].begin + WEEK - 1)


def _weeks(panel: Panel, row: int) -> list[_Week | None]:
    """Give the whole weeks back from the last day; None for one of which too little was seen."""
    exposure = panel.exposure[row]
    usual = float(np.mean(exposure[exposure > 0])) if (exposure > 0).any() else 1.0
    found: list[_Week | None] = []
    for begin in range(panel.days % WEEK, panel.days, WEEK):
        days = slice(begin, begin + WEEK)
        seen = int((exposure[days] > 0).sum())
        volume = float(exposure[days].sum()) / (usual * WEEK)
        found.append(_Week(begin, float(panel.counts[row, days].sum()), volume) if seen >= LEAST_SEEN else None)
    return found


def _cut(weeks: list[_Week]) -> list[list[_Week]]:
    """Give the weeks in stretches of one level."""
    signal = _signal(weeks)
    penalty = PENALTY * _variance(signal) * float(np.log(len(weeks)))
    ends = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit(signal[:, None]).predict(pen=penalty)
    starts = [0, *ends[:-1]]
    return [weeks[start:end] for start, end in zip(starts, ends, strict=True)]


def _signal(weeks: list[_Week]) -> Floats:
    """Give twice the square roots of the levels, which vary alike."""
    return np.array([2 * np.sqrt((week.count + 0.375) / week.volume) for week in weeks])


def _variance(signal: Floats) -> float:
    """Give how much weeks of one level vary, from the steps between neighbours, mostly no change; 1 at least."""
    steps = np.diff(signal)
    return max(float(np.median(steps**2)) / (2 * NORMAL_QUANTILE), 1.0)


def _lone_weeks_apart(parts: list[list[_Week]]) -> list[list[_Week]]:
    """Give the stretches that only one high week makes as that week where it is a rupture, else to the one before."""
    found: list[list[_Week]] = []
    after: list[_Week] = []  # the week after a lone one, which belongs to what follows
    for part in parts:
        stretch, after = [*after, *part], []
        before = max(_level(found[-1]), LEAST_LEVEL) if found else 0.0
        low, high = min(stretch, key=lambda week: week.level), max(stretch, key=lambda week: week.level)
        is_lone = low.level < RISE * before <= high.level and len(stretch) == SHORTEST
        if not is_lone:
            found.append(stretch)
        elif high.level < RUPTURE * before:
            found[-1] = [*found[-1], *stretch]
        else:
            if stretch[0] is low:
                found[-1] = [*found[-1], low]
            else:
                after = [low]
            found.append([high])
    return [*found, after] if after else found


def _bursts_apart(parts: list[list[_Week]], variance: float) -> list[list[_Week]]:
    """Give weeks that burst out of a stretch as stretches of their own: one week is too short to be cut.

    A week bursts out where it is a rupture over the weeks before it in its stretch, and more than scatter makes.
    """
    found: list[list[_Week]] = []
    for part in parts:
        usual: list[_Week] = []
        was_burst: bool | None = None
        for week in part:
            is_burst = len(usual) >= LEAST_WEEKS and _bursts(week, _level(usual[-WEEKS_BEFORE:]), variance)
            if is_burst is was_burst:
                found[-1].append(week)
            else:
                found.append([week])
            was_burst = is_burst
            usual += [] if is_burst else [week]
    return found


def _bursts(week: _Week, before: float, variance: float) -> bool:
    """True for a week that is a rupture over a level, further above it than weeks scatter; thinly read ones do more."""
    usual = _Week(week.begin, before * week.volume, week.volume)
    surprise = (_signal([week])[0] - _signal([usual])[0]) * np.sqrt(min(week.volume, 1.0))
    return bool(week.level >= RUPTURE * max(before, LEAST_LEVEL) and surprise >= BURST * np.sqrt(variance))


def _merged(parts: list[list[_Week]]) -> list[list[_Week]]:
    """Join neighbours whose levels are too low to be told apart."""
    found: list[list[_Week]] = []
    for part in parts:
        if found and max(_level(found[-1]), _level(part)) < LEAST_LEVEL:
            found[-1] = [*found[-1], *part]
        else:
            found.append(part)
    return found


def _calm_as_one(parts: list[list[_Week]], calm: float) -> list[list[_Week]]:
    """Join neighbours that are both calm, unless one is a rise over the other."""
    found: list[list[_Week]] = []
    for part in parts:
        level = _level(part)
        if found and max(level, _level(found[-1])) <= calm and level < RISE * max(_level(found[-1]), LEAST_LEVEL):
            found[-1] = [*found[-1], *part]
        else:
            found.append(part)
    return found


def _longest(parts: list[list[_Week]]) -> list[list[_Week]]:
    """Give the stretches long enough to say what calm is; all where none is."""
    return [part for part in parts if len(part) >= LEAST_WEEKS] or parts


def _level(weeks: list[_Week]) -> float:
    return sum(week.count for week in weeks) / sum(week.volume for week in weeks)


def _label(level: float, before: float | None, calm: float, weeks: int) -> str:
    if before is not None:
        rise = level / max(before, LEAST_LEVEL)
        if rise >= RUPTURE and weeks <= LONGEST_RUPTURE:
            return "rupture"
        if rise >= RISE:
            return "escalation"
    if level <= calm:
        return "calm"
    return "de-escalation" if before is not None and level <= before / RISE else "tension"


def _joined(found: list[Phase], panel: Panel) -> list[Phase]:
    """Let each phase end where the next begins, and the last with the series."""
    ends = [one.first_day - timedelta(1) for one in found[1:]] + [panel.day(panel.days - 1)]
    return [replace(one, last_day=end) for one, end in zip(found, ends, strict=True)]

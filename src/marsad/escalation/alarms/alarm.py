"""Takes a panel of daily counts and gives alarms: what changed, since when, how sure.

>>> alarms(Panel.of([[1, 0, 2, ..., 9, 8, 11]], names=("IRQ",)))
[Alarm(series='IRQ', day=datetime.date(2018, 6, 15), since=datetime.date(2018, 6, 13), direction='up', ...)]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp

from marsad.escalation.alarms.detector import Direction, changes
from marsad.escalation.alarms.threshold import caution_for
from marsad.escalation.panel import Panel

YEAR = 365.25
CHANGE_EVERY = 182.0  # days: how often a level changes, as believed before the counts are seen
MOST_CAUTION, STEPS = 16.0, 9


@dataclass(frozen=True, slots=True)
class Alarm:
    """A series left its level: alarmed on `day`, under way since `since`, `before` and `after` in counts a day.

    Counts a day are those of usual reporting volume. `sureness` is the probability of a change, 0 to 1, if counts are
    negative binomial about a level that changes twice a year (Shiryaev 1963); `evidence` the log of the statistic.
    """

    series: str
    day: date
    since: date
    direction: Direction
    before: float
    after: float
    sureness: float
    evidence: float


def alarms(panel: Panel, false_alarms: float = 1.0, caution: float = 0.0) -> list[Alarm]:
    """Give the alarms of every series, by day, none seeing ahead.

    `false_alarms` is how many a steady series may bring a year, ups and downs together. It holds for counts that
    scatter about a level as negative binomials; `caution_of` learns from other data what to add. Raises SeriesError
    where `false_alarms` is not above 0.
    """
    return [
        Alarm(
            panel.names[one.row],
            panel.day(one.day),
            panel.day(one.since),
            one.direction,
            one.before,
            one.after,
            _sureness(one.evidence),
            one.evidence,
        )
        for one in changes(panel, caution_for(false_alarms) + caution)
    ]


def caution_of(panel: Panel, false_alarms: float = 1.0, only: Direction | None = None) -> float:
    """Give the log evidence to ask for beyond the table, so that this panel would have given so many alarms a year.

    Every alarm counts as false, so that a past with real changes makes for more caution than is needed. Below 0 where
    the panel is calmer than the table's series. `only` counts the alarms of one direction.
    """
    most = false_alarms * float(panel.seen.sum()) / YEAR
    low, high = -MOST_CAUTION, MOST_CAUTION
    for _ in range(STEPS):
        middle = (low + high) / 2
        found = sum(only in (None, one.direction) for one in changes(panel, caution_for(false_alarms) + middle))
        low, high = (low, middle) if found <= most else (middle, high)
    return high


def _sureness(evidence: float) -> float:
    """Give the probability of a change from the log of the Shiryaev-Roberts statistic."""
    return float(1 / (1 + CHANGE_EVERY * exp(-evidence)))

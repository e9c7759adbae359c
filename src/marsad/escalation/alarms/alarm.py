"""Takes a panel of daily counts and gives alarms: what changed, since when, how sure.

>>> alarms(Panel.of([[1, 0, 2, ..., 9, 8, 11]], names=("IRQ",)))
[Alarm(series='IRQ', day=datetime.date(2018, 6, 15), since=datetime.date(2018, 6, 13), direction='up', ...)]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.escalation.alarms.detector import changes
from marsad.escalation.alarms.threshold import Direction, checked
from marsad.escalation.panel import Panel

YEAR = 365.25
CHANGES = 2.0  # a year: how often a level is believed to change


@dataclass(frozen=True, slots=True)
class Alarm:
    """A series left its level: alarmed on `day`, under way since `since`, `before` and `after` in counts a day.

    Counts a day are those of usual reporting volume. `rarity` is how many years pass between two alarms as strong in a
    steady series; `sureness` what follows from it, 0 to 1: the share of such alarms that are changes, if a level
    changes twice a year.
    """

    series: str
    day: date
    since: date
    direction: Direction
    before: float
    after: float
    sureness: float
    rarity: float


def alarms(panel: Panel, false_alarms: float = 1.0) -> list[Alarm]:
    """Give the alarms of every series, by day, none seeing ahead.

    `false_alarms` is how many a steady series may bring a year, ups and downs together. It holds for counts that
    scatter about a level as negative binomials. Raises SeriesError where `false_alarms` is not above 0.
    """
    return [
        Alarm(
            panel.names[one.row],
            panel.day(one.day),
            panel.day(one.since),
            one.direction,
            one.before,
            one.after,
            CHANGES / (CHANGES + 1 / one.rarity),
            one.rarity,
        )
        for one in changes(panel, checked(false_alarms))
    ]

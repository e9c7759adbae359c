"""Takes a panel, origins and a horizon; gives what every member is asked, and the rates that members start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marsad.escalation.counts import grid_to
from marsad.escalation.panel import Floats, Integers, Panel

HALF_LIVES = (5.0, 10.0, 21.0, 42.0, 90.0, 180.0, 400.0)  # days
SLOW = 1400.0  # days: the half-life of the long-run rate that thin evidence is drawn to
PRIOR_COUNT, PRIOR_DAYS = 0.3, 30.0  # what the long-run rate itself starts from
PRIOR_WEIGHT = 0.5  # days of exposure that the long-run rate counts for


@dataclass(frozen=True, eq=False)
class Task:
    """Forecast the total of `length` days, `lead` days after each origin; an origin is the number of days known.

    Origins are evenly spaced and ascending; the last may be the end of the panel, whose outcome is not known.
    """

    panel: Panel
    origins: Integers
    length: int
    lead: int = 0
    half_lives: tuple[float, ...] = HALF_LIVES

    @property
    def spacing(self) -> int:
        """Days between origins."""
        return int(self.origins[1] - self.origins[0]) if len(self.origins) > 1 else self.length

    @cached_property
    def outcome(self) -> Floats:
        """What came, (series, origins); NaN where it is not known."""
        return self.panel.totals(self.origins + self.lead, self.length)

    @property
    def delay(self) -> int:
        """After how many origins the outcome of one is known."""
        return -(-(self.lead + self.length) // self.spacing)

    @cached_property
    def grid(self) -> Floats:
        """Counts at which the predictive distributions are held: to thrice the most that such a window ever held.

        Taken from the whole panel: it sets only how far the tables reach, not what they say.
        """
        every = self.panel.totals(np.arange(max(self.panel.days - self.length + 1, 1)), self.length)
        most = np.nanmax(np.where(np.isnan(every), 0.0, every), initial=0.0)
        return grid_to(3 * most + 20)

    @cached_property
    def rates(self) -> Floats:
        """Counts a day at exposure 1 as each half-life sees them, (half-lives, series, origins)."""
        return smoothed_rates(self.panel, self.half_lives, self.origins)

    @cached_property
    def exposure(self) -> Floats:
        """The exposure to expect of the window, (series, origins)."""
        return self.panel.coming_exposure(self.origins, self.length)


Member = Callable[[Task], Floats]


def smoothed_rates(panel: Panel, half_lives: tuple[float, ...], origins: Integers) -> Floats:
    """Give exponentially weighted counts over exposure before each origin; a missing day neither adds nor ages."""
    keep = 0.5 ** (1.0 / np.asarray([*half_lives, SLOW]))[:, None]
    wanted = {int(origin): place for place, origin in enumerate(origins)}
    count = np.zeros((len(keep), len(panel.names)))
    volume = np.zeros_like(count)
    rates = np.empty((len(half_lives), len(panel.names), len(origins)))
    for day in range(int(origins[-1]) + 1):
        if day in wanted:
            slow = (count[-1] + PRIOR_COUNT) / (volume[-1] + PRIOR_DAYS)
            rates[:, :, wanted[day]] = (count[:-1] + PRIOR_WEIGHT * slow) / (volume[:-1] + PRIOR_WEIGHT)
        if day < panel.days:
            aged = np.where(panel.seen[:, day], keep, 1.0)
            count = count * aged + panel.counts[:, day]
            volume = volume * aged + panel.exposure[:, day]
    return rates

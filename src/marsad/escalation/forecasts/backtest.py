"""Takes a panel and gives how the ensemble and its members would have done from origin to origin, not peeking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from marsad.errors import SeriesError
from marsad.escalation.forecasts.forecast import SPACING, ensemble, member_cdfs, origins_to
from marsad.escalation.forecasts.members import BASELINE, MEMBERS
from marsad.escalation.forecasts.scores import Scores, scores
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Panel

ENSEMBLE = "ensemble"
BEFORE = 371  # days of the past that must lie before the first scored origin, where the panel is long enough


@dataclass(frozen=True, slots=True)
class Backtest:
    """The scores of one forecaster at one horizon, and its skill: by how much its CRPS is under the baseline's."""

    forecaster: str
    horizon: int
    scores: Scores
    skill: float


def backtest(panel: Panel, horizons: tuple[int, ...] = (7, 28), first: date | None = None) -> Iterator[Backtest]:
    """Give the ensemble's and each member's scores by horizon, for origins a week apart from `first` on."""
    start = (first - panel.first_day).days if first else min(BEFORE, panel.days // 2)
    for length in horizons:
        if panel.days - length < max(start, SPACING):
            raise SeriesError(
                f"{panel.days} days of counts are too few to score forecasts of {length} days; give a longer series"
            )
        yield from _at(panel, length, start)


def _at(panel: Panel, length: int, start: int) -> Iterator[Backtest]:
    task = Task(panel, origins_to(panel.days - length, past=panel.days), length)
    scored = task.origins >= start
    outcome = task.outcome[:, scored].ravel()
    members = member_cdfs(task)
    found = {}
    for name, cdf in zip((ENSEMBLE, *MEMBERS), (ensemble(task, members)[0], *members), strict=True):
        found[name] = scores(cdf[:, scored].reshape(-1, len(task.grid)), task.grid, outcome)
    base = found[BASELINE].crps
    for name, score in found.items():
        yield Backtest(name, length, score, float(1 - score.crps / base) if base else float(np.nan))

"""Takes predictive distributions and what came; gives CRPS (by the library scoringrules), coverage and PIT."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from marsad.escalation.counts import quantile
from marsad.escalation.panel import Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """How a forecaster did: mean CRPS (in counts), coverage of its 50 and 90 % intervals by randomised PIT, windows."""

    crps: float
    coverage_50: float
    coverage_90: float
    windows: int


def scores(cdf: Floats, grid: Floats, outcome: Floats, seed: int = 0) -> Scores:
    """Give the scores over all windows whose outcome is known; cdf is (..., grid), outcome (...)."""
    known = ~np.isnan(outcome)
    cdf, outcome = cdf[known], outcome[known]
    if not len(outcome):
        return Scores(float("nan"), float("nan"), float("nan"), 0)
    pit = randomised_pit(cdf, grid, outcome, seed)
    inside_50, inside_90 = (np.abs(pit - 0.5) < share / 2 for share in (0.5, 0.9))
    return Scores(
        float(crps(cdf, grid, outcome).mean()), float(inside_50.mean()), float(inside_90.mean()), len(outcome)
    )


def crps(cdf: Floats, grid: Floats, outcome: Floats) -> Floats:
    """Give the continuous ranked probability score of each distribution, in counts; (windows, grid) and (windows)."""
    import scoringrules

    weights = np.diff(cdf, prepend=0.0, axis=-1)
    weights[..., -1] += 1.0 - cdf[..., -1]
    weights = np.maximum(weights, 0.0)  # rounding leaves some a hair below 0
    points = np.broadcast_to(grid, cdf.shape)
    return np.asarray(scoringrules.crps_ensemble(outcome, points, ens_w=weights, estimator="qd", sorted_ensemble=True))


def randomised_pit(cdf: Floats, grid: Floats, outcome: Floats, seed: int = 0) -> Floats:
    """Give a draw between P(less) and P(no more) of what came: uniform where the forecasts are right (Czado 2009)."""
    place = np.minimum(np.searchsorted(grid, outcome), len(grid) - 1)
    rows = np.arange(len(outcome))
    high = cdf[rows, place]
    low = np.where(place > 0, cdf[rows, np.maximum(place - 1, 0)], 0.0)
    return np.asarray(low + np.random.default_rng(seed).random(len(outcome)) * (high - low))


def interval_contains(cdf: Floats, grid: Floats, outcome: Floats, share: float) -> float:
    """Give the share of outcomes within the central whole-count interval, which holds at least `share` if right."""
    low, high = quantile(cdf, grid, (1 - share) / 2), quantile(cdf, grid, (1 + share) / 2)
    return float(((outcome >= low) & (outcome <= high)).mean())

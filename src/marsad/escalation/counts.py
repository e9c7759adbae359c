"""Takes means and sizes of negative binomials and gives their probabilities on a grid of counts.

A predictive distribution is a CDF on a grid of whole counts: every count up to 127, then steps of 3 percent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gammaln

from marsad.escalation.panel import Floats

EXACT = 128
STEP = 1.03
SMALLEST_MEAN = 1e-6


def grid_to(highest: float) -> Floats:
    """Give the counts at which distributions are held, from 0 to at least `highest`."""
    grid = list(range(int(min(highest, EXACT - 1)) + 2))
    while grid[-1] < highest:
        grid.append(int(np.ceil(grid[-1] * STEP)))
    return np.asarray(grid, dtype=np.float64)


def widths(grid: Floats) -> Floats:
    """Give for how many whole counts each point of a grid stands."""
    return np.diff(grid, append=grid[-1] + 1)


def negative_binomial_cdf(grid: Floats, mean: ArrayLike, size: ArrayLike) -> Floats:
    """Give P(count <= grid) with variance mean + mean²/size; mean and size broadcast against the grid."""
    mean = np.maximum(np.asarray(mean, dtype=np.float64), SMALLEST_MEAN)
    size = np.asarray(size, dtype=np.float64)
    return np.asarray(betainc(size, grid + 1.0, size / (size + mean)))


def log_probability(count: ArrayLike, mean: ArrayLike, size: ArrayLike) -> Floats:
    """Give the log-probability of counts under negative binomials with variance mean + mean²/size."""
    count, size = np.asarray(count, dtype=np.float64), np.asarray(size, dtype=np.float64)
    mean = np.maximum(np.asarray(mean, dtype=np.float64), SMALLEST_MEAN)
    ways = gammaln(count + size) - gammaln(size) - gammaln(count + 1)
    return np.asarray(ways - size * np.log1p(mean / size) + count * np.log(mean / (size + mean)))


def quantile(cdf: Floats, grid: Floats, level: float) -> Floats:
    """Give the least count of the grid at which the CDF reaches `level`."""
    place = np.argmax(cdf >= min(level, 1.0) - 1e-12, axis=-1)
    reached = cdf[..., -1] >= level - 1e-12
    return np.asarray(np.where(reached, grid[place], grid[-1]))


def mean_of(cdf: Floats, grid: Floats) -> Floats:
    """Give the mean of each distribution."""
    return np.asarray(((1.0 - cdf) * widths(grid)).sum(axis=-1))

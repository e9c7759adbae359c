"""Takes a panel and gives forecast means from a negative-binomial autoregression fitted on all of its series together.

The mean is linear in the smoothed counts of the series, of the whole panel, and a constant, with coefficients not below
0 (an INGARCH model with several memories), so that no jump can make it explode.
"""

from __future__ import annotations

import numpy as np

from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Floats

REFIT_EVERY = 91  # days
FITTED_ON = 1900  # days of the past
SIZE = 1.0  # of the negative binomial in whose likelihood it is fitted
STEPS = 25
PRIOR_WINDOWS = 20.0  # how many windows the first guess counts for
CONSTANT = 0.01  # counts a day


def autoregression_means(task: Task) -> Floats:
    """Give the mean of each window (series, origins), coefficients refitted forward only every three months."""
    inputs = _inputs(task)
    start = np.full(inputs.shape[-1], 1.0 / inputs.shape[-1])
    coefficients, every = start, max(1, REFIT_EVERY // task.spacing)
    means = np.empty(inputs.shape[:2])
    for place in range(inputs.shape[1]):
        if place % every == 0:
            coefficients = _fitted(task, inputs, place, coefficients, start)
        means[:, place] = inputs[:, place] @ coefficients
    return means


def _inputs(task: Task) -> Floats:
    """Give (series, origins, inputs): smoothed counts of the series and of the panel's mean, and a constant."""
    own = task.rates * task.exposure
    whole = np.broadcast_to(task.rates[[1, 4]].mean(axis=1, keepdims=True), own[:2].shape) * task.exposure
    return np.stack([*own, *whole, CONSTANT * task.exposure], axis=-1)


def _fitted(task: Task, inputs: Floats, place: int, coefficients: Floats, start: Floats) -> Floats:
    """Give the coefficients that make the windows closed by then likely, by multiplicative steps."""
    last = place - task.delay + 1
    low = max(0, last - FITTED_ON // task.spacing)
    if last <= low:
        return coefficients
    known = ~np.isnan(task.outcome[:, low:last])
    outcome, table = task.outcome[:, low:last][known], inputs[:, low:last][known]
    prior = PRIOR_WINDOWS * table.mean(axis=0) if len(table) else start
    coefficients = np.maximum(coefficients, 1e-3 / len(start))
    for _ in range(STEPS if len(table) else 0):
        mean = table @ coefficients
        up = (outcome / mean) @ table + prior * start / coefficients
        down = ((outcome + SIZE) / (mean + SIZE)) @ table + prior
        coefficients = coefficients * up / down
    return coefficients

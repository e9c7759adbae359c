"""Takes the members' distributions and what came, and gives the weights under which their mixture scored best before.

The CRPS of a linear pool is a quadratic in its weights, so that good weights for past windows are found by descent; the
panel's record is added to each series' own, so that a thin series borrows from the others.
"""

from __future__ import annotations

import numpy as np

from marsad.escalation.counts import widths
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Floats

MEMORY = 0.99  # what a week-old score still counts
WEEK = 7
PANEL_SHARE = 1.0  # how much the panel's mean record counts beside a series' own
PRIOR_WINDOWS = 10.0  # windows that the first weights count for
STEPS = 10
RATE = 1.0


def stacking_weights(task: Task, members: Floats, start: Floats) -> Floats:
    """Give the pool's weights (series, origins, members) from windows that had closed by each origin.

    `members` holds CDFs (members, series, origins, grid); `start` the weights before anything is known.
    """
    losses = _losses(task, members)
    series, origins, count, _ = losses.shape
    memory = MEMORY ** (task.spacing / WEEK)
    total = np.zeros((series, count, count))
    weights = np.broadcast_to(start, (series, count))
    found = np.empty((series, origins, count))
    for place in range(origins):
        if place >= task.delay:
            total = total * memory + losses[:, place - task.delay]
            weights = _descended(total, (1 - memory) * PRIOR_WINDOWS, weights, start)
        found[:, place] = weights
    return found


def pooled(members: Floats, weights: Floats) -> Floats:
    """Give the CDF (series, origins, grid) of the members under their weights."""
    pool = np.zeros(members.shape[1:])
    for number, member in enumerate(members):
        pool += weights[..., number, None] * member
    return pool


def _losses(task: Task, members: Floats) -> Floats:
    """Give each window's CRPS as a matrix (series, origins, members, members): the score of weights w is w'Lw."""
    outcome = np.where(np.isnan(task.outcome), np.inf, task.outcome)
    known = np.isfinite(outcome)[..., None]
    missed = np.where(known, members - (task.grid >= outcome[..., None]), 0.0)
    return np.asarray(np.einsum("msok,nsok,k->somn", missed, missed, widths(task.grid), optimize=True))


def _descended(total: Floats, prior: float, weights: Floats, start: Floats) -> Floats:
    """Give better weights by a few exponentiated-gradient steps from the last ones."""
    loss = total + PANEL_SHARE * total.mean(axis=0)
    scale = np.trace(loss, axis1=1, axis2=2)[:, None] / loss.shape[-1] + 1e-9
    for _ in range(STEPS):
        slope = (loss @ weights[..., None])[..., 0] / scale + prior * (weights - start)
        weights = weights * np.exp(-RATE * (slope - slope.min(axis=1, keepdims=True)))
        weights = weights / weights.sum(axis=1, keepdims=True)
    return weights

"""Takes means of negative binomials and gives their mixture, each weighted by how likely it made what came before."""

from __future__ import annotations

import numpy as np

from marsad.escalation.counts import log_probability, negative_binomial_cdf
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Floats

SIZES = (0.15, 0.4, 1.0, 3.0, 10.0, 40.0)
MEMORY = 0.97  # what a week-old score of a week's window still counts; longer windows are remembered longer
WEEK = 7
OPEN_MIND = 0.04  # weight spread over all experts, whatever the evidence, for the day when everything changes
NEGLIGIBLE = 0.0005


EVERY = slice(None)


def mixture_cdf(task: Task, means: Floats, at: slice = EVERY) -> Floats:
    """Give the CDF (series, origins, grid) of every mean (means, series, origins) at every size, mixed by evidence.

    `at` chooses the origins for which it is given; the evidence of all of them counts.
    """
    every = np.repeat(means, len(SIZES), axis=0)
    sizes = np.tile(SIZES, len(means))
    weights = evidence_weights(task, log_probability(task.outcome, every, sizes[:, None, None]))
    weights, every = np.where(weights < NEGLIGIBLE, 0.0, weights)[:, :, at], every[:, :, at]
    weights /= weights.sum(axis=0)
    mixed = np.zeros((*every.shape[1:], len(task.grid)))
    for mean, size, weight in zip(every, sizes, weights, strict=True):
        used = weight > 0
        mixed[used] += weight[used][:, None] * negative_binomial_cdf(task.grid, mean[used][:, None], size)
    return mixed


def evidence_weights(task: Task, scores: Floats) -> Floats:
    """Give each expert's weight (experts, series, origins) from the log-scores of windows that had closed by then.

    Old scores fade; windows that overlap share one vote.
    """
    scores = np.where(np.isnan(scores), 0.0, scores) * min(1.0, task.spacing / task.length)
    memory = MEMORY ** (task.spacing / WEEK * (WEEK / max(task.length, WEEK)) ** 0.5)
    weights = np.empty_like(scores)
    total = np.zeros(scores.shape[:2])
    for place in range(scores.shape[2]):
        if place >= task.delay:
            total = total * memory + scores[:, :, place - task.delay]
        likelihood = np.exp(total - total.max(axis=0))
        weights[:, :, place] = likelihood / likelihood.sum(axis=0)
    return (1 - OPEN_MIND) * weights + OPEN_MIND / len(scores)

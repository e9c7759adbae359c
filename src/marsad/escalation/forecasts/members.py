"""Takes a task and gives predictive distributions: the members of the ensemble, baselines among them."""

from __future__ import annotations

import numpy as np

from marsad.escalation.counts import negative_binomial_cdf
from marsad.escalation.forecasts.autoregression import autoregression_means
from marsad.escalation.forecasts.mixture import mixture_cdf
from marsad.escalation.forecasts.task import Member, Task, smoothed_rates
from marsad.escalation.panel import Floats

YEAR = 364  # days: whole weeks
LATE_WEEKS = 56  # days of the Poisson baseline
NEARLY_POISSON = 1e4
GAMMA_HALF_LIFE = 40.0  # days


def conflictology(task: Task) -> Floats:
    """Give the distribution of the last 12 months' windows, as the benchmark of the ViEWS challenge does."""
    periods = max(1, (YEAR if task.length < 28 else 12 * task.length) // task.length)
    back = task.length * np.arange(1, periods + 1)
    begins = task.origins[:, None] - back[None, :]
    past = task.panel.totals(begins.ravel(), task.length).reshape(-1, *begins.shape)
    known = ~np.isnan(past)
    below = np.zeros((*past.shape[:2], len(task.grid)))
    for place in range(periods):
        below += (past[..., place, None] <= task.grid) & known[..., place, None]
    number = known.sum(axis=-1)[..., None]
    # Where nothing is known yet: a window like none, or one.
    return np.where(number > 0, below / np.maximum(number, 1), negative_binomial_cdf(task.grid, 0.5, 1.0))


def poisson_of_late(task: Task) -> Floats:
    """Give a Poisson with the mean of the last eight weeks."""
    panel = task.panel
    low = np.maximum(task.origins - LATE_WEEKS, 0)
    running = [
        np.concatenate([np.zeros((len(part), 1)), np.cumsum(part, 1)], 1) for part in (panel.counts, panel.exposure)
    ]
    count, volume = (part[:, task.origins] - part[:, low] for part in running)
    mean = (count + 0.1) / np.maximum(volume + 0.1, 0.1) * task.exposure
    return negative_binomial_cdf(task.grid, mean[..., None], NEARLY_POISSON)


def poisson_gamma(task: Task) -> Floats:
    """Give the predictive of a Poisson rate with a gamma prior, old evidence discounted."""
    keep = 0.5 ** (1 / GAMMA_HALF_LIFE)
    rate = smoothed_rates(task.panel, (GAMMA_HALF_LIFE,), task.origins)[0]
    days = np.minimum(np.cumsum(task.panel.seen, axis=1)[:, np.maximum(task.origins - 1, 0)], 1 / (1 - keep))
    size = np.maximum(rate * days, 0.05)  # so much evidence stands behind the rate
    return negative_binomial_cdf(task.grid, (rate * task.exposure)[..., None], size[..., None])


def experts(task: Task) -> Floats:
    """Give the mixture of negative binomials around exponentially smoothed rates of several half-lives."""
    return mixture_cdf(task, task.rates * task.exposure)


def autoregression(task: Task) -> Floats:
    """Give negative binomials around the autoregression on all series, at the sizes that past windows bear out."""
    return mixture_cdf(task, autoregression_means(task)[None])


MEMBERS: dict[str, Member] = {
    "conflictology": conflictology,
    "poisson, 8 weeks": poisson_of_late,
    "poisson-gamma": poisson_gamma,
    "nb experts": experts,
    "nb autoregression": autoregression,
}
BASELINE = "conflictology"
# What each member weighs before any of its forecasts can be scored.
FIRST_WEIGHTS = {
    "conflictology": 0.05,
    "poisson, 8 weeks": 0.05,
    "poisson-gamma": 0.15,
    "nb experts": 0.6,
    "nb autoregression": 0.15,
}

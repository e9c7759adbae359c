"""Forecasts: right where the truth is known, blind to what comes after, honest where days are missing."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.errors import SeriesError
from marsad.escalation.forecasts.backtest import ENSEMBLE, backtest
from marsad.escalation.forecasts.forecast import ensemble, forecast, member_cdfs, origins_to
from marsad.escalation.forecasts.scores import crps, randomised_pit
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Panel

RATE = 3.0


def poisson(series: int = 4, days: int = 400, rate: float = RATE) -> Panel:
    return Panel.of(np.random.default_rng(5).poisson(rate, (series, days)).astype(float))


def test_a_steady_level_is_expected_to_go_on() -> None:
    for length, forecasts in forecast(poisson()).items():
        for one in forecasts:
            low, high = one.interval(0.9)
            inner = one.interval(0.5)
            assert low <= inner[0] <= one.median <= inner[1] <= high
            assert abs(one.mean - RATE * length) < 0.25 * RATE * length
            assert low < RATE * length < high
            assert (one.last_day - one.first_day).days == length - 1
            assert abs(sum(weight for _, weight in one.weights) - 1) < 1e-9
            assert one.probability_above(-1) == 1
            assert one.probability_above(one.median) <= 0.5


def test_no_forecast_sees_what_comes_after_it() -> None:
    panel = poisson(2, 300)
    changed = Panel.of(np.hstack([panel.counts[:, :250], panel.counts[:, 250:] * 0 + 9.0]))
    cdfs = []
    for one in (panel, changed):
        task = Task(one, origins_to(one.days - 7), 7)
        known = task.origins <= 250
        at = np.searchsorted(task.grid, 20.0)
        cdfs.append(ensemble(task, member_cdfs(task))[0][:, known, : int(at)])
    assert np.allclose(cdfs[0], cdfs[1], atol=2e-3), "but for how far the tables of probabilities reach"


def test_missing_days_are_not_quiet_days() -> None:
    counts = poisson(1).counts.copy()
    counts[0, 300:330] = np.nan
    (held,) = forecast(Panel.of(counts), (7,))[7]
    (quiet,) = forecast(Panel.of(np.nan_to_num(counts)), (7,))[7]
    assert abs(held.mean - RATE * 7) < abs(quiet.mean - RATE * 7) + 1e-9
    assert held.mean > quiet.mean


def test_scores_are_those_of_the_books() -> None:
    grid = np.arange(0.0, 11.0)
    sure = (grid >= 4).astype(float)[None]
    assert crps(sure.copy(), grid, np.array([7.0]))[0] == pytest.approx(3.0)  # of a point forecast: the distance
    pit = randomised_pit(np.repeat(np.linspace(1 / 11, 1, 11)[None], 4000, 0), grid, np.tile(np.arange(8.0), 500))
    assert pit.min() >= 0
    assert pit.max() <= 8 / 11


def test_the_backtest_sets_the_ensemble_beside_its_members() -> None:
    rows = list(backtest(poisson(3, 500), (7,)))
    assert rows[0].forecaster == ENSEMBLE
    assert {row.forecaster for row in rows} >= {"conflictology", "nb experts"}
    assert all(row.scores.windows == rows[0].scores.windows for row in rows)
    assert 0.82 < rows[0].scores.coverage_90 < 0.97
    assert rows[0].skill > 0, "the last year's windows are too few to know a steady level by"


def test_too_short_to_score() -> None:
    with pytest.raises(SeriesError, match="too few to score"):
        list(backtest(poisson(1, 20), (28,)))

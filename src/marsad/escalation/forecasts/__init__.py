"""Forecasts of the coming days' totals: an ensemble of members weighted by their past scores, and its backtest."""

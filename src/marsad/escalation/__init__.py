"""Incidents in time: counts by day with their exposure, phases, and forecasts with intervals."""

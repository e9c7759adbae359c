"""Takes incidents and gives how much each matters on a page: by whom it is told, whom it cost, and how sharp it is."""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from marsad.incidents.model import Figure, Incident
from marsad.incidents.tolls import Uncounted, counted_once
from marsad.picture.model import Count, Toll

CONFLICT, COOPERATION = "conflict", "cooperation"


def weight(incident: Incident) -> float:
    """Give how much an incident matters: outlets, deaths, injuries and sharpness each count, more of one ever less."""
    return (
        2 * log1p(incident.independent_outlets)
        + 1.5 * log1p(best(incident.killed))
        + 0.5 * log1p(best(incident.injured))
        + abs(incident.score) / 5
        + incident.confidence.value
    )


def best(figure: Figure | None) -> int:
    """Give the best value of a figure, 0 where none is told."""
    return 0 if figure is None else figure.best


def counted(incidents: Iterable[Incident]) -> Count:
    """Give the number of incidents, weightiest first."""
    ranked = sorted(incidents, key=lambda one: (-weight(one), one.id))
    return Count(len(ranked), tuple(one.id for one in ranked))


def summed(incidents: Iterable[Incident], figure: str, uncounted: Uncounted) -> Toll | None:
    """Give the people that incidents cost, `killed` or `injured`; None where no report gives a number.

    `uncounted` are incidents whose tolls belong in no sum, by figure.
    """
    told = [(one.id, toll) for one in counted_once(incidents, figure, uncounted) if (toll := toll_of(one, figure))]
    if not told:
        return None
    told.sort(key=lambda pair: (-pair[1].best, pair[0]))
    tolls = [toll for _, toll in told]
    return Toll(
        sum(toll.low for toll in tolls),
        sum(toll.best for toll in tolls),
        sum(toll.high for toll in tolls),
        any(toll.is_least for toll in tolls),
        tuple(id_ for id_, _ in told),
    )


def toll_of(incident: Incident, figure: str) -> Toll | None:
    """Give the people that an incident cost, `killed` or `injured`; None where no report gives a number."""
    told: Figure | None = getattr(incident, figure)
    return None if told is None else Toll(told.low, told.best, told.high, told.is_least, (incident.id,))


def is_conflict(incident: Incident) -> bool:
    """True for material conflict, acts rather than words."""
    return incident.quad_class.endswith(CONFLICT) and incident.quad_class.startswith("material")


def is_cooperation(incident: Incident) -> bool:
    """True for material cooperation."""
    return incident.quad_class.endswith(COOPERATION) and incident.quad_class.startswith("material")

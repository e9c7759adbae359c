"""Takes incidents and says whose large tolls belong in no sum: told of another one again, or of a longer time.

For days after a massacre reports give its toll in passing, without place or day, and merging leaves some of them apart.
For months they give the toll of a whole campaign, and not always words that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from marsad.incidents.model import Figure, Incident
from marsad.incidents.sites import likeness

Uncounted = Mapping[str, frozenset[str]]  # ids of incidents, by figure
FIGURES = ("killed", "injured")
FEWEST = 10  # people from which a toll is told again for days
DAYS_BEFORE, DAYS_AFTER = timedelta(3), timedelta(7)  # within which it is; a day that is told in passing is inexact
WELL_TOLD = 3  # documents that give a toll from which later ones may tell it with other numbers
NEAR = 0.75  # of the toll, or of its greatest number, within which another number tells it again
GREATEST = 2  # times the toll: a greater number told of it is of something else
MANY = {"killed": 100, "injured": 1000}  # people of whom more than one article tells, if they fell on one day ...
MANY_READ = 20  # ... and so many articles were read of the days from then until it was told
LONGEST_TELLING = 30  # days before the first report of which the articles count


def uncounted(incidents: Sequence[Incident], read: Mapping[date, int]) -> dict[str, frozenset[str]]:
    """Give by figure the ids of incidents whose toll belongs in no sum; `read` is how many articles a day were read."""
    again, longer = retold(incidents), of_longer_time(incidents, read)
    return {name: again[name] | longer[name] for name in FIGURES}


def retold(incidents: Iterable[Incident]) -> dict[str, frozenset[str]]:
    """Give by figure, `killed` or `injured`, the ids of incidents whose toll is that of another, better told one.

    A toll is another's if it is as large and of nearly the same days and the same country; a well-told one also has
    those that are not much smaller than it and not much greater than the greatest number told of it.
    """
    held = [one for one in incidents if one.first_day is not None]
    return {name: frozenset(_retold(held, name)) for name in FIGURES}


def _retold(incidents: Iterable[Incident], name: str) -> Iterator[str]:
    large = [(one, figure) for one in incidents if (figure := _figure(one, name)) and figure.best >= FEWEST]
    large.sort(key=lambda pair: (-pair[1].reports, -pair[0].independent_outlets, -len(pair[0].reports), pair[0].id))
    firsts: list[tuple[Incident, Figure]] = []
    for one, figure in large:
        if any(_is_of(one, figure, *first) for first in firsts):
            yield one.id
        else:
            firsts.append((one, figure))


def _figure(incident: Incident, name: str) -> Figure | None:
    figure: Figure | None = getattr(incident, name)
    return figure


def _is_of(one: Incident, figure: Figure, first: Incident, toll: Figure) -> bool:
    """True where an incident tells the toll of another, `first`, which at least as many documents tell."""
    if one.first_day is None or first.first_day is None or not _may_be_there(one, first):
        return False
    if not first.first_day - DAYS_BEFORE <= one.first_day <= first.first_day + DAYS_AFTER:
        return False
    if toll.reports >= WELL_TOLD and figure.reports < WELL_TOLD:
        return NEAR * toll.best <= figure.best <= min(toll.high, GREATEST * toll.best) / NEAR
    return figure.reports < WELL_TOLD and figure.best == toll.best


def _may_be_there(one: Incident, other: Incident) -> bool:
    """True unless they are at two places, or in two countries."""
    return one.site is None or other.site is None or likeness(one.site, other.site) >= 0


def of_longer_time(incidents: Iterable[Incident], read: Mapping[date, int]) -> dict[str, frozenset[str]]:
    """Give by figure the ids of incidents whose toll must be that of weeks or months: large, and told by one alone.

    `read` says how many articles were read of each day. A hundred dead of one day are in more than one of twenty.
    """
    held = [one for one in incidents if one.first_day is not None]
    return {
        name: frozenset(one.id for one in held if _is_told_alone(one, name, least) and _read_of(one, read) >= MANY_READ)
        for name, least in MANY.items()
    }


def _is_told_alone(incident: Incident, name: str, least: int) -> bool:
    figure = _figure(incident, name)
    return figure is not None and figure.best >= least and figure.reports == 1


def _read_of(incident: Incident, read: Mapping[date, int]) -> int:
    """Count the articles of the days from an incident until the day after its first report."""
    first = incident.first_day or date.max
    last = max(incident.first_report or first, first) + timedelta(1)
    begin = max(first, last - timedelta(LONGEST_TELLING))
    return sum(read.get(begin + timedelta(number), 0) for number in range((last - begin).days + 1))


def counted_once(incidents: Iterable[Incident], name: str, uncounted: Uncounted) -> list[Incident]:
    """Give the incidents without those whose figure belongs in no sum."""
    return [one for one in incidents if one.id not in uncounted.get(name, frozenset())]

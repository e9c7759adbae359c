"""Takes incidents and how much was read of each day and gives daily series: by country, region, dyad, actor or type.

A series holds counts of incidents or of the reports that tell of them, people killed or injured, or PLOVER scores
summed by quad class; the exposure beside it is the reporting volume, so that a quiet feed is not peace. A day of which
nothing was read is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from marsad.actors.behaviour import dyads
from marsad.errors import SeriesError
from marsad.escalation.panel import Panel
from marsad.incidents.model import Figure, Incident, Party

WEEK = 7
WHOLE = "all"
QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def _country(incident: Incident) -> Iterator[str]:
    """Give where it happened: by its place; where none is told, by whom it befell, or who did it."""
    if incident.site is not None and incident.site.country is not None:
        yield incident.site.country
    else:
        yield from {one.country for one in incident.recipients or incident.actors if one.country is not None}


def _region(incident: Incident) -> Iterator[str]:
    if incident.site is not None and incident.site.region is not None:
        yield f"{incident.site.region}, {incident.site.country}" if incident.site.country else incident.site.region


def _dyad(incident: Incident) -> Iterator[str]:
    pairs = {tuple(sorted((one.name, other.name))) for one, other in dyads(incident) if _known(one) and _known(other)}
    yield from (" - ".join(pair) for pair in pairs)


def _actor(incident: Incident) -> Iterator[str]:
    yield from {party.name for party in incident.actors if _known(party)}


def _known(party: Party) -> bool:
    """True for a party with a name of its own, not only words of a text."""
    return party.key == party.name


GROUPS: dict[str, Callable[[Incident], Iterable[str]]] = {
    WHOLE: lambda _: (WHOLE,),
    "country": _country,
    "region": _region,
    "dyad": _dyad,
    "actor": _actor,
    "type": lambda incident: (incident.type,),
}


def _people(figure: Figure | None) -> float:
    return 0.0 if figure is None else float(figure.best)


def _reports(incident: Incident) -> float:
    """Give how many articles tell of an incident by the day after it, copies left out: how large it was taken to be."""
    first = incident.first_day
    if first is None:
        return 0.0
    in_time = (one for one in incident.reports if one.published and first <= one.published <= first + timedelta(1))
    return float(len({one.document_id for one in in_time if one.copy_of is None}))


def _score_of(quad_class: str) -> Callable[[Incident], float]:
    return lambda incident: abs(incident.score) if incident.quad_class == quad_class else 0.0


MEASURES: dict[str, Callable[[Incident], float]] = {
    "incidents": lambda _: 1.0,
    "reports": _reports,
    "killed": lambda incident: _people(incident.killed),
    "injured": lambda incident: _people(incident.injured),
    **{name: _score_of(name) for name in QUAD_CLASSES},
}


def series(
    incidents: Iterable[Incident],
    read: Mapping[date, int],
    first: date,
    last: date,
    by: str = WHOLE,
    measure: str = "incidents",
    least: int = 1,
) -> Panel:
    """Give a daily series of each group, the most met first; days inclusive, incidents on the first of theirs.

    `read` says how many articles were read of each day; groups of fewer than `least` incidents are left out. Raises
    SeriesError for an unknown grouping or measure, or where no group is left.
    """
    if by not in GROUPS or measure not in MEASURES:
        raise SeriesError(f"series are by {', '.join(GROUPS)}, of {', '.join(MEASURES)}; not of {measure} by {by}")
    amounts: dict[str, Counter[date]] = {}
    numbers: Counter[str] = Counter()
    for incident in incidents:
        if incident.first_day is not None and first <= incident.first_day <= last:
            for name in GROUPS[by](incident):
                numbers[name] += 1
                amounts.setdefault(name, Counter())[incident.first_day] += MEASURES[measure](incident)  # type: ignore[assignment]
    names = sorted(
        (name for name, number in numbers.items() if number >= least), key=lambda name: (-numbers[name], name)
    )
    if not names:
        asked = f"{least} incidents or more from {first} to {last}"
        raise SeriesError(f"no series of {asked}; ask for more days or fewer incidents (--least)")
    span = [first + timedelta(number) for number in range((last - first).days + 1)]
    counts = [[float(amounts[name][day]) for day in span] for name in names]
    return Panel.of(counts, [exposures(read, span)], tuple(names), first)


def exposures(read: Mapping[date, int], span: Sequence[date]) -> list[float]:
    """Give each day's reporting volume, 1 as usual: the articles of the day and the next, which tell of it."""
    volume = [read.get(day, 0) + read.get(day + timedelta(1), 0) for day in span]
    if span:
        volume[-1] = 2 * read.get(span[-1], 0)
    usual = median([number for number in volume if number] or [1])
    return [number / usual for number in volume]


@dataclass(frozen=True, slots=True)
class Step:
    """A day or week of a series. `exposure` is its reporting volume, 1 a usual day; 0 seen days mean: not known."""

    series: str
    first_day: date
    last_day: date
    count: float
    exposure: float
    days_seen: int

    @property
    def corrected(self) -> float | None:
        """What usual reporting volume would have shown; None where nothing was read."""
        days = (self.last_day - self.first_day).days + 1
        return None if self.days_seen == 0 else round(self.count * days / self.exposure, 2)


def steps(panel: Panel, length: int = 1) -> Iterator[Step]:
    """Give every series in steps of so many days, counted back from the last; days too few for a step are left out."""
    for row, name in enumerate(panel.names):
        for begin in range(panel.days % length, panel.days, length):
            days = slice(begin, begin + length)
            yield Step(
                name,
                panel.day(begin),
                panel.day(begin + length - 1),
                float(panel.counts[row, days].sum()),
                float(panel.exposure[row, days].sum()),
                int(panel.seen[row, days].sum()),
            )

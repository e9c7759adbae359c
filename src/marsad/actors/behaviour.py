"""Takes incidents and gives the behavioural graph: who dealt how with whom, by month, on PLOVER's scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from marsad.incidents.model import Incident, Party


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one party did to another in a month: incidents and the sums of their scores, cooperation and conflict apart.

    `cooperation` is at least 0, `conflict` at most 0. Where both took part alike (talks, clashes) the pair is in the
    order of their names.
    """

    source: str
    target: str
    month: str
    incidents: int
    cooperation: float
    conflict: float
    ids: tuple[str, ...]


def exchanges(incidents: Iterable[Incident]) -> list[Exchange]:
    """Give the exchanges of every dyad by month, of the incidents that count, in order of month and names."""
    found: dict[tuple[str, str, str], list[Incident]] = {}
    for incident in incidents:
        if not incident.counts or incident.first_day is None:
            continue
        month = f"{incident.first_day:%Y-%m}"
        for source, target in dyads(incident):
            found.setdefault((month, source.name, target.name), []).append(incident)
    return [
        Exchange(
            source,
            target,
            month,
            len(several),
            sum(one.score for one in several if one.score > 0),
            sum(one.score for one in several if one.score < 0),
            tuple(one.id for one in several),
        )
        for (month, source, target), several in sorted(found.items())
    ]


def dyads(incident: Incident) -> Iterator[tuple[Party, Party]]:
    """Give the pairs of an incident: each actor with each recipient; without any, the actors with each other."""
    if incident.recipients:
        for actor in incident.actors:
            for recipient in incident.recipients:
                if actor.key != recipient.key:
                    yield actor, recipient
    else:
        yield from combinations(sorted(incident.actors, key=lambda party: party.name), 2)

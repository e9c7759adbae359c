"""Takes an actor, the records that name it, its incidents and its ties, and gives its profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from marsad.actors.behaviour import dyads
from marsad.actors.model import Activity, Profile, RegistryActor, TieBetween
from marsad.actors.ties import of_actor
from marsad.incidents.model import Incident

ROLES = ("actor", "recipient", "said_by")


def profile(
    actor: RegistryActor,
    records: Iterable[Mapping[str, Any]],
    incidents: Sequence[Incident],
    ties: Iterable[TieBetween],
) -> Profile:
    """Give the profile of an actor from event records (codebook section 2) and incidents in which it has a part."""
    aliases: Counter[str] = Counter()
    days: list[date] = []
    for record in records:
        spans = [span for role in ROLES for span in record[role] if span["name"] == actor.name]
        aliases.update(span["text"] for span in spans)
        if spans and record["published"]:
            days.append(date.fromisoformat(record["published"]))
    own = [one for one in incidents if _has_part(one, actor.name)]
    return Profile(
        actor,
        tuple(aliases.most_common()),
        tuple(Counter(one.type for one in own).most_common()),
        tuple(_counterparts(own, actor.name).most_common()),
        tuple(_activity(own, actor.name)),
        min(days, default=None),
        max(days, default=None),
        tuple(of_actor(ties, actor.name)),
        tuple(one.id for one in own),
    )


def _has_part(incident: Incident, name: str) -> bool:
    return any(party.name == name for party in (*incident.actors, *incident.recipients))


def _counterparts(incidents: Iterable[Incident], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for incident in incidents:
        for first, second in dyads(incident):
            if name in (first.name, second.name):
                found[second.name if first.name == name else first.name] += 1
    return found


def _activity(incidents: Iterable[Incident], name: str) -> list[Activity]:
    months: dict[str, list[Incident]] = {}
    for one in incidents:
        if one.first_day is not None and one.counts:
            months.setdefault(f"{one.first_day:%Y-%m}", []).append(one)
    return [
        Activity(
            month,
            sum(any(party.name == name for party in one.actors) for one in several),
            sum(any(party.name == name for party in one.recipients) for one in several),
            sum(one.score for one in several),
        )
        for month, several in sorted(months.items())
    ]

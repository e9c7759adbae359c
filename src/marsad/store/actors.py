"""Takes a store and gives its actors: the registry with what people added, profiles, ties, and names to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, select

from marsad.actors import (
    Exchange,
    Profile,
    Proposal,
    Registry,
    RegistryActor,
    TieBetween,
    exchanges,
    graph_data,
    profile,
    proposals,
    ties_between,
)
from marsad.actors.registry import folded
from marsad.actors.ties import holds_on, of_actor
from marsad.errors import UsageError
from marsad.lexicon import load
from marsad.store.filters import EventFilter
from marsad.store.history import PERSON, Change, note
from marsad.store.incident_filters import IncidentFilter
from marsad.store.incidents import IncidentBook
from marsad.store.names import ACCEPTED, DISMISSED, MERGED, ROLES, NameDecision, accepted_actors, by_key, decisions
from marsad.store.people_schema import name_decisions, ties
from marsad.store.renaming import rename
from marsad.store.schema import documents, entities, sentences, storable
from marsad.store.store import Store
from marsad.store.tie_rows import tie_reports

UNDO = "undone"
MOST_OBJECT = 80  # characters of an object's name in the history


class ActorBook:
    """The actors of a store. Every method raises StoreError where the database fails."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def registry(self) -> Registry:
        """Give the registry: the lexicon's actors, and the names that people accepted into this store."""
        with self.store.reading() as connection:
            return Registry(accepted_actors(decisions(connection)))

    def listed(
        self, country: str | None = None, sector: str | None = None, named: str | None = None, every: bool = False
    ) -> list[tuple[RegistryActor, int]]:
        """Give actors with the number of events that name each, those named most first; met ones only, or `every`."""
        met = self._met()
        wanted = folded(named or "")
        found = [
            (actor, met[actor.name])
            for actor in self.registry()
            if (every or met[actor.name])
            and (country is None or actor.country == country.upper())
            and (sector is None or actor.sector == sector.upper())
            and any(wanted in folded(name) for name in (actor.name, *actor.aliases))
        ]
        return sorted(found, key=lambda row: (-row[1], row[0].name))

    def _met(self) -> Counter[str]:
        number = func.count(entities.c.event_id.distinct())
        query = select(entities.c.name, number).where(entities.c.name.is_not(None), entities.c.role.in_(ROLES))
        with self.store.reading() as connection:
            return Counter({row[0]: row[1] for row in connection.execute(query.group_by(entities.c.name))})

    def proposals(self, least_mentions: int | None = None) -> list[Proposal]:
        """Give recurring names that the registry lacks and nobody decided on, the most frequent first."""
        with self.store.reading() as connection:
            decided = frozenset(by_key(connection))
        least = {} if least_mentions is None else {"least_mentions": least_mentions}
        return proposals(self.store.events(), self.registry(), load(), decided, **least)

    def accept(
        self, text: str, name: str, kind: str, country: str | None, sector: str, who: str, why: str | None = None
    ) -> int:
        """Take a name into the registry as a new actor; gives in how many documents it changed events.

        Raises UsageError where the registry has an actor of this canonical name: merge with it instead.
        """
        if name in self.registry().by_name:
            raise UsageError(f"{name!r} is in the registry already; merge {text!r} with it instead")
        actor = RegistryActor(storable(name), kind, country and country.upper(), sector.upper())
        return self._decide(_decision(text, ACCEPTED, actor, who, why))

    def merge(self, text: str, actor: str, who: str, why: str | None = None) -> int:
        """Take a name as another one of a known actor; gives in how many documents it changed events."""
        return self._decide(_decision(text, MERGED, self.registry().find(actor), who, why))

    def dismiss(self, text: str, who: str, why: str | None = None) -> int:
        """Say that a name is not to be proposed again; gives in how many documents it changed events."""
        return self._decide(_decision(text, DISMISSED, None, who, why))

    def undo(self, text: str, who: str, why: str | None = None) -> int:
        """Take back what was decided of a name; gives in how many documents it changed events.

        Raises UsageError where nothing was decided of it.
        """
        return self._put(_key(text), None, who, why)

    def _decide(self, decision: NameDecision) -> int:
        return self._put(decision.key, decision, decision.who, decision.why)

    def _put(self, key: str, decision: NameDecision | None, who: str, why: str | None) -> int:
        with self.store.writing() as connection:
            former = by_key(connection).get(key)
            if former is None and decision is None:
                raise UsageError(f"nothing was decided of {key!r}")
            connection.execute(delete(name_decisions).where(name_decisions.c.key == key))
            if decision is not None:
                connection.execute(name_decisions.insert(), decision.row())
            note(connection, [_change(key, former, decision, who, why)])
            return rename(connection, key, load())

    def ties(
        self, actor: str | None = None, kind: str | None = None, day: date | None = None, told: bool = False
    ) -> list[TieBetween]:
        """Give ties, declared in the lexicon or told by texts, with their sources; those told most first.

        `actor` is any name of one end; `day` leaves out ties that the registry's days exclude then; with `told`, only
        those that a stored text tells.
        """
        with self.store.reading() as connection:
            reports = list(tie_reports(_tie_rows(connection), by_key(connection), load()))
        found = ties_between(reports, load().declared_ties)
        if actor is not None:
            found = of_actor(found, self.registry().find(actor).name)
        return [
            tie
            for tie in found
            if kind in (None, tie.kind) and (day is None or holds_on(tie, day)) and (tie.told or not told)
        ]

    def exchanges(self, actor: str | None = None) -> list[Exchange]:
        """Give the dealings of every dyad by month, of the incidents that count; of one actor, by any of its names."""
        party = None if actor is None else self.registry().find(actor).name
        found = exchanges(IncidentBook(self.store).incidents(IncidentFilter(counts=True, party=party)))
        return [one for one in found if party in (None, one.source, one.target)]

    def graph(
        self, actor: str | None = None, kind: str | None = None, day: date | None = None, told: bool = False
    ) -> dict[str, Any]:
        """Give ties and dealings as one graph of JSON-ready data (`marsad.actors.graph_data`)."""
        return graph_data(self.ties(actor, kind, day, told), self.exchanges(actor), self.registry())

    def profile(self, name: str) -> Profile:
        """Give the profile of an actor by any of its names; raises UsageError where it is none or several."""
        actor = self.registry().find(name)
        incidents = list(IncidentBook(self.store).incidents(IncidentFilter(party=actor.name)))
        return profile(actor, self.store.events(EventFilter(party=actor.name)), incidents, self.ties(actor.name))


def _key(text: str) -> str:
    """Give the form under which a decision on a name is kept; raises UsageError where it is no name."""
    key = folded(text)
    if not key:
        raise UsageError("an empty name is nobody's; give it as `marsad actors review` shows it")
    return key


def _decision(text: str, verdict: str, actor: RegistryActor | None, who: str, why: str | None) -> NameDecision:
    known = {name: None if actor is None else getattr(actor, name) for name in ("kind", "country", "sector")}
    return NameDecision(
        key=_key(text),
        text=storable(text),
        verdict=verdict,
        actor=None if actor is None else actor.name,
        **known,
        who=storable(who),
        at=datetime.now(UTC),
        why=why,
    )


def _change(key: str, before: NameDecision | None, after: NameDecision | None, who: str, why: str | None) -> Change:
    action = UNDO if after is None else after.verdict
    return Change(who, PERSON, action, f"name {key}"[:MOST_OBJECT], None, _told(before), _told(after), why)


def _told(one: NameDecision | None) -> Mapping[str, Any] | None:
    return None if one is None else {"verdict": one.verdict, **one.codes}


def _tie_rows(connection: Connection) -> list[Mapping[str, Any]]:
    of_sentence = and_(sentences.c.document_id == ties.c.document_id, sentences.c.number == ties.c.sentence)
    query = (
        select(
            ties.c.record,
            documents.c.id.label("document"),
            documents.c.outlet,
            documents.c.published,
            sentences.c.text.label("sentence_text"),
        )
        .join(documents, documents.c.id == ties.c.document_id)
        .join(sentences, of_sentence)
        .order_by(documents.c.number, ties.c.number)
    )
    return [dict(row) for row in connection.execute(query).mappings()]

"""Takes a store and gives its actors: the registry with what people added, profiles, ties, and names to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
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
    profile,
    proposals,
    ties_between,
)
from marsad.actors.proposals import own_name
from marsad.actors.registry import folded
from marsad.errors import UsageError
from marsad.lexicon import load
from marsad.store import renaming
from marsad.store.filters import EventFilter
from marsad.store.history import PERSON, Change, note
from marsad.store.incident_filters import IncidentFilter
from marsad.store.names import ACCEPTED, DISMISSED, MERGED, NameDecision, accepted_actors
from marsad.store.people_schema import name_decisions, ties
from marsad.store.schema import documents, entities, sentences, storable
from marsad.store.store import Store
from marsad.store.tie_rows import tie_reports

ROLES = ("actor", "recipient", "said_by")
UNDO = "undo"


class ActorBook:
    """The actors of a store. Every method raises StoreError where the database fails."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def registry(self) -> Registry:
        """Give the registry: the lexicon's actors, and the names that people accepted into this store."""
        return Registry(accepted_actors(self.decisions()))

    def decisions(self) -> list[NameDecision]:
        """Give what people decided of names, by the time of it."""
        with self.store.reading() as connection:
            return renaming.decisions(connection)

    def met(self) -> Counter[str]:
        """Give how many events name each actor, by canonical name."""
        number = func.count(entities.c.event_id.distinct())
        query = select(entities.c.name, number).where(entities.c.name.is_not(None), entities.c.role.in_(ROLES))
        with self.store.reading() as connection:
            return Counter({name: count for name, count in connection.execute(query.group_by(entities.c.name))})

    def proposals(self, least_mentions: int | None = None) -> list[Proposal]:
        """Give recurring names that the registry lacks and nobody decided yet, most frequent first."""
        decided = frozenset(one.key for one in self.decisions())
        least = {} if least_mentions is None else {"least_mentions": least_mentions, "least_documents": 1}
        return proposals(self.store.events(), self.registry(), load(), decided, **least)

    def accept(
        self, text: str, name: str, kind: str, country: str | None, sector: str, who: str, why: str | None = None
    ) -> int:
        """Take a name into the registry as a new actor; gives how many documents' records it changed.

        Raises UsageError where the registry has an actor of this canonical name: merge with it instead.
        """
        if name in self.registry().by_name:
            raise UsageError(f"{name!r} is in the registry already; merge {text!r} with it instead")
        return self._decide(_decision(text, ACCEPTED, RegistryActor(name, kind, country, sector), who, why))

    def merge(self, text: str, actor: str, who: str, why: str | None = None) -> int:
        """Take a name as another of a known actor; gives how many documents' records it changed."""
        return self._decide(_decision(text, MERGED, self.registry().find(actor), who, why))

    def dismiss(self, text: str, who: str, why: str | None = None) -> int:
        """Say that a name is not to be proposed again; gives how many documents' records it changed."""
        return self._decide(_decision(text, DISMISSED, None, who, why))

    def undo(self, text: str, who: str, why: str | None = None) -> int:
        """Take back what was decided of a name; gives how many documents' records it changed.

        Raises UsageError where nothing was decided of it.
        """
        key = _key(text)
        with self.store.writing() as connection:
            former = renaming.decision(connection, key)
            if former is None:
                raise UsageError(f"nothing was decided of {text!r}")
            connection.execute(delete(name_decisions).where(name_decisions.c.key == key))
            note(connection, [_change(UNDO, key, former, None, who, why)])
            return renaming.rename(connection, former.text, load())

    def _decide(self, decision: NameDecision) -> int:
        with self.store.writing() as connection:
            former = renaming.decision(connection, decision.key)
            connection.execute(delete(name_decisions).where(name_decisions.c.key == decision.key))
            connection.execute(name_decisions.insert(), decision.row())
            note(connection, [_change(decision.verdict, decision.key, former, decision, decision.who, decision.why)])
            return renaming.rename(connection, decision.text, load())

    def ties(self) -> list[TieBetween]:
        """Give every tie: those declared in the lexicon and those told by texts, with their sources."""
        with self.store.reading() as connection:
            known = {one.key: one for one in renaming.decisions(connection)}
            reports = list(tie_reports(_tie_rows(connection), known, load()))
        return ties_between(reports, load().declared_ties)

    def exchanges(self) -> list[Exchange]:
        """Give the behavioural graph: dealings of every dyad by month, of the incidents that count."""
        return exchanges(self.store.incidents(IncidentFilter(counts=True)))

    def profile(self, name: str) -> Profile:
        """Give the profile of an actor by any of its names; raises UsageError where it is none or several."""
        actor = self.registry().find(name)
        records = [*self._naming(actor.name)]
        incidents = list(self.store.incidents_of(actor.name))
        return profile(actor, records, incidents, self.ties())

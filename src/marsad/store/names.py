"""Takes what people decided of names and gives event records with it: whom a name stands for, in every coding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from marsad.actors import RegistryActor
from marsad.actors.proposals import own_name
from marsad.actors.registry import folded
from marsad.lexicon import Lexicon
from marsad.store.people_schema import name_decisions

ACCEPTED, MERGED, DISMISSED = "accepted", "merged", "dismissed"
ROLES = ("actor", "recipient", "said_by")
CODES = ("name", "country", "sector")
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What a person decided of a name: a new actor's, a known actor's, or nobody's; `key` is its folded form.

    `actor` is the canonical name it stands for, None where dismissed; `kind`, `country` and `sector` are that actor's.
    """

    key: str
    text: str
    verdict: str
    actor: str | None
    kind: str | None
    country: str | None
    sector: str | None
    who: str
    at: datetime
    why: str | None = None

    def row(self) -> dict[str, Any]:
        """Give its row."""
        return asdict(self)

    @property
    def codes(self) -> dict[str, str | None]:
        """What a span of this name is coded as."""
        return {"name": self.actor, "country": self.country, "sector": self.sector}


def accepted_actors(decisions: Iterable[NameDecision]) -> list[RegistryActor]:
    """Give the registry entries that the decisions make: new actors, and further aliases of known ones."""
    return [
        RegistryActor(one.actor, one.kind or "group", one.country, one.sector or "UNK", (one.text,), origin=ACCEPTED)
        for one in decisions
        if one.actor is not None
    ]


def named(record: Mapping[str, Any], known: Mapping[str, NameDecision], lexicon: Lexicon) -> dict[str, Any]:
    """Give a record whose unnamed actors, recipients and sources have the names that people gave them.

    A span so named keeps the machine's codes under `machine`; decisions that no longer hold are undone.
    """
    return {
        **record,
        **{role: [_named_span(_as_coded(span), known, lexicon) for span in record[role]] for role in ROLES},
    }


def _as_coded(span: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in span.items() if name != MACHINE}
    return {**plain, **span.get(MACHINE, {})}


def _named_span(span: dict[str, Any], known: Mapping[str, NameDecision], lexicon: Lexicon) -> dict[str, Any]:
    decision = decision_of(span, known, lexicon)
    if decision is None:
        return span
    return span | decision.codes | {MACHINE: {name: span[name] for name in CODES}}


def decision_of(span: Mapping[str, Any], known: Mapping[str, NameDecision], lexicon: Lexicon) -> NameDecision | None:
    """Give the decision by which a span stands for an actor; None where it has a name, or nobody decided one."""
    if span["name"] is not None or not known:
        return None
    found = own_name(span["text"], lexicon)
    decision = known.get(folded(found[0])) if found else None
    return decision if decision is not None and decision.actor is not None else None


def decisions(connection: Connection) -> list[NameDecision]:
    """Give the decisions, by the time of them."""
    query = select(name_decisions).order_by(name_decisions.c.at, name_decisions.c.key)
    return [NameDecision(**row) for row in connection.execute(query).mappings()]


def by_key(connection: Connection) -> dict[str, NameDecision]:
    """Give the decisions by the folded form of the name."""
    return {one.key: one for one in decisions(connection)}

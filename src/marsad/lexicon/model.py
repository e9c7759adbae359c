"""The plain data of the lexicon: acts, actors, places, roles and nations, as the coder looks them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Act:
    """A class of triggers that share type, mode and frame (schema in docs/lexicon.md).

    Prepositions are normal forms; `with_words`, `with_before`, `unless`, `unless_before` are word cores. `name` is the
    type with the first word of the entry.
    """

    index: int
    source: str
    type: str
    mode: str | None = None
    subject: str = "actor"
    object: str = "recipient"
    of: str = "recipient"
    recipient_after: tuple[str, ...] = ()
    actor_after: tuple[str, ...] = ()
    both_after: tuple[str, ...] = ()
    with_words: frozenset[str] = frozenset()
    with_before: frozenset[str] = frozenset()
    within: int = 5
    unless: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    name: str = ""
    is_lasting: bool = False
    """True where the imperfect of a description is a state and no act: أراض تسيطر عليها المعارضة."""
    is_to_come: bool = False
    """True where its verbs count only of what will be: سيدفع الثمن (will pay the price)."""

    @property
    def is_conditional(self) -> bool:
        """True where the act counts only in the company of certain words."""
        return bool(self.with_words or self.with_before)


@dataclass(frozen=True, slots=True)
class Office:
    """A post a person held: its title, the sector it gives, and the first and last day (None: open)."""

    title: str
    sector: str
    first_day: date | None = None
    last_day: date | None = None

    def covers(self, day: date | None) -> bool:
        """True where the person held the post on `day`; an unknown day is covered by posts without an end."""
        if day is None:
            return self.last_day is None
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Actor:
    """A known actor: canonical English name, kind, affiliation and posts."""

    name: str
    kind: str
    country: str | None
    sector: str
    offices: tuple[Office, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words by which a text ties two parties: the kind of tie, and how its other party is led to (docs/lexicon.md).

    `after` holds prepositions in normal form, '' for a complement that follows at once. `holder` tells that the one
    tied is named after the other party: القيادي في حماس إسماعيل رضوان.
    """

    source: str
    kind: str
    after: tuple[str, ...]
    is_reverse: bool = False
    is_apposed: bool = False
    needs_state: bool = False
    holder: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredTie:
    """A tie that the registry itself holds: two actors by name, the kind, its days (None: open), and a note."""

    source: str
    kind: str
    target: str
    first_day: date | None = None
    last_day: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A known place: English name, ISO alpha-3 country, first-level region, kind, and degrees north and east."""

    name: str
    country: str | None
    admin1: str | None
    kind: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Role:
    """What a role noun such as وزير (minister) says of the one it names."""

    sector: str
    kind: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Nation:
    """What a nationality adjective says: ISO alpha-3 country (None for peoples without a state) and English name."""

    country: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Lemma:
    """A verb: its dictionary form, the acts it can name, and the classes it belongs to (`speech`, `light` ...)."""

    text: str
    acts: tuple[int, ...]
    classes: frozenset[str]

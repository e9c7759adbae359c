"""What the actors room gives: registry entries, profiles, ties with their sources, names proposed for the registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """A post somebody holds or held; days inclusive, None where open or unknown."""

    title: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class RegistryActor:
    """An actor that Marsad knows: canonical English name, its Arabic names as the press writes them, and posts.

    `origin` is `lexicon`, or `accepted` for one that a person took into this store.
    """

    name: str
    kind: str
    country: str | None
    sector: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None
    origin: str = "lexicon"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that tells something, and where it stands; `event_id` where an event was coded from it."""

    document_id: str
    sentence: int
    text: str
    outlet: str | None
    published: date | None
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class TieReport:
    """One text's word for a tie: who stands how to whom; names where known, else the text's own words."""

    kind: str
    source: str
    target: str
    trigger: str
    title: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TieBetween:
    """A tie between two actors: what the registry declares of it, and every text that tells it.

    `first_day`..`last_day` are the days that the registry gives, `first_told`..`last_told` those of publication of
    the texts. A tie that is only declared has no `told`; one that is only told is not `declared`.
    """

    kind: str
    source: str
    target: str
    declared: bool = False
    first_day: date | None = None
    last_day: date | None = None
    note: str | None = None
    titles: tuple[str, ...] = ()
    told: tuple[Evidence, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell it, sorted."""
        return tuple(sorted({one.outlet for one in self.told if one.outlet}))

    @property
    def first_told(self) -> date | None:
        """When a text first told it."""
        return min((one.published for one in self.told if one.published), default=None)

    @property
    def last_told(self) -> date | None:
        """When a text last told it."""
        return max((one.published for one in self.told if one.published), default=None)


@dataclass(frozen=True, slots=True)
class Activity:
    """What an actor did and what was done to it in one month, counted in incidents."""

    month: str
    as_actor: int
    as_recipient: int
    score: float


@dataclass(frozen=True, slots=True)
class Profile:
    """All that a store knows of one actor; `aliases_met` and `counterparts` with how often, most frequent first."""

    actor: RegistryActor
    aliases_met: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    counterparts: tuple[tuple[str, int], ...]
    activity: tuple[Activity, ...]
    first_seen: date | None
    last_seen: date | None
    ties: tuple[TieBetween, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that recurs and that the registry lacks, with what speaks for it; `key` is its folded form.

    `like` are known names that it may be another spelling of, best first.
    """

    key: str
    text: str
    kind: str
    sector: str
    country: str | None
    mentions: int
    documents: int
    outlets: tuple[str, ...]
    first_seen: date | None
    last_seen: date | None
    evidence: tuple[Evidence, ...]
    like: tuple[str, ...] = ()

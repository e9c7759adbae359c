"""What the incidents room gives: one happening with its reports, its agreed figures and their spread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Party:
    """One who acts or is acted upon: canonical name where known, else the text's words; country and sector codes.

    `key` is the same for every report of one party: the registry's name, or nation, sector and folded words.
    """

    key: str
    name: str
    country: str | None = None
    sector: str = "UNK"


@dataclass(frozen=True, slots=True)
class Site:
    """Where it happened: gazetteer name, ISO 3166 alpha-3 country, first-level region, degrees, UCDP precision 1-7."""

    name: str
    country: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on which reports may differ: least, best and greatest, and how many reports give one.

    `is_least` is true where most reports that give the best number give it as a lower bound ("at least 20").
    """

    low: int
    best: int
    high: int
    reports: int
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One event record that tells of the incident, where it comes from, and why it was joined."""

    event_id: str
    document_id: str
    outlet: str | None
    published: date | None
    background: bool = False
    copy_of: str | None = None
    score: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A claim, blame or denial of responsibility: by whom, for whom, in which report, and what superseded it."""

    kind: str
    party: Party
    said_by: Party | None
    event_id: str
    day: date | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure an incident is, 0 to 1, and the parts that the figure is made of."""

    value: float
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, whoever reports it. Days are inclusive; `date_precision` is UCDP's 1 (day) to 5 (year or more).

    `counts` is true where at least one report tells it as news and as done: only such incidents count in a series.
    `score` is PLOVER's conflict-cooperation scale, -10 to 10.
    """

    id: str
    type: str
    mode: str | None
    quad_class: str
    score: float
    status: str
    counts: bool
    first_day: date | None
    last_day: date | None
    date_precision: int
    site: Site | None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    killed: Figure | None = None
    injured: Figure | None = None
    detained: Figure | None = None
    weapon: str | None = None
    acled_type: str | None = None
    acled_sub_type: str | None = None
    reports: tuple[Report, ...] = ()
    outlets: tuple[str, ...] = ()
    independent_outlets: int = 0
    first_report: date | None = None
    last_report: date | None = None
    responsibility: tuple[Responsibility, ...] = ()
    confidence: Confidence = field(default_factory=lambda: Confidence(0.0))

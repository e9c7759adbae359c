"""What the coding room gives: event records with the spans that are their evidence (codebook section 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

STATUSES = ("actual", "negated", "future", "hypothetical")


@dataclass(frozen=True, slots=True)
class SourceRange:
    """Where a span stands in the source file: characters `start`..`end` of the file, record field or PDF page."""

    start: int
    end: int
    line: int | None = None
    page: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one sentence: character offsets `start`..`end` in the sentence, and in the source once known."""

    text: str
    sentence: int
    start: int
    end: int
    source: SourceRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Span):
    """An actor or recipient: span, canonical English name, ISO 3166 alpha-3 country (or IGO), sector (section 4)."""

    name: str | None = None
    country: str | None = None
    sector: str = "UNK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Span):
    """Where an act took place, with the gazetteer's name, country and coordinates (degrees) where it knows them."""

    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Span):
    """A time expression and the days, both inclusive, that it means given the publication date."""

    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One politically relevant act that one sentence mentions.

    `id` is `e1`, `e2` ... in the document; `why` lists, in order, the decisions that made the record what it is.
    """

    id: str
    type: str
    mode: str | None
    trigger: Span
    actor: tuple[Entity, ...] = ()
    recipient: tuple[Entity, ...] = ()
    place: tuple[Place, ...] = ()
    said_by: tuple[Entity, ...] = ()
    when: When | None = None
    status: str = "actual"
    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    same_as: str | None = None
    background: bool = False
    why: tuple[str, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> int:
        """Index, from 0, of the sentence in which the trigger stands."""
        return self.trigger.sentence

    def to_dict(self) -> dict[str, Any]:
        """Give the record as JSON-ready data in the field names of codebook section 2."""
        return {
            "id": self.id,
            "sentence": self.sentence,
            "type": self.type,
            "mode": self.mode,
            "trigger": span_dict(self.trigger),
            "actor": [span_dict(entity) for entity in self.actor],
            "recipient": [span_dict(entity) for entity in self.recipient],
            "place": [span_dict(place) for place in self.place],
            "said_by": [span_dict(entity) for entity in self.said_by],
            "when": None if self.when is None else span_dict(self.when),
            "status": self.status,
            "killed": self.killed,
            "injured": self.injured,
            "detained": self.detained,
            "same_as": self.same_as,
            "background": self.background,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How a text says two parties stand to each other: الفصائل المرتبطة بإيران (the factions linked to Iran).

    `kind` is one of the kinds of docs/lexicon.md; `trigger` the words that say it; `title` the post, for an office.
    """

    kind: str
    source: Entity
    target: Entity
    trigger: Span
    title: str | None = None
    why: str = field(default="", compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Give the tie as JSON-ready data."""
        return {
            "sentence": self.trigger.sentence,
            "kind": self.kind,
            "source": span_dict(self.source),
            "target": span_dict(self.target),
            "trigger": span_dict(self.trigger),
            "title": self.title,
        }


def span_dict(span: Span) -> dict[str, Any]:
    """Give a span's text, offsets and, for the richer spans, what they identify."""
    data: dict[str, Any] = {"text": span.text, "sentence": span.sentence, "start": span.start, "end": span.end}
    if span.source is not None:
        source = span.source
        data["source"] = {
            key: value
            for key, value in (
                ("start", source.start),
                ("end", source.end),
                ("line", source.line),
                ("page", source.page),
                ("field", source.field),
            )
            if value is not None
        }
    match span:
        case Entity():
            data |= {"name": span.name, "country": span.country, "sector": span.sector}
        case Place():
            data |= {"name": span.name, "country": span.country, "latitude": span.latitude, "longitude": span.longitude}
        case When():
            data |= {
                "from": None if span.first_day is None else span.first_day.isoformat(),
                "to": None if span.last_day is None else span.last_day.isoformat(),
            }
    return data

"""What the arabic room gives: sentences of tokens with offsets and normal forms, numbers and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Kind(Enum):
    """What a token is made of."""

    ARABIC = "arabic"
    LATIN = "latin"
    NUMBER = "number"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark; `start`, `end` are character offsets in the sentence.

    `norm` is the normal form: marks and tatweel off, alef and hamza seats folded, final ya and alef maqsura folded,
    ta marbuta kept as ha; digits as ASCII.
    """

    text: str
    norm: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading: its text and where it begins and ends in the document's clean text."""

    index: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity written in digits or words; `first`, `last` are token positions, both inclusive.

    `is_lower_bound` holds for "more than", "at least"; `noun_included` for duals such as جنديين (two soldiers).
    """

    value: int
    first: int
    last: int
    is_lower_bound: bool = False


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression resolved against the publication date; `first`, `last` are token positions, inclusive.

    `start`..`end` is the range of days it means (codebook section 6); both None where it cannot be resolved.
    `leads_out` tells expressions that look forward (المقبل, غداً).
    """

    first: int
    last: int
    start: date | None
    end: date | None
    is_future: bool = False

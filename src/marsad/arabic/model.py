"""What the arabic room gives: tokens with offsets and normal forms, numbers and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a token is made of."""

    ARABIC = "arabic"
    LATIN = "latin"
    NUMBER = "number"
    PUNCTUATION = "punctuation"


ARABIC, NUMBER, PUNCTUATION = Kind.ARABIC, Kind.NUMBER, Kind.PUNCTUATION


class Token:
    """A word, number or punctuation mark; `start`, `end` are character offsets in the sentence.

    `norm` is the normal form: marks and tatweel off, alef and hamza seats folded, final ya and alef maqsura folded,
    ta marbuta kept as ha; digits as ASCII. There is one for every word of every text, so it is a plain class: a frozen
    data class takes three times as long to make.
    """

    __slots__ = ("end", "is_arabic", "is_mark", "is_number", "kind", "norm", "start", "text")

    def __init__(self, text: str, norm: str, start: int, end: int, kind: Kind) -> None:
        self.text: Final = text
        self.norm: Final = norm
        self.start: Final = start
        self.end: Final = end
        self.kind: Final = kind
        self.is_arabic: Final = kind is ARABIC
        self.is_number: Final = kind is NUMBER
        self.is_mark: Final = kind is PUNCTUATION

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.norm!r}, {self.start}, {self.end}, {self.kind})"


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
    `is_future` tells expressions that look forward (المقبل). `ahead` is the day that a weekday by itself means of what
    is still to come: سيجتمعون الاثنين (they will meet on Monday).
    """

    first: int
    last: int
    start: date | None
    end: date | None
    is_future: bool = False
    ahead: date | None = None

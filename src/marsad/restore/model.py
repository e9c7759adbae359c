"""What the restore room gives: clean text, the way back to the source, and the list of what was changed."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

INSERTED = -1
DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each clean character its source offset, or INSERTED; `offsets` None means clean text and source are equal."""

    length: int
    offsets: array[int] | None = field(default=None, repr=False)

    def source(self, position: int) -> int:
        """Give the source offset of the clean character at `position`, or INSERTED."""
        if not 0 <= position < self.length:
            raise IndexError(f"position {position} outside text of {self.length} characters")
        return position if self.offsets is None else self.offsets[position]

    def span(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Give the source ranges (start, end) that the clean span covers, in reading order, joined where adjacent."""
        if self.offsets is None:
            return ((start, end),) if end > start else ()
        ranges: list[tuple[int, int]] = []
        for offset in self.offsets[start:end]:
            if offset == INSERTED:
                continue
            if ranges and ranges[-1][1] == offset:
                ranges[-1] = (ranges[-1][0], offset + 1)
            else:
                ranges.append((offset, offset + 1))
        return tuple(ranges)


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: its kind (`tatweel`, `run-order`, `glyph`, `marks`, `line-break` ...), where, and how sure.

    `start`, `end` are source offsets; `confidence` is 0..1.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Aside:
    """A block of the clean text set apart from the running text, e.g. `pull-quote`; offsets into the clean text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Restoration:
    """Clean text with its alignment to the source, the changes made, blocks set apart, and places left in doubt."""

    text: str
    alignment: Alignment
    changes: tuple[Change, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Change, ...] = ()

    @property
    def body(self) -> str:
        """The clean text without the blocks set apart."""
        kept, at = [], 0
        for aside in sorted(self.asides, key=lambda aside: aside.start):
            kept.append(self.text[at : aside.start])
            at = max(at, aside.end)
        kept.append(self.text[at:])
        return "".join(kept)

"""What the documents room gives: a document's text and the way from each character back to its file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """Where a character stands in the file it came from.

    `offset` counts characters (code points) from 0 in the decoded file, in the named `field` of a record, or in the
    text of a PDF `page`; `line` and `page` count from 1. `box` is that of the line on the PDF page: left, bottom, right
    and top in points from the page's lower left corner.
    """

    offset: int
    line: int | None = None
    page: int | None = None
    field: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of document text that lies in the source without a gap: text[start:end] is source[offset:offset+end-start].

    `line` is the source line (from 1) on which the run begins, for a `field` of a record that of the record; None
    where lines mean nothing. `box` is that of a line of a PDF page.
    """

    start: int
    end: int
    offset: int
    line: int | None = None
    page: int | None = None
    field: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Ordered segments of one document's text; text between segments (joints put in by the reader) has no source."""

    segments: tuple[Segment, ...] = ()

    def locate(self, text: str, offset: int) -> SourcePoint | None:
        """Give the source point of the character at `offset` of `text`, or None for a joint the reader put in."""
        at = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if at < 0 or offset >= self.segments[at].end:
            return None
        segment = self.segments[at]
        line = segment.line
        if line is not None and segment.field is None:
            line += text.count("\n", segment.start, offset)
        return SourcePoint(segment.offset + offset - segment.start, line, segment.page, segment.field, segment.box)


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was received.

    `id` is the SHA-256 (hex) of the bytes it was made from (for a record of a table or feed: of the record's own
    content), so the same report is known again whatever its file is called. `text` holds the title, where the format
    has one apart from the text, as its first line. `source` is the path as given, with `!member` for archives and
    `#record` (from 1) for tables and feeds. `notes` say what could not be read as it should, and what was done instead.
    """

    id: str
    source: str
    format: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    encoding: str | None = None
    source_map: SourceMap = field(default_factory=SourceMap, repr=False)
    record_id: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFailure:
    """A file, member or record that could not be read: where, and the reason with what to do."""

    source: str
    reason: str

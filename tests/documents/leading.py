"""Checks that every character of a document leads back to its source."""

from __future__ import annotations

import re

from marsad.documents import Document, Segment

JOINTS = {"\n", " "}


def assert_leads_back(document: Document, sources: dict[object, str]) -> None:
    """Check the map of a document against the text of its sources, by field, page, or None for the file."""
    segments = document.source_map.segments
    at = 0
    for segment in segments:
        assert set(document.text[at : segment.start]) <= JOINTS, "only joints have no source"
        assert segment.start >= at < segment.end
        at = segment.end
        _assert_same(document, segment, sources[segment.field or segment.page])
    assert set(document.text[at:]) <= JOINTS


def _assert_same(document: Document, segment: Segment, source: str) -> None:
    shown = document.text[segment.start : segment.end]
    written = source[segment.offset : segment.offset + len(shown)]
    assert len(written) == len(shown), "within the source"
    if written != shown:
        assert len(shown) == 1, f"{shown!r} is not {written!r}"
        assert written == "&" or (written.isspace() and shown.isspace())


def assert_lines(document: Document, source: str, line_end: str) -> None:
    """Check the line of every character that has a source; `line_end` is a pattern for what ends a line in it."""
    ends = [found.end() for found in re.finditer(line_end, source)]
    for offset in range(len(document.text)):
        point = document.source_map.locate(document.text, offset)
        if point is not None:
            assert point.line == 1 + sum(end <= point.offset for end in ends), (offset, point)

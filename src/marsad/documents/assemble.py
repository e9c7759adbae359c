"""Takes pieces of source text with their places and gives the document made of them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field

from marsad.documents.model import Box, Document, Segment, SourceMap
from marsad.errors import DocumentError

JOINT = "\n"
_HAS_LETTER = re.compile(r"[^\W\d_]")
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class TextBuilder:
    """Gathers runs of source text and joints between them, keeping the way back.

    A run of more than one character is the same, character by character, as the source at its offset; only a run of
    one, added with `is_alone`, may stand for something written otherwise (an entity, folded white space).
    """

    parts: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0
    _is_open: bool = False

    def add(
        self,
        text: str,
        offset: int,
        *,
        line: int | None = None,
        page: int | None = None,
        field: str | None = None,
        box: Box | None = None,
        is_alone: bool = False,
    ) -> None:
        """Add a run that stands in the source at `offset`; adjoining runs become one unless one of them is alone."""
        if not text:
            return
        last, end = self.segments[-1] if self.segments else None, self.length + len(text)
        if last is not None and not is_alone and self._continues(last, offset, page, field) and last.box == box:
            self.segments[-1] = Segment(last.start, end, last.offset, last.line, page, field, box)
        else:
            self.segments.append(Segment(self.length, end, offset, line, page, field, box))
        self._is_open = not is_alone
        self._append(text)

    def _continues(self, last: Segment, offset: int, page: int | None, field: str | None) -> bool:
        is_next = last.offset + last.end - last.start == offset and last.end == self.length
        return self._is_open and is_next and (last.page, last.field) == (page, field)

    def joint(self, text: str = JOINT) -> None:
        """Add text that has no source, such as the line break between title and body."""
        self._append(text)

    def extend(self, other: TextBuilder, *, line: int | None, field: str) -> None:
        """Add what another builder gathered from the `field` of a record on `line`."""
        start, text = self.length, other.text
        self._append(text)
        self.segments += [
            Segment(part.start + start, part.end + start, part.offset, line, part.page, field)
            for part in other.segments
        ]
        self._is_open = False

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @property
    def text_ends_with_space(self) -> bool:
        """True where what was gathered ends with white space."""
        return bool(self.parts) and self.parts[-1][-1:].isspace()

    @property
    def text(self) -> str:
        """What was gathered."""
        return "".join(self.parts)

    @property
    def source_map(self) -> SourceMap:
        """The way back from what was gathered."""
        return SourceMap(tuple(self.segments))


def add_lines(
    builder: TextBuilder,
    text: str,
    *,
    offset: int = 0,
    page: int | None = None,
    field: str | None = None,
    line: int | None = 1,
    line_end: str = "\n",
) -> None:
    """Add text that stands in the source at `offset`, on `line`; each line end (LF, CR LF, CR) becomes `line_end`.

    The lines of a record's `field` are not counted: all of it stands on the record's line.
    """
    at = 0
    for found in LINE_END.finditer(text):
        builder.add(text[at : found.start()], offset + at, line=line, page=page, field=field)
        at = found.end()
        is_alone = text[at - 1] != line_end
        builder.add(line_end, offset + at - 1, line=line, page=page, field=field, is_alone=is_alone)
        line = line if line is None or field is not None else line + 1
    builder.add(text[at:], offset + at, line=line, page=page, field=field)


def content_id(*parts: object) -> str:
    """Give the SHA-256 (hex) of what a record itself says, in canonical JSON."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()


def checked(document: Document) -> Document:
    """Give the document if it says anything; DocumentError if it holds no letter."""
    if not _HAS_LETTER.search(document.text):
        raise DocumentError("empty: no letter in it; give a file or record with text")
    return document

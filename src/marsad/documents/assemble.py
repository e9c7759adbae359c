"""Takes pieces of source text with their places and gives the document made of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from marsad.documents.model import Document, Segment, SourceMap
from marsad.errors import DocumentError

JOINT = "\n"
_HAS_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class TextBuilder:
    """Gathers runs of source text and joints between them, keeping the way back."""

    parts: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, offset: int, *, line: int | None = None, page: int | None = None,
            field: str | None = None) -> None:
        """Add a run that stands in the source at `offset`; adjoining runs become one."""
        if not text:
            return
        last = self.segments[-1] if self.segments else None
        if last is not None and last.end == self.length and last.offset + last.end - last.start == offset \
                and (last.page, last.field) == (page, field):
            self.segments[-1] = Segment(last.start, self.length + len(text), last.offset, last.line, page, field)
        else:
            self.segments.append(Segment(self.length, self.length + len(text), offset, line, page, field))
        self._append(text)

    def joint(self, text: str = JOINT) -> None:
        """Add text that has no source, such as the line break between title and body."""
        self._append(text)

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


def add_lines(builder: TextBuilder, text: str, *, page: int | None = None, field: str | None = None,
              first_line: int | None = 1) -> None:
    """Add whole text whose line ends may be CR LF; each becomes one LF, and lines are counted from `first_line`."""
    at, line = 0, first_line
    for found in re.finditer(r"\r\n?|\n", text):
        builder.add(text[at : found.start()] + "\n", at, line=line, page=page, field=field)
        at = found.end()
        line = None if line is None else line + 1
    builder.add(text[at:], at, line=line, page=page, field=field)


def content_id(*parts: object) -> str:
    """Give the SHA-256 (hex) of a record's own content."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()


def checked(document: Document) -> Document:
    """Give the document if it says anything; DocumentError if it holds no letter."""
    if not _HAS_LETTER.search(document.text):
        raise DocumentError("empty: no letter in it")
    return document


def record_document(source: str, format_: str, values: dict[str, object], *, published: date | None,
                    outlet: str | None, line: int | None = None, fields: Sequence[str] = ("title", "text")) -> Document:
    """Give the document of one record: its title, unless the text begins with it, and its text."""
    title, text = (str(values.get(name) or "").strip("\ufeff") for name in fields)
    builder = TextBuilder()
    if title and not text.lstrip().startswith(title.strip()):
        builder.add(title, 0, line=line, field="title")
        builder.joint()
    add_lines(builder, text, field="text", first_line=None)
    segments = tuple(Segment(part.start, part.end, part.offset, line, part.page, part.field)
                     for part in builder.segments)
    identity = content_id(title, text, published, outlet)
    return checked(Document(identity, source, format_, builder.text, title or None, published, outlet,
                            source_map=SourceMap(segments), record_id=_record_id(values.get("id"))))


def _record_id(value: object) -> str | None:
    return None if value is None or value == "" else str(value)



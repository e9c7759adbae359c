"""Takes HTML source and gives its readable text, each character mapped to its place in the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from marsad.documents.assemble import TextBuilder
from marsad.documents.dates import parse_day

SKIPPED = frozenset({"script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg",
                     "button", "select", "iframe", "object", "head"})
BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section",
                    "article", "main", "blockquote", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd", "title"})
MAIN = ("article", "main", "body")
VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "source", "wbr", "col", "embed", "area", "base", "track"})
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What an HTML page says: its text with the way back, its title, and what its metadata tell."""

    builder: TextBuilder
    title: str | None = None
    published: date | None = None
    outlet: str | None = None


def declared_charset(data: bytes) -> str | None:
    """Give the charset that an HTML or XML file names in its first bytes."""
    found = _XML_CHARSET.search(data[:1000]) or _CHARSET.search(data[:4000])
    return found.group(1).decode("ascii") if found else None


def read_html(source: str) -> Page:
    """Give the readable text: the title or first heading, then the article, main part or body."""
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return reader.page()


@dataclass(slots=True)
class _Run:
    """Characters that stand in the source from `offset` on; a decoded entity is one run."""

    text: str
    offset: int
    is_entity: bool = False


@dataclass(slots=True)
class _Part:
    """The runs under one kind of element, a None standing for a line break."""

    runs: list[_Run | None] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.parts = {name: _Part() for name in (*MAIN, "title", "h1")}
        self.depth = dict.fromkeys(self.parts, 0)
        self.skipping: list[str] = []
        self.metadata: dict[str, str] = {}

    def page(self) -> Page:
        main = next((self.parts[name] for name in MAIN if _has_text(self.parts[name])), self.parts["body"])
        heading = self.parts["h1"] if _has_text(self.parts["h1"]) else self.parts["title"]
        title = _plain(heading)
        builder = TextBuilder()
        if title and not _plain(main).startswith(title):
            _write(builder, heading, self)
            builder.joint()
        _write(builder, main, self)
        return Page(builder, title or None, self._published(), self.metadata.get("og:site_name"))

    def line_of(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset)

    def _published(self) -> date | None:
        for name in ("article:published_time", "date", "pubdate", "publishdate", "time"):
            try:
                if day := parse_day(self.metadata.get(name)):
                    return day
            except ValueError:
                continue
        return None

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self.metadata.setdefault(name, values.get("content", ""))
        elif tag == "time" and not self.skipping:
            self.metadata.setdefault("time", values.get("datetime", ""))
        if tag in self.depth:
            self.depth[tag] += 1
        if tag in SKIPPED and tag not in VOID and not (tag == "header" and self.depth["article"]):
            self.skipping.append(tag)
        if tag in BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._break()
        if tag in self.depth:
            self.depth[tag] = max(0, self.depth[tag] - 1)
        if tag in self.skipping:
            while self.skipping.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._add(_Run(data, self._offset()))

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name};")

    def _entity(self, written: str) -> None:
        self._add(_Run(html.unescape(written), self._offset(), is_entity=True))

    def _add(self, run: _Run) -> None:
        if self.depth["title"]:
            self.parts["title"].runs.append(run)
        elif not self.skipping:
            for name in ("article", "main", "h1"):
                if self.depth[name]:
                    self.parts[name].runs.append(run)
            self.parts["body"].runs.append(run)

    def _break(self) -> None:
        for part in self.parts.values():
            if part.runs and part.runs[-1] is not None:
                part.runs.append(None)


def _has_text(part: _Part) -> bool:
    return any(run is not None and not run.text.isspace() for run in part.runs)


def _plain(part: _Part) -> str:
    return _SPACE.sub(" ", "".join(" " if run is None else run.text for run in part.runs)).strip()


def _write(builder: TextBuilder, part: _Part, reader: _Reader) -> None:
    """Write runs with white space folded and a line break at block borders."""
    at_line_start, needs_break = True, False
    for run in part.runs:
        if run is None:
            needs_break = needs_break or not at_line_start
            continue
        for found in re.finditer(r"\s+|\S+", run.text):
            word, offset = found.group(), run.offset if run.is_entity else run.offset + found.start()
            if word.isspace():
                if not at_line_start and not needs_break and not builder.text_ends_with_space:
                    builder.add(" ", offset, line=reader.line_of(offset))
                continue
            if needs_break:
                builder.joint()
                needs_break = False
            for position, char in enumerate(word) if run.is_entity else [(0, word)]:
                builder.add(char, offset if run.is_entity else offset + position, line=reader.line_of(offset))
            at_line_start = False

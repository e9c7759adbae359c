"""Takes HTML source and gives its parts (title, heading, articles, main, body) as runs, and its metadata."""

from __future__ import annotations

import html
import logging
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from marsad.documents.dates import parse_day

log = logging.getLogger(__name__)
SKIPPED = frozenset({"script", "style", "nav", "header", "footer", "aside", "noscript", "template", "svg", "math",
                     "button", "select", "textarea", "iframe", "object", "video", "audio", "canvas"})  # fmt: skip
BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section",
                    "article", "main", "blockquote", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd", "title",
                    "body", "form", "address", "center", "td", "th", "caption"})  # fmt: skip
VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "source", "wbr", "col", "embed", "area", "base", "track"})
PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dc.date",
             "pubdate", "publishdate", "publish_date", "date", "time")  # fmt: skip
_LINKED_DATE = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"]{8,40})"')


@dataclass(slots=True)
class Run:
    """Characters that stand in the source from `offset` on; a decoded entity is one run."""

    text: str
    offset: int
    is_entity: bool = False


@dataclass(slots=True)
class Part:
    """The runs of one part of the page, a None standing for a block border."""

    runs: list[Run | None] = field(default_factory=list)
    letters: int = 0

    def add(self, run: Run) -> None:
        """Add a run of text."""
        self.runs.append(run)
        self.letters += len(run.text.strip())

    def end_block(self) -> None:
        """Mark a block border, once."""
        if self.runs and self.runs[-1] is not None:
            self.runs.append(None)

    @property
    def has_text(self) -> bool:
        """True where the part holds more than white space."""
        return self.letters > 0

    @property
    def plain(self) -> str:
        """The text without its places, a space at block borders."""
        return "".join(" " if run is None else run.text for run in self.runs)


class Lines:
    """Knows where the lines of a source begin and on which line (from 1) a place lies."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]

    def at(self, offset: int) -> int:
        """Give the line of an offset."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """Give the offset at which a line begins."""
        return self._starts[line - 1]


class PartReader(HTMLParser):
    """Reads a page in one pass; text in navigation, scripts and the like is left out."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.title, self.heading, self.main, self.body, self.form = (Part() for _ in range(5))
        self.articles: list[Part] = []
        self.lines = Lines(source)
        self._depth: Counter[str] = Counter()
        self._skipping: list[str] = []
        self._skipped: Counter[str] = Counter()
        self._metadata: dict[str, str] = {}
        self._reads_linked_data = False
        self._has_heading = False

    @property
    def published(self) -> date | None:
        """The day of publication that the metadata name; one that cannot be read is logged and passed over."""
        for name in PUBLISHED:
            try:
                if day := parse_day(self._metadata.get(name)):
                    return day
            except ValueError as error:
                log.warning("published: metadata %s: %s; passed over", name, error)
        return None

    @property
    def outlet(self) -> str | None:
        """The name of the site."""
        return self._metadata.get("og:site_name", "").strip() or None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        self._note(tag, values)
        self._reads_linked_data = tag == "script" and values.get("type", "").lower() == "application/ld+json"
        if self._is_skipped(tag):
            self._skipping.append(tag)
            self._skipped[tag] += 1
        elif not self._skipping:
            self._open(tag)
        if tag in BLOCKS:
            self._border()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self._note(tag, {name: value or "" for name, value in attrs})
        if tag in BLOCKS:
            self._border()

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what is left open in it."""
        if tag in BLOCKS:
            self._border()
        if self._skipped[tag]:
            while (closed := self._skipping.pop()) != tag:
                self._skipped[closed] -= 1
            self._skipped[tag] -= 1
        elif not self._skipping and self._depth[tag]:
            self._depth[tag] -= 1
        self._reads_linked_data = False

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._reads_linked_data and (found := _LINKED_DATE.search(data)):
            self._metadata.setdefault("datepublished", found.group(1))
        self._add(Run(data, self._offset()))

    def handle_entityref(self, name: str) -> None:
        """Take a named character, such as &laquo;."""
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character, such as &#1593;."""
        self._entity(f"&#{name}")

    def _entity(self, written: str) -> None:
        offset = self._offset()
        if self.source.startswith(";", offset + len(written)):
            written += ";"
        meant = html.unescape(written)
        self._add(Run(meant, offset, is_entity=meant != written))

    def _note(self, tag: str, values: dict[str, str]) -> None:
        """Keep what metadata say, the first time that they say it."""
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self._metadata.setdefault(name, values.get("content", ""))
        elif tag == "time" and not self._skipping and values.get("datetime"):
            self._metadata.setdefault("time", values["datetime"])

    def _is_skipped(self, tag: str) -> bool:
        """Tell what is no text: a form in a report, but not one around it; a header, but not a report's own."""
        if tag == "form":
            return bool(self._depth["article"] or self._depth["main"])
        return tag in SKIPPED and not (tag == "header" and self._depth["article"])

    def _open(self, tag: str) -> None:
        if tag == "article" and not self._depth["article"]:
            self.articles.append(Part())
        if tag == "h1" and not self._depth["h1"]:
            self._has_heading = self.heading.has_text
        if tag in BLOCKS:
            self._depth["title"] = 0
        if tag not in VOID:
            self._depth[tag] += 1

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over `<![...>`; the standard parser raises on the kinds that it does not know."""
        return self.rawdata.find(">", i) + 1 or -1

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.lines.start(line) + column

    def _add(self, run: Run) -> None:
        if self._skipping:
            return
        if self._depth["title"]:
            self.title.add(run)
            return
        if self._depth["h1"] and not self._has_heading:
            self.heading.add(run)
        for part in self._open_parts():
            part.add(run)

    def _open_parts(self) -> list[Part]:
        if self._depth["form"] and not (self._depth["article"] or self._depth["main"]):
            return [self.form]
        inside = [self.articles[-1]] if self._depth["article"] else []
        return [*inside, *([self.main] if self._depth["main"] else []), self.body]

    def _border(self) -> None:
        for part in (self.title, self.heading, self.main, self.body, self.form, *self.articles[-1:]):
            part.end_block()

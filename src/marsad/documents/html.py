"""Takes HTML source and gives its readable text, each character mapped to its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from marsad.documents.assemble import TextBuilder
from marsad.documents.html_parts import Lines, Part, PartReader, Run
from marsad.documents.records import begins_with

MIN_ARTICLE = 0.5
_WORD = re.compile(r"\s+|\S+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,20}=\s{0,20}[\"']?\s{0,20}([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([A-Za-z0-9_.-]+)", re.IGNORECASE)
_OPEN_COMMENT = "<!--"
_END_COMMENT = "-->"


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
    """Give the readable text: the first heading or the title, then the article, the main part or the body.

    The article is the longest one, where it holds at least half of the main part (or of the body); shorter ones are
    teasers of other reports. Text in forms counts only where there is no other, as on pages that are one form.
    """
    reader = _parts_of(source)
    lines = reader.lines
    heading = reader.heading if reader.heading.has_text else reader.title
    title = " ".join(heading.plain.split())
    main = _main_part(reader)
    builder = TextBuilder()
    if title and not begins_with(_start(main), title):
        _write(builder, heading, lines, is_title=True)
        builder.joint()
    _write(builder, main, lines)
    return Page(builder, title or None, reader.published, reader.outlet)


def read_fragment(source: str) -> TextBuilder:
    """Give the readable text of a piece of HTML, such as the body of a feed's item."""
    reader = _parts_of(source)
    builder = TextBuilder()
    _write(builder, _main_part(reader), reader.lines)
    return builder


def _parts_of(source: str) -> PartReader:
    reader = PartReader(source)
    reader.feed(_closed(source))
    reader.close()
    return reader


def _closed(source: str) -> str:
    """Give the source up to a comment or tag that never ends, where browsers stop showing text too.

    Without this the parser looks for the end anew from every further `<`, which takes time without end on a page
    made of them.
    """
    unended = source.find(_OPEN_COMMENT, source.rfind(_END_COMMENT) + 1)
    closed = source if unended < 0 else source[:unended]
    unended = closed.find("<", closed.rfind(">") + 1)
    return closed if unended < 0 else closed[:unended]


def _main_part(reader: PartReader) -> Part:
    around = next((part for part in (reader.main, reader.body, reader.form) if part.has_text), reader.body)
    article = max(reader.articles, key=lambda part: part.letters, default=reader.body)
    return article if article.letters >= MIN_ARTICLE * around.letters and article.has_text else around


def _start(part: Part) -> str:
    runs = [" " if run is None else run.text for run in part.runs[:400]]
    return "".join(runs).lstrip()


def _write(builder: TextBuilder, part: Part, lines: Lines, *, is_title: bool = False) -> None:
    """Write runs with white space folded and a line break (in a title a space) at block borders."""
    is_start, needs_break = True, False
    for run in part.runs:
        if run is None:
            needs_break = not is_start
            continue
        for found in _WORD.finditer(run.text):
            word, at = found.group(), run.offset if run.is_entity else run.offset + found.start()
            if word.isspace():
                _write_space(builder, word, at, lines, is_wanted=not is_start and not needs_break)
                continue
            if needs_break:
                builder.joint(" " if is_title else "\n")
            is_start = needs_break = False
            _write_word(builder, run, word, at, lines.at(at))


def _write_space(builder: TextBuilder, space: str, at: int, lines: Lines, *, is_wanted: bool) -> None:
    if is_wanted and not builder.text_ends_with_space:
        builder.add(" ", at, line=lines.at(at), is_alone=space[0] != " ")


def _write_word(builder: TextBuilder, run: Run, word: str, at: int, line: int) -> None:
    if not run.is_entity:
        builder.add(word, at, line=line)
        return
    for char in word:
        builder.add(char, at, line=line, is_alone=True)

"""Takes a picture and gives it as Markdown: tables and footnotes, each number's footnote naming its incidents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from marsad.picture.language import ID, Fragment, Language
from marsad.picture.model import Change, Entry, Picture, Statement
from marsad.picture.notes import Notes
from marsad.picture.sentences import changes_statement, heading, headline, open_claims_statement, outlook_statement
from marsad.picture.tables import Table, Tables

ISOLATE, POP = "\u2068", "\u2069"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~^$:@-])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


def to_markdown(picture: Picture, language: Language) -> str:
    """Give the page as Markdown with tables and footnotes (GitHub's)."""
    return "\n".join(_Writer(picture, language).lines()) + "\n"


def escaped(text: str) -> str:
    """Give text that Markdown shows as it is: no markup, no HTML, one line, no control of direction."""
    plain = _CONTROLS.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)


def isolated(text: str) -> str:
    """Give text of any direction, escaped and in a Unicode isolate."""
    return f"{ISOLATE}{escaped(text)}{POP}"


class _Writer:
    """Writes one page, numbering the footnotes as they come up."""

    def __init__(self, picture: Picture, language: Language) -> None:
        self.picture, self.lang = picture, language
        self.notes = Notes(picture)
        self.tables = Tables(picture, language)

    def lines(self) -> Iterator[str]:
        """Give the lines of the page."""
        picture, lang, tables = self.picture, self.lang, self.tables
        yield f"# {self.sentence(heading(picture.scope))}"
        yield from ("", lang.span(picture.scope.first_day, picture.scope.last_day), "")
        for statement in picture.state:
            yield from (self.sentence(statement), "")
        yield from self.section("series", self.table(tables.series()))
        yield from self.section("phases", self.table(tables.phases()))
        yield from self.section("alarms", self.table(tables.alarms()))
        yield from self.section("outlook", self.outlook())
        yield from self.section("main", self.table(tables.main(), "incident"))
        yield from self.section("rising", self.changes("actor", picture.rising))
        yield from self.section("heating", self.changes("dyad", picture.heating))
        yield from self.section("cooling", self.changes("dyad", picture.cooling))
        yield from self.section("claims", self.claims())
        yield from self.section("gaps", (f"- {self.sentence(gap)}" for gap in picture.gaps))
        yield from self.section("incidents", self.incidents())
        yield from (self.footnotes(), "", lang.text("title.made"))

    def section(self, name: str, lines: Iterable[str]) -> Iterator[str]:
        """Give a section with its heading."""
        held = list(lines) or [self.lang.text("notes.none")]
        yield from (f"## {self.lang.text(f'sections.{name}')}", "", *held, "")

    def sentence(self, statement: Statement) -> str:
        """Give a sentence with its footnotes."""
        return self.pieces(self.lang.fragments(statement))

    def pieces(self, parts: Iterable[Fragment]) -> str:
        """Give pieces in a row, each number with the mark of the footnote that names what it was counted from."""
        return "".join(self._piece(part) for part in parts)

    def _piece(self, part: Fragment) -> str:
        note = self.notes.note(part.members, part.kind)
        shown = f"`{part.text}`" if part.kind == ID else isolated(part.text) if part.is_foreign else part.text
        return shown if note is None else f"{shown}[^{note.number}]"

    def table(self, table: Table, names: str = "") -> Iterator[str]:
        """Give a table; nothing where it has no rows. The id of a row stands in the column `names`."""
        if table.rows:
            yield f"| {' | '.join(self.lang.text(f'columns.{name}') for name in table.columns)} |"
            yield "|".join(["", *(" --- " for _ in table.columns), ""])
        for row in table.rows:
            ids = (f" `{row.id}`" if name == names else "" for name in table.columns)
            cells = (f"{self.pieces(cell)}{id_}".strip() for cell, id_ in zip(row.cells, ids, strict=True))
            yield f"| {' | '.join(cells)} |"

    def outlook(self) -> Iterator[str]:
        """Give what is expected, and where its numbers lead."""
        for outlook in self.picture.outlooks[:1]:
            yield from (self.sentence(outlook_statement(outlook)), "")
        yield from self.table(self.tables.outlook())

    def changes(self, column: str, changes: Sequence[Change]) -> Iterator[str]:
        """Give who or what changed."""
        if changes:
            yield from (self.sentence(changes_statement(self.picture)), "")
        yield from self.table(self.tables.changes(column, changes))

    def claims(self) -> Iterator[str]:
        """Give the open claims."""
        yield from self.table(self.tables.claims(), "kind")
        if self.picture.open_claims.value > len(self.picture.claims):
            yield from ("", self.sentence(open_claims_statement(self.picture)))

    def incidents(self) -> Iterator[str]:
        """Give the listed incidents with their reports."""
        lang = self.lang
        for entry in self.picture.entries:
            about = f"{self.pieces(self.tables.when(entry))}: {self.pieces(headline(entry, lang))}"
            yield f"- `{entry.id}` {about} · {' · '.join(self.facts(entry))}"
            for one in entry.evidence:
                told_by = [isolated(one.outlet)] if one.outlet else []
                told_by += [lang.day(one.published)] if one.published else []
                yield f"  - {isolated(one.sentence)} ({', '.join([*told_by, f'`{one.event_id}`'])})"

    def facts(self, entry: Entry) -> Iterator[str]:
        """Give how many tell of an incident, and whom it cost."""
        yield self.lang.counted(entry.reports, "report")
        for name, toll in (("killed", entry.killed), ("injured", entry.injured)):
            if toll is not None:
                yield f"{self.lang.text(f'notes.{name}')}{self.lang.words['colon']} {self.lang.toll(toll)}"

    def footnotes(self) -> str:
        """Give the footnotes, each with the ids of what its numbers were counted from."""
        lines = []
        for note in self.notes:
            more = f" {self.sentence(note.rest)}" if note.more else ""
            members = ", ".join(f"`{id_}`" for id_ in note.shown)
            lines.append(f"[^{note.number}]: {self.lang.text(f'sources.{note.kind}')} {members}{more}")
        return "\n".join(lines)

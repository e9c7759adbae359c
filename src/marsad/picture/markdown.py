"""Takes a picture and gives it as Markdown: tables and footnotes, each number's footnote naming its incidents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from marsad.picture.language import Fragment, Language
from marsad.picture.model import Change, Count, Entry, Name, Picture, Statement
from marsad.picture.notes import Notes
from marsad.picture.sentences import changes_statement, heading, headline

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
        self.by_id = {entry.id: entry for entry in picture.entries}

    def lines(self) -> Iterator[str]:
        """Give the lines of the page."""
        picture, lang = self.picture, self.lang
        yield f"# {self.sentence(heading(picture.scope))}"
        yield from ("", lang.span(picture.scope.first_day, picture.scope.last_day), "")
        for statement in picture.state:
            yield from (self.sentence(statement), "")
        yield from self.section("series", self.series())
        yield from self.section("phases", self.phases())
        yield from self.section("alarms", self.alarms())
        yield from self.section("outlook", self.outlook())
        yield from self.section("main", self.main())
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
        return "".join(map(self._fragment, self.lang.fragments(statement)))

    def _fragment(self, part: Fragment) -> str:
        return (isolated(part.text) if part.is_name else part.text) + self.mark(part.incidents)

    def mark(self, incidents: Sequence[str]) -> str:
        """Give the mark of the footnote that names incidents."""
        note = self.notes.note(incidents)
        return "" if note is None else f"[^{note.number}]"

    def number(self, count: Count) -> str:
        """Give a number with its footnote."""
        return self.lang.number(count.value) + self.mark(count.incidents)

    def names(self, names: Sequence[Name]) -> str:
        """Give names in a row."""
        shown = [isolated(self.lang.name(name)) for name in names]
        return self.lang.comma.join(shown) or self.lang.words["unknown"]

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        """Give a table; nothing where it has no rows."""
        held = [f"| {' | '.join(row)} |" for row in rows]
        if held:
            yield f"| {' | '.join(self.lang.text(f'columns.{name}') for name in columns)} |"
            yield "|".join(["", *(" --- " for _ in columns), ""])
            yield from held

    def series(self) -> Iterator[str]:
        """Give the series as a table."""
        missing = self.lang.text("notes.missing")
        columns = ("span", "incidents", "conflict", "cooperation", "killed", "injured", "usual", "articles")
        rows = []
        for point in self.picture.series:
            span = self.lang.span(point.first_day, point.last_day)
            counts = (point.incidents, point.conflict, point.cooperation, point.killed, point.injured)
            usual = "" if point.usual is None else self.lang.number(point.usual, "decimal")
            shown = [missing] * 6 if point.is_missing else [*map(self.number, counts), usual]
            rows.append([span, *shown, self.lang.number(point.articles)])
        return self.table(columns, rows)

    def phases(self) -> Iterator[str]:
        """Give the phases as a table."""
        rows = [
            [
                self.lang.text(f"phases.{one.label}"),
                self.lang.span(one.first_day, one.last_day),
                self.number(one.incidents),
                self.lang.number(one.level, "decimal"),
                "" if one.why is None else self.sentence(one.why),
            ]
            for one in self.picture.phases
        ]
        return self.table(("phase", "span", "incidents", "level", "why"), rows)

    def alarms(self) -> Iterator[str]:
        """Give the alarms as a table."""
        lang = self.lang
        rows = [
            [
                lang.day(one.day),
                isolated(lang.name(one.series)),
                lang.text(f"directions.{one.direction}"),
                lang.day(one.since),
                lang.number(one.before, "decimal"),
                lang.number(one.after, "decimal"),
                lang.counted(one.sureness, "share"),
                self.number(one.drivers),
            ]
            for one in self.picture.alarms
        ]
        columns = ("alarmed", "series", "change", "since", "level_before", "level_after", "sureness", "drivers")
        return self.table(columns, rows)

    def outlook(self) -> Iterator[str]:
        """Give what is expected as a table."""
        rows = [
            [
                self.lang.span(one.first_day, one.last_day),
                self.lang.number(one.median),
                self.lang.range(one.low_50, one.high_50),
                self.lang.range(one.low_90, one.high_90),
            ]
            for one in self.picture.outlooks
        ]
        return self.table(("span", "median", "fifty", "ninety"), rows)

    def main(self) -> Iterator[str]:
        """Give the main incidents."""
        shown = [self.by_id[id_] for id_ in self.picture.main if id_ in self.by_id]
        return (f"- {self.when(one)}: {self.what(one)} `{one.id}`" for one in shown)

    def what(self, entry: Entry) -> str:
        """Give what an incident is in a line."""
        return "".join(isolated(part.text) if part.is_name else part.text for part in headline(entry, self.lang))

    def when(self, entry: Entry) -> str:
        """Give the days of an incident."""
        if entry.first_day is None:
            return str(self.lang.words["unknown"])
        return self.lang.span(entry.first_day, entry.last_day or entry.first_day)

    def changes(self, column: str, changes: Sequence[Change]) -> Iterator[str]:
        """Give who or what changed, as a table."""
        if changes:
            yield from (self.sentence(changes_statement(self.picture)), "")
        rows = [
            [
                f" {self.lang.words['dash']} ".join(isolated(self.lang.name(name)) for name in one.names),
                self.number(one.now),
                self.lang.number(one.expected, "decimal"),
                self.number(one.before),
                self.lang.number(one.score, "decimal"),
            ]
            for one in changes
        ]
        yield from self.table((column, "now", "expected", "before", "score"), rows)

    def claims(self) -> Iterator[str]:
        """Give the open claims."""
        lang, picture = self.lang, self.picture
        for one in picture.claims:
            due = lang.day(one.due) + ("" if one.due_is_told else f" {lang.text('notes.due_assumed')}")
            about = [lang.text(f"claims.{one.kind}"), self.names(one.speakers), isolated(one.sentence)]
            source = ", ".join([lang.day(one.made), *([isolated(one.outlet)] if one.outlet else [])])
            yield f"- {due} · {' · '.join(about)} ({source}) `{one.id}`{self.mark(one.incidents)}"
        if picture.open_claims > len(picture.claims):
            yield from ("", lang.text("notes.more_claims", n=picture.open_claims))

    def incidents(self) -> Iterator[str]:
        """Give the listed incidents with their reports."""
        lang = self.lang
        for entry in self.picture.entries:
            yield f"- `{entry.id}` {self.when(entry)}: {self.what(entry)} · {lang.counted(entry.reports, 'report')}"
            for one in entry.evidence:
                about = [isolated(one.outlet)] if one.outlet else []
                about += [lang.day(one.published)] if one.published else []
                yield f"  - {isolated(one.sentence)} ({', '.join([*about, f'`{one.event_id}`'])})"

    def footnotes(self) -> str:
        """Give the footnotes, each with the ids of its incidents."""
        lines = []
        for note in self.notes:
            more = f" {self.sentence(note.rest)}" if note.more else ""
            lines.append(f"[^{note.number}]: {', '.join(f'`{id_}`' for id_ in note.shown)}{more}")
        return "\n".join(lines)

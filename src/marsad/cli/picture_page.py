"""Takes a picture and gives what a terminal shows of it: sentences, bars, tables, and the ids behind each number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from marsad.cli.table import FIRST_STRONG_ISOLATE, POP_ISOLATE, cell, isolated
from marsad.picture.language import Language
from marsad.picture.model import Change, Count, Entry, Name, Picture, Point, Statement
from marsad.picture.notes import Notes
from marsad.picture.sentences import changes_statement, heading, headline

BAR, HALF = "█", "▌"
BAR_WIDTH = 30
MEASURE = Console(width=160)
PHASE_STYLES = {
    "calm": "green",
    "tension": "yellow",
    "rupture": "magenta",
    "escalation": "red",
    "de-escalation": "cyan",
}
NUMBERS = frozenset(
    {
        "incidents", "conflict", "killed", "injured", "articles", "level", "now", "expected", "before", "score",
        "level_before", "level_after", "sureness", "drivers", "median", "fifty", "ninety", "outlets",
    }
)  # fmt: skip
WORDY = frozenset({"incident", "claim", "actor", "dyad", "speaker", "why", "series"})
LEAST_WORDY = 12  # columns of a terminal


def picture_page(picture: Picture, language: Language, isolate: bool, width: int) -> Group:
    """Give the page for a terminal of so many columns; `isolate` puts names of any direction into Unicode isolates."""
    return Group(*_Writer(picture, language, isolate, width).parts())


class _Writer:
    """Writes one page, numbering the notes as they come up."""

    def __init__(self, picture: Picture, language: Language, isolate: bool, width: int) -> None:
        self.picture, self.lang, self.isolate, self.width = picture, language, isolate, width
        self.notes = Notes(picture)
        self.by_id = {entry.id: entry for entry in picture.entries}

    def parts(self) -> Iterator[RenderableType]:
        """Give the parts of the page in order."""
        picture, lang = self.picture, self.lang
        yield Text(self.sentence(heading(picture.scope)).plain, style="bold")
        yield Text(f"{lang.span(picture.scope.first_day, picture.scope.last_day)}\n", style="dim")
        yield from map(self.wrapped, map(self.sentence, picture.state))
        yield from self.section("series", self.series())
        yield from self.section("phases", self.phases())
        yield from self.section("alarms", self.alarms())
        yield from self.section("outlook", self.outlook())
        yield from self.section("main", self.main())
        yield from self.section("rising", self.changes("actor", picture.rising))
        yield from self.section("heating", self.changes("dyad", picture.heating))
        yield from self.section("cooling", self.changes("dyad", picture.cooling))
        yield from self.section("claims", self.claims())
        yield from self.section("gaps", (self.wrapped(Text("- ") + self.sentence(gap)) for gap in picture.gaps))
        yield from self.section("numbers", self.footnotes())

    def section(self, name: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
        """Give a section with its heading."""
        yield Text(f"\n{self.lang.text(f'sections.{name}')}", style="bold underline")
        yield from list(parts) or [Text(self.lang.text("notes.none"))]

    def sentence(self, statement: Statement) -> Text:
        """Give a sentence with the notes of its numbers."""
        text = Text()
        for part in self.lang.fragments(statement):
            text.append(self.safe(part.text) if part.is_name else part.text, "bold" if part.incidents else "")
            text.append(self.mark(part.incidents), "dim")
        return text

    def safe(self, text: str) -> str:
        """Give a document's words for a sentence: without control characters, isolated where wanted."""
        return isolated(" ".join(text.split()), self.isolate)

    def words(self, text: str) -> str:
        """Give a document's words for a cell, whose lines are isolated as a whole."""
        return isolated(" ".join(text.split()), False)

    def mark(self, incidents: Sequence[str]) -> str:
        """Give the mark of the note that names incidents."""
        note = self.notes.note(incidents)
        return "" if note is None else f" [{note.number}]"

    def number(self, count: Count) -> Text:
        """Give a number with its note."""
        return Text(self.lang.number(count.value)).append(self.mark(count.incidents), "dim")

    def names(self, names: Sequence[Name]) -> str:
        """Give names in a row."""
        shown = [self.words(self.lang.name(name)) for name in names]
        return self.lang.comma.join(shown) or str(self.lang.words["unknown"])

    def wrapped(self, text: Text) -> Text:
        """Give text in lines of the page; an isolate that a line's end cuts is closed there and opened again."""
        lines = text.wrap(MEASURE, self.width)
        is_open = False
        for line in lines:
            line.rstrip()
            opened = line.plain.rfind(FIRST_STRONG_ISOLATE), line.plain.rfind(POP_ISOLATE)
            stays_open = opened[0] > opened[1] or (is_open and opened == (-1, -1))
            if is_open:
                line.plain = FIRST_STRONG_ISOLATE + line.plain
            if stays_open:
                line.append(POP_ISOLATE)
            is_open = stays_open
        return Text("\n").join(lines)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Text | str]]) -> Iterator[Table]:
        """Give a table whose wordy columns share what the others leave; nothing where it has no rows."""
        held = [list(row) for row in rows]
        if not held:
            return
        made = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
        titles = [self.lang.text(f"columns.{name}") if name else "" for name in columns]
        share = self._share(columns, [titles, *held])
        for name, title in zip(columns, titles, strict=True):
            made.add_column(Text(title), justify="right" if name in NUMBERS else "left", overflow="fold")
        for row in held:
            made.add_row(
                *(self._cell(one, share if name in WORDY else None) for name, one in zip(columns, row, strict=True))
            )
        yield made

    def _share(self, columns: Sequence[str], rows: Sequence[Sequence[Text | str]]) -> int:
        """Give how wide each wordy column may be."""
        plain = [[one.plain if isinstance(one, Text) else one for one in row] for row in rows]
        widths = [max(map(cell_len, cells)) for cells in zip(*plain, strict=True)]
        fixed = sum(width for name, width in zip(columns, widths, strict=True) if name not in WORDY)
        wordy = sum(name in WORDY for name in columns) or 1
        return max((self.width - fixed - 2 * len(columns)) // wordy, LEAST_WORDY)

    def _cell(self, content: Text | str, width: int | None) -> Text:
        if isinstance(content, Text):
            return content
        return Text(content) if width is None else cell(content, width, self.isolate)

    def series(self) -> Iterator[Table]:
        """Give the series as bars."""
        highest = max((point.incidents.value for point in self.picture.series), default=0)
        rows = [self._point(point, highest) for point in self.picture.series]
        return self.table(("span", "incidents", "", "conflict", "killed", "injured", "articles"), rows)

    def _point(self, point: Point, highest: float) -> list[Text | str]:
        span = self.lang.span(point.first_day, point.last_day)
        if point.is_missing:
            return [span, "", Text(self.lang.text("notes.missing"), style="dim"), "", "", "", "0"]
        halves = round(2 * BAR_WIDTH * point.incidents.value / highest) if highest else 0
        phase = next((one.label for one in self.picture.phases if one.first_day <= point.last_day <= one.last_day), "")
        bar = Text(BAR * (halves // 2) + HALF * (halves % 2), style=PHASE_STYLES.get(phase, "blue"))
        counts = (point.conflict, point.killed, point.injured)
        return [span, self.number(point.incidents), bar, *map(self.number, counts), self.lang.number(point.articles)]

    def phases(self) -> Iterator[Table]:
        """Give the phases as a table."""
        lang = self.lang
        rows: list[list[Text | str]] = [
            [
                Text(lang.text(f"phases.{one.label}"), style=PHASE_STYLES.get(one.label, "")),
                lang.span(one.first_day, one.last_day),
                self.number(one.incidents),
                lang.number(one.level, "decimal"),
                "" if one.why is None else self.sentence(one.why),
            ]
            for one in self.picture.phases
        ]
        return self.table(("phase", "span", "incidents", "level", "why"), rows)

    def alarms(self) -> Iterator[Table]:
        """Give the alarms as a table."""
        lang = self.lang
        rows: list[list[Text | str]] = [
            [
                lang.day(one.day),
                self.words(lang.name(one.series)),
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

    def outlook(self) -> Iterator[Table]:
        """Give what is expected as a table."""
        lang = self.lang
        rows = [
            [
                lang.span(one.first_day, one.last_day),
                lang.number(one.median),
                lang.range(one.low_50, one.high_50),
                lang.range(one.low_90, one.high_90),
            ]
            for one in self.picture.outlooks
        ]
        return self.table(("span", "median", "fifty", "ninety"), rows)

    def main(self) -> Iterator[Table]:
        """Give the main incidents as a table."""
        shown = [self.by_id[id_] for id_ in self.picture.main if id_ in self.by_id]
        rows = [[one.id, self.when(one), self.what(one), self.lang.number(one.outlets)] for one in shown]
        return self.table(("id", "day", "incident", "outlets"), rows)

    def what(self, entry: Entry) -> str:
        """Give what an incident is in a line."""
        parts = headline(entry, self.lang)
        return "".join(self.words(part.text) if part.is_name else part.text for part in parts)

    def when(self, entry: Entry) -> str:
        """Give the days of an incident."""
        if entry.first_day is None:
            return str(self.lang.words["unknown"])
        return self.lang.span(entry.first_day, entry.last_day or entry.first_day)

    def changes(self, column: str, changes: Sequence[Change]) -> Iterator[RenderableType]:
        """Give who or what changed, as a table."""
        if changes:
            yield self.wrapped(self.sentence(changes_statement(self.picture)))
        rows: list[list[Text | str]] = [
            [
                f" {self.lang.words['dash']} ".join(self.words(self.lang.name(name)) for name in one.names),
                self.number(one.now),
                self.lang.number(one.expected, "decimal"),
                self.number(one.before),
                self.lang.number(one.score, "decimal"),
            ]
            for one in changes
        ]
        yield from self.table((column, "now", "expected", "before", "score"), rows)

    def claims(self) -> Iterator[RenderableType]:
        """Give the open claims as a table."""
        lang, picture = self.lang, self.picture
        rows: list[list[Text | str]] = []
        for one in picture.claims:
            due = lang.day(one.due) + ("" if one.due_is_told else f" {lang.text('notes.due_assumed')}")
            kind = lang.text(f"claims.{one.kind}")
            rows.append([one.id, due, kind, self.names(one.speakers), self.words(one.sentence)])
        yield from self.table(("id", "due", "kind", "speaker", "claim"), rows)
        if picture.open_claims > len(picture.claims):
            yield Text(lang.text("notes.more_claims", n=picture.open_claims))

    def footnotes(self) -> Iterator[Text]:
        """Give the notes, each with the ids of its incidents."""
        for note in self.notes:
            text = Text(f"[{note.number}] {' '.join(note.shown)} ")
            yield text.append_text(self.sentence(note.rest)) if note.more else text

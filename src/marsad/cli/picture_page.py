"""Takes a picture and gives what a terminal shows of it: sentences, bars, tables, and the ids behind each number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from marsad.cli.table import FIRST_STRONG_ISOLATE, POP_ISOLATE, cell, isolated
from marsad.picture.language import ID, Fragment, Language
from marsad.picture.model import INCIDENTS, Change, Picture, Point, Statement
from marsad.picture.notes import Notes
from marsad.picture.sentences import changes_statement, heading, open_claims_statement, outlook_statement
from marsad.picture.tables import Row, Table, Tables

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
ISOLATED = WORDY - {"why"}  # columns whose lines are isolated as a whole
SERIES = ("span", "incidents", "conflict", "killed", "injured", "articles")
CLAIMS = ("due", "kind", "speaker", "claim")
BARS_AT = 2  # column
LEAST_WORDY = 12  # columns of a terminal


def picture_page(picture: Picture, language: Language, isolate: bool, width: int) -> Group:
    """Give the page for a terminal of so many columns; `isolate` puts names of any direction into Unicode isolates."""
    return Group(*_Writer(picture, language, isolate, width).parts())


class _Writer:
    """Writes one page, numbering the notes as they come up."""

    def __init__(self, picture: Picture, language: Language, isolate: bool, width: int) -> None:
        self.picture, self.lang, self.isolate, self.width = picture, language, isolate, width
        self.notes = Notes(picture)
        self.tables = Tables(picture, language)

    def parts(self) -> Iterator[RenderableType]:
        """Give the parts of the page in order."""
        picture, lang = self.picture, self.lang
        yield Text(self.sentence(heading(picture.scope)).plain, style="bold")
        yield Text(f"{lang.span(picture.scope.first_day, picture.scope.last_day)}\n", style="dim")
        yield from map(self.wrapped, map(self.sentence, picture.state))
        yield from self.section("series", self.series())
        yield from self.section("phases", self.table(self.tables.phases()))
        yield from self.section("alarms", self.table(self.tables.alarms()))
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
            text.append(self.safe(part.text) if part.is_foreign else part.text, "bold" if part.members else "")
            text.append(self.mark(part), "dim")
        return text

    def safe(self, text: str) -> str:
        """Give a document's words for a sentence: without control characters, isolated where wanted."""
        return isolated(" ".join(text.split()), self.isolate)

    def words(self, text: str) -> str:
        """Give a document's words for a cell, whose lines are isolated as a whole."""
        return isolated(" ".join(text.split()), False)

    def mark(self, part: Fragment) -> str:
        """Give the mark of the note that names what a number was counted from."""
        note = self.notes.note(part.members, part.kind)
        return "" if note is None else f" [{note.number}]"

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

    def table(self, table: Table, bars: Sequence[Text] = ()) -> Iterator[RichTable]:
        """Give a table whose wordy columns share what the others leave; nothing where it has no rows.

        A note is marked once a row. `bars` stand behind the first number.
        """
        if not table.rows:
            return
        names = list(table.columns)
        titles = [self.lang.text(f"columns.{name}") for name in names]
        rows = [self._row(names, row) for row in table.rows]
        if bars:
            names.insert(BARS_AT, "")
            titles.insert(BARS_AT, "")
            for row, bar in zip(rows, bars, strict=True):
                row.insert(BARS_AT, bar)
        made = RichTable(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
        share = self._share(names, [titles, *rows])
        for name, title in zip(names, titles, strict=True):
            made.add_column(Text(title), justify="right" if name in NUMBERS else "left", overflow="fold")
        for cells in rows:
            made.add_row(
                *(self._cell(one, share if name in WORDY else None) for name, one in zip(names, cells, strict=True))
            )
        yield made

    def _row(self, names: Sequence[str], row: Row) -> list[Text | str]:
        """Give the cells of a row: plain words where they are isolated line by line, else text with marks."""
        met: set[str] = set()
        found: list[Text | str] = []
        for name, cell_ in zip(names, row.cells, strict=True):
            text = Text()
            for part in cell_:
                mark = self.mark(part)
                shown = self.words(part.text) if name in ISOLATED else self.safe(part.text)
                text.append(shown if part.is_foreign else part.text)
                text.append("" if mark in met else mark, "dim")
                met.add(mark)
            found.append(text.plain.strip() if name in ISOLATED else text)
        return found

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

    def series(self) -> Iterator[RichTable]:
        """Give the series as bars."""
        highest = max((point.incidents.value for point in self.picture.series), default=0)
        bars = [self._bar(point, highest) for point in self.picture.series]
        return self.table(self.tables.series(SERIES), bars)

    def _bar(self, point: Point, highest: float) -> Text:
        halves = round(2 * BAR_WIDTH * point.incidents.value / highest) if highest else 0
        phase = next((one.label for one in self.picture.phases if one.first_day <= point.last_day <= one.last_day), "")
        return Text(BAR * (halves // 2) + HALF * (halves % 2), style=PHASE_STYLES.get(phase, "blue"))

    def outlook(self) -> Iterator[RenderableType]:
        """Give what is expected, and where its numbers lead."""
        for outlook in self.picture.outlooks[:1]:
            yield self.wrapped(self.sentence(outlook_statement(outlook)))
        yield from self.table(self.tables.outlook())

    def main(self) -> Iterator[RichTable]:
        """Give the main incidents."""
        return self.table(with_ids(self.tables.main()))

    def changes(self, column: str, changes: Sequence[Change]) -> Iterator[RenderableType]:
        """Give who or what changed."""
        if changes:
            yield self.wrapped(self.sentence(changes_statement(self.picture)))
        yield from self.table(self.tables.changes(column, changes))

    def claims(self) -> Iterator[RenderableType]:
        """Give the open claims."""
        yield from self.table(with_ids(self.tables.claims(CLAIMS)))
        if self.picture.open_claims.value > len(self.picture.claims):
            yield self.wrapped(self.sentence(open_claims_statement(self.picture)))

    def footnotes(self) -> Iterator[Text]:
        """Give the notes, each with the ids of its incidents."""
        for note in self.notes:
            kind = "" if note.kind == INCIDENTS else f"{self.lang.text(f'sources.{note.kind}')} "
            text = Text(f"[{note.number}] {kind}{' '.join(note.shown)} ")
            yield text.append_text(self.sentence(note.rest)) if note.more else text


def with_ids(table: Table) -> Table:
    """Give a table with the id of each row before it, for `marsad show` and `marsad claims`."""
    rows = tuple(replace(row, cells=((Fragment(row.id, kind=ID),), *row.cells)) for row in table.rows)
    return Table(("id", *table.columns), rows)

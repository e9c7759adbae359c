"""Takes a picture and gives its tables in one language, piece by piece: what every form of the page shows.

Each number is a piece with what it was counted from, so that no form can show it without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.incidents.tables import quad_class
from marsad.picture.language import DAY, ID, NAME, TOLD, Fragment, Language
from marsad.picture.model import INCIDENTS, AlarmNote, Change, ClaimNote, Count, Entry, Picture, Point, Statement, Toll
from marsad.picture.sentences import headline, row_of_names, unread_days

LONGEST_SENTENCE = 600  # characters
SERIES = ("span", "incidents", "conflict", "cooperation", "killed", "injured", "usual", "articles")
CLAIMS = ("due", "kind", "speaker", "claim", "said", "base_rate")
Cell = tuple[Fragment, ...]
EMPTY: Cell = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells in the order of the columns; `id` is that of the incident or claim it is about."""

    cells: tuple[Cell, ...]
    id: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, as in [columns] of the wording; the rows are named by the column `head`."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    head: int = 0


class Tables:
    """The tables of one page in one language."""

    def __init__(self, picture: Picture, language: Language) -> None:
        self.picture, self.lang = picture, language
        self._by_id = {entry.id: entry for entry in picture.entries}

    def series(self, columns: Sequence[str] = SERIES) -> Table:
        """Give the series, with some of the columns of SERIES, or `missing`: days of which nothing was read."""
        return Table(tuple(columns), tuple(self._point(point, columns) for point in self.picture.series))

    def _point(self, point: Point, columns: Sequence[str]) -> Row:
        of_column: dict[str, Callable[[], Cell]] = {
            "span": lambda: self._day(self.lang.span(point.first_day, point.last_day)),
            "incidents": lambda: self._read(point.incidents, point),
            "conflict": lambda: self._read(point.conflict, point),
            "cooperation": lambda: self._read(point.cooperation, point),
            "killed": lambda: self._toll_of(point, point.killed),
            "injured": lambda: self._toll_of(point, point.injured),
            "usual": lambda: self._usual(point),
            "articles": lambda: self._count(point.articles),
            "missing": lambda: self._missing(point),
        }
        if not point.is_missing:
            return Row(tuple(of_column[name]() for name in columns))
        shown = {"span": of_column["span"](), "missing": of_column["missing"]()}
        first_number = next(name for name in columns if name != "span")
        cells = {first_number: (Fragment(self.lang.text("notes.missing")),), **shown}
        return Row(tuple(cells.get(name, EMPTY) for name in columns), is_missing=True)

    def phases(self) -> Table:
        """Give the phases."""
        lang = self.lang
        rows = [
            Row(
                (
                    (Fragment(lang.text(f"phases.{one.label}")),),
                    self._day(lang.span(one.first_day, one.last_day)),
                    self._count(one.incidents),
                    self._count(one.level, "decimal"),
                    EMPTY if one.why is None else tuple(lang.fragments(one.why)),
                )
            )
            for one in self.picture.phases
        ]
        return Table(("phase", "span", "incidents", "level", "why"), tuple(rows))

    def alarms(self) -> Table:
        """Give the alarms."""
        columns = ("alarmed", "series", "change", "since", "level_before", "level_after", "sureness", "drivers")
        return Table(columns, tuple(map(self._alarm, self.picture.alarms)))

    def _alarm(self, alarm: AlarmNote) -> Row:
        lang, drivers = self.lang, alarm.drivers.or_of(alarm.earlier)
        return Row(
            (
                self._day(lang.day(alarm.day)),
                (Fragment(lang.name(alarm.series), kind=NAME),),
                (Fragment(lang.text(f"directions.{alarm.direction}")),),
                self._day(lang.day(alarm.since)),
                self._number(lang.number(alarm.before, "decimal"), alarm.earlier.or_of(drivers)),
                self._number(lang.number(alarm.after, "decimal"), drivers),
                self._number(lang.counted(alarm.sureness, "share"), drivers),
                self._count(drivers),
            )
        )

    def outlook(self) -> Table:
        """Give what is expected."""
        lang = self.lang
        rows = [
            Row(
                (
                    self._day(lang.span(one.first_day, one.last_day)),
                    self._number(lang.number(one.median), one.recent),
                    self._number(lang.range(one.low_50, one.high_50), one.recent),
                    self._number(lang.range(one.low_90, one.high_90), one.recent),
                )
            )
            for one in self.picture.outlooks
        ]
        return Table(("span", "median", "fifty", "ninety"), tuple(rows))

    def main(self) -> Table:
        """Give the main incidents."""
        shown = (self._by_id[id_] for id_ in self.picture.main if id_ in self._by_id)
        return Table(("day", "incident", "killed", "injured", "outlets"), tuple(map(self._main, shown)), head=1)

    def _main(self, entry: Entry) -> Row:
        outlets = Fragment(self.lang.number(entry.outlets), (entry.id,), INCIDENTS)
        cells = (self.when(entry), tuple(headline(entry, self.lang)))
        tolls = (self._toll(one) if one or costs_people(entry) else EMPTY for one in (entry.killed, entry.injured))
        return Row((*cells, *tolls, (outlets,)), entry.id)

    def when(self, entry: Entry) -> Cell:
        """Give the days of an incident."""
        if entry.first_day is None:
            return (Fragment(str(self.lang.words["unknown"])),)
        return self._day(self.lang.span(entry.first_day, entry.last_day or entry.first_day))

    def changes(self, column: str, changes: Iterable[Change]) -> Table:
        """Give who (`actor`) or which pairs (`dyad`) changed."""
        return Table((column, "now", "expected", "before", "score"), tuple(map(self._change, changes)))

    def _change(self, change: Change) -> Row:
        lang = self.lang
        now, before = change.now.or_of(change.before), change.before.or_of(change.now)
        return Row(
            (
                row_of_names(change.names, lang, f" {lang.words['dash']} "),
                self._count(now),
                self._number(lang.number(change.expected, "decimal"), before),
                self._count(before),
                self._number(lang.number(change.score, "decimal"), now),
            )
        )

    def claims(self, columns: Sequence[str] = CLAIMS) -> Table:
        """Give the open claims, with some of the columns of CLAIMS."""
        return Table(tuple(columns), tuple(self._claim(one, columns) for one in self.picture.claims))

    def _claim(self, claim: ClaimNote, columns: Sequence[str]) -> Row:
        lang = self.lang
        assumed = () if claim.due_is_told else (Fragment(f" {lang.text('notes.due_assumed')}"),)
        outlet = (Fragment(lang.comma), Fragment(claim.outlet, kind=NAME)) if claim.outlet else ()
        cells: dict[str, Cell] = {
            "due": (*self._day(lang.day(claim.due)), *assumed),
            "kind": (Fragment(lang.text(f"claims.{claim.kind}")),),
            "speaker": row_of_names(claim.speakers, lang),
            "claim": self._said(claim),
            "said": (*self._day(lang.day(claim.made)), *outlet),
            "base_rate": self._base_rate(claim),
        }
        return Row(tuple(cells[name] for name in columns), claim.id)

    def _said(self, claim: ClaimNote) -> Cell:
        """Give the sentence of a claim, on what it hangs, and where it is told."""
        said = [Fragment(shortened(claim.sentence), kind=TOLD), Fragment(" ")]
        if claim.condition:
            condition = Statement("notes.if", (("condition", claim.condition),))
            parts = self.lang.fragments(condition)
            said += [*(replace(one, kind=TOLD) if one.is_foreign else one for one in parts), Fragment(" ")]
        if claim.incidents:
            return (*said, Fragment(self.lang.text("columns.incident"), claim.incidents, INCIDENTS))
        return (*said, Fragment(f"marsad show {claim.id}", kind=ID))

    def _base_rate(self, claim: ClaimNote) -> Cell:
        """Give how often it happens anyway, with an incident of each stretch that saw one; of none, what was said."""
        if claim.base_rate is None:
            return EMPTY
        share = self.lang.counted(claim.base_rate, "share")
        members = claim.alike or claim.incidents
        return (Fragment(share, members, INCIDENTS) if members else Fragment(share, to=f"c-{claim.id}"),)

    def _usual(self, point: Point) -> Cell:
        """Give what the reporting volume lets expect, which was counted from all incidents of the page."""
        if point.usual is None:
            return EMPTY
        return self._number(self.lang.number(point.usual, "decimal"), self.picture.total.or_of(point.articles))

    def _missing(self, point: Point) -> Cell:
        """Give of how many days nothing was read: a number leads to the gap that names them, 0 to what was read."""
        missing = point.days - point.days_seen
        if not missing:
            return self._number(self.lang.number(0), point.articles)
        return (Fragment(self.lang.number(missing), to=self.gap_of(point)),)

    def gap_of(self, point: Point) -> str:
        """Give the place of the gap that names the days of a point of which nothing was read."""
        for number, gap in enumerate(self.picture.gaps):
            days = unread_days(gap)
            if days is not None and days[0] <= point.last_day and point.first_day <= days[1]:
                return f"g{number}"
        return "gaps"

    def _read(self, count: Count, point: Point) -> Cell:
        """Give a count of a point; 0 leads to the articles that told of none."""
        return self._count(count.or_of(point.articles))

    def _count(self, count: Count, kind: str = "whole") -> Cell:
        return self._number(self.lang.number(count.value, kind), count)

    def _toll_of(self, point: Point, toll: Toll | None) -> Cell:
        """Give a toll of a point; a dash where there is no incident that could tell one."""
        return self._toll(toll) if toll or point.incidents.value else (Fragment(str(self.lang.words["dash"])),)

    def _toll(self, toll: Toll | None) -> Cell:
        if toll is None:
            return (Fragment(self.lang.text("figures.untold")),)
        return (Fragment(self.lang.toll(toll), toll.incidents, INCIDENTS),)

    def _number(self, text: str, of: Count) -> Cell:
        return (Fragment(text, of.members, of.kind),)

    def _day(self, text: str) -> Cell:
        return (Fragment(text, kind=DAY),)


def costs_people(entry: Entry) -> bool:
    """True for acts that may kill or injure, so that a toll which nobody tells is not known, rather than none."""
    return quad_class(entry.type) == "material conflict"


def shortened(text: str) -> str:
    """Give a sentence, cut where it is very long."""
    return text if len(text) <= LONGEST_SENTENCE else f"{text[:LONGEST_SENTENCE].rstrip()}…"

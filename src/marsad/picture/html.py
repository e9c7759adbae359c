"""Takes a picture and gives it as one HTML page that needs nothing but itself: no script, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined

import marsad
from marsad.picture.chart import harm_chart, incident_chart
from marsad.picture.language import Language
from marsad.picture.model import ClaimNote, Count, Entry, Name, Picture, Statement
from marsad.picture.notes import Notes
from marsad.picture.sentences import changes_statement, heading, headline, step_name

LARGEST = 1_000_000  # bytes
LONGEST_SENTENCE = 600  # characters
SECTIONS = (
    "state", "series", "harm", "phases", "alarms", "outlook", "main", "rising", "heating", "cooling", "claims",
    "gaps", "numbers", "incidents",
)  # fmt: skip
NUMERIC = frozenset({
    "incidents", "conflict", "cooperation", "usual", "articles", "missing", "killed", "injured", "level", "now",
    "expected", "before", "score", "level_before", "level_after", "sureness", "drivers", "median", "fifty", "ninety",
    "outlets", "base_rate",
})  # fmt: skip


def to_html(picture: Picture, language: Language) -> str:
    """Give the page, under LARGEST bytes: where it would be larger, fewer incidents are listed with their reports."""
    page = _rendered(picture, language)
    while len(page.encode()) > LARGEST and picture.entries:
        picture = replace(picture, entries=_fewer(picture))
        page = _rendered(picture, language)
    return page


def _fewer(picture: Picture) -> tuple[Entry, ...]:
    """Give a quarter fewer entries: the main ones first, then those that most tell of."""
    main = set(picture.main)
    ranked = sorted(picture.entries, key=lambda entry: (entry.id not in main, -entry.outlets, -entry.reports, entry.id))
    kept = {entry.id for entry in ranked[: len(ranked) * 3 // 4]}
    return tuple(entry for entry in picture.entries if entry.id in kept)


def _rendered(picture: Picture, language: Language) -> str:
    page = _Page(picture)
    has_harm = any(point.killed.value or point.injured.value for point in picture.series)
    values = {
        "picture": picture,
        "page": page,
        "lang": language,
        "headline": headline,
        "heading": heading(picture.scope),
        "title": language.statement(heading(picture.scope)),
        "step": step_name(picture, language),
        "windows": changes_statement(picture),
        "incident_chart": incident_chart(picture, language) if picture.series else None,
        "harm_chart": harm_chart(picture, language) if has_harm else None,
        "version": marsad.__version__,
    }
    return _environment().get_template("picture.html.jinja").render(values)


def _environment() -> Environment:
    loader = PackageLoader("marsad.picture")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["css"] = made.loader.get_source(made, "picture.css")[0] if made.loader else ""
    made.filters["shortened"] = shortened
    return made


def shortened(text: str) -> str:
    """Give a sentence, cut where it is very long."""
    return text if len(text) <= LONGEST_SENTENCE else f"{text[:LONGEST_SENTENCE].rstrip()}…"


class _Page:
    """What the template asks for: where numbers lead, and the incidents in the order they are shown."""

    numeric = NUMERIC

    def __init__(self, picture: Picture) -> None:
        self._notes = Notes(picture)
        self._by_id = {entry.id: entry for entry in picture.entries}
        self.entries = picture.entries
        self.main = [self._by_id[id_] for id_ in picture.main if id_ in self._by_id]
        has_harm = any(point.killed.value or point.injured.value for point in picture.series)
        absent = {name for name, there in (("harm", has_harm), ("outlook", picture.outlooks)) if not there}
        self.sections = [name for name in SECTIONS if name not in absent]

    @property
    def notes(self) -> Notes:
        """The footnotes that were made so far."""
        return self._notes

    def target(self, count: Count) -> str | None:
        """Give the anchor that a number leads to."""
        return self.target_of(count.incidents)

    def target_of(self, incidents: Sequence[str]) -> str | None:
        """Give the anchor of incidents: that of a single one, or of their footnote."""
        if len(incidents) == 1 and self._notes.lists(incidents[0]):
            return f"i-{incidents[0]}"
        note = self._notes.note(incidents)
        return None if note is None else f"n{note.number}"

    def lists(self, incident: str) -> bool:
        """True where the page lists an incident."""
        return self._notes.lists(incident)

    def condition(self, claim: ClaimNote) -> Statement:
        """Give the sentence that tells on what a claim hangs."""
        return Statement("notes.if", (("condition", _as_name(claim.condition or "")),))

    def more_reports(self, entry: Entry) -> Statement:
        """Give the sentence that says where the other reports of an incident are."""
        more = entry.reports - len(entry.evidence)
        return Statement("notes.more_reports", (("n", Count(more)), ("id", entry.id)))


def _as_name(text: str) -> Name:
    return Name(text, text)

"""Takes a picture and gives it as one HTML page that needs nothing but itself: no script, no network."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined

import marsad
from marsad.picture.chart import harm_chart, incident_chart
from marsad.picture.language import Fragment, Language
from marsad.picture.model import CLAIMS, INCIDENTS, Entry, Picture
from marsad.picture.notes import Notes
from marsad.picture.sentences import (
    changes_statement,
    heading,
    headline,
    more_reports,
    open_claims_statement,
    outlook_statement,
    step_name,
)
from marsad.picture.tables import Tables, costs_people, shortened

LARGEST = 1_000_000  # bytes
MARKS = "\u200e\u200f"  # of direction, which some languages put before a sign
ANCHORS = {INCIDENTS: "i", CLAIMS: "c"}
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
    values = {
        "picture": picture,
        "page": _Page(picture, language),
        "lang": language,
        "heading": heading(picture.scope),
        "title": language.statement(heading(picture.scope)),
        "step": step_name(picture, language),
        "incident_chart": incident_chart(picture, language) if picture.series else None,
        "harm_chart": harm_chart(picture, language) if has_harm(picture) else None,
        "version": marsad.__version__,
    }
    return _environment().get_template("picture.html.jinja").render(values)


def has_harm(picture: Picture) -> bool:
    """True where any report of the page's days gives a number of people killed or injured."""
    return any(point.killed or point.injured for point in picture.series)


def _environment() -> Environment:
    loader = PackageLoader("marsad.picture")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["css"] = made.loader.get_source(made, "picture.css")[0] if made.loader else ""
    made.globals |= {"headline": headline, "more_reports": more_reports, "open_claims": open_claims_statement}
    made.globals |= {"changes_statement": changes_statement, "outlook_statement": outlook_statement}
    made.globals |= {"costs_people": costs_people, "is_signed": is_signed}
    made.filters["shortened"] = shortened
    return made


def is_signed(text: str) -> bool:
    """True for a number with a sign, which a right-to-left line would put behind it."""
    return text.lstrip(MARKS)[:1] in ("-", "\u2212")


class _Page:
    """What the template asks for: tables, where numbers lead, and the incidents in the order they are shown."""

    numeric = NUMERIC

    def __init__(self, picture: Picture, language: Language) -> None:
        self.notes = Notes(picture)
        self.tables = Tables(picture, language)
        self.entries = picture.entries
        absent = {name for name, there in (("harm", has_harm(picture)), ("outlook", picture.outlooks)) if not there}
        self.sections = [name for name in SECTIONS if name not in absent]

    def target(self, part: Fragment) -> str | None:
        """Give the anchor that a piece leads to: an incident or claim, or the footnote of several; None for words."""
        if part.to:
            return part.to
        if len(part.members) == 1 and self.notes.lists(part.members[0], part.kind):
            return self.anchor(part.members[0], part.kind)
        note = self.notes.note(part.members, part.kind)
        return None if note is None else f"n{note.number}"

    def anchor(self, member: str, kind: str) -> str | None:
        """Give the anchor of an incident or claim that the page lists."""
        return f"{ANCHORS[kind]}-{member}" if self.notes.lists(member, kind) else None

"""Takes a picture and gives the sentences that every form of it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from marsad.picture.language import NAME, Fragment, Language
from marsad.picture.model import ARTICLES, Count, Days, Entry, Name, Outlook, Picture, Scope, Statement


def heading(scope: Scope) -> Statement:
    """Give the title of a page."""
    if scope.dyad is not None:
        return Statement("title.dyad", (("first", scope.dyad[0]), ("second", scope.dyad[1])))
    if scope.country is not None:
        return Statement("title.country", (("country", scope.country),))
    return Statement("title.all")


def step_name(picture: Picture, language: Language) -> str:
    """Give what a point of the series stands for: day or week."""
    return language.text("notes.day" if picture.step == 1 else "notes.week")


def changes_statement(picture: Picture) -> Statement:
    """Give the sentence that says what is held against what where something rises or falls."""
    return Statement("notes.changes", (("now", Days(picture.days_now)), ("before", Days(picture.days_before))))


def outlook_statement(outlook: Outlook) -> Statement:
    """Give the sentence that says where the numbers of a forecast lead, which counts nothing itself."""
    days = (("from", outlook.recent_from), ("to", outlook.recent_to))
    if outlook.recent.kind == ARTICLES:
        read = replace(outlook.recent, value=len(outlook.recent.members))
        return Statement("notes.outlook_articles", (("recent", read), *days))
    return Statement("notes.outlook_incidents", (("recent", outlook.recent), *days))


def open_claims_statement(picture: Picture) -> Statement:
    """Give the sentence that says how many open claims there are in all."""
    return Statement("notes.open_claims", (("n", picture.open_claims),))


def unread_days(gap: Statement) -> tuple[date, date] | None:
    """Give the first and last day of a gap of which nothing was read; None for a gap of another kind."""
    values = dict(gap.values)
    first, last = values.get("from"), values.get("to")
    if gap.key == "gaps.unread" and isinstance(first, date) and isinstance(last, date):
        return first, last
    return None


def more_reports(entry: Entry) -> Statement:
    """Give the sentence that says where the other reports of an incident are."""
    more = entry.reports - len(entry.evidence)
    return Statement("notes.more_reports", (("n", Count(more)), ("id", entry.id)))


def headline(entry: Entry, language: Language) -> Iterator[Fragment]:
    """Give what an incident is in one line, piece by piece: what, by whom to whom, where."""
    yield Fragment(f"{language.kind(entry.type, entry.mode)}{language.words['colon']} ")
    yield from row_of_names(entry.actors, language)
    if entry.recipients:
        yield Fragment(f" {language.words['arrow']} ")
        yield from row_of_names(entry.recipients, language)
    if entry.place is not None:
        yield Fragment(language.comma)
        yield Fragment(language.name(entry.place), kind=NAME)


def row_of_names(names: Sequence[Name], language: Language, between: str | None = None) -> tuple[Fragment, ...]:
    """Give names in a row, with commas or something else between them; `unknown` where there is none."""
    if not names:
        return (Fragment(str(language.words["unknown"])),)
    found: list[Fragment] = []
    for name in names:
        found += [Fragment(language.comma if between is None else between)] if found else []
        found.append(Fragment(language.name(name), kind=NAME))
    return tuple(found)

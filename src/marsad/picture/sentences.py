"""Takes a picture and gives the sentences that every form of it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.picture.language import Fragment, Language
from marsad.picture.model import Count, Entry, Name, Picture, Scope, Statement


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
    return Statement("notes.changes", (("now", Count(picture.days_now)), ("before", Count(picture.days_before))))


def headline(entry: Entry, language: Language) -> Iterator[Fragment]:
    """Give what an incident is in one line, piece by piece: what, by whom to whom, where."""
    yield Fragment(f"{language.kind(entry.type, entry.mode)}{language.words['colon']} ")
    yield from _row(entry.actors, language)
    if entry.recipients:
        yield Fragment(f" {language.words['arrow']} ")
        yield from _row(entry.recipients, language)
    if entry.place is not None:
        yield Fragment(language.comma)
        yield Fragment(language.name(entry.place), is_name=True)


def _row(names: Sequence[Name], language: Language) -> Iterator[Fragment]:
    if not names:
        yield Fragment(str(language.words["unknown"]))
    for position, name in enumerate(names):
        if position:
            yield Fragment(language.comma)
        yield Fragment(language.name(name), is_name=True)

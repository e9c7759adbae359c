"""Takes what somebody looks for and gives the sentences that hold it, each with what was found in it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select, text

from marsad.search import Form, Part, Query, parse_query
from marsad.search.terms import terms, words
from marsad.store import rows
from marsad.store.indexing import refresh
from marsad.store.schema import documents, events, search_entries, search_words, sentences
from marsad.store.store import Store

DOCUMENTS_AT_ONCE = 100
FULL_TEXT = {
    "sqlite": "search_entries.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :wanted)",
    "postgresql": "to_tsvector('simple'::regconfig, search_entries.terms) @@ to_tsquery('simple'::regconfig, :wanted)",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: characters `start`..`end` of the sentence, for which part of the query, and why it counts.

    `start` is None where it is not in the sentence but in the name of one of whom its events tell. `kind` is one of
    `as written`, `spelling of the name`, `transliteration`, `alias`; `of` says of whom it is an alias or the name.
    """

    wanted: str
    kind: str
    start: int | None = None
    end: int | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that holds what was looked for, where it stands, and the events it tells of."""

    document: str
    source: str
    outlet: str | None
    published: date | None
    sentence: int
    text: str
    events: tuple[str, ...]
    matches: tuple[Match, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON-ready data."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("matches", "published")}
        matches = [{name: getattr(one, name) for name in Match.__slots__} for one in self.matches]
        published = None if self.published is None else self.published.isoformat()
        return plain | {"published": published, "events": list(self.events), "matches": matches}


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """In which reports to look: published on these days (inclusive), by this outlet; None means any."""

    first_day: date | None = None
    last_day: date | None = None
    outlet: str | None = None


def search(
    store: Store,
    wanted: str,
    chosen: SearchFilter | None = None,
    exact_script: bool = False,
    limit: int | None = None,
) -> Iterator[Found]:
    """Give the sentences that hold every part of `wanted`, the latest reports first.

    `wanted` is words, `"phrases"`, `begin*` and `-without`. With `exact_script` nothing is found in another script
    than that in which it was asked for: no transliterations. Raises UsageError where there is nothing to look for.
    """
    refresh(store.reading, store.writing)
    with store.reading() as connection:
        query = parse_query(wanted, lambda sounded: _vocabulary(connection, sounded), exact_script)
        found = connection.execute(_sentences(connection, query, chosen or SearchFilter(), limit)).mappings()
        for row in found:
            yield _found(connection, query, row)


def _vocabulary(connection: Connection, sounded: str) -> Iterable[str]:
    return connection.execute(select(search_words.c.word).where(search_words.c.sound == sounded)).scalars()


def _sentences(connection: Connection, query: Query, chosen: SearchFilter, limit: int | None) -> Select[Any]:
    write = _for_sqlite if connection.dialect.name == "sqlite" else _for_postgresql
    condition = text(FULL_TEXT[connection.dialect.name]).bindparams(wanted=write(query))
    of_sentence = and_(
        sentences.c.document_id == search_entries.c.document_id, sentences.c.number == search_entries.c.sentence
    )
    columns = (
        documents.c.id.label("document"),
        documents.c.source,
        documents.c.outlet,
        documents.c.published,
        sentences.c.number.label("sentence"),
        sentences.c.text,
    )
    found = select(*columns).select_from(search_entries).join(sentences, of_sentence)
    found = found.join(documents, documents.c.id == search_entries.c.document_id)
    found = found.where(condition, *_conditions(chosen)).limit(limit)
    return found.order_by(documents.c.published.desc().nulls_last(), documents.c.number, sentences.c.number)


def _conditions(chosen: SearchFilter) -> Iterator[ColumnElement[bool]]:
    if chosen.first_day is not None:
        yield documents.c.published >= chosen.first_day
    if chosen.last_day is not None:
        yield documents.c.published <= chosen.last_day
    if chosen.outlet is not None:
        yield documents.c.outlet == chosen.outlet


def _for_sqlite(query: Query) -> str:
    """Write a query for FTS5; terms are letters and digits only, so that nothing in them means anything to it."""

    def form(one: Form) -> str:
        phrase = " ".join(one.terms)
        return f'"{phrase}" *' if one.is_prefix else f'"{phrase}"'

    def part(one: Part) -> str:
        return f"({' OR '.join(map(form, one.forms))})"

    return " NOT ".join([" AND ".join(map(part, query.wanted)), *map(part, query.unwanted)])


def _for_postgresql(query: Query) -> str:
    """Write a query for `to_tsquery`."""

    def form(one: Form) -> str:
        phrase = " <-> ".join(f"'{term}'" for term in one.terms)
        return f"({phrase}:*)" if one.is_prefix else f"({phrase})"

    def part(one: Part) -> str:
        return f"({' | '.join(map(form, one.forms))})"

    return " & ".join([*map(part, query.wanted), *(f"!{part(one)}" for one in query.unwanted)])


def _found(connection: Connection, query: Query, row: Any) -> Found:
    own = connection.execute(
        select(events.c.id, events.c.record)
        .where(events.c.document_id == row["document"], events.c.sentence == row["sentence"])
        .order_by(events.c.number)
    ).all()
    names = rows.names_of(record for _, record in own)
    matches = tuple(match for part in query.wanted for match in _matches(part, row["text"], names))
    return Found(**row, events=tuple(id_ for id_, _ in own), matches=matches)


def _matches(part: Part, sentence: str, names: Sequence[str]) -> Iterator[Match]:
    """Give each place where a part of the query is found, the surest form of each; failing that, in which name."""
    placed = [(start, end, term) for start, end, found in words(sentence) for term in found]
    taken: set[int] = set()
    for form in part.forms:
        for at in _places(form, [term for _, _, term in placed]):
            if at not in taken:
                taken.update(range(at, at + len(form.terms)))
                last = at + len(form.terms) - 1
                yield Match(part.text, form.kind, placed[at][0], placed[last][1], form.of)
    if not taken:
        for form in part.forms:
            for name in names:
                if any(_places(form, terms(name))):
                    yield Match(part.text, form.kind, of=name)
                    return


def _places(form: Form, found: Sequence[str]) -> Iterator[int]:
    """Give where the terms of a form stand one after another."""
    size = len(form.terms)
    for at in range(len(found) - size + 1):
        run = tuple(found[at : at + size])
        if run == form.terms or (form.is_prefix and run[:-1] == form.terms[:-1] and run[-1].startswith(form.terms[-1])):
            yield at

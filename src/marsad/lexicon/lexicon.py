"""Takes the compiled tables and gives typed look-ups by normal form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from marsad.lexicon.model import Act, Actor, DeclaredTie, GazetteerPlace, Lemma, Link, Nation, Office, Role


class Lexicon:
    """The compiled lexicon; `fingerprint` tells one state of its files from another.

    The tables are plain dictionaries keyed by normal form; see `marsad.lexicon.compiler`.
    """

    def __init__(self, tables: dict[str, Any], fingerprint: str) -> None:
        self._tables = tables
        self.fingerprint = fingerprint
        self.verbs: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = tables["verbs"]
        self.act_nouns: dict[str, tuple[int, ...]] = tables["act_nouns"]
        self.act_adjectives: dict[str, tuple[int, ...]] = tables["act_adjectives"]
        self.roles_of: dict[str, tuple[int, ...]] = tables["roles_of"]
        self.nations_of: dict[str, tuple[int, ...]] = tables["nations_of"]
        self.patterns: dict[str, tuple[str, ...]] = tables["patterns"]
        self.classes: dict[str, tuple[str, ...]] = tables["classes"]
        self.names: dict[str, tuple[tuple[tuple[str, ...], str, int, bool], ...]] = tables["names"]
        self.phrases: dict[str, tuple[tuple[tuple[str, ...], str, Any], ...]] = tables["phrases"]
        self.links_of: dict[str, tuple[int, ...]] = tables["links_of"]
        self.link_phrases: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = tables["link_phrases"]
        self.titles: frozenset[str] = frozenset(tables["titles"])
        self._actors: dict[int, Actor] = {}
        self._places: dict[int, GazetteerPlace] = {}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Every act, at its index."""
        return tuple(_act(index, row) for index, row in enumerate(self._tables["acts"]))

    @cached_property
    def lemmas(self) -> tuple[Lemma, ...]:
        """Every verb, at its index."""
        return tuple(Lemma(text, acts, frozenset(classes)) for text, acts, classes in self._tables["lemmas"])

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Every role, at its index."""
        return tuple(Role(*row) for row in self._tables["roles"])

    @cached_property
    def nations(self) -> tuple[Nation, ...]:
        """Every nationality, at its index."""
        return tuple(Nation(*row) for row in self._tables["nations"])

    def actor(self, index: int) -> Actor:
        """Give the actor at `index`."""
        if index not in self._actors:
            name, kind, country, sector, offices, parent = self._tables["actors"][index]
            self._actors[index] = Actor(name, kind, country, sector, tuple(map(_office, offices)), parent)
        return self._actors[index]

    def place(self, index: int) -> GazetteerPlace:
        """Give the place at `index`."""
        found = self._places.get(index)
        if found is None:
            found = self._places[index] = GazetteerPlace(*self._tables["places"][index])
        return found

    @property
    def places(self) -> Iterator[GazetteerPlace]:
        """Every place, in the order of its index."""
        return (GazetteerPlace(*row) for row in self._tables["places"])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link word class, at its index."""
        return tuple(Link(*row) for row in self._tables["links"])

    @cached_property
    def declared_ties(self) -> tuple[DeclaredTie, ...]:
        """The ties that the registry holds."""
        return tuple(
            DeclaredTie(source, kind, target, _day(first), _day(last), note)
            for source, kind, target, first, last, note in self._tables["ties"]
        )

    @cached_property
    def state_names(self) -> dict[str, str]:
        """English state name by ISO alpha-3 country."""
        return {row[2]: row[0] for row in reversed(self._tables["actors"]) if row[1] == "state" and row[2]}

    @cached_property
    def first_words(self) -> dict[int, frozenset[str]]:
        """With which words the longer names of each actor begin: for persons, their given names."""
        found: dict[int, set[str]] = {}
        for first, entries in self.names.items():
            for rest, kind, index, _ in entries:
                if rest and kind == "actor":
                    found.setdefault(index, set()).add(first)
        return {index: frozenset(words) for index, words in found.items()}

    @cached_property
    def holders(self) -> dict[tuple[str | None, str], tuple[tuple[Actor, Office], ...]]:
        """Who held a post: (country, bare title) to actors and their offices."""
        found: dict[tuple[str | None, str], list[tuple[Actor, Office]]] = {}
        for index, row in enumerate(self._tables["actors"]):
            if row[4]:
                actor = self.actor(index)
                for office in actor.offices:
                    found.setdefault((actor.country, office.title), []).append((actor, office))
        return {key: tuple(pairs) for key, pairs in found.items()}


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _office(row: tuple[Any, ...]) -> Office:
    title, sector, first, last = row
    return Office(
        " ".join(title),
        sector,
        _day(first),
        _day(last),
    )


def _act(index: int, row: tuple[Any, ...]) -> Act:
    source, type_, mode, subject, object_, of, recipient, actor, both, *rest = row
    with_words, with_before, within, unless, unless_before, needs, name, is_lasting, is_to_come = rest
    return Act(
        index,
        source,
        type_,
        mode,
        subject,
        object_,
        of,
        recipient,
        actor,
        both,
        frozenset(with_words),
        frozenset(with_before),
        within,
        frozenset(unless),
        frozenset(unless_before),
        needs,
        name,
        is_lasting,
        is_to_come,
    )

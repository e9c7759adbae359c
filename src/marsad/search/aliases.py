"""Takes the search terms of a name and gives the other names of the same known actor or place, from the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from marsad import lexicon
from marsad.search.terms import terms

Terms = tuple[str, ...]


def aliases(name: Terms) -> dict[Terms, str]:
    """Give the other names, each as its terms, to the English name of what they name; empty where nothing is known."""
    by_name, names_of = _tables()
    return {alias: known for known in by_name.get(name, ()) for alias in names_of[known] if alias != name}


@lru_cache(maxsize=1)
def longest() -> int:
    """Give how many terms the longest known name has."""
    return max(map(len, _tables()[0]))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[Terms, tuple[str, ...]], dict[str, tuple[Terms, ...]]]:
    """Give English names by each name of theirs, and the names by English name."""
    known_by: dict[Terms, dict[str, bool]] = {}
    for known, alias, is_place in _names():
        if found := terms(alias):
            known_by.setdefault(found, {})[known] = is_place
    by_name = {name: _meant(several) for name, several in known_by.items()}
    names_of: dict[str, list[Terms]] = {}
    for name, several in by_name.items():
        for known in several:
            names_of.setdefault(known, []).append(name)
    return by_name, {known: tuple(several) for known, several in names_of.items()}


def _meant(several: dict[str, bool]) -> tuple[str, ...]:
    """A capital's name stands for its state too: who looks for a name that a place has means the place."""
    places = tuple(known for known, is_place in several.items() if is_place)
    return places or tuple(several)


def _names() -> Iterator[tuple[str, str, bool]]:
    """Give each (English name, name, is of a place), the English one itself too; without ordinary words."""
    words = lexicon.load()
    for first, several in words.names.items():
        for rest, kind, index, is_weak in several:
            if not is_weak and kind in ("actor", "place"):
                is_place = kind == "place"
                known = words.place(index).name if is_place else words.actor(index).name
                yield known, known, is_place
                yield known, " ".join((first, *rest)), is_place

"""Takes a word's normal form and gives the ways in which particles before it and pronouns after it may be cut."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

AL: Final = "\u0627\u0644"
LAM: Final = "\u0644"
CONJUNCTIONS: Final = "\u0648\u0641"
PREPOSITIONS: Final = "\u0628\u0644\u0643"
FUTURE: Final = "\u0633"
IMPERFECT: Final = "\u064a\u062a\u0646\u0627"
HAMZA: Final = "\u0621"
HA: Final = "\u0647"
TA: Final = "\u062a"
SEATS: Final = "\u064a\u0648"
PRONOUNS: Final = (
    "\u0647\u0645\u0627",
    "\u0643\u0645\u0627",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0647\u0646",
    "\u0643\u0645",
    "\u0646\u0627",
    "\u0646\u064a",
    "\u0647",
    "\u0643",
    "\u064a",
)
BY_ENDING: Final = {
    ending: tuple(pronoun for pronoun in PRONOUNS if pronoun[-1] == ending) for ending in {one[-1] for one in PRONOUNS}
}
SHORTEST: Final = 2


@lru_cache(maxsize=200_000)
def proclitic_splits(norm: str) -> tuple[tuple[str, str], ...]:
    """Give every legal (proclitics, rest), the uncut word first.

    >>> proclitic_splits("وبالقصف")[-1]  # and with the shelling
    ('وبال', 'قصف')
    """
    splits = [("", norm)]
    starts = [("", norm)]
    if norm[:1] in CONJUNCTIONS and len(norm) > SHORTEST:
        starts.append((norm[0], norm[1:]))
    for before, rest in starts:
        if before:
            splits.append((before, rest))
        splits.extend((before + inner, remainder) for inner, remainder in _inner(rest))
    return tuple(pair for at, pair in enumerate(splits) if at == 0 or len(pair[1]) >= SHORTEST)


def _inner(rest: str) -> list[tuple[str, str]]:
    """Give the splits after the conjunction: preposition, future particle, article."""
    found = []
    first = rest[:1]
    if first and first in PREPOSITIONS:
        found.append((first, rest[1:]))
        if rest[1:3] == AL:
            found.append((rest[:3], rest[3:]))
        elif first == LAM and rest[1:2] == LAM:
            found.append((rest[:2], rest[2:]))
    elif first == FUTURE and rest[1:2] and rest[1] in IMPERFECT:
        found.append((first, rest[1:]))
    elif rest.startswith(AL):
        found.append((AL, rest[2:]))
    return found


@lru_cache(maxsize=200_000)
def suffix_splits(norm: str) -> tuple[tuple[str, str], ...]:
    """Give every (stem, pronoun), the uncut word first; ta marbuta and final hamza are restored as further stems.

    >>> suffix_splits("زيارته")[-1]  # his visit
    ('زياره', 'ه')
    """
    splits = [(norm, "")]
    for pronoun in BY_ENDING.get(norm[-1:], ()):
        stem = norm[: -len(pronoun)]
        if not norm.endswith(pronoun) or len(stem) < SHORTEST:
            continue
        splits.append((stem, pronoun))
        if stem.endswith(TA):
            splits.append((stem[:-1] + HA, pronoun))
        elif stem[-1] in SEATS and len(stem) > SHORTEST:
            splits.append((stem[:-1] + HAMZA, pronoun))
        elif stem.endswith("\u0627"):
            splits.append((stem[:-1] + "\u064a", pronoun))
        if pronoun != "\u064a" and stem.endswith("\u0648"):
            splits.append((stem + "\u0627", pronoun))
    return tuple(splits)

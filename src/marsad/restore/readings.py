"""Takes ways to read a place in a line and gives the likeliest, with how sure that is: by words and by neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.restore.context import Context
from marsad.restore.following import Place
from marsad.restore.tracked import Tracked

WORD_WEIGHT = 0.9
UNKNOWN_BASE, UNKNOWN_LETTER = 7.0, 0.85  # a word that is not known is the less likely the longer it is
MAX_UNKNOWN = 0.8
FOLLOW_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the next `taken` tokens of a line, at a cost (log10) where it takes something unusual."""

    tokens: tuple[Tracked, ...]
    taken: int
    cost: float = 0.0


def likelihood(token: str, context: Context) -> float:
    """Give log10 of how likely a token's word is by itself."""
    known = context.known(token)
    if known < MAX_UNKNOWN:
        length = len(context.word(token).text)
        known = max(known - 1.0, min(MAX_UNKNOWN, UNKNOWN_BASE - UNKNOWN_LETTER * length))
    return known - 9.0


def likeliest(
    readings: Sequence[Reading], done: Sequence[Tracked], ahead: Sequence[Tracked], context: Context
) -> tuple[Reading, float]:
    """Give the likeliest reading between what is done and what lies ahead (as it stands), and its lead (log10)."""
    taken = max(reading.taken for reading in readings)
    left = ["", "", *(token.text for token in done[-2:])][-2:]
    sequences = []
    for reading in readings:
        rest = [token.text for token in ahead[reading.taken : taken + 2]]
        words = [*left, *(token.text for token in reading.tokens), *rest, "", ""]
        sequences.append((words, len(left) + len(reading.tokens) + taken - reading.taken))
    context.prepare(place for words, end in sequences for place in _places(words, end))
    scored = [
        (_score(words, end, context) - reading.cost, -number)
        for number, (reading, (words, end)) in enumerate(zip(readings, sequences, strict=True))
    ]
    ordered = sorted(scored, reverse=True)
    lead = ordered[0][0] - ordered[1][0] if len(ordered) > 1 else 99.0
    return readings[-ordered[0][1]], lead


def _places(words: list[str], end: int) -> Iterator[Place]:
    """Give the places in a sequence after the second word, up to the one before word number `end`."""
    for at in range(1, end):
        if words[at] and words[at + 1]:
            yield "", words[at - 1], words[at], words[at + 1], words[at + 2], ""


def _score(words: list[str], end: int, context: Context) -> float:
    likely = WORD_WEIGHT * sum(likelihood(word, context) for word in words[2:end])
    return likely + FOLLOW_WEIGHT * sum([context.follows(place) for place in _places(words, end)])

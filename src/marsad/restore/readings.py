"""Takes ways to read a place in a line and gives the likeliest, with how sure that is: by words and by neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.restore.evidence import Context
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
    scored = []
    for number, reading in enumerate(readings):
        rest = [token.text for token in ahead[reading.taken : taken + 2]]
        score = _score(left, [token.text for token in reading.tokens], rest, taken - reading.taken, context)
        scored.append((score - reading.cost, -number))
    ordered = sorted(scored, reverse=True)
    lead = ordered[0][0] - ordered[1][0] if len(ordered) > 1 else 99.0
    return readings[-ordered[0][1]], lead


def _score(left: list[str], own: list[str], rest: list[str], filled: int, context: Context) -> float:
    words = [*left, *own, *rest, "", ""]
    last = len(left) + len(own) + filled  # the place before the first token that every reading has ahead
    total = WORD_WEIGHT * sum(likelihood(word, context) for word in [*own, *rest[:filled]])
    for at in range(len(left) - 1, last):
        if words[at] and words[at + 1]:
            total += FOLLOW_WEIGHT * context.follows(words[at], words[at + 1], words[at - 1], words[at + 2])
    return total

"""Takes the ways each line can be read and gives the sequence that goes together best (Viterbi over lines)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.restore.damage import SENTENCE_END
from marsad.restore.evidence import Context
from marsad.restore.tracked import Tracked

BREAK_COST = 1.0  # log10: a paragraph ends at a line break rather less often than not
SHORT_COST = 2.0  # a line with room left for another word mostly ends its paragraph
UNFINISHED = 1.5  # a paragraph hardly ends without the end of a sentence
SCALE = 0.7  # scores are a little too sure of themselves; found on simulated cuts


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a line: its tokens in order, how likely they are by themselves (log10), the runs it moves."""

    tokens: tuple[Tracked, ...]
    score: float
    moves: int


def best_choices(
    lines: Sequence[Sequence[Choice]], short: Sequence[bool], context: Context
) -> list[tuple[Choice | None, float]]:
    """Give for each line its choice on the best path (None for an empty line) and its share of all paths.

    `short` tells which lines leave room for another word.
    """
    filled = [at for at, choices in enumerate(lines) if choices]
    steps = [_step(lines[one], lines[two], two > one + 1, short[one], context) for one, two in pairwise(filled)]
    own_scores = [_alone(lines[at], at == filled[0], at == filled[-1], context) for at in filled]
    forward: list[list[float]] = []
    back: list[list[int]] = []
    for number in range(len(filled)):
        own = own_scores[number]
        if not number:
            forward.append(own)
            continue
        table, before = steps[number - 1], forward[-1]
        origins = [max(range(len(before)), key=lambda one: before[one] + table[one][two]) for two in range(len(own))]
        forward.append([before[one] + table[one][two] + own[two] for two, one in enumerate(origins)])
        back.append(origins)
    return _traced(lines, filled, steps, own_scores, forward, back)


def _traced(
    lines: Sequence[Sequence[Choice]],
    filled: list[int],
    steps: list[list[list[float]]],
    own_scores: list[list[float]],
    forward: list[list[float]],
    back: list[list[int]],
) -> list[tuple[Choice | None, float]]:
    found: list[tuple[Choice | None, float]] = [(None, 0.0)] * len(lines)
    chosen = max(range(len(forward[-1])), key=forward[-1].__getitem__) if filled else 0
    rest = [0.0] * (len(forward[-1]) if filled else 0)
    for number in range(len(filled) - 1, -1, -1):
        best = [score + after for score, after in zip(forward[number], rest, strict=True)]
        top = max(best)
        share = 10 ** (SCALE * (best[chosen] - top)) / sum(10 ** (SCALE * (one - top)) for one in best)
        found[filled[number]] = (lines[filled[number]][chosen], share)
        if number:
            table, own = steps[number - 1], own_scores[number]
            rest = [max(row[two] + own[two] + rest[two] for two in range(len(own))) for row in table]
            chosen = back[number - 1][chosen]
    return found


def _alone(choices: Sequence[Choice], is_first: bool, is_last: bool, context: Context) -> list[float]:
    """Give the score of each choice by itself, and as the first or the last line of the text."""
    return [
        choice.score + (_start(choice, context) if is_first else 0.0) + (_end(choice, context) if is_last else 0.0)
        for choice in choices
    ]


def _start(choice: Choice, context: Context) -> float:
    first, second = (*(token.text for token in choice.tokens[:2]), "")[:2]
    return max(0.0, context.follows("\n", first, "", second))


def _end(choice: Choice, context: Context) -> float:
    far, near = ("", *(token.text for token in choice.tokens[-2:]))[-2:]
    return max(0.0, context.follows(near, "\n", far, "")) - (0.0 if near[-1] in SENTENCE_END else UNFINISHED)


def _step(
    lefts: Sequence[Choice], rights: Sequence[Choice], is_apart: bool, is_short: bool, context: Context
) -> list[list[float]]:
    return [[_between(left, right, is_apart, is_short, context) for right in rights] for left in lefts]


def _between(left: Choice, right: Choice, is_apart: bool, is_short: bool, context: Context) -> float:
    """Give how well two lines follow each other, as one paragraph or as two."""
    far, near = ("", *(token.text for token in left.tokens[-2:]))[-2:]
    first, second = (*(token.text for token in right.tokens[:2]), "")[:2]
    on = context.follows(near, first, far, second) - (SHORT_COST if is_short else 0.0)
    cost = (0.0 if is_apart or is_short else BREAK_COST) + (0.0 if near[-1] in SENTENCE_END else UNFINISHED)
    return max(on, context.follows(near, "\n", far, "") + context.follows("\n", first, "", second) - cost)

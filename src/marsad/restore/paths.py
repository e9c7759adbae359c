"""Takes the ways each line can be read and gives the sequence that goes together best (Viterbi over lines)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.restore.context import Context
from marsad.restore.damage import SENTENCE_END
from marsad.restore.following import Place
from marsad.restore.room import too_wide
from marsad.restore.tracked import Tracked

BREAK_COST = 2.0  # log10: a paragraph ends at a line break rather less often than not
UNFINISHED = 0.75  # a paragraph hardly ends without the end of a sentence
ON_WEIGHT, BREAK_WEIGHT = 1.35, 1.4  # places between lines against those within, learned as the costs are
ROOM_WEIGHT = 1.75
SCALE = 0.7  # scores are a little too sure of themselves; found on simulated cuts


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a line: its tokens in order, how likely they are by themselves (log10), the runs it moves."""

    tokens: tuple[Tracked, ...]
    score: float
    moves: int


def best_choices(
    lines: Sequence[Sequence[Choice]], short: Sequence[bool], rooms: Sequence[float | None], context: Context
) -> list[tuple[Choice | None, float]]:
    """Give for each line its choice on the best path (None for an empty line) and its share of all paths.

    `short` tells which lines leave room for another word, `rooms` how much each leaves (room.py).
    """
    filled = [at for at, choices in enumerate(lines) if choices]
    context.prepare(_places(lines))
    steps = [
        _step(lines[one], lines[two], two > one + 1, short[one], rooms[one], context) for one, two in pairwise(filled)
    ]
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


def _places(lines: Sequence[Sequence[Choice]]) -> Iterator[Place]:
    """Give every place that may be looked at between lines."""
    for choices in lines:
        yield from map(_begun, choices)
        yield from map(_ended, choices)
    for lefts, rights in pairwise([choices for choices in lines if choices]):
        ends, starts = {_last(left) for left in lefts}, {_first(right) for right in rights}
        yield from ((*end, *start) for end in ends for start in starts)


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
    return max(0.0, BREAK_WEIGHT * context.follows(_begun(choice)))


def _end(choice: Choice, context: Context) -> float:
    is_finished = choice.tokens[-1].text[-1] in SENTENCE_END
    return max(0.0, BREAK_WEIGHT * context.follows(_ended(choice))) - (0.0 if is_finished else UNFINISHED)


def _begun(choice: Choice) -> Place:
    """Give the place before a line that begins a paragraph."""
    return ("", "", "\n", *_first(choice))


def _ended(choice: Choice) -> Place:
    """Give the place after a line that ends a paragraph."""
    return (*_last(choice), "\n", "", "")


def _first(choice: Choice) -> tuple[str, str, str]:
    """Give the first three words of a line, "" for those it does not have."""
    one, two, three = (*(token.text for token in choice.tokens[:3]), "", "")[:3]
    return one, two, three


def _last(choice: Choice) -> tuple[str, str, str]:
    """Give the last three words of a line, "" for those it does not have."""
    one, two, three = ("", "", *(token.text for token in choice.tokens[-3:]))[-3:]
    return one, two, three


def _step(
    lefts: Sequence[Choice],
    rights: Sequence[Choice],
    is_apart: bool,
    is_short: bool,
    room: float | None,
    context: Context,
) -> list[list[float]]:
    fits = [ROOM_WEIGHT * too_wide(right.tokens[0].text, room) for right in rights]
    return [
        [_between(left, right, is_apart, is_short, fit, context) for right, fit in zip(rights, fits, strict=True)]
        for left in lefts
    ]


def _between(left: Choice, right: Choice, is_apart: bool, is_short: bool, fit: float, context: Context) -> float:
    """Give how well two lines follow each other, as one paragraph or as two."""
    on = ON_WEIGHT * context.follows((*_last(left), *_first(right))) + fit
    is_finished = left.tokens[-1].text[-1] in SENTENCE_END
    cost = (0.0 if is_apart or is_short else BREAK_COST) + (0.0 if is_finished else UNFINISHED)
    return max(on, BREAK_WEIGHT * (context.follows(_ended(left)) + context.follows(_begun(right))) - cost)

"""Takes the lines of a page and puts the runs of each line back in order, joining the words cut between them.

An extractor that sees a gap inside a word takes the pieces of a line for separate runs and puts them out left to
right: `يارة ... هذه الز` for `هذه الزيارة ...`. The pieces are tried in every order that would join a cut word, and
the best sequence of orders over neighbouring lines is chosen (Viterbi) by words and pairs of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from marsad.restore.damage import SENTENCE_END, TATWEEL
from marsad.restore.evidence import Context, bare_word
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

NON_JOINING = frozenset("\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")
PRIVATE = ("\ue000", "\uf8ff")
CUT_COST = 1.0
WORD_WEIGHT = 0.6
MIN_JOINED = 1.6
FRAGMENT = 3.9
MIN_GAIN = 0.1
MAX_TOKENS = 40
CONFIDENCE = 0.8
ENDING = 1.5


@dataclass(frozen=True, slots=True)
class Order:
    """One way to read a line: its tokens in order, and how likely they are by themselves."""

    tokens: tuple[Tracked, ...]
    score: float
    cuts: int


def reordered(lines: Sequence[Tracked], context: Context, changes: list[Change]) -> list[Tracked]:
    """Give the lines in reading order; a line that is not damaged stays as it is."""
    choices = [list(_orders(line.tokens(), context)) for line in lines]
    chosen = _best_path(choices, context)
    result = []
    for line, order in zip(lines, chosen, strict=True):
        if order is None or not order.cuts:
            result.append(line)
            continue
        mended = _spaced(order.tokens)
        start, end = line.source_span()
        changes.append(Change("run-order", start, end, line.text.strip(), mended.text, CONFIDENCE))
        result.append(mended)
    return result


def _spaced(tokens: Sequence[Tracked]) -> Tracked:
    parts: list[Tracked] = []
    for token in tokens:
        parts += [Tracked.inserted(" "), token] if parts else [token]
    return Tracked.joined(parts)


def _orders(tokens: list[Tracked], context: Context) -> Iterator[Order]:
    """Give the ways to read a line; as it is, unless a run evidently begins with tatweel."""
    heads = [at for at, token in enumerate(tokens) if token.text.startswith(TATWEEL) and len(token) > 1]
    if not heads:
        yield Order(tuple(tokens), _score(tokens, context), 0)
        if not _looks_cut(tokens, context):
            return
    if len(tokens) > MAX_TOKENS:
        return
    for starts in _possible_starts(len(tokens), heads):
        order = _with_starts(tokens, starts, heads, context)
        if order is not None:
            yield order


def _looks_cut(tokens: list[Tracked], context: Context) -> bool:
    """Tell whether the line's last and first tokens make one word better than two."""
    if len(tokens) < 2:
        return False
    last, first = tokens[-1].text, tokens[0].text
    if not last or last[-1] not in NON_JOINING:
        return False
    rarest = min(context.known(last), context.known(first))
    if len(bare_word(last)) == 1 or len(bare_word(first)) == 1:
        rarest = min(rarest, FRAGMENT - 1)
    return rarest < FRAGMENT


def _possible_starts(count: int, heads: list[int]) -> Iterator[tuple[int, ...]]:
    """Give the sets of tokens at which runs may begin: the first, those with tatweel, and one or two others."""
    forced = {0, *heads}
    free = [at for at in range(1, count) if at not in forced]
    for extra in (1, 2) if not heads else (1, 2, 0):
        for others in combinations(free, extra):
            yield tuple(sorted(forced | set(others)))


def _with_starts(tokens: list[Tracked], starts: tuple[int, ...], heads: list[int], context: Context) -> Order | None:
    runs = [tokens[start:end] for start, end in pairwise([*starts, len(tokens)])]
    joined: list[Tracked] = list(runs[-1])
    glued: list[int] = []
    for run in reversed(runs[:-1]):
        left, right = joined[-1], run[0]
        if not _may_join(left.text, right.text):
            return None
        joined[-1] = Tracked.joined([left, right])
        glued.append(len(joined) - 1)
        joined += run[1:]
    gain = 0.0
    for at in set(glued):
        known = context.known(joined[at].text.replace(TATWEEL, ""))
        if known < MIN_JOINED and not _has_private(joined[at].text):
            return None
        gain += known
    if not heads and gain / len(set(glued)) < _fragments(tokens, starts, context) + MIN_GAIN:
        return None
    return Order(tuple(joined), _score(joined, context) - CUT_COST * (len(starts) - 1), len(starts) - 1)


def _may_join(left: str, right: str) -> bool:
    return (
        bool(left) and bool(right) and (right.startswith(TATWEEL) or left[-1] in NON_JOINING or left.endswith(TATWEEL))
    )


def _has_private(text: str) -> bool:
    return any(PRIVATE[0] <= char <= PRIVATE[1] for char in text)


def _fragments(tokens: list[Tracked], starts: tuple[int, ...], context: Context) -> float:
    """Give how well known the rarer piece of the cut words is by itself; single letters count as fragments."""
    pieces = [tokens[at] for at in starts[:-1]] + [tokens[end - 1] for end in (*starts[2:], len(tokens))]
    return min(0.0 if len(bare_word(piece.text)) == 1 else context.known(piece.text) for piece in pieces)


def _score(tokens: Sequence[Tracked], context: Context) -> float:
    words = [token.text.replace(TATWEEL, "") for token in tokens]
    pairs = sum(context.follows(first, second) for first, second in pairwise(words))
    return pairs + WORD_WEIGHT * sum(context.known(word) - 5.0 for word in words)


def _best_path(choices: list[list[Order]], context: Context) -> list[Order | None]:
    """Give the orders, a line each, whose words go best together within lines and from line to line."""
    best: list[tuple[float, list[Order | None]]] = [(0.0, [])]
    tails: list[str] = [""]
    for orders in choices:
        if not orders or not orders[0].tokens:
            best = [(total + _ending(end), [*path, None]) for (total, path), end in zip(best, tails, strict=True)]
            continue
        following, ends = [], []
        for order in orders:
            head, tail = order.tokens[0].text, order.tokens[-1].text
            score, path = max(
                (
                    (total + (context.follows(end, head) if end else 0.0), path)
                    for (total, path), end in zip(best, tails, strict=True)
                ),
                key=lambda pair: pair[0],
            )
            following.append((score + order.score, [*path, order]))
            ends.append(tail)
        best, tails = following, ends
    return max(best, key=lambda path: path[0])[1]


def _ending(tail: str) -> float:
    """Give how well a paragraph may end with a token: with the end of a sentence rather than without."""
    return ENDING if tail[-1:] in SENTENCE_END else 0.0

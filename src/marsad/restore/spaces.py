"""Takes lines with spaces inside words or none between two, and gives the words as they were.

Real reporting has such slips too; they are its own. Only a text that shows many of them was damaged on its way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.restore.context import ORDINARY, Context
from marsad.restore.damage import LETTERS, NON_JOINING
from marsad.restore.model import Change
from marsad.restore.readings import Reading, likeliest
from marsad.restore.tracked import Tracked
from marsad.restore.words import WORD_ENDS

COMMON = 3.4
EVIDENT_GAIN = 4.0
MIN_PLACES, MIN_SHARE = 3, 0.012
INSIDE_COST, LOST_COST, JOINING_COST = 1.0, 1.2, 1.0
MIN_LEAD = 0.3
CONFIDENT_LEAD = 2.0
SINGLE_LETTER = 2.5


@dataclass(frozen=True, slots=True)
class Slips:
    """How many words of a text evidently have a space inside, and how many evidently lack one between them."""

    inside: int
    lost: int
    words: int

    @property
    def is_inside(self) -> bool:
        """Whether spaces were put inside words throughout."""
        return self.inside >= MIN_PLACES and self.inside >= MIN_SHARE * self.words

    @property
    def is_lost(self) -> bool:
        """Whether spaces were lost throughout."""
        return self.lost >= MIN_PLACES and self.lost >= MIN_SHARE * self.words


def find_slips(text: str, context: Context) -> Slips:
    """Count what is evident in a text; cheap where words are known."""
    times = Counter(text.split())
    rare = {token for token in context.unusual(set(times)) if is_rare(token, context)}
    words = times.total()
    if not Slips(sum(times[token] for token in rare), 0, words).is_inside:
        return Slips(0, 0, words)
    inside = lost = 0
    for line in text.split("\n"):
        tokens = line.split()
        for at in [at for at, token in enumerate(tokens) if token in rare]:
            beside = [pair for pair in ((at - 1, at), (at, at + 1)) if pair[0] >= 0 and pair[1] < len(tokens)]
            if any(_is_evidently_one(tokens[one], tokens[two], context) for one, two in beside):
                inside += 1
            elif len(tokens[at]) > 3 and _is_evidently_two(tokens[at], context):
                lost += 1
    return Slips(inside, lost, words)


def is_rare(token: str, context: Context) -> bool:
    """Tell whether a token of Arabic letters is hardly ever a word of its own."""
    if token[0] not in LETTERS or token[-1] not in LETTERS:
        return any(end in token[1:-1] for end in WORD_ENDS)
    return context.zipf(token) < ORDINARY or (len(token) == 1 and token != "\u0648")


def spaces_mended(text: Tracked, slips: Slips, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with the spaces put right, of the kinds that the text shows to be wrong."""
    lines = []
    for line in text.lines():
        tokens = line.tokens()
        mended = _line(tokens, slips, context, changes)
        lines.append(line if mended is None else mended)
    return Tracked.joined_lines(lines)


def _line(tokens: list[Tracked], slips: Slips, context: Context, changes: list[Change]) -> Tracked | None:
    done: list[Tracked] = []
    at = 0
    is_changed = False
    while at < len(tokens):
        keep = Reading((tokens[at],), 1)
        readings = [keep]
        if slips.is_inside:
            readings += _joined(tokens, at, context)
        if slips.is_lost:
            readings += _split(tokens[at], context)
        chosen, lead = likeliest(readings, done, tokens[at:], context) if len(readings) > 1 else (keep, 0.0)
        if chosen is not keep and lead < MIN_LEAD:
            chosen = keep
        if chosen is not keep:
            is_changed = True
            _record(tokens[at : at + chosen.taken], chosen, lead, changes)
        done += chosen.tokens
        at += chosen.taken
    return Tracked.spaced(done) if is_changed else None


def _record(before: list[Tracked], chosen: Reading, lead: float, changes: list[Change]) -> None:
    start, end = Tracked.joined(before).source_span()
    kind = "space-inside" if chosen.taken > len(chosen.tokens) else "space-lost"
    sure = round(1 - 0.5 * 10 ** -(lead / CONFIDENT_LEAD), 2)
    was, now = (" ".join(token.text for token in part) for part in (before, chosen.tokens))
    changes.append(Change(kind, start, end, was, now, sure))


def _joined(tokens: list[Tracked], at: int, context: Context) -> Iterator[Reading]:
    """Give the readings in which a token and the next, or next two, are one word."""
    if at + 1 < len(tokens) and (gain := _gain_as_one(tokens[at].text, tokens[at + 1].text, context)) is not None:
        if gain > 0:
            yield Reading((Tracked.joined(tokens[at : at + 2]),), 2, INSIDE_COST + _joint_cost(tokens[at].text))
        whole = Tracked.joined(tokens[at : at + 3])
        if (
            at + 2 < len(tokens)
            and _may_join(tokens[at + 1].text, tokens[at + 2].text)
            and context.known(whole.text) > ORDINARY
        ):
            yield Reading((whole,), 3, 2 * INSIDE_COST)


def _joint_cost(left: str) -> float:
    return 0.0 if left[-1] in NON_JOINING else JOINING_COST


def _may_join(left: str, right: str) -> bool:
    return left[-1] in LETTERS and right[0] in LETTERS and left[-1] not in WORD_ENDS


def _gain_as_one(left: str, right: str, context: Context) -> float | None:
    """Give how much likelier one word is than two that just happen to stand side by side; None where impossible."""
    if not _may_join(left, right):
        return None
    known = context.known(left + right)
    return known + 9.0 - _alone(left, context) - _alone(right, context) if known >= ORDINARY else -1.0


def _alone(token: str, context: Context) -> float:
    return min(SINGLE_LETTER, context.known(token)) if len(token) == 1 else context.known(token)


def _is_evidently_one(left: str, right: str, context: Context) -> bool:
    if left[-1] not in NON_JOINING or context.known(left + right) < COMMON:
        return False
    gain = _gain_as_one(left, right, context)
    return gain is not None and gain >= EVIDENT_GAIN


def _is_evidently_two(token: str, context: Context) -> bool:
    if any(token[at] in WORD_ENDS and token[at + 1] in LETTERS for at in range(1, len(token) - 1)):
        return True
    return any(
        context.zipf(token[:at]) >= COMMON and context.zipf(token[at:]) >= COMMON
        for at in range(2, len(token) - 2)
        if token[at - 1] in NON_JOINING and token[at] in LETTERS
    )


def _split(token: Tracked, context: Context) -> Iterator[Reading]:
    """Give the readings in which a token is two words, or three."""
    text = token.text
    if len(text) < 4 or context.zipf(text) >= COMMON:
        return
    places = [at for at in range(1, len(text)) if text[at - 1] in LETTERS and text[at] in LETTERS]
    for at in places:
        if (at < 2 and text[0] != "\u0648") or len(text) - at < 2:
            continue
        cost = LOST_COST + (0.0 if text[at - 1] in NON_JOINING else 1.5 * JOINING_COST)
        if context.known(text[:at]) >= ORDINARY and context.known(text[at:]) >= ORDINARY:
            yield Reading((token[:at], token[at:]), 1, cost)
        elif context.known(text[:at]) >= COMMON and len(text) - at > 5:
            yield from _split_rest(token, at, cost, context)


def _split_rest(token: Tracked, at: int, cost: float, context: Context) -> Iterator[Reading]:
    text = token.text
    for second in range(at + 2, len(text) - 1):
        if (
            text[second - 1] in NON_JOINING
            and min(context.known(text[at:second]), context.known(text[second:])) >= COMMON
        ):
            yield Reading((token[:at], token[at:second], token[second:]), 1, cost + LOST_COST)

"""Takes text from which the ligatures lam-alef or the name of God vanished, and gives the words with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from marsad.restore.context import Context
from marsad.restore.damage import LETTERS, NON_JOINING
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.readings import Reading, likeliest
from marsad.restore.tracked import Tracked
from marsad.restore.words import key

LAM_ALEFS = ("\u0644\u0627", "\u0644\u0623", "\u0644\u0625", "\u0644\u0622")
GOD = "\u0644\u0644\u0647"
STUMPS = frozenset(["ا", "وا", "با", "فا", "تا"])  # what is left of the name
RARE, COMMON = 1.6, 3.2
MIN_KNOWN = 2.6
COST = 1.5
MIN_PLACES, MIN_SHARE = 2, 0.008
MIN_LEAD = 1.0


@dataclass(frozen=True, slots=True)
class Losses:
    """How many words evidently lack a ligature, how many have one, of how many."""

    lost: int
    present: int
    words: int

    @property
    def is_damage(self) -> bool:
        """Whether ligatures vanished throughout."""
        return self.lost >= MIN_PLACES and self.lost >= MIN_SHARE * self.words and 6 * self.lost >= self.present


def find_losses(text: str, context: Context) -> Losses:
    """Count the words that lack a ligature."""
    times = Counter(text.split())
    doubtful = context.unusual(set(times)) | STUMPS.intersection(times)
    rare = [token for token in doubtful if _is_rare(token, context)]
    present = text.count(LAM_ALEFS[0]) + text.count(LAM_ALEFS[1]) + text.count(LAM_ALEFS[2])
    most = Losses(sum(times[token] for token in rare), present, times.total())
    if not most.is_damage:
        return most
    return Losses(sum(times[token] for token in _evident(rare, context)), present, most.words)


def _is_rare(token: str, context: Context) -> bool:
    return token in STUMPS or (len(token) > 2 and context.known(token) < RARE)


def _evident(tokens: list[str], context: Context) -> set[str]:
    """Give those of some tokens that a ligature makes common words."""
    readings = [
        (token, key(token[:at] + ligature + token[at:]))
        for token in tokens
        if token not in STUMPS
        for at, ligature in _ligature_places(token)
    ]
    common = context.model.zipfs(np.array([read for _, read in readings], dtype=np.uint32)) >= COMMON
    evident = {token for (token, _), is_common in zip(readings, common.tolist(), strict=True) if is_common}
    return evident | {token for token in tokens if token in STUMPS and len(token) == 1}


def ligatures_restored(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with ligatures where exactly one reading is plausible; other such words are in doubt."""
    return Tracked.joined_lines([_line(line, context, changes) for line in text.lines()])


def _line(line: Tracked, context: Context, changes: list[Change]) -> Tracked:
    parts, tokens, at = [], line.tokens(), 0
    done: list[Tracked] = []
    for number, token in enumerate(tokens):
        start = line.text.index(token.text, at)
        parts.append(line[at:start])
        at = start + len(token)
        if _is_rare(token.text, context):
            token = _restored(token, done, tokens[number:], context, changes)
        parts.append(token)
        done.append(token)
    return Tracked.joined([*parts, line[at:]])


def _restored(
    token: Tracked, done: list[Tracked], ahead: list[Tracked], context: Context, changes: list[Change]
) -> Tracked:
    keep = Reading((token,), 1)
    known = [word for word in _with_ligature(token) if context.known(word.text) >= MIN_KNOWN]
    if not known:
        return token
    chosen, lead = likeliest([keep, *(Reading((word,), 1, COST) for word in known)], done, ahead, context)
    start, end = token.source_span()
    if chosen is keep or lead < MIN_LEAD:
        changes.append(Change(DOUBTFUL, start, end, token.text, token.text, 0.0))
        return token
    read = chosen.tokens[0]
    changes.append(Change("ligature", start, end, token.text, read.text, round(1 - 0.5 * 10**-lead, 2)))
    return read


def _with_ligature(token: Tracked) -> Iterator[Tracked]:
    """Give the token with a ligature in each place it may have stood."""
    if token.text in STUMPS:
        yield Tracked.joined([token, Tracked.inserted(GOD)])
    for at, ligature in _ligature_places(token.text):
        yield Tracked.joined([token[:at], Tracked.inserted(ligature), token[at:]])


def _ligature_places(token: str) -> Iterator[tuple[int, str]]:
    """Give each place where a ligature may have stood in a token, and which."""
    core = [at for at, char in enumerate(token) if char in LETTERS]
    for at in range(core[0], core[-1] + 2) if core else ():
        if at < len(token) or token[at - 1] not in NON_JOINING:
            for ligature in LAM_ALEFS:
                yield at, ligature

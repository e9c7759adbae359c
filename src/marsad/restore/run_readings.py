"""Takes a line whose runs may be out of order and gives the orders in which it can be read, with what speaks for each.

The runs stand in the reverse of their order. Where the end of one is a cut word, the next begins with the word's rest.
Where an extractor keeps the space a run ends with, two spaces side by side (or one at the end of the line) tell that
a run ends there and that no word is cut at its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.restore.context import Context
from marsad.restore.cuts import Cuts
from marsad.restore.damage import TATWEEL
from marsad.restore.joints import is_open, is_rest, joint
from marsad.restore.tracked import Tracked

_TOKEN = re.compile(r"\S+")
_ARABIC = re.compile(r"[\u0620-\u06d3\d]")
_LATIN = re.compile(r"([^\w()\[\]\"]*)[(\[\"]?[A-Za-z]")  # after signs that end words or sentences
MAX_TOKENS = 45
MAX_CUTS = 7  # besides those that a tatweel shows
BEAM = 60
UNLIKELY = -2.0  # a word that a tatweel shows to be cut, and that is not known


@dataclass(frozen=True, slots=True)
class Line:
    """A line's tokens as they stand, where a tatweel shows that a run begins, and which tokens end a run at a gap.

    The `tail` is read after them, however they are read.
    """

    tokens: tuple[Tracked, ...]
    heads: frozenset[int]
    wide: frozenset[int]
    tail: tuple[Tracked, ...] = ()

    @classmethod
    def of(cls, line: Tracked, is_telling: bool) -> Line:
        """Give a line's tokens and what its tatweels and spaces tell; `is_telling`: the space at its end does, too."""
        places = [found.span() for found in _TOKEN.finditer(line.text)]
        tokens = tuple(line[start:end] for start, end in places)
        heads = {at for at, one in enumerate(tokens) if one.text.startswith(TATWEEL) and one.text.strip(TATWEEL)}
        wide = {at for at, (one, two) in enumerate(pairwise(places)) if two[0] - one[1] > 1}
        if places and is_telling and len(line) > places[-1][1]:
            wide.add(len(tokens) - 1)
        return cls(tokens, frozenset(heads), frozenset(wide) if 0 not in wide else frozenset())

    @property
    def starts(self) -> frozenset[int]:
        """The tokens that evidently begin a run."""
        return self.heads | {at + 1 for at in self.wide if at + 1 < len(self.tokens)}

    def turned(self) -> Line | None:
        """Give the line without the Latin words it begins with, which are its tail; None where it begins with none.

        A line that ends with a Latin word is put out from left to right, so that this word stands first, the signs
        after it before it: `،CNN وقال لشبكة` for `وقال لشبكة CNN،` (and told the network CNN).
        """
        is_foreign = [_ARABIC.search(token.text) is None for token in self.tokens]
        if self.heads or self.wide or all(is_foreign) or not _LATIN.match(self.tokens[0].text):
            return None
        begin = is_foreign.index(False)
        tail = tuple(map(_turned, self.tokens[:begin]))
        changes = [at for at in range(begin + 1, len(self.tokens)) if is_foreign[at - 1] or is_foreign[at]]
        ends = frozenset([*(at - begin - 1 for at in changes), len(self.tokens) - begin - 1]) if changes else self.wide
        return Line(self.tokens[begin:], self.heads, ends, tail)


@dataclass(frozen=True, slots=True)
class RunOrder:
    """One order of a line's runs, or of those at its end: (start, end) of each, in the order they are read.

    `gain` is how much likelier (log10) the joined words are than their pieces, `fit` how well runs follow each other
    at a gap.
    """

    runs: tuple[tuple[int, int], ...]
    gain: float = 0.0
    cuts: int = 0
    gaps: int = 0
    fit: float = 0.0

    def texts(self, line: Line) -> list[str]:
        """Give the words of the line in this order."""
        found: list[str] = []
        is_cut = False
        for start, end in self.runs:
            own = [token.text for token in line.tokens[start:end]]
            if is_cut:
                own[0] = found.pop() + own[0]
            found += own
            is_cut = end - 1 not in line.wide
        return [*found, *(token.text for token in line.tail)]

    def tokens(self, line: Line) -> tuple[Tracked, ...]:
        """Give the words of the line in this order, with their way back to the source."""
        found: list[Tracked] = []
        is_cut = False
        for start, end in self.runs:
            own = list(line.tokens[start:end])
            if is_cut:
                own[0] = Tracked.joined([found.pop(), own[0]])
            found += own
            is_cut = end - 1 not in line.wide
        return (*found, *line.tail)


def _turned(token: Tracked) -> Tracked:
    """Give a Latin word with the signs before it after it."""
    found = _LATIN.match(token.text)
    start = found.end(1) if found else 0
    return Tracked.joined([token[start:], token[:start]]) if start else token


def turned_orders(line: Line, cuts: Cuts, context: Context) -> list[RunOrder]:
    """Give the orders of a line that has a tail: stretches of each alphabet in turn, or else cut words joined."""
    ends = sorted(line.wide) or [len(line.tokens) - 1]
    runs = [(start + 1, end + 1) for start, end in pairwise([-1, *ends])]
    return [RunOrder(tuple(reversed(runs)), gaps=1), *([] if line.wide else run_orders(line, cuts, context))]


def run_orders(line: Line, cuts: Cuts, context: Context) -> list[RunOrder]:
    """Give the orders in which a line can be read that join cut words; none for a line that shows no cut."""
    count = len(line.tokens)
    joints = _Joints([token.text for token in line.tokens], cuts, context)
    if count < 2 or count > MAX_TOKENS or not (line.heads or line.wide or _may_be_cut(joints)):
        return []
    # By where the run last read begins: all orders of what follows it.
    begun: list[list[RunOrder]] = [[] for _ in range(count)]
    for start in range(max(line.starts, default=1), count):
        begun[start].append(RunOrder(((start, count),)))
    finished: list[RunOrder] = []
    for start in range(count - 1, 0, -1):
        last_start = max((one for one in line.starts if one < start), default=0)
        for order in sorted(begun[start], key=lambda order: -order.gain - order.fit)[:BEAM]:
            for before in range(last_start, start):
                grown = _grown(order, line, before, joints)
                if grown is not None and grown.cuts <= MAX_CUTS + len(line.heads):
                    (begun[before] if before else finished).append(grown)
    return [order for order in finished if order.gain >= 0 or line.heads or order.gaps]


class _Joints:
    """What speaks for joining each two tokens of a line, found when first asked for."""

    def __init__(self, texts: Sequence[str], cuts: Cuts, context: Context) -> None:
        self.texts, self.cuts, self.context = texts, cuts, context
        self._open = [is_open(text) for text in texts]
        self._rest = [is_rest(text) for text in texts]
        self._gains: dict[tuple[int, int], float | None] = {}

    def may_be(self, left: int, right: int) -> bool:
        """Tell whether two tokens can be one word as far as their ends tell."""
        return self._rest[right] and (self._open[left] or self.texts[right].startswith(TATWEEL))

    def gain(self, left: int, right: int) -> float | None:
        """Give how much likelier one word, cut in two, is than two words; None where they may not be joined."""
        place = (left, right)
        if place not in self._gains:
            one, two = self.texts[left], self.texts[right]
            self._gains[place] = joint(one, two, self.context, self.cuts.worth(one, two))
        return self._gains[place]

    def follow(self, left: int, right: int) -> float:
        """Give how well a token follows another."""
        return self.context.follows(("", "", self.texts[left], self.texts[right], "", ""))

    def are_any(self, lefts: range, rights: range) -> bool:
        """Tell whether any of some tokens may be joined to any of others."""
        return any(
            self.may_be(left, right) and self._open[left] and self.gain(left, right) is not None
            for left in lefts
            for right in rights
        )


def _may_be_cut(joints: _Joints) -> bool:
    """Tell whether the line's last token may be the beginning, and its first the rest, of a cut word."""
    last = len(joints.texts) - 1
    return joints.are_any(range(last, last + 1), range(last)) and joints.are_any(range(1, last + 1), range(1))


def _grown(order: RunOrder, line: Line, before: int, joints: _Joints) -> RunOrder | None:
    """Give an order with one more run, which ends where the last begins; its first token completes what was cut."""
    start, end = order.runs[-1]
    runs = (*order.runs, (before, start))
    if end - 1 in line.wide:
        if before in line.heads:
            return None
        fit = order.fit + joints.follow(end - 1, before)
        return RunOrder(runs, order.gain, order.cuts, order.gaps + 1, fit)
    if not joints.may_be(end - 1, before):
        return None
    gain = joints.gain(end - 1, before)
    if gain is None:
        if not line.heads or (before not in line.heads and start not in line.heads and start - before > 1):
            return None
        gain = UNLIKELY
    return RunOrder(runs, order.gain + gain, order.cuts + 1, order.gaps, order.fit)

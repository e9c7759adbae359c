"""Takes the lines of a page and puts the runs of each line back in order, joining the words cut between them.

An extractor that sees a gap inside a word takes the pieces of a line for separate runs and puts them out left to
right: `يارة ... هذه الز` for `هذه الزيارة ...`. For each line the readings are searched that join cut words; the best
sequence of readings over neighbouring lines is chosen (Viterbi) by words and by the places between words.

Where an extractor keeps the space a run ends with, two spaces side by side (or one at the end of the line) tell that
a run ends there and that no word is cut at its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.restore.damage import LETTERS, NON_JOINING, TATWEEL, WIDE
from marsad.restore.evidence import PUNCTUATION, Context, bare_word
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.paths import Choice, best_choices
from marsad.restore.tracked import Tracked

_TOKEN = re.compile(r"\S+")
PRIVATE = ("\ue000", "\uf8ff")
MAX_TOKENS = 45
MAX_CUTS = 4  # besides those that a tatweel shows
BEAM = 60
KEPT = 8
MIN_JOINED = 1.2  # Zipf frequency of a word that may be joined from two pieces
MIN_GAIN = 3.0  # log10: how much likelier the joined word must be than its pieces
EVIDENT = 5.0
SURE, KNOWN_WORD, MIN_EVIDENT = 6.5, 2.5, 2
CUT_COST = 1.2
RARE_CUT_COST = 4.0
UNKNOWN_PIECE = 0.8
SINGLE_LETTER = 3.0
WORD_WEIGHT = 0.8
PRIVATE_GAIN = 1.0  # a word that can't be judged, as a character of it has not been read
MAX_PRIVATE_WORD = 10
UNLIKELY = -2.0  # a word that a tatweel shows to be cut, and that is not known
MIN_CONFIDENCE = 0.2
LONG_WORD = 12
INNER_CUT = 1.5  # a cut at a letter that joins to the next is rarer
MAX_TRAILING = 0.3  # the share of lines with a space at their end above which it tells nothing
GAP_COST = 1.5
WORD_ENDS = "\u0629\u0649"  # ta marbuta and alef maqsura
OPENING = frozenset('"([\u00ab\u201c')
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
UNKNOWN_WORD, UNKNOWN_BASE, UNKNOWN_LETTER = 0.5, 6.0, 0.85  # names that no list has: the longer the rarer


@dataclass(frozen=True, slots=True)
class _Piece:
    """A reading begun at the end of a line as it stands: the tokens so far, the last of them still open to a joint.

    `is_whole` where spaces tell that the last token is not cut; `fit` is how well the runs follow each other there.
    """

    tokens: tuple[Tracked, ...]
    gain: float
    cuts: int
    gaps: int = 0
    fit: float = 0.0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's tokens as they stand, where a tatweel shows that a run begins, and which tokens end a run at a gap."""

    tokens: tuple[Tracked, ...]
    heads: frozenset[int]
    wide: frozenset[int]

    @property
    def starts(self) -> frozenset[int]:
        """The tokens that evidently begin a run."""
        return self.heads | {at + 1 for at in self.wide if at + 1 < len(self.tokens)}


def has_cut_lines(text: str, context: Context) -> bool:
    """Tell whether lines end with the beginning of a word whose rest stands at their own beginning."""
    evident = 0
    for line in text.split("\n"):
        if len(line) > WIDE or line.rstrip()[-1:] not in LETTERS or line.lstrip()[0] not in LETTERS:
            continue
        tokens = line.split()
        evident += len(tokens) > 2 and _is_evidently_cut(tokens[-1], tokens[0], context)
        if evident >= MIN_EVIDENT:
            return True
    return False


def _is_evidently_cut(left: str, right: str, context: Context) -> bool:
    gain = _joint(left, right, context)
    return gain is not None and gain >= SURE and context.known(left + right) >= KNOWN_WORD


def reordered(lines: Sequence[Tracked], context: Context, changes: list[Change]) -> list[Tracked]:
    """Give the lines in reading order; a line that is sound, or can't be read with confidence, stays as it is."""
    trailing = [line.text[-1:].isspace() for line in lines if line.text.strip()]
    is_telling = sum(trailing) <= MAX_TRAILING * len(trailing)
    parsed = [_parsed(line, is_telling) for line in lines]
    found = [_readings(line, context) for line in parsed]
    if not any(found):
        return list(lines)
    evident = sum(any(reading.gain >= EVIDENT for reading in readings) for readings in found)
    cost = CUT_COST if evident > 1 or 3 * evident >= len([line for line in parsed if line.tokens]) else RARE_CUT_COST
    choices = [_choices(line, readings, cost, context) for line, readings in zip(parsed, found, strict=True)]
    result = []
    for line, (choice, confidence) in zip(lines, best_choices(choices, _short(lines), context), strict=True):
        result.append(_written(line, choice, confidence, changes))
    return result


def _parsed(line: Tracked, is_telling: bool) -> _Line:
    """Give a line's tokens and what its tatweels tell; what its spaces tell only if those at line ends are telling."""
    places = [found.span() for found in _TOKEN.finditer(line.text)]
    tokens = tuple(line[start:end] for start, end in places)
    heads = {at for at, one in enumerate(tokens) if one.text.startswith(TATWEEL) and one.text.strip(TATWEEL)}
    gaps = [two[0] - one[1] for one, two in pairwise(places)]
    wide = {at for at, gap in enumerate(gaps) if gap > 1}
    if places and is_telling and len(line) > places[-1][1]:
        wide.add(len(tokens) - 1)
    return _Line(tokens, frozenset(heads), frozenset(wide) if 0 not in wide else frozenset())


def _short(lines: Sequence[Tracked]) -> list[bool]:
    """Tell which lines leave room for another word."""
    lengths = [len(line.text.strip()) for line in lines]
    filled = sorted(length for length in lengths if length)
    width = filled[int(0.9 * (len(filled) - 1))]
    return [length + LONG_WORD < width for length in lengths]


def _written(line: Tracked, choice: Choice | None, confidence: float, changes: list[Change]) -> Tracked:
    if choice is None or not choice.cuts:
        return line
    start, end = line.source_span()
    if confidence < MIN_CONFIDENCE:
        changes.append(Change(DOUBTFUL, start, end, line.text.strip(), line.text.strip(), confidence))
        return line
    mended = Tracked.spaced(choice.tokens)
    changes.append(Change("run-order", start, end, line.text.strip(), mended.text, confidence))
    return mended


def _choices(line: _Line, readings: list[_Piece], cost: float, context: Context) -> list[Choice]:
    """Give the best ways to read a line by itself: as it stands, unless a tatweel shows a cut, and the readings."""
    if not line.tokens:
        return []
    found = [] if line.heads and readings else [Choice(line.tokens, _inner(line.tokens, context), 0)]
    for reading in readings:
        free = max(0, reading.cuts - len(line.heads))
        price = cost * free + (GAP_COST if reading.gaps else 0.0)
        score = WORD_WEIGHT * reading.gain + _inner(reading.tokens, context) - price
        found.append(Choice(reading.tokens, score, reading.cuts + reading.gaps))
    return sorted(found, key=lambda choice: -choice.score)[:KEPT]


def _inner(tokens: Sequence[Tracked], context: Context) -> float:
    words = ["", *(token.text for token in tokens), ""]
    return sum(
        context.follows(words[at], words[at + 1], words[at - 1], words[at + 2]) for at in range(1, len(words) - 2)
    )


def _readings(line: _Line, context: Context) -> list[_Piece]:
    """Give the readings of a line that join cut words, the likeliest of each number of cuts."""
    tokens, starts = line.tokens, line.starts
    count = len(tokens)
    if count < 2 or count > MAX_TOKENS or not (line.heads or line.wide or _may_be_cut(tokens, context)):
        return []
    # By where the run last read begins: all readings of what follows it.
    begun: list[list[_Piece]] = [[] for _ in range(count)]
    for start in range(max(starts, default=1), count):
        begun[start].append(_Piece(tokens[start:], 0.0, 0, is_whole=count - 1 in line.wide))
    finished: list[_Piece] = []
    for start in range(count - 1, 0, -1):
        last_start = max((one for one in starts if one < start), default=0)
        for piece in sorted(begun[start], key=lambda piece: -piece.gain - piece.fit)[:BEAM]:
            for before in range(last_start, start):
                grown = _grown(piece, line, before, start, context)
                if grown is None or grown.cuts > MAX_CUTS + len(line.heads):
                    continue
                (begun[before] if before else finished).append(grown)
    return [piece for piece in finished if piece.gain >= MIN_GAIN or line.heads or piece.gaps]


def _may_be_cut(tokens: Sequence[Tracked], context: Context) -> bool:
    """Tell whether the line's last token may be the beginning, and its first the rest, of a cut word."""
    first, last = tokens[0].text, tokens[-1].text
    if not (_is_open(last) and _is_rest(first)):
        return False
    return any(_joint(last, token.text, context) is not None for token in tokens[:-1] if _is_rest(token.text)) and any(
        _joint(token.text, first, context) is not None for token in tokens[1:] if _is_open(token.text)
    )


def _is_open(text: str) -> bool:
    """Tell whether a token may be the beginning of a cut word: it ends with a letter, or is an opening sign alone."""
    last = text.rstrip(MARKS)[-1:] or text[-1]
    return last in LETTERS or last == TATWEEL or PRIVATE[0] <= last <= PRIVATE[1] or text in OPENING


def _is_rest(text: str) -> bool:
    return text[0] not in PUNCTUATION and not text[0].isascii()


def _grown(piece: _Piece, line: _Line, before: int, start: int, context: Context) -> _Piece | None:
    """Give a reading with one more run, its first token joined to the last of what was read before if that is cut."""
    run, is_whole = line.tokens[before:start], start - 1 in line.wide
    left, right = piece.tokens[-1], run[0]
    if piece.is_whole:
        if right.text.startswith(TATWEEL):
            return None
        fit = piece.fit + context.follows(left.text, right.text)
        return _Piece((*piece.tokens, *run), piece.gain, piece.cuts, piece.gaps + 1, fit, is_whole)
    if not (_is_open(left.text) or right.text.startswith(TATWEEL)) or not _is_rest(right.text):
        return None
    gain = _joint(left.text, right.text, context)
    if gain is None:
        if not line.heads or (before not in line.heads and start not in line.heads and len(run) > 1):
            return None
        gain = UNLIKELY
    joined = Tracked.joined([left, right])
    tokens = (*piece.tokens[:-1], joined, *run[1:])
    return _Piece(tokens, piece.gain + gain, piece.cuts + 1, piece.gaps, piece.fit, is_whole)


def _joint(left: str, right: str, context: Context) -> float | None:
    """Give how much likelier (log10) the joined word is than its pieces; None where it may not be joined."""
    if left in OPENING:
        return MIN_GAIN if right[0] in LETTERS else None
    word = (left + right).replace(TATWEEL, "")
    if any(PRIVATE[0] <= char <= PRIVATE[1] for char in word):
        return PRIVATE_GAIN if len(word) <= MAX_PRIVATE_WORD else None
    last = left.rstrip(MARKS)[-1]
    if last in WORD_ENDS:
        return None
    inner = last in LETTERS and last not in NON_JOINING and right[0] != TATWEEL
    known = context.known_here(word)
    if known < MIN_JOINED:
        if inner or last == TATWEEL or right[0] == TATWEEL:
            return None
        known = min(UNKNOWN_WORD, UNKNOWN_BASE - UNKNOWN_LETTER * len(bare_word(word)))
    gain = known + 9.0 - _as_piece(left, context) - _as_piece(right, context) - INNER_CUT * inner
    return gain if gain >= MIN_GAIN else None


def _as_piece(token: str, context: Context) -> float:
    """Give how frequent a piece is as a word of its own (Zipf): single letters hardly ever are."""
    word = bare_word(token)
    known = max(UNKNOWN_PIECE, context.word(token).zipf)
    return min(known, SINGLE_LETTER) if len(word) < 2 else known

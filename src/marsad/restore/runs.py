"""Takes the lines of a page and puts the runs of each line back in order, joining the words cut between them.

An extractor that sees a gap inside a word takes the pieces of a line for separate runs and puts them out left to
right: `يارة ... هذه الز` for `هذه الزيارة ...`. For each line the readings are searched that join cut words; the best
sequence of readings over neighbouring lines is chosen (Viterbi) by words and by the places between words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.restore.damage import LETTERS, NON_JOINING, TATWEEL
from marsad.restore.evidence import PUNCTUATION, Context, bare_word
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.paths import Choice, best_choices
from marsad.restore.tracked import Tracked

PRIVATE = ("\ue000", "\uf8ff")
MAX_TOKENS = 45
MAX_CUTS = 4  # besides those that a tatweel shows
BEAM = 60
KEPT = 8
MIN_JOINED = 1.2  # Zipf frequency of a word that may be joined from two pieces
MIN_GAIN = 3.0  # log10: how much likelier the joined word must be than its pieces
EVIDENT = 5.0
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
RARE = 2.5


@dataclass(frozen=True, slots=True)
class _Piece:
    """A reading begun at the end of a line as it stands: the tokens so far, the last of them still open to a joint."""

    tokens: tuple[Tracked, ...]
    gain: float
    cuts: int


def reordered(lines: Sequence[Tracked], context: Context, changes: list[Change]) -> list[Tracked]:
    """Give the lines in reading order; a line that is sound, or can't be read with confidence, stays as it is."""
    tokens = [line.tokens() for line in lines]
    found = [_readings(one, context) for one in tokens]
    if not any(found):
        return list(lines)
    evident = sum(any(reading.gain >= EVIDENT for reading in readings) for readings in found)
    cost = CUT_COST if evident > 1 or 3 * evident >= len([one for one in tokens if one]) else RARE_CUT_COST
    choices = [_choices(one, readings, cost, context) for one, readings in zip(tokens, found, strict=True)]
    result = []
    for line, (choice, confidence) in zip(lines, best_choices(choices, _short(lines), context), strict=True):
        result.append(_written(line, choice, confidence, changes))
    return result


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


def _choices(tokens: list[Tracked], readings: list[_Piece], cost: float, context: Context) -> list[Choice]:
    """Give the best ways to read a line by itself: as it stands, unless a tatweel shows a cut, and the readings."""
    if not tokens:
        return []
    heads = _heads(tokens)
    found = [] if heads and readings else [Choice(tuple(tokens), _inner(tokens, context), 0)]
    for reading in readings:
        free = max(0, reading.cuts - len(heads))
        score = WORD_WEIGHT * reading.gain + _inner(reading.tokens, context) - cost * free
        found.append(Choice(reading.tokens, score, reading.cuts))
    return sorted(found, key=lambda choice: -choice.score)[:KEPT]


def _inner(tokens: Sequence[Tracked], context: Context) -> float:
    words = ["", *(token.text for token in tokens), ""]
    return sum(
        context.follows(words[at], words[at + 1], words[at - 1], words[at + 2]) for at in range(1, len(words) - 2)
    )


def _heads(tokens: Sequence[Tracked]) -> list[int]:
    """Give the tokens that begin with tatweel: there, a run evidently begins."""
    return [at for at, token in enumerate(tokens) if token.text.startswith(TATWEEL) and token.text.strip(TATWEEL)]


def _readings(tokens: list[Tracked], context: Context) -> list[_Piece]:
    """Give the readings of a line that join cut words, the likeliest of each number of cuts."""
    count = len(tokens)
    heads = _heads(tokens)
    if count < 2 or count > MAX_TOKENS or not (heads or _may_be_cut(tokens, context)):
        return []
    # By where the run last read begins: all readings of what follows it.
    begun: list[list[_Piece]] = [[] for _ in range(count)]
    for start in range(1, count):
        if not any(head >= start for head in heads):
            begun[start].append(_Piece(tuple(tokens[start:]), 0.0, 0))
    finished: list[_Piece] = []
    for start in range(count - 1, 0, -1):
        last_head = max((head for head in heads if head < start), default=0)
        for piece in sorted(begun[start], key=lambda piece: -piece.gain)[:BEAM]:
            for before in range(last_head, start):
                grown = _grown(piece, tokens[before:start], context, is_forced=before in heads or start in heads)
                if grown is None or grown.cuts > MAX_CUTS + len(heads):
                    continue
                (begun[before] if before else finished).append(grown)
    return [piece for piece in finished if _last_is_sound(piece, heads)]


def _may_be_cut(tokens: list[Tracked], context: Context) -> bool:
    """Tell whether the line's last token may be the beginning, and its first the rest, of a cut word."""
    first, last = tokens[0].text, tokens[-1].text
    if not (_is_open(last) and _is_rest(first)):
        return False
    return any(_joint(last, token.text, context) is not None for token in tokens[:-1] if _is_rest(token.text)) and any(
        _joint(token.text, first, context) is not None for token in tokens[1:] if _is_open(token.text)
    )


def _is_open(text: str) -> bool:
    """Tell whether a token may be the beginning of a cut word: it ends with a letter."""
    return text[-1] in LETTERS or text[-1] == TATWEEL or PRIVATE[0] <= text[-1] <= PRIVATE[1]


def _is_rest(text: str) -> bool:
    return text[0] not in PUNCTUATION and not text[0].isascii()


def _grown(piece: _Piece, run: list[Tracked], context: Context, is_forced: bool) -> _Piece | None:
    """Give a reading with one more run, its first token joined to the last of what was read before."""
    left, right = piece.tokens[-1], run[0]
    if not (_is_open(left.text) or right.text.startswith(TATWEEL)) or not _is_rest(right.text):
        return None
    gain = _joint(left.text, right.text, context)
    if gain is None:
        if not is_forced and len(run) > 1:
            return None
        gain = UNLIKELY
    joined = Tracked.joined([left, right])
    return _Piece((*piece.tokens[:-1], joined, *run[1:]), piece.gain + gain, piece.cuts + 1)


def _last_is_sound(piece: _Piece, heads: list[int]) -> bool:
    return piece.gain >= MIN_GAIN or bool(heads)


def _joint(left: str, right: str, context: Context) -> float | None:
    """Give how much likelier (log10) the joined word is than its pieces; None where it may not be joined."""
    word = (left + right).replace(TATWEEL, "")
    if any(PRIVATE[0] <= char <= PRIVATE[1] for char in word):
        return PRIVATE_GAIN if len(word) <= MAX_PRIVATE_WORD else None
    inner = left[-1] in LETTERS and left[-1] not in NON_JOINING and right[0] != TATWEEL
    if inner and context.zipf(right) >= RARE:
        return None
    known = context.known(word)
    if known < MIN_JOINED:
        return None
    gain = known + 9.0 - _as_piece(left, context) - _as_piece(right, context) - INNER_CUT * inner
    return gain if gain >= MIN_GAIN else None


def _as_piece(token: str, context: Context) -> float:
    """Give how frequent a piece is as a word of its own (Zipf): single letters hardly ever are."""
    word = bare_word(token)
    known = max(UNKNOWN_PIECE, context.word(token).zipf)
    return min(known, SINGLE_LETTER) if len(word) < 2 else known

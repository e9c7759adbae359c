"""Takes two pieces of text and tells whether they may be one word that was cut, and how much likelier that is."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.restore.context import Context
from marsad.restore.damage import LETTERS, NON_JOINING, TATWEEL
from marsad.restore.words import PUNCTUATION, WORD_ENDS, bare_word

PRIVATE = ("\ue000", "\uf8ff")
MIN_JOINED = 1.2  # Zipf frequency of a word that may be joined from two pieces
MIN_GAIN = 3.0  # log10: how much likelier the joined word must be than its pieces
EVIDENT, KNOWN_WORD = 5.0, 2.5  # log10 of the gain and Zipf frequency of a joined word that is evident
UNKNOWN_PIECE = 0.8
UNKNOWN_WORD, UNKNOWN_BASE, UNKNOWN_LETTER = 0.5, 6.0, 0.85  # names that no list has: the longer the rarer
RAREST = -1.0  # of such a name, cut where words are often cut
SINGLE_LETTER = 3.0
PRIVATE_GAIN = 1.0  # a word that can't be judged, as a character of it has not been read
MAX_PRIVATE_WORD = 10
OFTEN_CUT, MIN_GAIN_THERE = 0.4, 0.0  # log10: between such letters words are often cut
INNER_CUT = 1.5  # a cut at a letter that joins to the next is rarer
OPENING = frozenset('"([\u00ab\u201c')
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
# The word at the end of a token and that at its beginning: a hashtag, or words with a stroke between, hold several.
_LETTERS = f"(?:[^\\W\\d_]|[{MARKS}])+"
_PRIVATE = re.compile(f"[{PRIVATE[0]}-{PRIVATE[1]}]")
_END, _BEGIN = re.compile(f"{_LETTERS}$"), re.compile(_LETTERS)


def is_open(text: str) -> bool:
    """Tell whether a token may be the beginning of a cut word: it ends with a letter, or is an opening sign alone."""
    last = text.rstrip(MARKS)[-1:] or text[-1]
    return last in LETTERS or last == TATWEEL or PRIVATE[0] <= last <= PRIVATE[1] or text in OPENING


def is_rest(text: str) -> bool:
    """Tell whether a token may be the rest of a cut word."""
    return text[0] not in PUNCTUATION and not text[0].isascii()


def joint(left: str, right: str, context: Context, worth: float = 0.0) -> float | None:
    """Give how much likelier (log10) the joined word is than its pieces; None where it may not be joined.

    `worth` is how much likelier than elsewhere a cut is between the letters at which they meet.
    """
    if left in OPENING:
        return MIN_GAIN if right[0] in LETTERS else None
    word = (left + right).replace(TATWEEL, "")
    if _PRIVATE.search(word):
        return PRIVATE_GAIN if len(word) <= MAX_PRIVATE_WORD else None
    left, right = _last_word(left), _first_word(right)
    word = (left + right).replace(TATWEEL, "")
    last = left.rstrip(MARKS)[-1]
    if last in WORD_ENDS:
        return None
    inner = last in LETTERS and last not in NON_JOINING and right[0] != TATWEEL
    known = context.known_here(word)
    if known < MIN_JOINED:
        if (inner and worth < OFTEN_CUT) or last == TATWEEL or right[0] == TATWEEL:
            return None
        known = min(UNKNOWN_WORD, UNKNOWN_BASE - UNKNOWN_LETTER * len(bare_word(word)))
        if worth >= OFTEN_CUT:
            known = max(known, RAREST)
    gain = known + 9.0 - _as_piece(left, context) - _as_piece(right, context) - INNER_CUT * inner + worth
    return gain if gain >= (MIN_GAIN if worth < OFTEN_CUT else MIN_GAIN_THERE) else None


@lru_cache(maxsize=20_000)
def _last_word(token: str) -> str:
    found = _END.search(token)
    return found.group() if found else token


@lru_cache(maxsize=20_000)
def _first_word(token: str) -> str:
    found = _BEGIN.match(token)
    return found.group() if found else token


def evident_gain(left: str, right: str, context: Context) -> float:
    """Give how much likelier (log10) one well-known word is than its two pieces, where that is evident; else 0."""
    gain = joint(left, right, context)
    return gain if gain is not None and gain >= EVIDENT and context.known(left + right) >= KNOWN_WORD else 0.0


def _as_piece(token: str, context: Context) -> float:
    """Give how frequent a piece is as a word of its own (Zipf): single letters hardly ever are."""
    word = bare_word(token)
    known = max(UNKNOWN_PIECE, context.word(token).zipf)
    return min(known, SINGLE_LETTER) if len(word) < 2 else known

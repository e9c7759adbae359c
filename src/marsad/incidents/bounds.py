"""Takes a sentence and says which of its numbers are told as lower bounds: "more than 20", "at least 20"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from marsad.arabic.model import Token
from marsad.arabic.numbers import find_numbers
from marsad.arabic.tokens import tokenize
from marsad.incidents.tables import table

WORDS_AFTER = 3  # between a number and the "at least" behind it: 20 شخصا على الأقل (20 people at least)


@lru_cache(maxsize=50_000)
def lower_bounds(sentence: str) -> frozenset[int]:
    """Give the numbers that a sentence gives as lower bounds.

    >>> sorted(lower_bounds("مقتل 20 شخصا على الأقل وإصابة أكثر من 50"))  # 20 killed at least, more than 50 injured
    [20, 50]
    """
    tokens = tokenize(sentence)
    return frozenset(
        number.value
        for number in find_numbers(tokens)
        if number.is_lower_bound or _is_bounded_after(tokens, number.last + 1)
    )


def _is_bounded_after(tokens: list[Token], at: int) -> bool:
    """True where "at least" follows soon, before any mark."""
    words = list(_words(tokens[at:]))
    for phrase in table("words")["at_least"]:
        parts = phrase.split()
        starts = range(min(WORDS_AFTER + 1, len(words) - len(parts) + 1))
        if any(words[start : start + len(parts)] == parts for start in starts):
            return True
    return False


def _words(tokens: list[Token]) -> Iterator[str]:
    """Give the words up to the first mark or number, in normal form."""
    for token in tokens:
        if token.is_mark or token.is_number:
            return
        yield token.norm

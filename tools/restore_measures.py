"""Takes found and wanted text and gives how far they are apart: character and word error rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Errors(NamedTuple):
    """Edits needed and the length of the wanted text; rates add up over texts by adding both."""

    edits: int
    length: int

    @property
    def rate(self) -> float:
        """The edits in per cent of the length."""
        return 100 * self.edits / self.length if self.length else 0.0

    def plus(self, other: Errors) -> Errors:
        """Give both together."""
        return Errors(self.edits + other.edits, self.length + other.length)


def character_errors(found: str, wanted: str) -> Errors:
    """Give the character errors, white space folded to single spaces."""
    first, second = " ".join(found.split()), " ".join(wanted.split())
    return Errors(distance(first, second), len(second))


def word_errors(found: str, wanted: str) -> Errors:
    """Give the word errors, a word being what stands between white space."""
    first, second = found.split(), wanted.split()
    return Errors(distance(first, second), len(second))


def distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Give the Levenshtein distance (Hyyrö 2003: the columns of the table as bits of whole numbers)."""
    if not second:
        return len(first)
    places: dict[str, int] = {}
    for at, item in enumerate(second):
        places[item] = places.get(item, 0) | 1 << at
    last, full = 1 << (len(second) - 1), (1 << len(second)) - 1
    plus, minus, score = full, 0, len(second)
    for item in first:
        equal = places.get(item, 0)
        zero = (((equal & plus) + plus) ^ plus) | equal | minus
        up, down = minus | ~(zero | plus) & full, plus & zero
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        plus, minus = (down << 1 | ~(zero | up)) & full, up & zero
    return score

"""Takes the tokens of a sentence and gives its words of time: names of the calendar, years, signs of a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from marsad.arabic.calendar import AL, Calendar, Days, Phrases, calendar
from marsad.arabic.model import Token

FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR = re.compile(r"(?:19|20)\d\d")
LOOK_AHEAD = 6
_PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "ك")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression up to its last token, with the days it means, both inclusive, where they are known.

    `ahead` are the days that it means of what is still to come, where these are others.
    """

    last: int
    days: Days | None
    is_future: bool = False
    ahead: Days | None = None


@lru_cache(maxsize=200_000)
def _without_proclitics(norm: str) -> str:
    """Give the word of time without particles before it; another word as it is."""
    names = calendar()
    if norm in names.signs:
        return norm
    for proclitics in _PROCLITICS[1:]:
        rest = norm[len(proclitics) :]
        if norm.startswith(proclitics) and (rest in names.signs or rest in names.parts):
            return rest
    if norm.startswith("لل") and AL + norm[2:] in names.signs:
        return AL + norm[2:]
    return norm


class TimeWords:
    """The words of one sentence as they tell of time, with the day of publication."""

    def __init__(self, tokens: Sequence[Token], published: date | None, names: Calendar) -> None:
        self.tokens, self.published, self.names = tokens, published, names
        self.norms = [token.norm for token in tokens] + [""] * LOOK_AHEAD
        self.bare = [_without_proclitics(norm) for norm in self.norms]

    def has_signs(self) -> bool:
        """True where some word or digit could belong to a time expression."""
        return any(norm in self.names.signs for norm in self.bare) or any(
            token.is_number and len(token.norm) >= 4 for token in self.tokens
        )

    def _word(self, at: int) -> str:
        return self.bare[at] if 0 <= at < len(self.tokens) else ""

    def _phrase(self, at: int, table: Phrases) -> tuple[int, int] | None:
        """Give (last token, value) of a name of `table` at a token."""
        for rest, value in table.get(self._word(at), ()):
            if tuple(self.norms[at + 1 : at + 1 + len(rest)]) == rest:
                return at + len(rest), value
        return None

    def _relative(self, at: int) -> int | None:
        return self.names.relative.get(self.norms[at]) if at < len(self.tokens) else None

    def _int(self, at: int, pattern: re.Pattern[str]) -> int | None:
        if at < len(self.tokens) and self.tokens[at].is_number and pattern.fullmatch(self.norms[at]):
            return int(self.norms[at])
        return None

    def _year_at(self, at: int) -> tuple[int, int] | None:
        """Give (last token, year) of a written year, with `عام` before it where it stands there."""
        if self._word(at).removeprefix(AL) in self.names.units and self._word(at) in self.names.year_words:
            at += 1
        year = self._int(at, YEAR)
        return None if year is None or not FIRST_YEAR <= year <= LAST_YEAR else (at, year)

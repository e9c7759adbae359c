"""Takes the tokens of a sentence and gives its words of time: names of the calendar, years, signs of a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from marsad.arabic.calendar import AL, Calendar, Days, Phrases, calendar
from marsad.arabic.model import Token

FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR: Final = re.compile(r"(?:19|20)\d\d")
YEAR_DIGITS: Final = 4
LOOK_AHEAD: Final = 6
LL: Final = "\u0644\u0644"
_PROCLITICS: Final = ("و", "ف", "ب", "ل", "وب", "ول", "ك")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression up to its last token, with the days it means, both inclusive, where they are known.

    `ahead` are the days that it means of what is still to come, where these are others.
    """

    last: int
    days: Days | None
    is_future: bool = False
    ahead: Days | None = None


@lru_cache(maxsize=1)
def _bare_words() -> dict[str, str]:
    """Give the words of time by every form that has particles before it; `signs` go before what they may hold."""
    names = calendar()
    found = {norm: norm for norm in names.signs}
    for proclitics in _PROCLITICS:
        for word in (*names.signs, *names.parts):
            found.setdefault(proclitics + word, word)
    for word in names.signs:
        if word.startswith(AL):
            found.setdefault(LL + word.removeprefix(AL), word)
    return found


@lru_cache(maxsize=1)
def _sign_forms() -> frozenset[str]:
    """Give every form of the words that are signs of a time expression."""
    signs = calendar().signs
    return frozenset(form for form, word in _bare_words().items() if word in signs)


def has_signs(tokens: Sequence[Token]) -> bool:
    """True where some word or digit could belong to a time expression."""
    forms = _sign_forms()
    return any(token.norm in forms or (token.is_number and len(token.norm) >= YEAR_DIGITS) for token in tokens)


class TimeWords:
    """The words of one sentence as they tell of time, with the day of publication."""

    def __init__(self, tokens: Sequence[Token], published: date | None, names: Calendar) -> None:
        self.tokens, self.published, self.names = tokens, published, names
        self.norms = [token.norm for token in tokens] + [""] * LOOK_AHEAD
        bare = _bare_words()
        self.bare = [bare.get(norm, norm) for norm in self.norms]

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

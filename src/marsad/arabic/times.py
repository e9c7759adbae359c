"""Takes the tokens of a sentence and the publication date and gives the time expressions with the days they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from marsad.arabic.calendar import calendar, third_of_month, third_of_year
from marsad.arabic.dates import Dates
from marsad.arabic.model import TimeExpression, Token
from marsad.arabic.time_words import Found, has_signs

AGO_OR_SINCE: Final = frozenset({"منذ", "ومنذ", "قبل", "وقبل", "بعد", "وبعد", "هذا", "هذه"})
FROM: Final = "من"
UNTIL: Final = frozenset({"حتي", "وحتي", "الي", "والي"})


def find_times(tokens: Sequence[Token], published: date | None) -> list[TimeExpression]:
    """Give the time expressions from left to right (codebook section 6).

    Days are both inclusive; relative expressions without a publication date have none.
    """
    if not has_signs(tokens):
        return []
    reader = _Reader(tokens, published, calendar())
    found, free = [], 0
    for at in reader.starts():
        expression = reader.at(at) if at >= free else None
        if expression is None:
            continue
        expression = reader.until(at, expression)
        days = expression.days or (None, None)
        ahead = expression.ahead[0] if expression.ahead else None
        found.append(TimeExpression(at, expression.last, days[0], days[1], expression.is_future, ahead))
        free = expression.last + 1
    return found


class _Reader(Dates):
    """Reads one expression at a time from the tokens of one sentence."""

    def starts(self) -> list[int]:
        """Give the tokens at which an expression may begin."""
        beginnings, norms, bare = self.names.beginnings, self.norms, self.bare
        return [
            at
            for at, token in enumerate(self.tokens)
            if token.is_number or bare[at] in beginnings or norms[at] in AGO_OR_SINCE
        ]

    def until(self, at: int, begin: Found) -> Found:
        """Give the range that an expression after "from" begins: من ليل الأربعاء حتى فجر الخميس; else itself."""
        following = begin.last + 2
        if (
            not at
            or self.norms[at - 1] != FROM
            or self.norms[begin.last + 1] not in UNTIL
            or following >= len(self.tokens)
        ):
            return begin
        end = self.at(following)
        if end is None:
            return begin
        if begin.days is None or end.days is None or end.days[1] < begin.days[0]:
            return Found(end.last, None, end.is_future)
        return Found(end.last, (begin.days[0], end.days[1]), end.is_future)

    def at(self, at: int) -> Found | None:
        """Give the expression that begins at a token, or None."""
        if (
            not self.tokens[at].is_number
            and self.bare[at] not in self.names.beginnings
            and self.norms[at] not in AGO_OR_SINCE
        ):
            return None
        for read in (
            self._since,
            self._part,
            self._numeric,
            self._day_of_month,
            self._ago,
            self._weekday,
            self._day,
            self._past_periods,
            self._period,
            self._hijri,
            self._month,
            self._year,
        ):
            found = read(at)
            if found is not None:
                return found
        return None

    def _part(self, at: int) -> Found | None:
        """Read منتصف الشهر الحالي, بداية يونيو, أواخر عام 2019."""
        part = self.names.parts.get(self._word(at))
        if part is None:
            return None
        is_year = self._word(at + 1) in self.names.year_words
        period = (
            self._period(at + 1)
            or self._month(at + 1)
            or (self._year(at + 1) if is_year else None)
            or self._bare_year(at + 1)
        )
        if period is None:
            return None
        if period.days is None:
            return period
        length = (period.days[1] - period.days[0]).days
        if 27 <= length <= 31:
            return Found(period.last, third_of_month(period.days, part), period.is_future)
        if length > 360:
            return Found(period.last, third_of_year(period.days, part), period.is_future)
        return period

    def _since(self, at: int) -> Found | None:
        if self._word(at) not in self.names.since or self.norms[at] not in ("منذ", "ومنذ"):
            return None
        period = (
            self._part(at + 1)
            or self._day_of_month(at + 1)
            or self._period(at + 1)
            or self._weekday(at + 1)
            or self._month(at + 1)
            or self._year(at + 1)
            or self._bare_year(at + 1)
            or self._day(at + 1)
        )
        if period is None:
            return None
        if period.days is None or self.published is None:
            return Found(period.last, None)
        return Found(period.last, (period.days[0], max(self.published, period.days[0])))

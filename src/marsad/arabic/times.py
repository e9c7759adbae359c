"""Takes the tokens of a sentence and the publication date and gives the time expressions with the days they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from marsad.arabic.calendar import (
    AL,
    Calendar,
    Days,
    Phrases,
    calendar,
    hijri_days,
    month_days,
    third_of_month,
    third_of_year,
    week_days,
    year_days,
)
from marsad.arabic.model import Kind, TimeExpression, Token
from marsad.arabic.numbers import find_numbers

SLASHES = frozenset("/-")
OPENING = frozenset("(")
CLOSING = frozenset(")")
FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEAR = re.compile(r"(?:19|20)\d\d")
_HIJRI_YEAR = re.compile(r"1[34]\d\d")
_NUMERIC = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]")
LOOK_AHEAD = 6
AGO_OR_SINCE = frozenset({"منذ", "ومنذ", "قبل", "وقبل", "بعد", "وبعد", "هذا", "هذه"})
_PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "ك")


@dataclass(frozen=True, slots=True)
class _Found:
    last: int
    days: Days | None
    is_future: bool = False


def find_times(tokens: Sequence[Token], published: date | None) -> list[TimeExpression]:
    """Give the time expressions from left to right (codebook section 6).

    Days are both inclusive; relative expressions without a publication date have none.
    """
    reader = _Reader(tokens, published, calendar())
    if not reader.has_signs():
        return []
    found, at = [], 0
    while at < len(tokens):
        expression = reader.at(at)
        if expression is None:
            at += 1
            continue
        days = expression.days or (None, None)
        found.append(TimeExpression(at, expression.last, days[0], days[1], expression.is_future))
        at = expression.last + 1
    return found


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


class _Reader:
    """Reads one expression at a time from the tokens of one sentence."""

    def __init__(self, tokens: Sequence[Token], published: date | None, names: Calendar) -> None:
        self.tokens, self.published, self.names = tokens, published, names
        self.norms = [token.norm for token in tokens] + [""] * LOOK_AHEAD
        self.bare = [_without_proclitics(norm) for norm in self.norms]

    def has_signs(self) -> bool:
        """True where some word or digit could belong to a time expression."""
        return any(norm in self.names.signs for norm in self.bare) or any(
            token.kind is Kind.NUMBER and len(token.norm) >= 4 for token in self.tokens
        )

    def at(self, at: int) -> _Found | None:
        """Give the expression that begins at a token, or None."""
        if (
            self.tokens[at].kind is not Kind.NUMBER
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

    # --- building blocks -----------------------------------------------------------------------------------------

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
        if at < len(self.tokens) and self.tokens[at].kind is Kind.NUMBER and pattern.fullmatch(self.norms[at]):
            return int(self.norms[at])
        return None

    def _year_at(self, at: int) -> tuple[int, int] | None:
        """Give (last token, year) of a written year, with `عام` before it where it stands there."""
        if self._word(at).removeprefix(AL) in self.names.units and self._word(at) in self.names.year_words:
            at += 1
        year = self._int(at, _YEAR)
        return None if year is None or not FIRST_YEAR <= year <= LAST_YEAR else (at, year)

    # --- absolute expressions ------------------------------------------------------------------------------------

    def _numeric(self, at: int) -> _Found | None:
        match = _NUMERIC.fullmatch(self.norms[at])
        if match is None:
            return None
        first, month, third = match.groups()
        year, day = (int(first), int(third)) if len(first) == 4 else (int(third), int(first))
        year += 2000 if year < 100 else 0
        try:
            only = date(year, int(month), day)
        except ValueError:
            return None
        return _Found(at, (only, only))

    def _month_name(self, at: int) -> tuple[int, int, bool] | None:
        """Give (last token, month, is certain) of a month, also under two names: يوليو/تموز, يوليو (تموز)."""
        found = self._phrase(at, self.names.months)
        if found is None:
            return None
        last, month = found
        certain = self.bare[at] not in self.names.ambiguous
        for gap in (1, 2):
            between = self.norms[last + 1 : last + gap]
            second = self._phrase(last + gap, self.names.months)
            if second is not None and second[1] == month and all(mark in SLASHES | OPENING for mark in between):
                last, certain = second[0], True
                if between and between[0] in OPENING and self.norms[last + 1 : last + 2] == [")"]:
                    last += 1
                break
        return last, month, certain

    def _month(self, at: int) -> _Found | None:
        start = at
        if (
            self._word(at).removeprefix(AL) in self.names.units
            and self.names.units[self._word(at).removeprefix(AL)] == "month"
        ):
            at += 1
        name = self._month_name(at)
        if name is None:
            return None
        last, month, certain = name
        resolved = self._which_year(last + 1, month)
        if not certain and at == start and resolved[0] == last:
            return None
        return _Found(resolved[0], resolved[1], resolved[2])

    def _which_year(self, at: int, month: int) -> tuple[int, Days | None, bool]:
        """Give (last token, days, looks forward) of a month whose name ends before `at`."""
        year = self._year_at(at + 1) if self._word(at) == "من" else self._year_at(at)
        if year is not None:
            return year[0], month_days(year[1], month), False
        relative = self._relative(at)
        last = at if relative is not None else at - 1
        if relative is None and self._word(at) == "من" and self._period(at + 1) is not None:
            period = self._period(at + 1)
            if period is not None and period.days is not None:
                return period.last, month_days(period.days[0].year, month), period.is_future
        if self.published is None:
            return last, None, relative == 1
        year_of = self.published.year
        days = month_days(year_of, month)
        if relative == 1:
            days = month_days(year_of + (days[1] < self.published), month)
        elif (relative == -1 and days[1] >= self.published) or (
            relative is None and (days[0] - self.published).days > 120
        ):
            days = month_days(year_of - 1, month)
        return last, days, relative == 1

    def _day_of_month(self, at: int) -> _Found | None:
        """Read 13 يوليو 2018, السابع من نيسان, and 3 و5 يوليو or من 1 إلى 10 حزيران as ranges."""
        day = self._int(at, _DAY) or self.names.ordinals.get(self._word(at))
        if day is None:
            return None
        name_at = at + 1
        if self._word(name_at) == "من":
            name_at += 1
        if (
            self._word(name_at).removeprefix(AL) in self.names.units
            and self.names.units[self._word(name_at).removeprefix(AL)] == "month"
        ):
            if self._relative(name_at + 1) is not None:
                return self._day_in(day, self._period(name_at))
            name_at += 1
        name = self._month_name(name_at)
        if name is None:
            return self._range_of_days(at, day)
        last, days, is_future = self._which_year(name[0] + 1, name[1])
        return self._day_in(day, _Found(last, days, is_future))

    def _range_of_days(self, at: int, day: int) -> _Found | None:
        for gap in (1, 2):
            end = self._int(at + gap, _DAY)
            joint = self.norms[at + 1 : at + gap]
            if end is not None and end > day and (gap == 1 or joint[0] in ("و", "-", "الي", "حتي")):
                found = self._day_of_month(at + gap)
                if found is not None and found.days is not None and found.days[0].day == end:
                    return _Found(found.last, (found.days[0].replace(day=day), found.days[1]), found.is_future)
        return None

    def _day_in(self, day: int, month: _Found | None) -> _Found | None:
        if month is None:
            return None
        if month.days is None:
            return _Found(month.last, None, month.is_future)
        try:
            only = month.days[0].replace(day=day)
        except ValueError:
            return None
        return _Found(month.last, (only, only), month.is_future)

    def _year(self, at: int) -> _Found | None:
        if self._word(at) in self.names.year_words:
            year = self._year_at(at)
            return None if year is None else _Found(year[0], year_days(year[1]))
        year_only = self._int(at, _YEAR)
        before = self.norms[at - 1] if at else ""
        before = before.removeprefix("و") if before not in self.names.year_before else before
        if year_only is None or before not in self.names.year_before:
            return None
        return _Found(at, year_days(year_only))

    def _hijri(self, at: int) -> _Found | None:
        day = self._int(at, _DAY)
        name = self._phrase(at + 1 if day is not None else at, self.names.hijri_months)
        if name is None:
            return None
        year = self._int(name[0] + 1, _HIJRI_YEAR)
        last = name[0] if year is None else name[0] + 1
        if year is not None and self._word(last + 1) in ("ه", "هجري", "هجريه"):
            last += 1
        if year is None and day is None and self.norms[name[0]].removeprefix(AL) not in ("رمضان", "شعبان", "شوال"):
            return None
        days = self._hijri_of(year, name[1], day)
        return None if days is None and self.published is not None else _Found(last, days)

    def _hijri_of(self, year: int | None, month: int, day: int | None) -> Days | None:
        if year is not None:
            return hijri_days(year, month, day)
        if self.published is None:
            return None
        nearest = [
            days
            for guess in range(self.published.year - 581, self.published.year - 577)
            if (days := hijri_days(guess, month, day)) is not None and days[0] <= self.published
        ]
        return nearest[-1] if nearest else None

    # --- expressions relative to publication ---------------------------------------------------------------------

    def _weekday(self, at: int) -> _Found | None:
        start = at
        while self._word(at) in self.names.parts_of_day | self.names.day_words or (
            self._phrase(at, self.names.days) is not None and self._word(at + 1) in self.names.weekdays
        ):
            at += 1
        if self._word(at) not in self.names.weekdays or (at > start + 3):
            return None
        weekday = self.names.weekdays[self._word(at)]
        relative = self._relative(at + 1)
        last = at if relative is None or relative == 0 else at + 1
        after = self._day_of_month(last + 1) or (
            self._day_of_month(last + 2) if self.norms[last + 1 : last + 2] in (["،"], ["("]) else None
        )
        if after is not None:
            return after
        return _Found(last, self._on_weekday(weekday, relative), relative == 1)

    def _on_weekday(self, weekday: int, relative: int | None) -> Days | None:
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        if relative == 1:
            only = self.published + timedelta(days=7 - back if back else 7)
        else:
            only = self.published - timedelta(days=back or (7 if relative == -1 else 0))
        return only, only

    def _day(self, at: int) -> _Found | None:
        start = at
        while self._word(at) in self.names.parts_of_day and at < start + 2:
            at += 1
        found = self._phrase(at, self.names.days)
        if found is None or (self.bare[at] == "غد" and at == start):
            return None
        last, offset = found
        if self.published is None:
            return _Found(last, None, offset > 0)
        only = self.published + timedelta(days=offset)
        return _Found(last, (only, only), offset > 0)

    def _period(self, at: int) -> _Found | None:
        """Read الأسبوع الماضي, هذا الشهر, العام المقبل."""
        shift, noun = None, at
        if self.names.relative.get(self._word(at)) == 0 or self.norms[at] in ("هذا", "هذه"):
            shift, noun = 0, at + 1
        word = self._word(noun)
        unit = self.names.units.get(word.removeprefix(AL)) if word.startswith(AL) else None
        if unit is None or word.removeprefix(AL) in ("يوم",):
            return None
        relative = self._relative(noun + 1)
        if shift is None and relative is None:
            return None
        last = noun if relative is None else noun + 1
        shift = relative if relative is not None else shift
        if unit in ("hour", "decade") or word in ("الايام", "الاسابيع", "الاشهر", "السنوات", "الاعوام", "الشهور"):
            return None
        return _Found(last, self._shifted(unit, shift or 0), (shift or 0) > 0)

    def _shifted(self, unit: str, shift: int) -> Days | None:
        if self.published is None:
            return None
        match unit:
            case "week":
                return week_days(self.published + timedelta(weeks=shift))
            case "month":
                return month_days(self.published.year, self.published.month + shift)
            case "year":
                return year_days(self.published.year + shift)
        only = self.published + timedelta(days=shift)
        return only, only

    def _part(self, at: int) -> _Found | None:
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
            return _Found(period.last, third_of_month(period.days, part), period.is_future)
        if length > 360:
            return _Found(period.last, third_of_year(period.days, part), period.is_future)
        return period

    def _bare_year(self, at: int) -> _Found | None:
        year = self._int(at, _YEAR)
        return None if year is None else _Found(at, year_days(year))

    def _since(self, at: int) -> _Found | None:
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
            return _Found(period.last, None)
        return _Found(period.last, (period.days[0], max(self.published, period.days[0])))

    def _ago(self, at: int) -> _Found | None:
        """Read قبل ثلاثة أيام, منذ يومين, بعد أسبوعين."""
        word = self.norms[at].removeprefix("و") if self.norms[at] not in self.names.ago else self.norms[at]
        if word not in self.names.ago and word not in ("بعد",):
            return None
        amount = self._amount(at + 1)
        if amount is None:
            return None
        last, count, unit = amount
        if word == "بعد" and self._word(last + 1) in ("من", "علي"):
            return None
        if self.published is None:
            return _Found(last, None)
        if word == "بعد":
            return None
        moment = self._moved(-count, unit)
        if word in self.names.since:
            return _Found(last, (moment[0], self.published))
        return _Found(last, moment)

    def _amount(self, at: int) -> tuple[int, int, str] | None:
        """Give (last token, count, unit) of `ثلاثة أيام`, `يومين`, `أسبوع`."""
        word = self._word(at)
        if word in self.names.duals:
            return at, 2, self.names.duals[word]
        if word in self.names.units and word not in self.names.year_words:
            return at, 1, self.names.units[word]
        numbers = find_numbers(self.tokens[at : at + 5])
        if numbers and numbers[0].first == 0:
            unit_at = at + numbers[0].last + 1
            unit = self.names.units.get(self._word(unit_at))
            if unit is not None and numbers[0].value < 2000:
                return unit_at, numbers[0].value, unit
        return None

    def _moved(self, count: int, unit: str) -> Days:
        assert self.published is not None
        day = self.published
        match unit:
            case "week":
                only = day + timedelta(weeks=count)
            case "month":
                return month_days(day.year, day.month + count)
            case "year":
                return year_days(max(day.year + count, 1))
            case "decade":
                return year_days(max(day.year + 10 * count, 1))
            case "hour":
                only = day + timedelta(hours=count)
            case _:
                only = day + timedelta(days=count)
        return only, only

    def _past_periods(self, at: int) -> _Found | None:
        """Read الأيام الثلاثة الماضية, الساعات الـ24 الماضية, السنوات الأخيرة."""
        word = self._word(at)
        unit = self.names.units.get(word.removeprefix(AL)) if word.startswith(AL) else None
        if unit is None:
            return None
        for gap in range(1, 5):
            relative = self._relative(at + gap)
            if relative in (-1, 1) and gap > 1:
                numbers = find_numbers(self.tokens[at + 1 : at + gap])
                if not numbers or numbers[0].value > 1000:
                    return None
                return self._window(at + gap, numbers[0].value, unit, relative or -1)
        return None

    def _window(self, last: int, count: int, unit: str, direction: int) -> _Found:
        if self.published is None:
            return _Found(last, None, direction > 0)
        moved = self._moved(direction * count, unit)
        days = (moved[0], self.published) if direction < 0 else (self.published, moved[1])
        return _Found(last, days, direction > 0)

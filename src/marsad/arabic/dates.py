"""Takes the words of time of a sentence and gives the days of dates: months, weekdays, years, Hijri dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from marsad.arabic.calendar import AL, Days, hijri_days, month_days, year_days
from marsad.arabic.periods import Periods
from marsad.arabic.time_words import YEAR, Found

SLASHES: Final = frozenset("/-")
OPENING: Final = frozenset("(")
HIJRI: Final = frozenset({"ه", "هجري", "هجريه"})
_HIJRI_YEAR: Final = re.compile(r"1[34]\d\d")
_NUMERIC: Final = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_DAY: Final = re.compile(r"[1-9]|[12]\d|3[01]")


class Dates(Periods):
    """Reads dates of the calendars, whole or in part."""

    def _numeric(self, at: int) -> Found | None:
        match = _NUMERIC.fullmatch(self.norms[at])
        if match is None:
            return None
        first, month, third = match.groups()
        year, day = (int(first), int(third)) if len(first) == 4 else (int(third), int(first))
        if _HIJRI_YEAR.fullmatch(str(year)):
            last = at + 1 if self._word(at + 1) in HIJRI else at
            days = hijri_days(year, int(month), day)
            return None if days is None else Found(last, days)
        year += 2000 if year < 100 else 0
        try:
            only = date(year, int(month), day)
        except ValueError:
            return None
        return Found(at, (only, only))

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

    def _month(self, at: int) -> Found | None:
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
        return Found(resolved[0], resolved[1], resolved[2])

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

    def _day_of_month(self, at: int) -> Found | None:
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
        return self._day_in(day, Found(last, days, is_future))

    def _range_of_days(self, at: int, day: int) -> Found | None:
        for gap in (1, 2):
            end = self._int(at + gap, _DAY)
            joint = self.norms[at + 1 : at + gap]
            if end is not None and end > day and (gap == 1 or joint[0] in ("و", "-", "الي", "حتي")):
                found = self._day_of_month(at + gap)
                if found is not None and found.days is not None and found.days[0].day == end:
                    return Found(found.last, (found.days[0].replace(day=day), found.days[1]), found.is_future)
        return None

    def _day_in(self, day: int, month: Found | None) -> Found | None:
        if month is None:
            return None
        if month.days is None:
            return Found(month.last, None, month.is_future)
        try:
            only = month.days[0].replace(day=day)
        except ValueError:
            return None
        return Found(month.last, (only, only), month.is_future)

    def _year(self, at: int) -> Found | None:
        if self._word(at) in self.names.year_words:
            year = self._year_at(at)
            return None if year is None else Found(year[0], year_days(year[1]))
        year_only = self._int(at, YEAR)
        before = self.norms[at - 1] if at else ""
        before = before.removeprefix("و") if before not in self.names.year_before else before
        if year_only is None or before not in self.names.year_before:
            return None
        return Found(at, year_days(year_only))

    def _bare_year(self, at: int) -> Found | None:
        year = self._int(at, YEAR)
        return None if year is None else Found(at, year_days(year))

    def _hijri(self, at: int) -> Found | None:
        day = self._int(at, _DAY)
        name = self._phrase(at + 1 if day is not None else at, self.names.hijri_months)
        if name is None:
            return None
        year = self._int(name[0] + 1, _HIJRI_YEAR)
        last = name[0] if year is None else name[0] + 1
        if year is not None and self._word(last + 1) in HIJRI:
            last += 1
        if year is None and day is None and self.norms[name[0]].removeprefix(AL) not in ("رمضان", "شعبان", "شوال"):
            return None
        days = self._hijri_of(year, name[1], day)
        return None if days is None and self.published is not None else Found(last, days)

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

    def _weekday(self, at: int) -> Found | None:
        start = at
        while self._word(at) in self.names.before_weekdays or (
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
        ahead = self._next(weekday) if relative is None else None
        return Found(last, self._on_weekday(weekday, relative), relative == 1, ahead)

    def _next(self, weekday: int) -> Days | None:
        if self.published is None:
            return None
        only = self.published + timedelta(days=(weekday - self.published.weekday()) % 7)
        return only, only

    def _on_weekday(self, weekday: int, relative: int | None) -> Days | None:
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        if relative == 1:
            only = self.published + timedelta(days=7 - back if back else 7)
        else:
            only = self.published - timedelta(days=back or (7 if relative == -1 else 0))
        return only, only

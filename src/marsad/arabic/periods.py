"""Takes the words of time of a sentence and gives the days of what counts from publication: yesterday, last week."""

from __future__ import annotations

from datetime import timedelta

from marsad.arabic.calendar import AL, Days, month_days, week_days, year_days
from marsad.arabic.numbers import find_numbers
from marsad.arabic.time_words import Found, TimeWords


class Periods(TimeWords):
    """Reads days and periods told by their distance from publication."""

    def _day(self, at: int) -> Found | None:
        start = at
        while self._word(at) in self.names.parts_of_day and at < start + 2:
            at += 1
        found = self._phrase(at, self.names.days)
        if found is None or (self.bare[at] == "غد" and at == start):
            return None
        last, offset = found
        if self.published is None:
            return Found(last, None, offset > 0)
        only = self.published + timedelta(days=offset)
        return Found(last, (only, only), offset > 0)

    def _period(self, at: int) -> Found | None:
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
        return Found(last, self._shifted(unit, shift or 0), (shift or 0) > 0)

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

    def _ago(self, at: int) -> Found | None:
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
            return Found(last, None)
        if word == "بعد":
            return None
        moment = self._moved(-count, unit)
        if word in self.names.since:
            return Found(last, (moment[0], self.published))
        return Found(last, moment)

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

    def _past_periods(self, at: int) -> Found | None:
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

    def _window(self, last: int, count: int, unit: str, direction: int) -> Found:
        if self.published is None:
            return Found(last, None, direction > 0)
        moved = self._moved(direction * count, unit)
        days = (moved[0], self.published) if direction < 0 else (self.published, moved[1])
        return Found(last, days, direction > 0)

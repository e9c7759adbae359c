"""Takes calendar.toml and gives the names of months, weekdays and relative times by normal form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from marsad.arabic.normal import normalize

DATA: Final = Path(__file__).parent.parent / "lexicon" / "words" / "calendar.toml"
AL: Final = "\u0627\u0644"
Days = tuple[date, date]
Phrases = dict[str, tuple[tuple[tuple[str, ...], int], ...]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names by first word, longest first, each with what it means; sets of single words."""

    months: Phrases
    hijri_months: Phrases
    weekdays: dict[str, int]
    days: Phrases
    parts_of_day: frozenset[str]
    units: dict[str, str]
    duals: dict[str, str]
    relative: dict[str, int]
    parts: dict[str, str]
    ambiguous: frozenset[str]
    ago: frozenset[str]
    since: frozenset[str]
    ahead: frozenset[str]
    year_words: frozenset[str]
    year_before: frozenset[str]
    day_words: frozenset[str]
    before_weekdays: frozenset[str]
    """Parts of the day and words for it, which may stand before a weekday."""
    ordinals: dict[str, int]
    signs: frozenset[str]
    beginnings: frozenset[str]


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """Give the calendar's names, read once."""
    data = tomllib.loads(DATA.read_text("utf-8"))

    def words(table: str, key: str = "words") -> frozenset[str]:
        return frozenset(normalize(word) for word in data[table][key])

    def table(name: str) -> dict[str, str]:
        return {normalize(word): key for key, entries in data[name].items() for word in entries}

    phrases = {name: _phrases(data[name]) for name in ("months", "hijri_months", "days")}
    units, duals, parts = table("units"), table("duals"), table("parts")
    weekdays = {word: int(value) for word, value in table("weekdays").items()}
    signs = set().union(*phrases.values(), weekdays, units, duals, words("parts_of_day"), words("year"))
    relative = {word: int(value) for word, value in table("relative").items()}
    ordinals = {word: int(value) for word, value in table("ordinals").items()}
    all_signs = frozenset(signs | {AL + word for word in units})
    return Calendar(
        phrases["months"],
        phrases["hijri_months"],
        weekdays,
        phrases["days"],
        words("parts_of_day"),
        units,
        duals,
        relative,
        parts,
        words("ambiguous_months"),
        words("ago"),
        words("since"),
        words("ahead"),
        words("year"),
        words("year", "before"),
        words("day"),
        words("parts_of_day") | words("day"),
        ordinals,
        all_signs,
        frozenset([*all_signs, *parts, *relative, *ordinals]),
    )


def _phrases(entries: dict[str, list[str]]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for value, names in entries.items():
        for name in names:
            first, *rest = (normalize(word) for word in name.split())
            found.setdefault(first, []).append((tuple(rest), int(value)))
    return {first: tuple(sorted(set(names), key=lambda pair: -len(pair[0]))) for first, names in found.items()}


def month_days(year: int, month: int) -> Days:
    """Give the first and last day of a month; months beyond 1..12 run into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def year_days(year: int) -> Days:
    """Give the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """Give Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def third_of_month(days: Days, part: str) -> Days:
    """Give days 1-10, 11-20 or 21-end of a month (codebook section 6)."""
    first, last = days
    match part:
        case "first":
            return first, first.replace(day=10)
        case "middle":
            return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def third_of_year(days: Days, part: str) -> Days:
    """Give the first ten days (as of a month, codebook section 6), or the middle or last four months of a year."""
    year = days[0].year
    if part == "first":
        return date(year, 1, 1), date(year, 1, 10)
    begin, end = {"middle": (5, 8), "last": (9, 12)}[part]
    return date(year, begin, 1), month_days(year, end)[1]


def hijri_days(year: int, month: int | None, day: int | None) -> Days | None:
    """Give the Gregorian days of a Hijri year, month or day (Umm al-Qura); None outside the calendar's range."""
    from hijridate import Hijri

    try:
        first = Hijri(year, month or 1, day or 1)
        if day is not None:
            only = first.to_gregorian()
            return date(only.year, only.month, only.day), date(only.year, only.month, only.day)
        last_month = month or 12
        last = Hijri(year, last_month, Hijri(year, last_month, 1).month_length())
        begin, end = first.to_gregorian(), last.to_gregorian()
    except (OverflowError, ValueError):
        return None
    return date(begin.year, begin.month, begin.day), date(end.year, end.month, end.day)

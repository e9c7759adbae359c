"""Takes a written publication date and gives the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=\D|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=\D|$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=T|$)")
_EPOCH = re.compile(r"\d{9,10}$|\d{12,13}$")
_NAMED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%a, %d %b %Y")
_MILLISECONDS = 100_000_000_000


def parse_day(value: object) -> date | None:
    """Give the day that a date names, in its own time zone; None where there is none.

    Read are dates and datetimes, ISO 8601 and other orders of numbers that begin with the year, day-first numbers
    (28/7/2020), RFC 822 (Tue, 28 Jul 2020 21:05:00 +0300), English month names, and seconds or milliseconds since
    1970 (UTC). Raises ValueError for anything else.

    >>> parse_day("٢٠٢٠-٠٧-٢٨")  # Arabic-Indic digits
    datetime.date(2020, 7, 28)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        found = _numbers(text) or _named(text)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None:
        raise ValueError(f"{text[:40]!r} is not a date such as 2020-07-28")
    return found


def _numbers(text: str) -> date | None:
    if found := _YEAR_FIRST.match(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_FIRST.match(text):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if found := _COMPACT.match(text):
        return date(*(int(part) for part in found.groups()))
    if _EPOCH.match(text):
        seconds = int(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC).date()
    return None


def _named(text: str) -> date | None:
    for form in _NAMED:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, IndexError):
        return None

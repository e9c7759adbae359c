"""Takes a written publication date and gives the day."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?=\D|$)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=\D|$)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*$")


def parse_day(value: object) -> date | None:
    """Give the day of an ISO, day-first or RFC 822 date, a date or a datetime; None where there is none.

    Raises ValueError for anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value)
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_COMPACT, (1, 2, 3))):
        if found := pattern.match(text):
            year, month, day = (int(found[part]) for part in order)
            return date(year, month, day)
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError):
        raise ValueError(f"{text[:40]!r} is not a date such as 2020-07-28") from None

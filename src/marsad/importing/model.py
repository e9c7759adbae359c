"""What the importing room gives: an incident of another's, and rows that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.errors import MarsadError
from marsad.incidents.model import Incident


class RowError(MarsadError):
    """A row does not say what it must; the message says which column, and what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An incident of another collection: `id` is `acled:` or `ucdp:` with its own name there; `row` as it was read.

    `version` is when the other side last changed it, as a number that grows, where its file tells.
    """

    id: str
    source: str
    version: int | None
    row: dict[str, str]
    incident: Incident


@dataclass(frozen=True, slots=True)
class RowFailure:
    """A row that was left out: its line (from 1) and why."""

    line: int
    reason: str


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def day(text: str, column: str) -> date:
    """Give the day of `2024-01-15`, with or without a time after it, or `15 January 2024`."""
    try:
        parts = text.split()
        if len(parts) == 3 and parts[1].lower() in MONTHS:
            return date(int(parts[2]), MONTHS.index(parts[1].lower()) + 1, int(parts[0]))
        return date.fromisoformat(text[:10])
    except ValueError:
        raise RowError(f"{column} {text!r} is no day; write it as 2024-01-15 or 15 January 2024") from None


def whole(text: str, column: str) -> int:
    """Give a whole number, 0 or greater; an empty cell is 0."""
    try:
        value = int(float(text or 0))
    except (ValueError, OverflowError):
        value = -1
    if value < 0:
        raise RowError(f"{column} {text!r} is no whole number")
    return value


def degrees(text: str, column: str, most: float) -> float | None:
    """Give degrees; None for an empty cell."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = most + 1
    if not -most <= value <= most:
        raise RowError(f"{column} {text!r} is no number of degrees between {-most:g} and {most:g}")
    return value

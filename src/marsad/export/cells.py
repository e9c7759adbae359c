"""Takes rows and writes CSV as RFC 4180 has it, in which no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
APOSTROPHE = "'"


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: TextIO) -> None:
    """Write a header and the rows; lines end in CR LF, cells with commas, quotes or line ends are quoted."""
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n", extrasaction="raise")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: safe(value) for name, value in row.items()})


def safe(value: Any) -> Any:
    """Give a cell with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay numbers.

    Blanks and signs without width before it don't count, and a full-width sign is the sign, as spreadsheets see it.
    """
    if not isinstance(value, str):
        return value
    plain = value.replace("\x00", "")
    start = next((one for one in plain if one in FORMULA_STARTS or not _is_unseen(one)), "")
    return f"{APOSTROPHE}{plain}" if unicodedata.normalize("NFKC", start) in FORMULA_STARTS else plain


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cf", "Cc")

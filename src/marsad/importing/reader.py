"""Takes a CSV file of ACLED or UCDP GED and gives its incidents, row by row; a bad row stops no other."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import DocumentError
from marsad.importing import acled, ucdp
from marsad.importing.model import Imported, RowError, RowFailure

DELIMITERS = ",;\t"
LONGEST_FIELD = 10_000_000  # characters; the csv module's own limit is smaller than some notes are
Read = Callable[[Mapping[str, str]], Imported]


@dataclass(frozen=True, slots=True)
class Source:
    """A collection: what it is called, the columns its rows must have, and how one is read."""

    name: str
    needed: tuple[str, ...]
    read: Read


SOURCES = {
    "acled": Source("ACLED", acled.NEEDED, acled.acled_incident),
    "ucdp": Source("UCDP GED", ucdp.NEEDED, ucdp.ucdp_incident),
}


def read_import(source: str, file: Path) -> Iterator[Imported | RowFailure]:
    """Give the incidents of a CSV file (UTF-8; comma, semicolon or tab) and the rows that were left out.

    Of several rows with one id the first is given. Raises DocumentError where the file cannot be read, or lacks a
    column that it must have.
    """
    chosen = SOURCES[source]
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            delimiter = max(DELIMITERS, key=first.count)
            header = next(csv.reader([first], delimiter=delimiter), [])
            _check(file, chosen, header)
            yield from _rows(chosen, csv.DictReader(stream, header, delimiter=delimiter))
    except OSError as error:
        raise DocumentError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{file}: not UTF-8; save it as CSV in UTF-8") from None
    except csv.Error as error:
        raise DocumentError(f"{file}: {error}") from None


def _check(file: Path, chosen: Source, header: list[str]) -> None:
    missing = [name for name in chosen.needed if name not in header]
    if missing:
        raise DocumentError(f"{file}: no file of {chosen.name}: it lacks the column {', '.join(missing)}")


def _rows(chosen: Source, rows: csv.DictReader[str]) -> Iterator[Imported | RowFailure]:
    seen: dict[str, int] = {}
    for row in rows:
        line = rows.line_num + 1
        if None in row or None in row.values():
            yield RowFailure(line, "more or fewer cells than the heading has; is a quote missing?")
            continue
        try:
            found = chosen.read({name: value.strip() for name, value in row.items()})
        except RowError as error:
            yield RowFailure(line, str(error))
            continue
        if found.id in seen:
            yield RowFailure(line, f"{found.id} stands on line {seen[found.id]} already; that one is kept")
            continue
        seen[found.id] = line
        yield found

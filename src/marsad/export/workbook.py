"""Takes incidents and gives an Excel workbook that opens from right to left, with its data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.errors import UsageError
from marsad.export.dictionary import dictionaries
from marsad.export.incidents import flat_rows
from marsad.export.told import Told

if TYPE_CHECKING:
    import xlsxwriter

MOST_ROWS = 1_048_575  # of a sheet, besides its heading
LONGEST_CELL = 32_767
WIDE, NARROW = 40, 14
WIDE_COLUMNS = frozenset({"sentence", "source", "actors", "recipients", "meaning", "outlets"})


def write_workbook(found: Iterable[Told], path: Path) -> None:
    """Write the workbook; what begins with `=` is text in it. UsageError where there are more than a sheet holds."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "reading_order": 2, "align": "right"})
        cell = book.add_format({"reading_order": 2, "align": "right", "valign": "top"})
        dictionary = dictionaries()["xlsx"]
        _write_sheet(book, "الحوادث", dictionary.columns, flat_rows(found), heading, cell)
        meanings = [{"field": one.name, "kind": one.kind, "meaning": one.meaning} for one in dictionary.fields]
        _write_sheet(book, "الحقول", ("field", "kind", "meaning"), meanings, heading, cell)


def _write_sheet(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    heading: Any,
    cell: Any,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDE if column in WIDE_COLUMNS else NARROW)
        sheet.write_string(0, at, column, heading)
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise UsageError(f"an Excel sheet holds {MOST_ROWS} incidents: narrow them with filters, or export csv")
        for at, column in enumerate(columns):
            _write_cell(sheet, number, at, row[column], cell)


def _write_cell(sheet: Any, row: int, at: int, value: Any, cell: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, at, value, cell)
        case int() | float():
            sheet.write_number(row, at, value, cell)
        case _:
            sheet.write_string(row, at, _allowed(str(value)), cell)


def _allowed(text: str) -> str:
    """Give text without the control characters that XML refuses, no longer than a cell takes."""
    return "".join(one for one in text if one >= " " or one in "\t\n")[:LONGEST_CELL]

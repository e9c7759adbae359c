"""Takes event records and incidents and gives files: in Marsad's own layout, ACLED's, UCDP's, PLOVER's, and others."""

from marsad.export.formats import FORMATS, Format
from marsad.export.records import COLUMNS, arrow_table, flat_row, write_csv, write_json, write_json_lines, write_parquet
from marsad.export.told import Told

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Format",
    "Told",
    "arrow_table",
    "flat_row",
    "write_csv",
    "write_json",
    "write_json_lines",
    "write_parquet",
]

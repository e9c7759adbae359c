"""Gives the formats of `marsad export`: of what they are, whether they need a file, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from marsad.export.acled import acled_rows
from marsad.export.cells import write_rows
from marsad.export.dictionary import dictionaries
from marsad.export.incidents import flat_rows, write_geojson, write_graphml, write_parquet
from marsad.export.plover import write_plover
from marsad.export.told import Told
from marsad.export.ucdp import ucdp_rows
from marsad.export.workbook import write_workbook

Rows = Callable[[Iterable[Told]], Iterable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `of_events` takes event records, the others incidents (`Told`); one of the two writers is there."""

    of_events: bool = False
    to_stream: Callable[[Iterable[Any], TextIO], None] | None = None
    to_file: Callable[[Iterable[Any], Path], None] | None = None


def _csv(name: str, rows: Rows) -> Format:
    def write(found: Iterable[Told], stream: TextIO) -> None:
        write_rows(rows(found), dictionaries()[name].columns, stream)

    return Format(to_stream=write)


FORMATS = {
    "csv": _csv("csv", flat_rows),
    "acled": _csv("acled", acled_rows),
    "ucdp": _csv("ucdp", ucdp_rows),
    "plover": Format(of_events=True, to_stream=write_plover),
    "geojson": Format(to_stream=write_geojson),
    "parquet": Format(to_file=write_parquet),
    "xlsx": Format(to_file=write_workbook),
    "graphml": Format(to_file=write_graphml),
}

"""Takes event records as dictionaries and gives flat rows and files: CSV, JSON, JSON lines, Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from marsad.export.cells import write_rows

if TYPE_CHECKING:
    import pyarrow

COLUMNS = (
    "id", "document", "source", "line", "page", "outlet", "published", "type", "mode", "status", "background",
    "first_day", "last_day", "trigger", "actor", "actor_name", "actor_country", "actor_sector", "recipient",
    "recipient_name", "recipient_country", "recipient_sector", "place", "place_name", "place_country", "latitude",
    "longitude", "said_by", "killed", "injured", "detained", "same_as", "sentence_text",
)  # fmt: skip
WHOLE_NUMBERS = ("line", "page", "killed", "injured", "detained")
JOINT = "; "
BATCH = 10_000


def flat_row(record: dict[str, Any]) -> dict[str, Any]:
    """Give one record as a flat row; lists are joined by `; ` in the order of the record."""
    when, place = record["when"] or {}, record["place"]
    source = record["trigger"].get("source", {})
    row = {name: record.get(name) for name in COLUMNS}
    row |= {"trigger": record["trigger"]["text"], "line": source.get("line"), "page": source.get("page")}
    row |= {"first_day": when.get("from"), "last_day": when.get("to"), "said_by": _joined(record["said_by"], "text")}
    row |= {"place": _joined(place, "text"), "place_name": _joined(place, "name")}
    row |= {"place_country": _joined(place, "country")}
    row |= {name: place[0][name] if place else None for name in ("latitude", "longitude")}
    for role in ("actor", "recipient"):
        row[role] = _joined(record[role], "text")
        row |= {f"{role}_{part}": _joined(record[role], part) for part in ("name", "country", "sector")}
    return row


def _joined(spans: list[dict[str, Any]], key: str) -> str | None:
    return JOINT.join(str(span[key] or "") for span in spans) if spans else None


def write_json(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write a JSON list."""
    stream.write("[")
    for number, record in enumerate(records):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(record, ensure_ascii=False))
    stream.write("\n]\n")


def write_json_lines(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write one JSON object a line."""
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_csv(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write CSV with a header; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    write_rows(map(flat_row, records), COLUMNS, stream)


def write_parquet(records: Iterable[dict[str, Any]], path: Path) -> None:
    """Write a Parquet file of flat rows, some thousands at a time."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(path, _schema()) as writer:
        for batch in _batches(records):
            writer.write_table(arrow_table(batch))


def arrow_table(records: Iterable[dict[str, Any]]) -> pyarrow.Table:
    """Give the flat rows of records as an Arrow table; its column types do not depend on the rows."""
    import pyarrow

    return pyarrow.Table.from_pylist([flat_row(record) for record in records], schema=_schema())


def _schema() -> pyarrow.Schema:
    import pyarrow

    kinds = {name: pyarrow.int64() for name in WHOLE_NUMBERS}
    kinds |= {"background": pyarrow.bool_(), "latitude": pyarrow.float64(), "longitude": pyarrow.float64()}
    return pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])


def _batches(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(records)
    while batch := list(islice(rest, BATCH)):
        yield batch

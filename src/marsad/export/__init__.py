"""Takes event records as dictionaries and gives flat rows and files: CSV, JSON, JSON lines, Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

COLUMNS = (
    "id", "document", "source", "line", "page", "outlet", "published", "type", "mode", "status", "background",
    "first_day", "last_day", "trigger", "actor", "actor_name", "actor_country", "actor_sector", "recipient",
    "recipient_name", "recipient_country", "recipient_sector", "place", "place_name", "place_country", "latitude",
    "longitude", "said_by", "killed", "injured", "detained", "same_as", "sentence_text",
)
JOINT = "; "
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def flat_row(record: dict[str, Any]) -> dict[str, Any]:
    """Give one record as a flat row; lists are joined by `; ` in the order of the record."""
    when, place = record["when"] or {}, record["place"]
    row = {name: record.get(name) for name in COLUMNS}
    source = record["trigger"].get("source", {})
    row |= {"trigger": record["trigger"]["text"], "first_day": when.get("from"), "last_day": when.get("to"),
            "line": source.get("line"), "page": source.get("page"),
            "place": _joined(place, "text"), "place_name": _joined(place, "name"),
            "place_country": _joined(place, "country"), "said_by": _joined(record["said_by"], "text"),
            "latitude": place[0]["latitude"] if place else None,
            "longitude": place[0]["longitude"] if place else None}
    for role in ("actor", "recipient"):
        row[role] = _joined(record[role], "text")
        for part in ("name", "country", "sector"):
            row[f"{role}_{part}"] = _joined(record[role], part)
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
    """Write CSV with a header; a cell that a spreadsheet would take for a formula gets a quote mark before it."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: _safe(value) for name, value in flat_row(record).items()})


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def write_parquet(records: Iterable[dict[str, Any]], path: Path) -> None:
    """Write a Parquet file of flat rows."""
    import pyarrow
    import pyarrow.parquet

    rows = [flat_row(record) for record in records]
    whole = {"line", "page", "killed", "injured", "detained"}
    kinds = {"background": pyarrow.bool_(), "latitude": pyarrow.float64(), "longitude": pyarrow.float64(),
             **dict.fromkeys(whole, pyarrow.int64())}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), path)

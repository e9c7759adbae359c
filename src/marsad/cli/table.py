"""Takes event records and documents and gives the tables that a terminal shows of them."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NARROWEST, WIDE, UNKNOWN = 40, 110, 160  # columns; below WIDE the status stands under the type
ROLES = ("actor", "recipient", "place")
WIDTHS = {"day": 10, "type": 13, "status": 12}
ACTUAL = "actual"


@lru_cache(maxsize=1)
def arabic_names() -> dict[str, dict[str, str]]:
    """Give what types, statuses and columns are called in Arabic."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


def event_table(records: list[dict[str, Any]], lang: str, isolate: bool, width: int) -> Table:
    """Give a table of events: day, type and mode, actor, recipient, place, status, and id with source."""
    is_wide = width >= WIDE
    columns = ["day", "type", *ROLES, *(["status"] if is_wide else []), "source"]
    titles = {name: arabic_names()["columns"][name] if lang == "ar" else name for name in columns}
    table = _table(isolate, titles, is_wide)
    for record in records:
        found = {"day": _day(record), "type": _kind(record, lang, is_wide), "status": _status(record, lang)}
        found |= {role: _spans(record[role], lang) for role in ROLES}
        found["source"] = f"{record['id']}\n{_source(record)}"
        table.add_row(*(cell(found[name], isolate) for name in columns))
    return table


def _table(isolate: bool, titles: dict[str, str], is_wide: bool = True) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), collapse_padding=True)
    for name, title in titles.items():
        source_width = 15 if name == "source" and not is_wide else None
        table.add_column(cell(title, isolate), overflow="fold", min_width=WIDTHS.get(name), width=source_width)
    return table


def _day(record: dict[str, Any]) -> str:
    when = record["when"]
    if when is None or when["from"] is None:
        return f"({record['published']})" if record["published"] else ""
    return str(when["from"]) if when["from"] == when["to"] else f"{when['from']}\n{when['to']}"


def _kind(record: dict[str, Any], lang: str, is_wide: bool) -> str:
    kind = arabic_names()["types"][record["type"]] if lang == "ar" else record["type"]
    parts = [kind, record["mode"] if lang == "en" else None]
    if not is_wide and record["status"] != ACTUAL:
        parts.append(f"({_status(record, lang)})")
    return "\n".join(part for part in parts if part)


def _status(record: dict[str, Any], lang: str) -> str:
    return arabic_names()["statuses"][record["status"]] if lang == "ar" else str(record["status"])


def _spans(spans: list[dict[str, Any]], lang: str) -> str:
    if lang == "ar":
        return "، ".join(span["text"] for span in spans)
    return ", ".join(span["name"] or span["text"] for span in spans)


def _source(record: dict[str, Any]) -> str:
    """Give the file's name with line or page: `report.pdf p. 3`, `news.txt:12`."""
    source = record["trigger"].get("source", {})
    name = re.split(r"[/\\]", record["source"])[-1]
    if "page" in source:
        return f"{name} p. {source['page']}"
    return f"{name}:{source['line']}" if "line" in source else name


def cell(value: str | None, isolate: bool) -> Text:
    """Give a table cell: without control characters, right-to-left lines isolated so that they move no other cell."""
    return Text("\n".join(isolated(line, isolate) for line in (value or "").split("\n")))


def isolated(value: str, isolate: bool) -> str:
    """Give a line of text that may hold no control characters, in a Unicode isolate where it is right-to-left."""
    plain = _CONTROLS.sub("", value)
    if isolate and _RIGHT_TO_LEFT.search(plain):
        return f"{FIRST_STRONG_ISOLATE}{plain}{POP_ISOLATE}"
    return plain


def document_table(rows: list[dict[str, Any]], isolate: bool) -> Table:
    """Give a table of documents."""
    columns = ("document", "published", "outlet", "events", "source")
    table = _table(isolate, {name: name for name in columns})
    for row in rows:
        found = (row["id"][:12], row["published"], row["outlet"], row["event_count"], row["source"])
        table.add_row(*(cell("" if value is None else str(value), isolate) for value in found))
    return table


def page_width(stream: TextIO) -> int:
    """Give the columns of the terminal, or of $COLUMNS; of a wide page where neither is known."""
    known = stream.isatty() or "COLUMNS" in os.environ
    return max(shutil.get_terminal_size((UNKNOWN, 24)).columns if known else UNKNOWN, NARROWEST)


def printed(table: Table, stream: TextIO, width: int) -> None:
    """Print a table to a stream."""
    Console(file=stream, width=width, highlight=False).print(table)

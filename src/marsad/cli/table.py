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
NARROWEST, WIDE, UNKNOWN = 66, 110, 160  # columns; below WIDE the status stands under the type
ROLES = ("actor", "recipient", "place")
WIDTHS = {"day": 12, "type": 14, "status": 12, "source": 16}  # "(2020-07-28)", "(hypothetical)", an id up to e999
WIDE_SOURCE = 28
ID_LENGTH = 12
ACTUAL = "actual"
_MEASURE = Console(width=UNKNOWN)


@lru_cache(maxsize=1)
def arabic_names() -> dict[str, dict[str, str]]:
    """Give what types, statuses and columns are called in Arabic."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


def event_table(records: list[dict[str, Any]], lang: str, isolate: bool, width: int) -> Table:
    """Give a table of events: day, type and mode, actor, recipient, place, status, and id with source."""
    is_wide = width >= WIDE
    columns = ["day", "type", *ROLES, *(["status"] if is_wide else []), "source"]
    titles = {name: arabic_names()["columns"][name] if lang == "ar" else name for name in columns}
    rows = [_event_cells(record, lang, is_wide) for record in records]
    return plain_table(_widths(columns, width, is_wide), titles, rows, isolate)


def _event_cells(record: dict[str, Any], lang: str, is_wide: bool) -> dict[str, str]:
    cells = {"day": _day(record), "type": _kind(record, lang, is_wide), "status": _status(record, lang)}
    cells |= {role: _spans(record[role], lang) for role in ROLES}
    return cells | {"source": f"{record['id']}\n{_source(record)}"}


def _widths(columns: list[str], width: int, is_wide: bool) -> dict[str, int]:
    """Give each column its width: what it needs for days, types and ids; the roles share the rest evenly."""
    widths = {name: WIDTHS[name] for name in columns if name in WIDTHS}
    if is_wide:
        widths["source"] = WIDE_SOURCE
    share = (width - sum(widths.values()) - len(columns) + 1) // len(ROLES)
    return widths | dict.fromkeys(ROLES, share)


def plain_table(widths: dict[str, int], titles: dict[str, str], rows: list[dict[str, str]], isolate: bool) -> Table:
    """Give a table whose cells are wrapped before they are isolated: an isolate left open would swallow its line."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=0)  # the box puts one space between columns
    for name, title in titles.items():
        table.add_column(cell(title, widths[name], isolate), width=widths[name])
    for row in rows:
        table.add_row(*(cell(row[name], widths[name], isolate) for name in titles))
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


def cell(value: str, width: int, isolate: bool) -> Text:
    """Give a table cell: wrapped, without control characters, its right-to-left lines in isolates of their own."""
    plain = "\n".join(isolated(line, False) for line in value.split("\n"))
    lines = Text(plain).wrap(_MEASURE, width, overflow="fold")
    return Text("\n".join(isolated(line.plain.rstrip(), isolate) for line in lines))


def isolated(value: str, isolate: bool) -> str:
    """Give a line of text that may hold no control characters, in a Unicode isolate where it is right-to-left."""
    plain = _CONTROLS.sub("", value)
    if isolate and _RIGHT_TO_LEFT.search(plain):
        return f"{FIRST_STRONG_ISOLATE}{plain}{POP_ISOLATE}"
    return plain


def document_table(documents: list[dict[str, Any]], isolate: bool, width: int) -> Table:
    """Give a table of documents."""
    widths = {"document": ID_LENGTH, "published": 10, "outlet": 14, "events": 6}
    widths["source"] = max(width - sum(widths.values()) - len(widths), WIDTHS["source"])
    titles = {name: name for name in widths}
    return plain_table(widths, titles, [_document_cells(row) for row in documents], isolate)


def _document_cells(row: dict[str, Any]) -> dict[str, str]:
    shown = {"document": row["id"][:ID_LENGTH], "events": row["event_count"]}
    shown |= {name: row[name] or "" for name in ("published", "outlet", "source")}
    return {name: str(value) for name, value in shown.items()}


def page_width(stream: TextIO) -> int:
    """Give the columns of the terminal, or of $COLUMNS; of a wide page where neither is known."""
    known = stream.isatty() or "COLUMNS" in os.environ
    return max(shutil.get_terminal_size((UNKNOWN, 24)).columns if known else UNKNOWN, NARROWEST)


def printed(table: Table, stream: TextIO, width: int) -> None:
    """Print a table to a stream."""
    Console(file=stream, width=width, highlight=False).print(table)

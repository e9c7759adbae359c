"""Takes a store and gives one file with all it holds; takes such a file and fills an empty store, of either kind."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import JSON, Connection, Date, DateTime, LargeBinary, MetaData, Table, func, insert, null, select
from sqlalchemy.types import TypeEngine

from marsad.errors import StoreError
from marsad.store.connect import VERSION_TABLE, migrate, version_of
from marsad.store.schema import is_full_text
from marsad.store.store import Store

FORMAT = "marsad backup 1"
AT_ONCE = 500
Row = dict[str, Any]
Progress = Callable[[int], None]


def backup(store: Store, file: Path, show: Progress | None = None) -> int:
    """Write all that a store holds to a compressed file, as of one moment; gives how many rows.

    Others may go on reading and writing. The file appears whole or not at all. Raises StoreError where it cannot be
    written.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with gzip.open(part, "wt", encoding="utf-8", compresslevel=6) as stream, store.snapshot() as connection:
            count = _write(connection, stream, show)
        part.replace(file)
    except OSError as error:
        raise StoreError(f"backup {file}: {error.strerror}; choose another file") from None
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(connection: Connection, stream: TextIO, show: Progress | None) -> int:
    head = {"format": FORMAT, "shape": version_of(connection), "at": datetime.now(UTC).isoformat()}
    stream.write(json.dumps(head) + "\n")
    count = 0
    for table in _tables(connection):
        stream.write(json.dumps({"table": table.name, "columns": [column.name for column in table.c]}) + "\n")
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
            stream.write(json.dumps([_plain(value) for value in row], ensure_ascii=True) + "\n")
            count += 1
            if show is not None and count % AT_ONCE == 0:
                show(count)
    stream.write(json.dumps({"rows": count}) + "\n")
    return count


def _tables(connection: Connection) -> list[Table]:
    """Give the tables of the store's present shape, those that others refer to first."""
    shape = MetaData()
    shape.reflect(connection, only=lambda name, _: not is_full_text(name) and name != VERSION_TABLE)
    return shape.sorted_tables


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
        case _:
            return value


def restore_backup(store: Store, file: Path, show: Progress | None = None) -> int:
    """Fill an empty store with what `backup` wrote, of this or an older Marsad; gives how many rows.

    All of it or, where anything is wrong, nothing. Raises StoreError where the store is not empty, or the file is no
    backup, is damaged or cut short, or was written by a newer Marsad.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as stream, store.writing() as connection:
            return _fill(connection, file, _lines(stream, file), show)
    except (gzip.BadGzipFile, zlib.error, UnicodeDecodeError):
        raise StoreError(f"backup {file}: damaged, or no backup of Marsad; nothing was restored") from None
    except EOFError:
        raise StoreError(f"backup {file}: cut short; nothing was restored") from None
    except OSError as error:
        raise StoreError(f"backup {file}: {error.strerror}") from None


def _lines(stream: TextIO, file: Path) -> Iterator[Any]:
    for line in stream:
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            raise StoreError(f"backup {file}: damaged, or no backup of Marsad; nothing was restored") from None


def _fill(connection: Connection, file: Path, lines: Iterator[Any], show: Progress | None) -> int:
    head = next(lines, None)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(f"backup {file}: no backup of Marsad, or one of a newer version")
    if any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables(connection)):
        raise StoreError("the store already holds something: name a new one with --store")
    migrate(connection, str(head["shape"]), f"backup {file}")
    count = _insert_all(connection, file, lines, show)
    migrate(connection, "head", f"backup {file}")
    if connection.dialect.name == "postgresql":
        _count_on(connection)
    return count


def _count_on(connection: Connection) -> None:
    """Let numbers that PostgreSQL gives by itself go on after those that were restored."""
    for table in _tables(connection):
        if "id" in table.c:
            name = connection.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar()
            last = connection.execute(select(func.max(table.c.id))).scalar()
            if name is not None and last is not None:
                connection.execute(select(func.setval(name, last)))


def _insert_all(connection: Connection, file: Path, lines: Iterator[Any], show: Progress | None) -> int:
    tables = {table.name: table for table in _tables(connection)}
    table, columns, batch, count = None, [], list[Row](), 0
    for line in lines:
        if isinstance(line, list) and table is not None:
            batch.append({name: _value(table.c[name].type, value) for name, value in zip(columns, line, strict=True)})
            count += 1
        if batch and (len(batch) == AT_ONCE or isinstance(line, dict)):
            connection.execute(insert(table), batch)  # type: ignore[arg-type]
            batch = []
            if show is not None:
                show(count)
        if isinstance(line, dict):
            if line.get("rows") == count:
                return count
            table, columns = tables.get(line.get("table", "")), line.get("columns", [])
            if table is None:
                break
    raise StoreError(f"backup {file}: cut short or damaged; nothing was restored")


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return null() if isinstance(kind, JSON) else None
    match kind:
        case DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case LargeBinary():
            return base64.b64decode(value)
        case _:
            return value

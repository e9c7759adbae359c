"""Takes a path or URL and gives an open database of the present shape."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from marsad.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0006"
VERSION_TABLE = "marsad_version"
VARIABLE = "MARSAD_STORE"
FILE = "marsad.sqlite3"
BUSY_SECONDS = 60
POSTGRES_LOCK = 19071938  # any number that other programs in the same database do not lock
_PASSWORD = re.compile(r"(?<=://).*@")


def default_url() -> str:
    """Give the store named by MARSAD_STORE, else a file in the per-user data folder."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    import platformdirs

    return str(Path(platformdirs.user_data_dir("marsad")) / FILE)


def store_url(chosen: str | None) -> str:
    """Give an SQLAlchemy URL for a path, a URL, or None (the default store).

    >>> store_url("postgresql://host/db")
    'postgresql+psycopg://host/db'
    """
    name = chosen or default_url()
    if "://" not in name:
        return f"sqlite:///{Path(name).expanduser()}"
    for plain in ("postgresql://", "postgres://"):
        if name.startswith(plain):
            return "postgresql+psycopg://" + name.removeprefix(plain)
    return name


def open_engine(chosen: str | None, create: bool = True) -> Engine:
    """Give an engine on the store, its tables made or migrated as needed.

    Raises StoreError where it cannot be opened, is no Marsad store, was written by a newer Marsad, or, without
    `create`, is a file that does not exist.
    """
    url = store_url(chosen)
    shown = shown_url(url)
    try:
        parsed = _parsed(url)
        file = sqlite_file(parsed)
        if file is not None:
            _make_ready(file, create)
        engine = create_engine(parsed)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _migrate(engine, shown)
    except ModuleNotFoundError as error:
        raise StoreError(f"store {shown}: the driver {error.name} is missing: pip install 'marsad[postgres]'") from None
    except ArgumentError:
        raise StoreError(f"store {shown}: neither a path nor a database URL that Marsad knows") from None
    except OSError as error:
        raise StoreError(f"store {shown}: {error.strerror}; choose another with --store") from None
    except DBAPIError as error:
        raise explained(error, shown) from None
    return engine


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError as error:  # a port that is no number
        raise ArgumentError(str(error)) from None


def sqlite_file(url: URL) -> Path | None:
    """Give the file of an SQLite URL; None for a database in memory or on a server."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _make_ready(file: Path, create: bool) -> None:
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.exists():
        raise StoreError(f"store {file}: no such file; `marsad read` makes one, --store names another")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: Any) -> None:
    """Switch the file to WAL; SQLite does not wait by itself while another program is switching it too."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _migrate(engine: Engine, shown: str) -> None:
    with engine.connect() as connection:
        if version_of(connection) == HEAD:
            return
    with engine.begin() as connection:
        lock(connection)
        _refuse_strangers(connection, shown)
        migrate(connection, "head", f"store {shown}")


def migrate(connection: Connection, shape: str, what: str) -> None:
    """Bring a store to a shape (`head`: the present one), up or down; StoreError where this Marsad does not know it."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    present = version_of(connection)
    try:
        move = command.downgrade if shape != "head" and present is not None and shape < present else command.upgrade
        move(config, shape)
    except CommandError:
        raise StoreError(f"{what}: written by a newer Marsad; update Marsad to use it") from None


def _refuse_strangers(connection: Connection, shown: str) -> None:
    """An SQLite file with other tables is some other program's: nothing is written into it."""
    if connection.dialect.name == "sqlite" and version_of(connection) is None and inspect(connection).get_table_names():
        raise StoreError(f"store {shown}: a database of another program; choose another with --store")


def lock(connection: Connection) -> None:
    """Keep every other writer out until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})"))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def version_of(connection: Connection) -> str | None:
    """Give the shape that a store has; None where it has none of Marsad's."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return None if found is None else str(found)


def shown_url(url: str) -> str:
    """Give a URL as it may be shown: without user and password; for an SQLite file, its path."""
    return _PASSWORD.sub("", url).removeprefix("sqlite:///")


def explained(error: DBAPIError, shown: str) -> StoreError:
    """Give the StoreError that says what the database said, and what to do."""
    said = (str(error.orig).strip().splitlines() or [type(error).__name__])[0]
    if "locked" in said:
        return StoreError(f"store {shown}: {said}: another program has been writing to it; try again when it is done")
    if "not a database" in said or "malformed" in said:
        todo = "if it was a Marsad store, move it away and read the documents again; --store names another"
        return StoreError(f"store {shown}: {said}: the file is damaged or something else; {todo}")
    return StoreError(f"store {shown}: {said}; see that it can be reached and written to, or name another with --store")

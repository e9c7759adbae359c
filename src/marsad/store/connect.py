"""Takes a path or URL and gives an open database of the present shape."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from marsad.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
VARIABLE = "MARSAD_STORE"
FILE = "marsad.sqlite3"
BUSY_SECONDS = 60


def default_url() -> str:
    """Give the store named by MARSAD_STORE, else a file in the per-user data folder."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    import platformdirs

    return str(Path(platformdirs.user_data_dir("marsad")) / FILE)


def store_url(chosen: str | None) -> str:
    """Give an SQLAlchemy URL for a path, a URL, or None (the default store)."""
    name = chosen or default_url()
    if "://" not in name:
        return f"sqlite:///{Path(name).expanduser()}"
    for plain in ("postgresql://", "postgres://"):
        if name.startswith(plain):
            return "postgresql+psycopg://" + name.removeprefix(plain)
    return name


def open_engine(chosen: str | None) -> Engine:
    """Give an engine on the store, made or migrated as needed.

    Raises StoreError where it cannot be opened, is no Marsad store, or was written by a newer Marsad.
    """
    url = store_url(chosen)
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _migrate(engine)
    except ModuleNotFoundError as error:
        raise StoreError(f"store {url}: the driver {error.name} is missing; pip install 'marsad[postgres]'") from None
    except ArgumentError:
        raise StoreError(f"store {url!r}: not a path or database URL") from None
    except OSError as error:
        raise StoreError(f"store {url}: {error.strerror}; choose another with --store") from None
    except DatabaseError as error:
        raise StoreError(f"store {_shown(url)}: {_reason(error)}; is it a Marsad store? choose another with --store"
                         ) from None
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        _lock(connection)
        try:
            if _version(connection) != HEAD:
                command.upgrade(config, "head")
        except CommandError:
            raise StoreError(f"store {_shown(str(engine.url))}: written by a newer Marsad; update Marsad") from None


def _lock(connection: Any) -> None:
    """Keep two programs from making the tables at the same time."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(19071938)"))
    else:
        connection.execute(text("BEGIN IMMEDIATE")) if not connection.connection.in_transaction else None


def _version(connection: Any) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()  # type: ignore[no-any-return]


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return url


def _reason(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0]

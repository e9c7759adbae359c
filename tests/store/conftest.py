"""Stores to test with: SQLite always, and a PostgreSQL of our own where it is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from marsad.store import Store, store_url

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a server (without database): MARSAD_TEST_POSTGRES, or a private one that ends with the tests."""
    given = os.environ.get("MARSAD_TEST_POSTGRES")
    if given:
        yield given.rstrip("/")
        return
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed and MARSAD_TEST_POSTGRES is not set")
    folder = Path(tempfile.mkdtemp(prefix="marsad-postgres-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = _unprivileged(folder)
    data = folder / "data"
    _as(user, PROGRAMS[-1] / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as(user, PROGRAMS[-1] / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        _as(user, PROGRAMS[-1] / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: give another user, and the folder to it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _as(user: str | None, *command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """Name of a database with the tables made, of which every test gets a copy: much faster than making them anew."""
    with _database(postgres_server, "template0") as name:
        Store(f"{postgres_server}/{name}").close()
        yield name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """URL of a new store that is dropped after the test."""
    with _database(postgres_server, postgres_template) as name:
        yield f"{postgres_server}/{name}"


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of a database without tables that is dropped after the test."""
    with _database(postgres_server, "template0") as name:
        yield f"{postgres_server}/{name}"


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    """Name of a new database, which is dropped in the end."""
    name = f"marsad_{uuid.uuid4().hex[:12]}"
    engine = create_engine(store_url(f"{server}/postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"))
    yield name
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables made, of which every test gets a copy."""
    file = tmp_path_factory.mktemp("template") / "marsad.sqlite3"
    Store(str(file)).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new store, of each kind in turn."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "marsad.sqlite3")
        return str(file)
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is to be made, of each kind in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "marsad.sqlite3")
    found: str = request.getfixturevalue("empty_postgres_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        yield opened

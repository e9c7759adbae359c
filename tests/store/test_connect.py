"""Opening a store: made where there is none, brought to the present shape, or refused with what to do."""

from __future__ import annotations

import builtins
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from made import TEXT, coded
from sqlalchemy import text

from marsad.errors import StoreError
from marsad.store import Store, default_url, store_url
from marsad.store.connect import VERSION_TABLE, shown_url
from marsad.store.schema import is_full_text, metadata


def _is_ours(name: str | None, *_: object) -> bool:
    return not is_full_text(name)


def test_migrations_give_the_schema(unmade_url: str) -> None:
    with Store(unmade_url) as store, store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "include_name": _is_ours}
        )
        assert compare_metadata(context, metadata) == []


def test_opening_again_finds_what_is_there(unmade_url: str) -> None:
    with Store(unmade_url) as store:
        store.save(coded())
    with Store(unmade_url, create=False) as store:
        assert store.counts() == (1, 2)


def test_newer_store(url: str) -> None:
    with Store(url) as store, store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Marsad; update Marsad"):
        Store(url)


def test_makes_the_folders(tmp_path: Path) -> None:
    with Store(str(tmp_path / "a" / "b" / "s.db")) as store:
        assert store.counts() == (0, 0)


def test_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file; `marsad read` makes one"):
        Store(str(tmp_path / "a" / "s.db"), create=False)
    assert not (tmp_path / "a").exists()


def test_sqlite_settings(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.db")) as store, store.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                 for name in ("journal_mode", "foreign_keys", "busy_timeout")}  # fmt: skip
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60_000}


@pytest.mark.parametrize(
    "content", [b"not a database at all, but a text of some length " * 50, b"SQLite format 3\x00abc"]
)
def test_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "s.db"
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"s\.db: .*move it away"):
        Store(str(file))
    assert file.read_bytes() == content


def test_damaged_store(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    with Store(str(file)) as store:
        for number in range(40):
            store.save(coded(f"{TEXT}\n{number}"))
    data = bytearray(file.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[8 * page :] = b"\xee" * (len(data) - 8 * page)
    file.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), Store(str(file)) as store:
        list(store.events())
        store.save(coded())


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE documents (title TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Store(str(file))
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("documents",)]
    connection.close()


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Store(str(tmp_path))


@pytest.mark.parametrize("url", ["nosuchdatabase://host/db", "sqlite://host:port:9/x"])
def test_url_that_is_none(url: str) -> None:
    with pytest.raises(StoreError, match="neither a path nor a database URL"):
        Store(url)


def test_server_that_is_not_there() -> None:
    with pytest.raises(StoreError) as caught:
        Store("postgresql://somebody:secret@127.0.0.1:1/db")
    assert "can be reached" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_driver_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "psycopg" or name.startswith("psycopg."):
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"pip install 'marsad\[postgres\]'") as caught:
        Store("postgresql://somebody:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)


def test_store_in_memory() -> None:
    with Store("sqlite://") as store:
        store.save(coded())
        assert store.counts() == (1, 2)


def test_default_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MARSAD_STORE", str(tmp_path / "chosen.db"))
    assert store_url(None) == f"sqlite:///{tmp_path}/chosen.db"
    monkeypatch.delenv("MARSAD_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Path(default_url()).name == "marsad.sqlite3"


def test_urls() -> None:
    assert store_url("postgres://host/db") == "postgresql+psycopg://host/db"
    assert store_url("sqlite:////a/b.db") == "sqlite:////a/b.db"
    assert shown_url("postgresql+psycopg://me:se/cr@et@host/db") == "postgresql+psycopg://host/db"

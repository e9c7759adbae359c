"""A backup holds all of a store and fills a new one of either kind; a damaged one fills nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from made import TEXT, coded, contents

from marsad.errors import StoreError
from marsad.store import IncidentBook, Store
from marsad.store.backup import backup, restore_backup
from marsad.store.review import Reviews
from marsad.store.searching import search

EVENT = f"{coded().document.id[:12]}-e1"


def fill(store: Store) -> None:
    for number in range(3):
        store.save(coded(TEXT if number == 0 else f"{TEXT}\n{number}"))
    Reviews(store).correct(EVENT, {"killed": 2}, "Huda", "two")
    book = IncidentBook(store)
    first = next(book.incidents())
    if len(first.reports) > 1:
        book.split(first.id, [first.reports[-1].event_id], "Huda", "other days")
    book.update()


def test_backup_of_one_kind_fills_the_other(store: Store, tmp_path: Path) -> None:
    fill(store)
    count = backup(store, tmp_path / "all.gz")
    with Store(str(tmp_path / "copy.db")) as copy:
        assert restore_backup(copy, tmp_path / "all.gz") == count
        assert contents(copy) == contents(store)
        assert len(list(search(copy, "البصرة"))) == 3
        copy.save(coded(f"{TEXT}\nmore"))
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_what_sqlite_kept_goes_to_postgresql_and_numbers_go_on(postgres_url: str, tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.db")) as small:
        fill(small)
        backup(small, tmp_path / "all.gz")
        with Store(postgres_url) as large:
            restore_backup(large, tmp_path / "all.gz")
            assert contents(large) == contents(small)
            book = IncidentBook(large)
            names = [one.id for one in book.incidents()][:2]
            book.merge(names, "Huda", "one and the same")
            Reviews(large).confirm(EVENT, "Huda")


def test_store_that_holds_something_is_left_alone(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "all.gz")
    before = contents(store)
    with pytest.raises(StoreError, match="already holds something"):
        restore_backup(store, tmp_path / "all.gz")
    assert contents(store) == before


@pytest.mark.parametrize("fault", ["cut", "cut between rows", "changed", "plain", "other", "newer", "missing", "empty"])
def test_damaged_backup_restores_nothing(tmp_path: Path, fault: str) -> None:
    file = tmp_path / "all.gz"
    with Store(str(tmp_path / "s.db")) as store:
        fill(store)
        backup(store, file)
    whole = file.read_bytes()
    lines = gzip.decompress(whole).decode().splitlines(keepends=True)
    damaged = {
        "cut": whole[: len(whole) // 2],
        "cut between rows": gzip.compress("".join(lines[:-5]).encode()),
        "changed": whole[:200] + b"\x00\xff" * 20 + whole[240:],
        "plain": b"no backup at all",
        "other": gzip.compress(b'{"format": "other"}\n'),
        "newer": gzip.compress(("".join(lines)).replace('"shape": "', '"shape": "9').encode()),
        "empty": b"",
    }
    file.unlink()
    if fault != "missing":
        file.write_bytes(damaged[fault])
    with Store(str(tmp_path / "new.db")) as new:
        with pytest.raises(StoreError, match=r"all\.gz"):
            restore_backup(new, file)
        assert new.counts() == (0, 0)
        new.save(coded())


def test_backup_that_cannot_be_written(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.db")) as store, pytest.raises(StoreError, match="choose another file"):
        backup(store, tmp_path / "no" / "all.gz")

"""Correcting, history, search, coding anew and backups as a user runs them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from process import run_marsad
from reports import write_reports


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    reports, store = write_reports(folder / "reports", 3), folder / "s.db"
    run_marsad("read", reports, "--store", store, "--published", "2020-07-28", "--outlet", "Outlet")
    return store


def first_event(store: Path) -> str:
    records = run_marsad("events", "--store", store, "--format", "jsonl", "--limit", 1).stdout
    return str(json.loads(records)["id"])


def test_correct_and_history(store: Path) -> None:
    event = first_event(store)
    shown = run_marsad(
        "correct", event, "--set", "killed=7", "--why", "counted", "--by", "Huda", "--store", store
    ).stdout
    assert "killed     7" in shown
    assert "review     corrected" in shown
    told = run_marsad("history", event, "--store", store).stdout
    assert f"{event}  corrected by Huda: counted" in told
    assert "killed: - -> 7" in told
    assert "[1m" not in told
    (line,) = run_marsad("history", event, "--format", "jsonl", "--store", store).stdout.splitlines()
    assert json.loads(line)["after"]["killed"] == 7
    run_marsad("correct", event, "--undo", "--store", store, MARSAD_USER="Omar")
    assert "given back by Omar" in run_marsad("history", event, "--store", store).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--set", "killed"], 2, "write it as FIELD=VALUE"),
        (["--set", "killed=many"], 2, "give a whole number"),
        ([], 2, "give either --set"),
        (["--confirm", "--set", "killed=1"], 2, "give either --set"),
    ],
)
def test_wrong_corrections(store: Path, arguments: list[str], code: int, said: str) -> None:
    done = run_marsad("correct", first_event(store), *arguments, "--store", store, expected=code)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_search(store: Path) -> None:
    done = run_marsad("search", "العمال الكردستاني", "--store", store, "--limit", 2)
    assert "«حزب العمال الكردستاني»: alias of Kurdistan Workers' Party" in done.stdout
    assert "2 sentences (the first" in done.stderr
    lines = run_marsad("search", "Baghdad", "--store", store, "--format", "jsonl").stdout.splitlines()
    assert lines
    assert all(json.loads(line)["matches"] for line in lines)
    assert "nothing to look for" in run_marsad("search", "--store", store, "--", "-x", expected=2).stderr


def test_recode(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(store, old)
    with sqlite3.connect(old) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("UPDATE documents SET coder_version = 'old'")
        connection.execute("DELETE FROM events WHERE number = 1")
    connection.close()
    shown = run_marsad("recode", "--store", old).stdout
    assert "added" in shown
    assert "nothing stored was changed" in shown
    assert "3 documents kept" in run_marsad("recode", "--keep", "--why", "words", "--store", old).stdout
    assert "0 documents coded anew" in run_marsad("recode", "--store", old).stdout
    assert "added by marsad" in run_marsad("history", "--store", old, "--limit", 5).stdout


def test_regroup(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(store, old)
    before = run_marsad("incidents", "--all", "--store", old, "--format", "jsonl").stdout
    number = len(before.splitlines())
    assert f"{number} incidents; before there were {number}" in run_marsad("regroup", "--store", old).stdout
    assert run_marsad("incidents", "--all", "--store", old, "--format", "jsonl").stdout == before != ""


def test_backup_and_restore(store: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "all.gz", tmp_path / "copy.db"
    assert "rows in" in run_marsad("backup", file, "--store", store).stdout
    assert "rows restored" in run_marsad("restore-backup", file, "--store", copy).stdout
    events = [run_marsad("events", "--store", one, "--format", "jsonl").stdout for one in (store, copy)]
    assert events[0] == events[1] != ""
    assert "already holds something" in run_marsad("restore-backup", file, "--store", copy, expected=1).stderr

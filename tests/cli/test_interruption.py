"""Killing or interrupting `marsad read` at any moment, and running it again, gives the store of an undisturbed run."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from process import MARSAD, environment
from reports import write_reports
from sqlalchemy import select

from marsad.store import Store
from marsad.store.schema import metadata

NOT_COMPARED = ("read_at", "at", "stamp")  # of the moment of a run, or drawn by lot in it


def _contents(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with Store(str(store), create=False) as opened, opened.engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in NOT_COMPARED]
            rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
    return found


def _begin(reports: Path, store: Path, jobs: int = 2) -> subprocess.Popen[str]:
    command = [MARSAD, "read", str(reports), "--store", str(store), "--jobs", str(jobs), "--published", "2020-07-28"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True
    )


def _finish(reports: Path, store: Path) -> None:
    process = _begin(reports, store)
    process.communicate()
    assert process.returncode == 0


def _is_whole(store: Path) -> None:
    """Every document that is there has all its events."""
    with Store(str(store)) as opened:
        found = Counter(event["document"] for event in opened.events())
        assert found == {row["id"]: row["event_count"] for row in opened.documents() if row["event_count"]}


def _kill_and_restart(tmp_path: Path, count: int, kills: int, sentences: int) -> None:
    reports, store = write_reports(tmp_path / "reports", count, sentences), tmp_path / "killed.db"
    _finish(reports, tmp_path / "undisturbed.db")
    random_, stored = random.Random(7), [0]
    for _ in range(kills):
        process = _begin(reports, store)
        _wait_for_more(process, store, stored[-1])
        time.sleep(random_.uniform(0.0, 0.4))
        process.kill()
        process.communicate()
        if store.exists():
            _is_whole(store)
        stored.append(_stored(store))
    amid_work = sum(before < after < count for before, after in pairwise(stored))
    assert amid_work >= kills / 4, f"too few kills struck amid the work (stored: {stored}): change the reports' length"
    _finish(reports, store)
    killed, undisturbed = _contents(store), _contents(tmp_path / "undisturbed.db")
    assert [table for table in killed if killed[table] != undisturbed[table]] == []


def _wait_for_more(process: subprocess.Popen[str], store: Path, known: int) -> None:
    """Wait until the program has stored something new, however slow the machine is, or has ended."""
    while process.poll() is None and (not store.exists() or _stored(store) <= known):
        time.sleep(0.02)


def test_killed_and_run_again(tmp_path: Path) -> None:
    _kill_and_restart(tmp_path, count=60, kills=4, sentences=15)


@pytest.mark.slow
def test_killed_ten_times_over_many_documents(tmp_path: Path) -> None:
    _kill_and_restart(tmp_path, count=80, kills=10, sentences=15)


def test_killed_program_leaves_no_workers(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 200, 12)
    process = _begin(reports, tmp_path / "s.db")
    workers = _wait_for(lambda: _in_group(process.pid) - {process.pid}, is_wanted=True)
    process.kill()
    process.communicate(timeout=20)  # ends only when the last worker has closed its end of the pipe
    assert workers
    assert _wait_for(lambda: _in_group(process.pid), is_wanted=False) == set()


def _in_group(group: int) -> set[int]:
    """Give the living processes of a process group."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.add(int(entry.parent.name))
    return found


def _wait_for(look: Any, is_wanted: bool) -> set[int]:
    for _ in range(200):
        found: set[int] = look()
        if bool(found) == is_wanted:
            return found
        time.sleep(0.05)
    return look()  # type: ignore[no-any-return]


@pytest.mark.parametrize("jobs", [1, 2])
def test_control_c_stops_after_the_document_in_hand(tmp_path: Path, jobs: int) -> None:
    reports, store = write_reports(tmp_path / "reports", 60, 12), tmp_path / "s.db"
    process = _begin(reports, store, jobs)
    _wait_for(lambda: set(range(_stored(store))), is_wanted=True)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "run the same command again to go on" in err
    assert "Traceback" not in err
    stored = _stored(store)
    assert out.startswith(f"{stored} read ")
    assert 0 < stored < 60
    again = _begin(reports, store, jobs)
    assert again.communicate()[0].startswith(f"{60 - stored} read ")


def _stored(store: Path) -> int:
    if not store.exists():
        return 0
    with Store(str(store)) as opened:
        return opened.counts()[0]

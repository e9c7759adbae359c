"""Four programs read into one PostgreSQL at once, one of them killed and begun again: the incidents of one program."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from marsad.incidents import Incident
from marsad.store import IncidentBook, Store

MARSAD = str(Path(sys.executable).with_name("marsad"))
SAMPLES = Path(__file__).parents[2] / "samples" / "months" / "iraq.csv"
REPORTS, WRITERS = 60, 4
SEVERAL_TOLD = 3  # happenings that both outlets of the samples tell of, at the least


def _reports() -> list[dict[str, str]]:
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        told = [one for one in csv.DictReader(file) if one["published"] < "2019-09"]
    return sorted(told, key=lambda one: -len(one["text"]))[:REPORTS]


def _written(path: Path, reports: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(reports[0]))
        writer.writeheader()
        writer.writerows(reports)
    return path


def _begin(file: Path, url: str) -> subprocess.Popen[bytes]:
    command = [MARSAD, "read", str(file), "--jobs", "1"]
    return subprocess.Popen(command, env={**os.environ, "MARSAD_STORE": url}, stdout=subprocess.DEVNULL)


def _incidents(url: str) -> list[Incident]:
    """Give the incidents without their names, which tell the order in which reports came."""
    with Store(url) as store:
        found = [replace(one, id="") for one in IncidentBook(store).incidents()]
    return sorted(found, key=lambda one: [report.event_id for report in one.reports])


def test_four_writers_one_killed_make_the_incidents_of_one(postgres_url: str, tmp_path: Path) -> None:
    reports = _reports()
    parts = [_written(tmp_path / f"{number}.csv", reports[number::WRITERS]) for number in range(WRITERS)]
    whole = _written(tmp_path / "whole.csv", reports)
    writers = [_begin(part, postgres_url) for part in parts]
    time.sleep(random.Random(5).uniform(1.0, 1.5))
    writers[1].kill()
    writers[1].wait()
    writers[1] = _begin(parts[1], postgres_url)
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    alone = f"sqlite:///{tmp_path}/alone.db"
    assert _begin(whole, alone).wait() == 0
    together = _incidents(postgres_url)
    assert sum(len(one.outlets) > 1 for one in together) >= SEVERAL_TOLD
    assert together == _incidents(alone)

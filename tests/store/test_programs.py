"""Whole programs on one store, of each kind: `marsad read` twice at once, and killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from made import TEXT, contents

from marsad.store import Store

MARSAD = str(Path(sys.executable).with_name("marsad"))


def _reports(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text("\n".join([TEXT] * 4 + [str(number)]), "utf-8")
    return folder


def _begin(reports: Path, url: str) -> subprocess.Popen[bytes]:
    command = [MARSAD, "read", str(reports), "--jobs", "1", "--published", "2020-07-28"]
    return subprocess.Popen(command, env={**os.environ, "MARSAD_STORE": url}, stdout=subprocess.DEVNULL)


def test_two_programs_read_the_same_folder(unmade_url: str, tmp_path: Path) -> None:
    reports = _reports(tmp_path / "reports", 25)
    assert [process.wait() for process in [_begin(reports, unmade_url), _begin(reports, unmade_url)]] == [0, 0]
    assert _begin(reports, f"sqlite:///{tmp_path}/alone.db").wait() == 0
    with Store(unmade_url) as together, Store(str(tmp_path / "alone.db")) as alone:
        assert together.counts() == alone.counts()
        assert sorted(one["id"] for one in together.events()) == sorted(one["id"] for one in alone.events())


def test_killed_program_goes_on(unmade_url: str, tmp_path: Path) -> None:
    reports, random_ = _reports(tmp_path / "reports", 60), random.Random(11)
    killed = 0
    for _ in range(3):
        process = _begin(reports, unmade_url)
        time.sleep(random_.uniform(0.6, 1.1))
        killed += process.poll() is None
        process.kill()
        process.wait()
    assert killed, "the run was over too soon to be killed: make more reports"
    assert _begin(reports, unmade_url).wait() == 0
    assert _begin(reports, f"sqlite:///{tmp_path}/undisturbed.db").wait() == 0
    with Store(unmade_url) as store, Store(str(tmp_path / "undisturbed.db")) as undisturbed:
        assert contents(store) == contents(undisturbed)

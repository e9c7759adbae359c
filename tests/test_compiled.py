"""Machine code that is not that of the sources is told and left aside, so that no edit can be hidden by it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from marsad import compiled

CODE = "import marsad; print(len(marsad.code(['قصف الجيش المدينة'])))"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the package in which one module has a compiled one, which is none, beside it."""
    unwanted = shutil.ignore_patterns("*.so", "__pycache__", compiled.RECORD.name)
    shutil.copytree(compiled.PACKAGE, tmp_path / "marsad", ignore=unwanted)
    (tmp_path / "marsad" / "coding" / f"triggers{EXTENSION_SUFFIXES[0]}").write_bytes(b"no machine code")
    return tmp_path / "marsad"


def run(package: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CODE], cwd=package.parent, capture_output=True, text=True, check=False, timeout=120
    )


def test_stale_machine_code_is_told_and_not_used(copy: Path) -> None:
    (copy / compiled.RECORD.name).write_text("0" * 64)
    done = run(copy)
    assert done.stdout == "1\n", done.stderr
    assert "run `make compile`" in done.stderr


def test_fresh_machine_code_is_used(copy: Path) -> None:
    (copy / compiled.RECORD.name).write_text(compiled.digest())
    done = run(copy)
    assert done.returncode != 0
    assert "triggers" in done.stderr
    assert "ImportError" in done.stderr


def test_what_goes_between_processes_is_not_compiled() -> None:
    names = {path.relative_to(compiled.PACKAGE).as_posix() for path in compiled.sources()}
    assert names >= {"coding/triggers.py", "arabic/tokens.py", "lexicon/model.py"}
    assert names.isdisjoint(compiled.LEFT)

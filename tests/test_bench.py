"""The benchmark of the whole way runs on the code as it is and says what it measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_benchmark_measures_every_room(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "tools" / "bench.py", "--corpus", tmp_path / "none", "--documents", "4"]
    done = subprocess.run([*command, "--jobs", "1", "--no-starts"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for said in ("4 documents", "the coder is", "the coder alone", "way back to source", "store"):
        assert said in done.stdout, said

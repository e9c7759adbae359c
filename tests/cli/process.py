"""Marsad as a process, as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MARSAD = str(Path(sys.executable).with_name("marsad"))
Done = subprocess.CompletedProcess[str]


def environment(**more: str) -> dict[str, str]:
    """Give an environment in which nothing of the user's own shows."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MARSAD", "COLUMNS", "NO_COLOR"))}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def run_marsad(*arguments: object, expected: int = 0, **more: str) -> Done:
    """Run a command; `more` is added to the environment."""
    command = [MARSAD, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(**more))
    assert done.returncode == expected, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done

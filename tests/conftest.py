"""Shared fixtures: the lexicon is compiled once a run, and the development data may be absent."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse to test compiled modules that are older than their sources."""
    for source in (ROOT / "src" / "marsad").rglob("*.py"):
        for compiled in source.parent.glob(f"{source.stem}.*.so"):
            if compiled.stat().st_mtime < source.stat().st_mtime:
                pytest.exit(
                    f"{compiled.name} is older than {source}: run `make compile` or tools/compile.py --remove", 3
                )


@pytest.fixture
def shared() -> Path:
    """Give the folder of development data, or skip."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"the development data are not at {SHARED}")
    return SHARED

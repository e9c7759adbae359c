"""Shared fixtures: the lexicon is compiled once a run, and the development data may be absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# Some machines switch bytecode off. Tests begin some hundred programs, each of which would compile Marsad anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def shared() -> Path:
    """Give the folder of development data, or skip."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"the development data are not at {SHARED}")
    return SHARED

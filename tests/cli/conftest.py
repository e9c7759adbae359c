"""A store that tests only look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from process import run_marsad
from reports import write_reports


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with twelve reports; tests only look at it."""
    folder = tmp_path_factory.mktemp("filled")
    reports, store = write_reports(folder / "reports", 12), folder / "s.db"
    run_marsad("read", reports, "--store", store, "--published", "2020-07-28", "--outlet", "Outlet")
    return store

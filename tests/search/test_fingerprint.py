"""By what a store tells that its search terms are those of another normaliser."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.arabic import normal
from marsad.search.terms import fingerprint


def test_compiling_does_not_make_stored_terms_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    from_source = fingerprint()
    monkeypatch.setattr(normal, "__file__", str(Path(str(normal.__file__)).with_name("normal.cpython-311.so")))
    fingerprint.cache_clear()
    assert fingerprint() == from_source

"""Gives the lexicon: the project's political and linguistic knowledge, compiled once and cached."""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.reader import ROOT

__all__ = ["Lexicon", "fingerprint", "load", "written_names"]

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Give the package's lexicon, from the per-user cache when that was compiled from the same files."""
    return Lexicon(_cached("lexicon", _compile), fingerprint())


@lru_cache(maxsize=1)
def written_names() -> dict[str, Any]:
    """Give the tables of `marsad.lexicon.written`, from the per-user cache as the lexicon itself."""
    return _cached("names", _read_written)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Give the SHA-256 (hex) of everything the lexicon is compiled from: its data files and the compiler."""
    digest = hashlib.sha256()
    sources = [*ROOT.rglob("*.toml"), *ROOT.rglob("*.tsv"), *ROOT.glob("*.py"), ROOT.parent / "arabic" / "normal.py"]
    for path in sorted(sources):
        digest.update(path.relative_to(ROOT.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _compile() -> dict[str, Any]:
    from marsad.lexicon.compiler import compile_tables

    return compile_tables()


def _read_written() -> dict[str, Any]:
    from marsad.lexicon.written import read_written

    return read_written()


def _cached(kind: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Give the tables of one kind from the cache; made, and kept there, where it has none."""
    path = _cache_path(kind)
    tables = _read_cache(path)
    if tables is None:
        tables = make()
        _write_cache(path, tables)
    return tables


def _cache_path(kind: str) -> Path:
    import platformdirs

    folder = Path(os.environ.get("MARSAD_CACHE") or platformdirs.user_cache_dir("marsad"))
    return folder / f"{kind}-{fingerprint()[:16]}-{sys.implementation.cache_tag}.bin"


def _read_cache(path: Path) -> dict[str, Any] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body, digest = content[:-32], content[-32:]
    if hashlib.sha256(body).digest() != digest:
        log.warning("%s is damaged; compiling the lexicon again", path)
        return None
    tables: dict[str, Any] = marshal.loads(body)
    return tables


def _write_cache(path: Path, tables: dict[str, Any]) -> None:
    body = marshal.dumps(tables)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(body + hashlib.sha256(body).digest())
        unfinished.replace(path)
    except OSError as error:
        log.warning("the compiled lexicon cannot be kept in %s (%s); it is compiled anew each time", path.parent, error)

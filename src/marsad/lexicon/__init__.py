"""Gives the lexicon: the project's political and linguistic knowledge, compiled once and cached."""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.reader import ROOT

__all__ = ["Lexicon", "fingerprint", "load"]

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Give the package's lexicon, from the per-user cache when that was compiled from the same files."""
    return Lexicon(_tables(), fingerprint())


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Give the SHA-256 (hex) of everything the lexicon is compiled from: its data files and the compiler."""
    digest = hashlib.sha256()
    sources = [*ROOT.rglob("*.toml"), *ROOT.rglob("*.tsv"), *ROOT.glob("*.py"), ROOT.parent / "arabic" / "normal.py"]
    for path in sorted(sources):
        digest.update(path.relative_to(ROOT.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _tables() -> dict[str, Any]:
    path = _cache_path()
    cached = _read_cache(path)
    if cached is not None:
        return cached
    from marsad.lexicon.compiler import compile_tables

    tables = compile_tables()
    _write_cache(path, tables)
    return tables


def _cache_path() -> Path:
    import platformdirs

    folder = Path(os.environ.get("MARSAD_CACHE") or platformdirs.user_cache_dir("marsad"))
    return folder / f"lexicon-{fingerprint()[:16]}-{sys.implementation.cache_tag}.bin"


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

"""Takes the record that `make compile` leaves and sees to it that machine code older than its sources is never used."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).parent
RECORD = PACKAGE / "compiled.sha256"
PATTERNS = ("arabic/*.py", "coding/*.py", "documents/pdf/*.py", "lexicon/model.py", "restore/*.py")
LEFT = ("arabic/sentences.py", "coding/model.py", "restore/model.py")
"""What goes from one process to another: compiled data classes cannot."""
log = logging.getLogger(__name__)


def sources() -> list[Path]:
    """Give the modules that are compiled."""
    left = {PACKAGE / name for name in LEFT}
    found = (path for pattern in PATTERNS for path in PACKAGE.glob(pattern))
    return sorted(path for path in found if path.name != "__init__.py" and path not in left)


def digest() -> str:
    """Give the SHA-256 (hex) of the names and contents of those modules as they are now."""
    found = hashlib.sha256()
    for path in sources():
        found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def set_stale_aside() -> None:
    """Let the sources be imported, and say so, where they are not what was compiled."""
    if not RECORD.exists() or RECORD.read_text("ascii").strip() == digest():
        return
    log.warning("machine code is not that of its sources, which are used instead: run `make compile`")
    modules = (path.relative_to(PACKAGE.parent).with_suffix("") for path in sources())
    sys.meta_path.insert(0, _Sources({".".join(module.parts) for module in modules}))


class _Sources(MetaPathFinder):
    """Finds modules in their sources, where a compiled one would be taken first."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.names:
            return None
        return spec_from_file_location(fullname, PACKAGE.parent.joinpath(*fullname.split(".")).with_suffix(".py"))

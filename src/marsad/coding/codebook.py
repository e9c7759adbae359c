"""Gives what the codebook allows in a record: types with their modes, sectors, statuses."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def codebook() -> dict[str, Any]:
    """Give `modes` (the modes of each type), `sectors` and `statuses`."""
    return tomllib.loads((Path(__file__).parent / "codebook.toml").read_text("utf-8"))

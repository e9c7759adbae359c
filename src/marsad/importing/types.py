"""Takes ACLED's types and gives PLOVER's, from types.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from marsad.importing.model import RowError


def plover_types(event_type: str, sub_event_type: str) -> tuple[str, str | None]:
    """Give PLOVER's type and mode; of a sub-event type that is new those of its event type. RowError for neither."""
    types = _types()
    found = types["sub_event"].get(sub_event_type) or types["event"].get(event_type)
    if found is None:
        raise RowError(f"event_type {event_type!r} is none of ACLED's: {', '.join(types['event'])}")
    return found[0], found[1] if len(found) > 1 else None


@lru_cache(maxsize=1)
def _types() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "types.toml").read_text("utf-8"))

"""The choices a caller makes about reading: column names, defaults, encoding and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

COLUMNS = {"id": "id", "title": "title", "text": "text", "published": "published", "outlet": "outlet"}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read; sizes are in bytes.

    `columns` maps `id`, `title`, `text`, `published`, `outlet` to the names they have in tables. `published` and
    `outlet` stand for documents that do not say their own.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: dict(COLUMNS))
    published: date | None = None
    outlet: str | None = None
    encoding: str | None = None
    max_document: int = 20_000_000
    max_table: int = 20_000_000_000
    max_unpacked: int = 4_000_000_000
    max_ratio: int = 200
    max_members: int = 100_000

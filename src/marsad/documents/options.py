"""The choices a caller makes about reading: column names, defaults, encoding and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

COLUMNS = {"id": "id", "title": "title", "text": "text", "published": "published", "outlet": "outlet"}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read; sizes are in bytes.

    `columns` maps `id`, `title`, `text`, `published`, `outlet` to the names they have in tables; those left out keep
    their own name. `published` and `outlet` stand for documents that do not say their own; `encoding` for files
    without a byte order mark. `max_document` holds for one document, `max_table` for a table or archive as it lies on
    the disk, `max_unpacked` for what a compressed file or archive unpacks to, `max_ratio` for unpacked against packed
    size; `max_members` counts the members of an archive, `max_records` the records of a table. Folders are read with
    the folders in them where they are `recursive`.
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
    max_records: int = 10_000_000
    recursive: bool = True

    def column(self, name: str) -> str:
        """Give the name that a field has in tables: `text` or what the caller calls it."""
        return self.columns.get(name, COLUMNS[name])

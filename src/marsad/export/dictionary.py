"""Gives the data dictionary of each export format: its columns in order, their kinds, and what they mean."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Field:
    """A column or property: its name, its kind (`text`, `whole number`, `number`, `day`, `list`...), its meaning."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a format is, what a row of it is, what is left out, and its fields in order."""

    format: str
    about: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)


@lru_cache(maxsize=1)
def dictionaries() -> dict[str, Dictionary]:
    """Give the dictionaries by format."""
    tables = tomllib.loads((Path(__file__).parent / "dictionary.toml").read_text("utf-8"))
    found = {}
    for name, table in tables.items():
        rows = table["fields"] if "fields" in table else tables[table["fields_of"]]["fields"]
        found[name] = Dictionary(name, table["about"], tuple(Field(*row) for row in rows))
    return found


def as_markdown() -> str:
    """Give all dictionaries as the page docs/exports.md has them."""
    return "\n".join(_section(one) for one in dictionaries().values())


def _section(one: Dictionary) -> str:
    lines = [f"### {one.format}", "", one.about, "", "| field | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{field.name}` | {field.kind} | {field.meaning} |" for field in one.fields]
    return "\n".join([*lines, ""])

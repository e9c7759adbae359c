"""Takes the lexicon's TOML files and gives their entries, refusing what docs/lexicon.md does not know."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.errors import LexiconError

ROOT = Path(__file__).parent
LIST_KEYS = frozenset(
    {
        "verbs",
        "nouns",
        "adjectives",
        "phrases",
        "recipient_after",
        "actor_after",
        "both_after",
        "with",
        "with_before",
        "unless",
        "unless_before",
        "needs",
    }
)
ACT_KEYS = LIST_KEYS | {"type", "mode", "subject", "object", "of", "within", "lasting", "to_come", "example"}
ACTOR_KEYS = frozenset({"name", "kind", "country", "sector", "arabic", "weak", "offices", "parent"})
LINK_KEYS = frozenset(
    {"kind", "words", "phrases", "after", "reverse", "apposed", "needs_state", "holder", "example", "source", "target"}
)
TIE_KEYS = frozenset({"source", "kind", "target", "from", "to", "note"})
TIE_KINDS = frozenset(
    {
        "part_of",
        "member_of",
        "affiliated",
        "allied",
        "sponsor",
        "front_of",
        "split_from",
        "rival",
        "led_by",
        "holds_office",
    }
)
CHOICES = {
    "subject": {"actor", "recipient", "both", "none"},
    "object": {"recipient", "actor", "both", "place", "none"},
    "of": {"actor", "recipient", "both", "place", "either", "none"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[...]]` entry: its keys and values, and `file:line` where it begins."""

    values: dict[str, Any]
    where: str


def read_acts(root: Path = ROOT) -> Iterator[Entry]:
    """Give every trigger entry, in the order of file names and of entries in them; LexiconError if one is malformed."""
    for path in sorted((root / "triggers").glob("*.toml")):
        for entry in read_entries(path, "act"):
            _check_act(entry)
            yield entry


def read_actors(root: Path = ROOT) -> Iterator[Entry]:
    """Give every actor entry; LexiconError if one is malformed."""
    for path in sorted((root / "actors").glob("*.toml")):
        for entry in read_entries(path, "actor"):
            _check_keys(entry, ACTOR_KEYS, required=("name", "kind", "sector"))
            yield entry


def read_links(root: Path = ROOT) -> Iterator[Entry]:
    """Give every entry of words that tie parties; LexiconError if one is malformed."""
    for entry in read_entries(root / "ties" / "links.toml", "link"):
        _check_keys(entry, LINK_KEYS, required=("kind", "after", "example", "source", "target"))
        _check_tie_kind(entry)
        yield entry


def read_declared_ties(root: Path = ROOT) -> Iterator[Entry]:
    """Give every tie that the registry holds; LexiconError if one is malformed."""
    for entry in read_entries(root / "ties" / "declared.toml", "tie"):
        _check_keys(entry, TIE_KEYS, required=("source", "kind", "target"))
        _check_tie_kind(entry)
        yield entry


def _check_tie_kind(entry: Entry) -> None:
    if entry.values["kind"] not in TIE_KINDS:
        raise LexiconError(f"{entry.where}: kind must be one of {', '.join(sorted(TIE_KINDS))}")


def read_entries(path: Path, table: str) -> list[Entry]:
    """Give the `[[table]]` entries of one file with the lines on which they begin."""
    text = path.read_text("utf-8")
    entries = read_toml(path).get(table, [])
    heads = [
        text.count("\n", 0, found.start()) + 1
        for found in re.finditer(rf"^\s*\[\[{table}\]\]", text, flags=re.MULTILINE)
    ]
    return [Entry(values, f"{path.name}:{line}") for values, line in zip(entries, heads, strict=True)]


def read_toml(path: Path) -> dict[str, Any]:
    """Give a TOML file's content; LexiconError with the parser's position if it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not readable as TOML: {error}") from error


def _check_act(entry: Entry) -> None:
    _check_keys(entry, ACT_KEYS, required=("type", "example"))
    for key, allowed in CHOICES.items():
        if entry.values.get(key, min(allowed)) not in allowed:
            raise LexiconError(f"{entry.where}: {key} must be one of {', '.join(sorted(allowed))}")
    if not any(entry.values.get(key) for key in ("verbs", "nouns", "adjectives", "phrases")):
        raise LexiconError(f"{entry.where}: an act needs verbs, nouns, adjectives or phrases")
    for key in LIST_KEYS & entry.values.keys():
        if not all(isinstance(item, str) for item in entry.values[key]):
            raise LexiconError(f"{entry.where}: {key} must be a list of strings")


def _check_keys(entry: Entry, known: frozenset[str] | set[str], required: tuple[str, ...]) -> None:
    unknown = entry.values.keys() - known
    if unknown:
        raise LexiconError(
            f"{entry.where}: unknown key {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}"
        )
    missing = [key for key in required if not entry.values.get(key)]
    if missing:
        raise LexiconError(f"{entry.where}: {', '.join(missing)} missing")

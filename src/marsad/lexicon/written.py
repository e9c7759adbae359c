"""Takes the lexicon's files of actors and places and gives their names as they are written, for people to read."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from marsad.lexicon.reader import ROOT, read_actors, read_entries

Tables = dict[str, Any]


def read_written() -> Tables:
    """Give plain tables that the cache can hold: `actors` as rows, `places` as (English name, country, Arabic name)."""
    return {"actors": [_actor(entry.values) for entry in read_actors()], "places": _places()}


def _actor(values: dict[str, Any]) -> tuple[Any, ...]:
    """Give name, kind, country, sector, Arabic names, posts with ordinals of their days, and Wikidata's id."""
    return (
        values["name"],
        values["kind"],
        values.get("country"),
        values["sector"],
        (*values.get("arabic", ()), *values.get("weak", ())),
        tuple(
            (post["title"], _ordinal(post.get("from")), _ordinal(post.get("to"))) for post in values.get("offices", ())
        ),
        values.get("wikidata"),
    )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _places() -> list[tuple[str, str | None, str]]:
    """Give the places, those written by hand first, which go before those of the built table."""
    found = []
    for entry in read_entries(ROOT / "places" / "extra.toml", "place"):
        values = entry.values
        names = [*values.get("arabic", ()), *values.get("weak", ())]
        if names:
            found.append((values["name"], values.get("country"), names[0]))
    with (ROOT / "places" / "places.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        found += [(row["name_en"], row["country"] or None, row["name_ar"]) for row in rows]
    return found

"""Gives the room's knowledge: PLOVER scores, ACLED types, words and weights, from the files under data/."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.incidents.model import Party
from marsad.incidents.parties import STATE

DATA = Path(__file__).parent / "data"
MILITANT = frozenset({"MIL", "COP", "SPY", "PRM", "REB", "UAF", "CRM"})
ARMED_GROUP = frozenset({"PRM", "REB", "UAF", "OPP"})
VERBAL = ("verbal cooperation", "verbal conflict")


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """Give the data file `name`.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def quad_class(type_: str) -> str:
    """Give PLOVER's quad class of a type."""
    return str(table("plover")[type_]["quad_class"])


def plover_score(type_: str, mode: str | None) -> float:
    """Give PLOVER's conflict-cooperation score of a type and mode, -10 to 10."""
    row = table("plover")[type_]
    return float(row.get("modes", {}).get(mode, row["score"]))


def is_verbal(type_: str) -> bool:
    """True for types that are words, of which who says it to whom is the identity."""
    return quad_class(type_) in VERBAL


def acled_types(
    type_: str, mode: str | None, actors: Sequence[Party], recipients: Sequence[Party], triggers: Sequence[str] = ()
) -> tuple[str | None, str | None]:
    """Give ACLED's event and sub-event type; (None, None) for what ACLED does not record, such as words."""
    for facet in table("acled")["facet"]:
        if facet["type"] == type_ and _holds(facet, mode, actors, recipients, triggers):
            return facet["event"], facet["sub_event"]
    return None, None


def _holds(
    facet: dict[str, Any],
    mode: str | None,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    triggers: Sequence[str],
) -> bool:
    if "mode" in facet and mode not in facet["mode"]:
        return False
    if "words" in facet and not set(facet["words"]) & set(triggers):
        return False
    if "by" in facet and not _are(facet["by"], actors):
        return False
    return "against" not in facet or _are(facet["against"], recipients)


def _are(what: str, parties: Sequence[Party]) -> bool:
    if not parties:
        return False
    match what:
        case "state":
            return any(one.sector in STATE for one in parties)
        case "armed group":
            return all(one.sector in ARMED_GROUP for one in parties)
        case _:  # civilians
            return not any(one.sector in MILITANT for one in parties)

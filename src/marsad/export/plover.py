"""Takes event records and gives them as PLOVER has them, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from marsad.incidents.tables import plover_score, quad_class

QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
AUXILIARY = {"negated": "negation", "future": "future", "hypothetical": "hypothetical"}


def write_plover(records: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write PLOVER records."""
    for record in records:
        stream.write(json.dumps(plover_record(record), ensure_ascii=False) + "\n")


def plover_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give an event record as PLOVER has it; its status and background are auxiliary modes."""
    when = record["when"] or {}
    auxiliary = [AUXILIARY[record["status"]]] if record["status"] in AUXILIARY else []
    return {
        "id": record["id"],
        "date": when.get("from") or record["published"],
        "enddate": when.get("to") or when.get("from") or record["published"],
        "date_is_published": when.get("from") is None,
        "event": record["type"],
        "mode": [record["mode"]] if record["mode"] else [],
        "auxiliary_mode": [*auxiliary, *(["historical"] if record["background"] else [])],
        "context": [],
        "quad_code": QUADS.get(quad_class(record["type"])),
        "event_scale": plover_score(record["type"], record["mode"]),
        "actor": [_party(one) for one in record["actor"]],
        "recipient": [_party(one) for one in record["recipient"]],
        "event_loc": [_place(one) for one in record["place"]],
        "said_by": [_party(one) for one in record["said_by"]],
        "killed": record["killed"],
        "injured": record["injured"],
        "detained": record["detained"],
        "event_text": record["sentence_text"],
        "trigger": record["trigger"]["text"],
        "text_id": record["document"],
        "source": record["outlet"],
        "review": record.get("review"),
        "version": "PLOVER-2024/Marsad",
    }


def _party(span: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": span["text"], "name": span["name"], "country": span["country"], "sector": span["sector"]}


def _place(span: Mapping[str, Any]) -> dict[str, Any]:
    return {name: span[name] for name in ("text", "name", "country", "latitude", "longitude")}

"""Takes coded documents and gives the rows of their ties; takes such rows and gives what texts say of ties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from marsad.actors import Evidence, TieReport
from marsad.coding.model import Tie
from marsad.lexicon import Lexicon
from marsad.store.names import NameDecision, decision_of
from marsad.store.schema import storable


def tie_records(ties: Iterable[Tie]) -> list[dict[str, Any]]:
    """Give ties as JSON-ready data that every database can hold."""
    return [json.loads(storable(json.dumps(tie.to_dict(), ensure_ascii=False))) for tie in ties]


def tie_rows(document_id: str, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the rows of a document's ties."""
    return [
        {
            "document_id": document_id,
            "number": number,
            "sentence": record["sentence"],
            "kind": record["kind"],
            "record": record,
        }
        for number, record in enumerate(records, 1)
    ]


def tie_reports(
    rows: Iterable[Mapping[str, Any]], known: Mapping[str, NameDecision], lexicon: Lexicon
) -> Iterator[TieReport]:
    """Give what texts say of ties; rows hold `record`, `document`, `outlet`, `published` and `sentence_text`."""
    for row in rows:
        record = row["record"]
        source, target = (_end(record[side], known, lexicon) for side in ("source", "target"))
        if source != target:
            yield TieReport(record["kind"], source, target, record["trigger"]["text"], record["title"], _evidence(row))


def _end(span: Mapping[str, Any], known: Mapping[str, NameDecision], lexicon: Lexicon) -> str:
    decision = decision_of(span, known, lexicon)
    return (decision.actor if decision else None) or span["name"] or span["text"]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    published = row["published"]
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return Evidence(row["document"], row["record"]["sentence"], row["sentence_text"], row["outlet"], day)

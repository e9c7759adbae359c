"""Takes ties and exchanges and gives one graph: as plain data for JSON, or as a GraphML file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from marsad.actors.behaviour import Exchange
from marsad.actors.model import RegistryActor, TieBetween
from marsad.actors.registry import Registry


def graph_data(ties: Sequence[TieBetween], dealings: Sequence[Exchange], registry: Registry) -> dict[str, Any]:
    """Give nodes, ties and exchanges as JSON-ready data; each edge with its days and sources."""
    ends = [(tie.source, tie.target) for tie in ties] + [(one.source, one.target) for one in dealings]
    names = sorted({name for pair in ends for name in pair})
    return {
        "nodes": [_node(name, registry.by_name.get(name)) for name in names],
        "ties": [_tie_edge(tie) for tie in ties],
        "exchanges": [_exchange_edge(one) for one in dealings],
    }


def _node(name: str, actor: RegistryActor | None) -> dict[str, Any]:
    if actor is None:
        return {"id": name, "known": False, "kind": None, "country": None, "sector": None, "wikidata": None}
    return {
        "id": name,
        "known": True,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "wikidata": actor.wikidata,
    }


def _tie_edge(tie: TieBetween) -> dict[str, Any]:
    return {
        "kind": tie.kind,
        "source": tie.source,
        "target": tie.target,
        "declared": tie.declared,
        "from": _iso(tie.first_day),
        "to": _iso(tie.last_day),
        "note": tie.note,
        "titles": list(tie.titles),
        "reports": len(tie.told),
        "outlets": list(tie.outlets),
        "first_told": _iso(tie.first_told),
        "last_told": _iso(tie.last_told),
        "evidence": [
            {"document": one.document_id, "sentence": one.sentence, "published": _iso(one.published), "text": one.text}
            for one in tie.told
        ],
    }


def _exchange_edge(one: Exchange) -> dict[str, Any]:
    return {
        "source": one.source,
        "target": one.target,
        "month": one.month,
        "incidents": one.incidents,
        "cooperation": round(float(one.cooperation), 2),
        "conflict": round(float(one.conflict), 2),
        "incident_ids": list(one.ids),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def write_graphml(data: dict[str, Any], path: Path) -> None:
    """Write `graph_data` as GraphML: one directed edge a tie and one an exchange; evidence stays in the JSON form."""
    import networkx

    graph = networkx.MultiDiGraph()
    for node in data["nodes"]:
        graph.add_node(node["id"], **_scalars(node.items()))
    for tie in data["ties"]:
        graph.add_edge(tie["source"], tie["target"], edge="tie", **_scalars(tie.items()))
    for one in data["exchanges"]:
        graph.add_edge(one["source"], one["target"], edge="exchange", **_scalars(one.items()))
    networkx.write_graphml(graph, path, encoding="utf-8", named_key_ids=True)


def _scalars(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """GraphML holds plain values: lists are joined, what is not known is left out."""
    kept = {
        key: value for key, value in items if value is not None and key not in ("id", "source", "target", "evidence")
    }
    return {key: "; ".join(map(str, value)) if isinstance(value, list) else value for key, value in kept.items()}

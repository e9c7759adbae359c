"""Takes incidents and gives flat rows, a Parquet file, GeoJSON, and GraphML of who dealt how with whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from marsad.export.dictionary import dictionaries
from marsad.export.told import JOINT, Told, figure, iso, names

if TYPE_CHECKING:
    import pyarrow

BATCH = 10_000
FIGURES = ("killed", "injured", "detained")


def flat_rows(found: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """Give a flat row for each incident."""
    return map(flat_row, found)


def flat_row(told: Told) -> dict[str, Any]:
    """Give an incident as a flat row: lists are joined by `; ` in their order."""
    one, site = told.incident, told.incident.site
    row: dict[str, Any] = {name: getattr(one, name) for name in ("id", "type", "mode", "quad_class", "score", "status")}
    row |= {"counts": one.counts, "weapon": one.weapon, "acled_type": one.acled_type}
    row |= {"acled_sub_type": one.acled_sub_type, "date_precision": one.date_precision}
    row |= {name: iso(getattr(one, name)) for name in ("first_day", "last_day", "first_report", "last_report")}
    for role, parties in (("actors", one.actors), ("recipients", one.recipients)):
        row[role] = names(parties) or None
        row[f"{role}_country"] = JOINT.join(party.country or "" for party in parties) or None
        row[f"{role}_sector"] = JOINT.join(party.sector for party in parties) or None
    row |= {"place": site and site.name, "country": site and site.country, "region": site and site.region}
    row |= {"latitude": site and site.latitude, "longitude": site and site.longitude}
    row["place_precision"] = site and site.precision
    for name in FIGURES:
        values = zip(("low", "best", "high"), figure(getattr(one, name)), strict=True)
        row |= {f"{name}_{part}": value for part, value in values}
    row |= {"reports": len(one.reports), "outlets": JOINT.join(one.outlets) or None}
    row |= {"independent_outlets": one.independent_outlets, "confidence": one.confidence.value}
    row["responsibility"] = JOINT.join(f"{claim.kind}: {claim.party.name}" for claim in one.responsibility) or None
    return row | {"sentence": told.sentence, "source": told.source}


def write_parquet(found: Iterable[Told], path: Path) -> None:
    """Write a Parquet file of flat rows, some thousands at a time."""
    import pyarrow
    import pyarrow.parquet

    schema, rest = _schema(), flat_rows(found)
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rest, BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def _schema() -> pyarrow.Schema:
    import pyarrow

    kinds = {"whole number": pyarrow.int64(), "number": pyarrow.float64(), "true or false": pyarrow.bool_()}
    fields = dictionaries()["parquet"].fields
    return pyarrow.schema([(field.name, kinds.get(field.kind, pyarrow.string())) for field in fields])


def write_geojson(found: Iterable[Told], stream: TextIO) -> None:
    """Write a FeatureCollection (RFC 7946) of the incidents whose place has coordinates, those of its centre."""
    stream.write('{"type": "FeatureCollection", "features": [')
    for number, row in enumerate(row for row in flat_rows(found) if row["latitude"] is not None):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(_feature(row), ensure_ascii=False))
    stream.write("\n]}\n")


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    at = [row["longitude"], row["latitude"]]
    properties = {name: row[name] for name in dictionaries()["geojson"].columns}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": at},
        "properties": properties,
    }


def write_graphml(found: Iterable[Told], path: Path) -> None:
    """Write GraphML: parties, and an edge for what one did to another in a month."""
    from marsad.actors import Registry, exchanges, graph_data, write_graphml

    write_graphml(graph_data([], exchanges(one.incident for one in found), Registry()), path)

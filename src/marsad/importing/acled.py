"""Takes rows of ACLED's files and gives their incidents."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.export.told import JOINT
from marsad.importing.countries import country_of
from marsad.importing.model import Imported, RowError, day, degrees, whole
from marsad.importing.types import plover_types
from marsad.incidents.model import Confidence, Figure, Incident, Party, Site
from marsad.incidents.tables import plover_score, quad_class

NEEDED = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "country", "fatalities")
DATE_PRECISION = {"1": 1, "2": 3, "3": 4}
PLACE_PRECISION = {"1": 1, "2": 2, "3": 4}
SECTORS = {"1": "MIL", "2": "REB", "3": "PRM", "4": "PRM", "5": "CVL", "6": "CVL", "7": "CVL", "8": "MIL",
           "state forces": "MIL", "rebel group": "REB", "rebel forces": "REB", "political militia": "PRM",
           "identity militia": "PRM", "rioters": "CVL", "protesters": "CVL", "civilians": "CVL",
           "external/other forces": "MIL"}  # fmt: skip


def acled_incident(row: Mapping[str, str]) -> Imported:
    """Give the incident of a row; RowError where the row does not say what it must."""
    name = row["event_id_cnty"]
    if not name:
        raise RowError("event_id_cnty is empty: by it a row is known again")
    type_, mode = plover_types(row["event_type"], row["sub_event_type"])
    when = day(row["event_date"], "event_date")
    dead = whole(row["fatalities"], "fatalities")
    incident = Incident(
        id=f"acled:{name}",
        type=type_,
        mode=mode,
        quad_class=quad_class(type_),
        score=plover_score(type_, mode),
        status="actual",
        counts=True,
        first_day=when,
        last_day=when,
        date_precision=DATE_PRECISION.get(row.get("time_precision", ""), 1),
        site=_site(row),
        actors=_parties(row, "1"),
        recipients=_parties(row, "2"),
        killed=Figure(dead, dead, dead, 1),
        acled_type=row["event_type"],
        acled_sub_type=row["sub_event_type"],
        outlets=tuple(filter(None, (one.strip() for one in row.get("source", "").split(JOINT.strip())))),
        confidence=Confidence(1.0, (("imported", 1.0),)),
    )
    stamp = row.get("timestamp", "")
    return Imported(
        incident.id, "acled", int(stamp) if stamp.isascii() and stamp.isdigit() else None, dict(row), incident
    )


def _site(row: Mapping[str, str]) -> Site | None:
    country = country_of(row.get("iso", ""), row["country"])
    name = row.get("location") or row.get("admin1") or row["country"]
    if not name:
        return None
    return Site(
        name,
        country,
        row.get("admin1") or None,
        degrees(row.get("latitude", ""), "latitude", 90),
        degrees(row.get("longitude", ""), "longitude", 180),
        PLACE_PRECISION.get(row.get("geo_precision", ""), 6),
    )


def _parties(row: Mapping[str, str], side: str) -> tuple[Party, ...]:
    sector = SECTORS.get(row.get(f"inter{side}", "").strip().lower(), "UNK")
    first, more = row.get(f"actor{side}", ""), row.get(f"assoc_actor_{side}", "")
    names = [name.strip() for name in (first, *more.split(JOINT.strip())) if name.strip()]
    return tuple(Party(name, name, None, sector if at == 0 else "UNK") for at, name in enumerate(names))

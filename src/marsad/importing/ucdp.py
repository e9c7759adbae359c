"""Takes rows of UCDP GED's files and gives their incidents."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.importing.countries import country_of
from marsad.importing.model import Imported, RowError, day, degrees, whole
from marsad.incidents.model import Confidence, Figure, Incident, Party, Site
from marsad.incidents.tables import acled_types, plover_score, quad_class

NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best", "high", "low", "country")
TYPE = "ASSAULT"
KINDS = {"1": ("MIL", "REB"), "2": ("REB", "REB"), "3": ("UNK", "CVL")}  # sectors of the sides by type of violence
GOVERNMENT, CIVILIANS = "government of ", "civilians"


def ucdp_incident(row: Mapping[str, str]) -> Imported:
    """Give the incident of a row; RowError where the row does not say what it must."""
    if not row["id"]:
        raise RowError("id is empty: by it a row is known again")
    low, best, high = (whole(row[name], name) for name in ("low", "best", "high"))
    actors, recipients = _sides(row)
    type_, sub_type = acled_types(TYPE, None, actors, recipients)
    incident = Incident(
        id=f"ucdp:{row['id']}",
        type=TYPE,
        mode=None,
        quad_class=quad_class(TYPE),
        score=plover_score(TYPE, None),
        status="actual",
        counts=True,
        first_day=day(row["date_start"], "date_start"),
        last_day=day(row["date_end"], "date_end"),
        date_precision=min(max(whole(row.get("date_prec", "") or "1", "date_prec"), 1), 5),
        site=_site(row),
        actors=actors,
        recipients=recipients,
        killed=Figure(min(low, best), best, max(high, best), 1),
        acled_type=type_,
        acled_sub_type=sub_type,
        outlets=tuple(filter(None, (one.strip() for one in row.get("source_office", "").split(";")))),
        independent_outlets=max(whole(row.get("number_of_sources", "").lstrip("-"), "number_of_sources"), 0),
        confidence=Confidence(1.0, (("imported", 1.0),)),
    )
    return Imported(incident.id, "ucdp", None, dict(row), incident)


def _sides(row: Mapping[str, str]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    first, second = KINDS.get(row["type_of_violence"].strip(), ("UNK", "UNK"))
    return _party(row["side_a"], first), _party(row["side_b"], second)


def _party(name: str, sector: str) -> tuple[Party, ...]:
    plain = name.strip()
    if plain.lower().startswith(GOVERNMENT):
        sector = "MIL"
    return (Party(plain, plain, None, "CVL" if plain.lower() == CIVILIANS else sector),) if plain else ()


def _site(row: Mapping[str, str]) -> Site | None:
    name = row.get("where_coordinates") or row.get("adm_1") or row["country"]
    if not name:
        return None
    return Site(
        name,
        country_of("", row["country"]),
        row.get("adm_1") or None,
        degrees(row.get("latitude", ""), "latitude", 90),
        degrees(row.get("longitude", ""), "longitude", 180),
        min(max(whole(row.get("where_prec", "") or "6", "where_prec"), 1), 7),
    )

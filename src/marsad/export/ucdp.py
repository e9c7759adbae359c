"""Takes incidents and gives rows like UCDP GED's: those in which somebody was killed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.export.countries import countries
from marsad.export.told import JOINT, Told, figure, iso
from marsad.incidents.model import Incident, Party

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY"})
ARMED_SECTORS = STATE_SECTORS | {"PRM", "REB", "UAF", "CRM"}
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CELLS_A_DEGREE = 2
CELLS_ROUND = 360 * CELLS_A_DEGREE


def ucdp_rows(found: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """Give a row for each incident in which somebody was killed."""
    return (_row(one) for one in found if one.incident.killed is not None and one.incident.killed.high > 0)


def _row(told: Told) -> dict[str, Any]:
    one, first, last = told.incident, told.first, told.last
    return {
        "id": one.id,
        "relid": None,
        "year": None if first is None else first.year,
        "active_year": None,
        "code_status": "Machine-coded",
        "type_of_violence": _violence(one),
        **dict.fromkeys(("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id")),
        "dyad_name": " - ".join(filter(None, (_side(one.actors), _side(one.recipients)))) or None,
        "side_a_dset_id": None,
        "side_a_new_id": None,
        "side_a": _side(one.actors),
        "side_b_dset_id": None,
        "side_b_new_id": None,
        "side_b": _side(one.recipients),
        **_sources(told),
        **_where(one),
        "event_clarity": 1 if one.date_precision == 1 else 2,
        "date_prec": one.date_precision,
        "date_start": iso(first),
        "date_end": iso(last),
        **_deaths(one),
    }


def _side(parties: tuple[Party, ...]) -> str | None:
    return JOINT.join(party.name for party in parties) or None


def _sources(told: Told) -> dict[str, Any]:
    one = told.incident
    return {
        "number_of_sources": one.independent_outlets,
        "source_article": told.source,
        "source_office": JOINT.join(one.outlets) or None,
        "source_date": iso(one.first_report),
        "source_headline": told.title,
        "source_original": told.sentence,
    }


def _where(one: Incident) -> dict[str, Any]:
    site = one.site
    country = countries().get(site.country or "") if site else None
    at = (site.latitude, site.longitude) if site else (None, None)
    return {
        "where_prec": site.precision if site else None,
        "where_coordinates": site.name if site else None,
        "where_description": None,
        "adm_1": site.region if site else None,
        "adm_2": None,
        "latitude": at[0],
        "longitude": at[1],
        "geom_wkt": None if at[0] is None else f"POINT ({at[1]} {at[0]})",
        "priogrid_gid": priogrid(*at),
        "country": country.name if country else None,
        "country_id": None,
        "region": country.ucdp_region if country else None,
    }


def priogrid(latitude: float | None, longitude: float | None) -> int | None:
    """Give the PRIO-GRID cell, half a degree wide, that holds a point: counted east, then north, from 90 S 180 W."""
    if latitude is None or longitude is None:
        return None
    row = min(math.floor((latitude + 90) * CELLS_A_DEGREE), 180 * CELLS_A_DEGREE - 1)
    column = min(math.floor((longitude + 180) * CELLS_A_DEGREE), CELLS_ROUND - 1)
    return row * CELLS_ROUND + column + 1


def _violence(one: Incident) -> int:
    """Give UCDP's type: state-based, non-state, one-sided; of an unknown side what the other one tells."""
    acting, hit = ({party.sector for party in side} for side in (one.actors, one.recipients))
    if hit and not hit & ARMED_SECTORS:
        return ONE_SIDED
    return STATE_BASED if (acting | hit) & STATE_SECTORS else NON_STATE


def _deaths(one: Incident) -> dict[str, Any]:
    """Give the deaths; whose they are is told only where all of the recipients are of one kind."""
    low, best, high = figure(one.killed)
    sectors = {party.sector for party in one.recipients}
    civil = bool(sectors) and not sectors & (ARMED_SECTORS | {"UNK"})
    armed = bool(sectors) and sectors <= ARMED_SECTORS
    return {
        "deaths_a": 0,
        "deaths_b": best if armed else 0,
        "deaths_civilians": best if civil else 0,
        "deaths_unknown": best if not civil and not armed else 0,
        "best": best,
        "high": high,
        "low": low,
    }

"""Takes incidents and gives rows in ACLED's column layout: those that ACLED has a type for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from marsad.export.countries import countries
from marsad.export.told import JOINT, Told, iso
from marsad.incidents.model import Incident, Party

TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}  # UCDP's five levels in ACLED's three: day, week, coarser
PLACE_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
STATE, EXTERNAL, REBELS, MILITIA = "State forces", "External/Other forces", "Rebel group", "Political militia"
CIVILIANS, PROTESTERS, RIOTERS = "Civilians", "Protesters", "Rioters"
ROLES = {"GOV": STATE, "MIL": STATE, "COP": STATE, "SPY": STATE, "LEG": STATE, "JUD": STATE,
         "REB": REBELS, "PRM": MILITIA, "UAF": MILITIA, "CRM": MILITIA, "OPP": MILITIA, "PTY": MILITIA,
         "IGO": EXTERNAL}  # fmt: skip
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}


def acled_rows(found: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """Give a row for each incident that ACLED has a type for."""
    return (_row(one) for one in found if one.incident.acled_type is not None)


def _row(told: Told) -> dict[str, Any]:
    one = told.incident
    row = _what(one) | _where(one)
    first = told.first
    row |= {"event_id_cnty": one.id, "event_date": iso(first), "year": None if first is None else first.year}
    row |= {"time_precision": TIME_PRECISION[one.date_precision]}
    row |= _sides(one)
    row |= {
        "source": JOINT.join(one.outlets),
        "source_scale": None,
        "notes": told.sentence,
        "fatalities": 0 if one.killed is None else one.killed.best,
        "tags": _tags(one),
        "timestamp": _timestamp(one.last_report),
    }
    return row


def _what(one: Incident) -> dict[str, Any]:
    disorder = DISORDER[str(one.acled_type)]
    if one.acled_sub_type == "Excessive force against protesters":
        disorder = "Political violence; Demonstrations"
    return {"disorder_type": disorder, "event_type": one.acled_type, "sub_event_type": one.acled_sub_type}


def _where(one: Incident) -> dict[str, Any]:
    site = one.site
    country = countries().get(site.country or "") if site else None
    return {
        "iso": country.number if country else None,
        "region": country.region if country else None,
        "country": country.name if country else None,
        "admin1": site.region if site else None,
        "admin2": None,
        "admin3": None,
        "location": site.name if site else None,
        "latitude": site.latitude if site else None,
        "longitude": site.longitude if site else None,
        "geo_precision": PLACE_PRECISION[site.precision] if site else None,
    }


def _sides(one: Incident) -> dict[str, Any]:
    """Give the two sides; without a recipient the second actor is the other side. They imply no direction."""
    first, second = one.actors[:1], one.recipients[:1]
    more_first, more_second = one.actors[1:], one.recipients[1:]
    if not second and len(one.actors) > 1 and one.acled_type == "Battles":
        second, more_first = one.actors[1:2], one.actors[2:]
    if not first:
        first, second, more_first, more_second = second, (), more_second, ()
    roles = [_role(side[0], one, number) if side else None for number, side in enumerate((first, second))]
    return {
        "actor1": first[0].name if first else None,
        "assoc_actor_1": JOINT.join(party.name for party in more_first) or None,
        "inter1": roles[0],
        "actor2": second[0].name if second else None,
        "assoc_actor_2": JOINT.join(party.name for party in more_second) or None,
        "inter2": roles[1],
        "interaction": "-".join(role for role in roles if role) or None,
        "civilian_targeting": "Civilian targeting" if _is_against_civilians(one, roles[1]) else None,
    }


def _role(party: Party, one: Incident, number: int) -> str:
    role = ROLES.get(party.sector, CIVILIANS)
    if role == STATE and one.site and one.site.country and party.country not in (one.site.country, None):
        return EXTERNAL
    if role == CIVILIANS and number == 0 and one.acled_type == "Protests":
        return PROTESTERS
    return RIOTERS if role == CIVILIANS and number == 0 and one.acled_type == "Riots" else role


def _is_against_civilians(one: Incident, second: str | None) -> bool:
    violent = DISORDER[str(one.acled_type)] == "Political violence"
    return one.acled_type == "Violence against civilians" or (violent and second == CIVILIANS)


def _tags(one: Incident) -> str:
    tags = [
        f"reports={len(one.reports)}",
        f"outlets={one.independent_outlets}",
        f"confidence={one.confidence.value:.2f}",
    ]
    if one.killed is not None:
        tags.append(f"killed={one.killed.low}-{one.killed.high}")
    return JOINT.join(tags)


def _timestamp(day: date | None) -> int | None:
    return None if day is None else int(datetime.combine(day, time(), UTC).timestamp())

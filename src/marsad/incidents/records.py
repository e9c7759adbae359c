"""Takes incidents and gives them as JSON-ready data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marsad.incidents.model import Confidence, Figure, Incident, Party, Report, Responsibility, Site


def to_dict(incident: Incident) -> dict[str, Any]:
    """Give an incident as JSON-ready data in the field names of the model; days as ISO dates."""
    data: dict[str, Any] = plain(incident)
    return data


def plain(value: Any) -> Any:
    """Give data classes, days and what holds them as JSON-ready data."""
    if value is None or isinstance(value, str | int | float):
        return value
    names = getattr(value, "__dataclass_fields__", None)
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {name: plain(one) for name, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value


def from_dict(data: Mapping[str, Any]) -> Incident:
    """Give the incident that `to_dict` made the data of."""
    known = dict(data)
    for name in ("first_day", "last_day", "first_report", "last_report"):
        known[name] = _day(known[name])
    for name in ("killed", "injured", "detained"):
        known[name] = None if known[name] is None else Figure(**known[name])
    known["site"] = None if known["site"] is None else Site(**known["site"])
    for name in ("actors", "recipients"):
        known[name] = tuple(Party(**one) for one in known[name])
    known["outlets"] = tuple(known["outlets"])
    known["reports"] = tuple(_report(one) for one in known["reports"])
    known["responsibility"] = tuple(_responsibility(one) for one in known["responsibility"])
    sure = known["confidence"]
    known["confidence"] = Confidence(sure["value"], tuple((name, value) for name, value in sure["parts"]))
    return Incident(**known)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _report(data: Mapping[str, Any]) -> Report:
    return Report(**{**data, "published": _day(data["published"]), "why": tuple(data["why"])})


def _responsibility(data: Mapping[str, Any]) -> Responsibility:
    said_by = None if data["said_by"] is None else Party(**data["said_by"])
    return Responsibility(**{**data, "party": Party(**data["party"]), "said_by": said_by, "day": _day(data["day"])})

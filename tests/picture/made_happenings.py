"""Incidents made by hand for pages, and what was read of which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marsad.incidents.model import Confidence, Figure, Incident, Party, Report, Site
from marsad.picture.volume import Read

LAST = date(2020, 6, 28)
HOUTHIS = Party("Houthis", "Houthis", "YEM", "REB")
SAUDIS = Party("Saudi Arabia", "Saudi Arabia", "SAU", "GOV")
ARMY = Party("Iraqi Armed Forces", "Iraqi Armed Forces", "IRQ", "MIL")
CROWD = Party("IRQ:CVL:متظاهرون", "متظاهرون", "IRQ", "CVL")  # demonstrators, known only by a text's words
BASRA = Site("Basra", "IRQ", "Basra", 30.5, 47.8, 1)


def happening(id_: str, days_ago: int | None, **known: Any) -> Incident:
    """Give an assault of the army on demonstrators in Basra so many days before LAST; None: of no known day."""
    day = None if days_ago is None else LAST - timedelta(days_ago)
    report = Report(f"{id_}-e1", f"{id_}doc", "Wire", day)
    values: dict[str, Any] = {
        "id": id_, "type": "ASSAULT", "mode": None, "quad_class": "material conflict", "score": -9.0,
        "status": "actual", "counts": True, "first_day": day, "last_day": day, "date_precision": 1, "site": BASRA,
        "actors": (ARMY,), "recipients": (CROWD,), "reports": (report,), "outlets": ("Wire",),
        "independent_outlets": 1, "confidence": Confidence(0.5),
    }  # fmt: skip
    return Incident(**{**values, **known})


def reads(days: int, a_day: int = 4, until: date = LAST, outlet: str = "Wire") -> list[Read]:
    """Give so many documents of each of the days before a day and of it."""
    return [
        Read(f"{outlet}-{back}-{number}", outlet, until - timedelta(back))
        for back in range(days)
        for number in range(a_day)
    ]


def figure(best: int) -> Figure:
    """Give a number on which all reports agree."""
    return Figure(best, best, best, 1)

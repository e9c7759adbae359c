"""What every export of incidents takes: the incident, and the sentence of its first report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.incidents.model import Figure, Incident, Party

JOINT = "; "


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with the sentence, source and title of its first report, as far as there is one."""

    incident: Incident
    sentence: str | None = None
    source: str | None = None
    title: str | None = None

    @property
    def first(self) -> date | None:
        """The day it began, or failing that of its first report."""
        return self.incident.first_day or self.incident.first_report

    @property
    def last(self) -> date | None:
        """The day it ended, or failing that the day it began."""
        return self.incident.last_day or self.first


def names(parties: tuple[Party, ...]) -> str:
    """Give the names of parties in one cell."""
    return JOINT.join(party.name for party in parties)


def figure(value: Figure | None) -> tuple[int | None, int | None, int | None]:
    """Give least, best and greatest."""
    return (None, None, None) if value is None else (value.low, value.best, value.high)


def iso(day: date | None) -> str | None:
    """Give a day as an ISO date."""
    return None if day is None else day.isoformat()

"""Takes the numbers of a page and gives the incidents that it lists with their reports, as many as one page holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from marsad.incidents.model import Incident, Report
from marsad.picture.model import Count, Entry, Evidence, Picture, Toll
from marsad.picture.names import Names
from marsad.picture.weight import toll_of

MOST_ENTRIES = 400
FIRST_OF_NUMBER = 12  # incidents of one number that are listed where there is room
MOST_REPORTS = 3  # of an incident that are shown with their sentences

Tellings = Callable[[Sequence[str]], Mapping[str, Evidence]]


def listed(picture: Picture) -> list[str]:
    """Give the incidents to list: the main ones, then of every number first the weightiest, then others in turn."""
    numbers = [one.incidents for one in _counts(picture) if one.incidents]
    numbers += [claim.alike for claim in picture.claims]
    found = dict.fromkeys([*picture.main, *(id_ for claim in picture.claims for id_ in claim.incidents)])
    for rank in range(FIRST_OF_NUMBER):
        found.update(dict.fromkeys(of_number[rank] for of_number in numbers if rank < len(of_number)))
    return list(found)[:MOST_ENTRIES]


def _counts(value: Any) -> Iterator[Count | Toll]:
    """Give every number of a page in its order."""
    if isinstance(value, Count | Toll):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _counts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _counts(getattr(value, field.name))


def entries(incidents: Iterable[Incident], tellings: Tellings, names: Names) -> tuple[Entry, ...]:
    """Give incidents as the page lists them, in the order of their days; `tellings` gives sentences by event id."""
    held = sorted(incidents, key=lambda one: (one.first_day or date.max, one.id))
    shown = {one.id: _first_reports(one) for one in held}
    told = tellings([report.event_id for reports in shown.values() for report in reports])
    return tuple(_entry(one, [told[r.event_id] for r in shown[one.id] if r.event_id in told], names) for one in held)


def _first_reports(incident: Incident) -> list[Report]:
    """Give the reports to show, one a document: originals and news before others, an outlet twice only last."""
    ranked = sorted(
        incident.reports, key=lambda one: (one.copy_of is not None, one.background, one.published or date.max)
    )
    of_document: dict[str, Report] = {}
    for report in ranked:
        of_document.setdefault(report.document_id, report)
    outlets: set[str | None] = set()
    fresh: list[Report] = []
    others: list[Report] = []
    for report in of_document.values():
        (others if report.outlet in outlets else fresh).append(report)
        outlets.add(report.outlet)
    return [*fresh, *others][:MOST_REPORTS]


def _entry(incident: Incident, evidence: Sequence[Evidence], names: Names) -> Entry:
    return Entry(
        id=incident.id,
        type=incident.type,
        mode=incident.mode,
        first_day=incident.first_day,
        last_day=incident.last_day,
        place=None if incident.site is None else names.site(incident.site),
        actors=tuple(map(names.party, incident.actors)),
        recipients=tuple(map(names.party, incident.recipients)),
        killed=toll_of(incident, "killed"),
        injured=toll_of(incident, "injured"),
        outlets=incident.independent_outlets,
        reports=len({report.document_id for report in incident.reports}),
        confidence=incident.confidence.value,
        evidence=tuple(evidence),
    )

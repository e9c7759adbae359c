"""Takes what texts say of ties and what the registry declares, and gives each tie once, with all its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from marsad.actors.model import Evidence, TieBetween, TieReport
from marsad.lexicon.model import DeclaredTie

MUTUAL = frozenset({"allied", "rival"})
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Gathered:
    declared: DeclaredTie | None = None
    titles: dict[str, None] = field(default_factory=dict)
    told: list[Evidence] = field(default_factory=list)


def ties_between(reports: Iterable[TieReport], declared: Sequence[DeclaredTie] = ()) -> list[TieBetween]:
    """Give every tie, those told by most texts first; allies and rivals are the same both ways round."""
    found: dict[Key, _Gathered] = {}
    for tie in declared:
        found.setdefault(_key(tie.kind, tie.source, tie.target), _Gathered()).declared = tie
    for report in reports:
        gathered = found.setdefault(_key(report.kind, report.source, report.target), _Gathered())
        gathered.told.append(report.evidence)
        if report.title:
            gathered.titles[report.title] = None
    ties = [_tie(key, gathered) for key, gathered in found.items()]
    return sorted(ties, key=lambda tie: (-len(tie.told), tie.source, tie.kind, tie.target))


def of_actor(ties: Iterable[TieBetween], name: str) -> list[TieBetween]:
    """Give the ties in which an actor stands, on either side."""
    return [tie for tie in ties if name in (tie.source, tie.target)]


def holds_on(tie: TieBetween, day: date) -> bool:
    """True where the registry's days of a tie do not exclude `day`."""
    begins = tie.first_day is None or tie.first_day <= day
    return begins and (tie.last_day is None or day <= tie.last_day)


def _key(kind: str, source: str, target: str) -> Key:
    if kind in MUTUAL and target < source:
        source, target = target, source
    return kind, source, target


def _tie(key: Key, gathered: _Gathered) -> TieBetween:
    declared = gathered.declared
    told = sorted(gathered.told, key=lambda one: (str(one.published), one.document_id, one.sentence))
    return TieBetween(
        *key,
        declared=declared is not None,
        first_day=None if declared is None else declared.first_day,
        last_day=None if declared is None else declared.last_day,
        note=None if declared is None else declared.note,
        titles=tuple(gathered.titles),
        told=tuple(told),
    )

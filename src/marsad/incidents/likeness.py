"""Takes two mentions and gives how likely they tell of one happening, and the parts that the figure is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Any

from marsad.arabic.frequency import folded
from marsad.incidents import parties, sites, wording
from marsad.incidents.mention import Mention
from marsad.incidents.model import Party
from marsad.incidents.tables import is_verbal, table

# Statuses that may be told of one happening: who denies an act speaks of the act that others report.
KINDRED_STATUS = {"actual": "done", "negated": "done", "future": "ahead", "hypothetical": "ahead"}
SOME_WORDS = 0.12
CLOSE_FIGURES, FAR_FIGURES = 1.5, 3.0
SURE = 0.5  # how well one role goes together so that the other need not be looked at
EXACT = 2  # precision of time up to which a day is told: within a week


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two mentions are of one happening, 0 to 1, and what each part adds to it (on the logistic scale)."""

    score: float
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """The parts as text, the weightiest first: `place +1.8`."""
        weighty = sorted(self.parts, key=lambda part: -abs(part[1]))
        return tuple(f"{name} {value:+.1f}" for name, value in weighty if abs(value) >= 0.05)


NONE = Likeness(0.0)


def likeness(first: Mention, second: Mention) -> Likeness:
    """Give how likely mentions of two documents tell of one happening; 0 where only time and place speak for it."""
    if not can_be_one(first, second):
        return NONE
    kind = "verbal" if is_verbal(first.type) else "material"
    chosen = weights(kind)
    told = _telling(first, second)
    if sum(value * chosen[name] for name, value in told.items()) < _hopeless(kind):
        return NONE
    found = told | _agreeing(first, second)
    if not _has_substance(found):
        return NONE
    parts = tuple((name, value * chosen[name]) for name, value in found.items() if value)
    total = chosen["bias"] + sum(value for _, value in parts)
    return Likeness(1 / (1 + exp(-total)), parts)


@lru_cache(maxsize=4)
def _hopeless(kind: str) -> float:
    """Give the sum of what is cheap to tell below which all that is dear cannot make two mentions one."""
    chosen = weights(kind)
    dear = sum(max(0.0, chosen[name]) for name in ("actors", "recipients", "figures", "weapon"))
    return threshold_logit() - chosen["bias"] - dear


def can_be_one(first: Mention, second: Mention) -> bool:
    """False where type or status keep two mentions apart whatever else they share."""
    if KINDRED_STATUS[first.status] != KINDRED_STATUS[second.status]:
        return False
    return second.type in kindred_types(first.type)


@lru_cache(maxsize=32)
def kindred_types(type_: str) -> frozenset[str]:
    """Give the types as which a happening of one type may also be told, itself among them."""
    return frozenset({type_}.union(*(pair for pair in table("weights")["types"] if type_ in pair)))


@lru_cache(maxsize=4)
def weights(name: str) -> dict[str, float]:
    """Give the weights for mentions that are `within` one document, of `material` acts, or `verbal` ones."""
    return dict(table("weights")[name])


def threshold() -> float:
    """Give the probability from which on two mentions are taken to be of one happening."""
    return float(table("weights")["threshold"])


@lru_cache(maxsize=1)
def threshold_logit() -> float:
    """Give the threshold on the logistic scale."""
    return log(threshold() / (1 - threshold()))


def features(first: Mention, second: Mention) -> dict[str, float]:
    """Give each likeness of two mentions, most of them between -1 (against) and 1 (for); 0 says nothing."""
    return _telling(first, second) | _agreeing(first, second)


def _telling(first: Mention, second: Mention) -> dict[str, float]:
    """Give what is told apart at little cost."""
    return {
        "type": float(first.type != second.type),
        "mode": _equal(first.mode, second.mode),
        "trigger": float(folded(first.trigger) == folded(second.trigger)),
        "day": _days(first, second),
        "place": sites.agreement(first.sites, second.sites) or 0.0,
        "words": wording.likeness(first.words, second.words),
        "story": wording.likeness(first.story, second.story),
        "background": float(first.background or second.background),
    }


def _agreeing(first: Mention, second: Mention) -> dict[str, float]:
    return {
        "actors": _parties(first.actors, second.actors, first.recipients, second.recipients),
        "recipients": _parties(first.recipients, second.recipients, first.actors, second.actors),
        "figures": _figures(first, second),
        "weapon": _equal(first.weapon, second.weapon),
    }


def _has_substance(found: dict[str, float]) -> bool:
    """Time and place alone never make two reports one; somebody, a figure or the wording must speak for it."""
    who = found["actors"] > 0 or found["recipients"] > 0
    return who or found["figures"] > 0 or found["words"] >= SOME_WORDS


def _equal(first: Any, second: Any) -> float:
    if first is None or second is None:
        return 0.0
    return 1.0 if first == second else -1.0


def _days(first: Mention, second: Mention) -> float:
    """Give how well the days go together: 1 the same day told by both, less where days are vague or apart."""
    if (first.first_day is None) != (second.first_day is None):
        told, other = (first, second) if second.first_day is None else (second, first)
        return _reported_after(told, other)
    gap = max(first.earliest, second.earliest) - min(first.latest, second.latest)
    if gap > 0:
        return {1: 0.0, 2: -1.0}.get(gap, -2.0)
    spans = first.latest - first.earliest, second.latest - second.earliest
    if max(spans) == 0:
        return 1.0
    return 0.6 if max(spans) <= 1 else _reported_days(first, second)


def _reported_after(told: Mention, other: Mention) -> float:
    """Where only one tells a day: news is printed on the day of the act or soon after, and not before."""
    if other.published is None or other.background or told.date_precision > EXACT:
        return 0.0
    lag = other.published.toordinal() - told.latest
    before = told.earliest - other.published.toordinal()
    if before > 0:
        return 0.0 if before == 1 else -1.0
    return {0: 0.7, 1: 0.6, 2: 0.3, 3: 0.0}.get(max(lag, 0), -0.7)


def _reported_days(first: Mention, second: Mention) -> float:
    """Where neither text tells a day, the nearer the reports, the likelier they tell of one day."""
    if first.published is None or second.published is None:
        return 0.0
    apart = abs((first.published - second.published).days)
    return {0: 0.5, 1: 0.3, 2: 0.0}.get(apart, -0.3)


def _parties(
    first: tuple[Party, ...], second: tuple[Party, ...], across: tuple[Party, ...], back: tuple[Party, ...]
) -> float:
    """Give how well a role goes together; where one of them leaves it empty, what the other role may say instead."""
    direct = parties.agreement(first, second)
    if direct is None:
        return 0.0
    if direct < SURE:
        crossed = max(parties.agreement(first, back) or 0.0, parties.agreement(across, second) or 0.0)
        return max(direct, crossed / 2)
    return direct


def _figures(first: Mention, second: Mention) -> float:
    pairs = ((first.killed, second.killed), (first.injured, second.injured), (first.detained, second.detained))
    values = [_figure(one, other) for one, other in pairs if one and other]
    return sum(values) / len(values) if values else 0.0


def _figure(one: int, other: int) -> float:
    ratio = max(one, other) / min(one, other)
    if ratio == 1:
        return 1.0
    return 0.3 if ratio <= CLOSE_FIGURES else -1.0 if ratio >= FAR_FIGURES else 0.0

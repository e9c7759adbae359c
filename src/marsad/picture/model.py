"""What the picture room gives: one page on a country or dyad as plain data; every number with its incidents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

INCIDENTS, ARTICLES, CLAIMS, INPUTS = KINDS = ("incidents", "articles", "claims", "inputs")


@dataclass(frozen=True, slots=True)
class Name:
    """What a party, place or country is called in each language; twice the same where only a text names it."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the page and what it was counted from: the ids of incidents, weightiest first, or of another kind.

    `kind` is one of KINDS: articles are named by the first digits of their ids, inputs by their sources.
    """

    value: float
    members: tuple[str, ...] = ()
    kind: str = INCIDENTS

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents that it was counted from."""
        return self.members if self.kind == INCIDENTS else ()

    def or_of(self, other: Count) -> Count:
        """Give the number with what another was counted from, where it was counted from nothing: 0 of those."""
        return self if self.members else replace(other, value=self.value)


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed or injured by what reports tell: least, best and greatest, with the incidents that cost them.

    `is_least` is true where reports say of one of the numbers that it is a lower bound ("at least 20"). Where no report
    gives a number there is no toll, which is not a toll of 0.
    """

    low: int
    best: int
    high: int
    is_least: bool = False
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in days, which counts nothing that was reported."""

    days: int


Value = Count | Toll | Days | Name | date | str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the page: the key of its wording and the values that fill it; None is a toll that nobody tells."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the page is about: a country, two parties, or all that was read; days inclusive."""

    first_day: date
    last_day: date
    country: Name | None = None
    country_code: str | None = None
    dyad: tuple[Name, Name] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A day or week of the series. Where `days_seen` is 0 nothing was read: the counts then mean nothing.

    `usual` is how many incidents the reporting volume of these days would bring at the level of the whole period, which
    was counted from the `total` of the page. Tolls are None where no report of these days gives a number.
    """

    first_day: date
    last_day: date
    incidents: Count
    conflict: Count
    cooperation: Count
    killed: Toll | None
    injured: Toll | None
    articles: Count
    days_seen: int
    usual: float | None = None

    @property
    def days(self) -> int:
        """How many days it stands for."""
        return (self.last_day - self.first_day).days + 1

    @property
    def is_missing(self) -> bool:
        """True where no report of these days was read."""
        return self.days_seen == 0


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A stretch of one phase, as far as the page shows it; `why` is the rule that named it.

    `since` is the day on which it began, maybe before the page does; `level` is incidents a week at the usual volume,
    counted from the whole stretch.
    """

    label: str
    first_day: date
    last_day: date
    level: Count
    incidents: Count
    since: date
    why: Statement | None = None


@dataclass(frozen=True, slots=True)
class AlarmNote:
    """An alarm: seen on which day, since when, up or down, how sure (0 to 1), and the incidents behind it.

    `before` and `after` are reports a week at the usual reporting volume; `earlier` are the incidents from which the
    level before was learned, `drivers` those since.
    """

    series: Name
    direction: str
    day: date
    since: date
    before: float
    after: float
    sureness: float
    drivers: Count
    earlier: Count


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of the incidents of the coming days: middle, and the 50 and 90 % intervals.

    A forecast has no incidents of its own: `recent` are the latest of the series that it was made from, those from
    `recent_from` to `recent_to`, or the articles of these days where they tell of none.
    """

    days: int
    first_day: date
    last_day: date
    median: int
    low_50: int
    high_50: int
    low_90: int
    high_90: int
    recent: Count
    recent_from: date
    recent_to: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A report of an incident: its sentence, and who published it when."""

    event_id: str
    outlet: str | None
    published: date | None
    sentence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An incident as the page lists it, told by so many documents (`reports`); `evidence` quotes the first."""

    id: str
    type: str
    mode: str | None
    first_day: date | None
    last_day: date | None
    place: Name | None
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    killed: Toll | None
    injured: Toll | None
    outlets: int
    reports: int
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A party (one name) or dyad (two) whose incidents became more or fewer.

    `now` counts those of the last days, `before` those of the days before them, `expected` what `now` would be at the
    rate of before. `surprise` is the difference in standard deviations of a Poisson count.
    """

    names: tuple[Name, ...]
    now: Count
    before: Count
    expected: float
    surprise: float
    score: float


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """Something said that would happen and is still open.

    `base_rate` is how often it happens anyway, 0 to 1, counted from the incidents `alike` before it.
    """

    id: str
    kind: str
    speakers: tuple[Name, ...]
    made: date
    due: date
    due_is_told: bool
    sentence: str
    outlet: str | None
    condition: str | None
    base_rate: float | None
    incidents: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page on a country or dyad. `step` is how many days a point of the series stands for, 1 or 7.

    What rises and falls is told of the last `days_now` days against the `days_before` before them. `total` counts all
    incidents of the page's days.

    `entries` are the incidents that numbers of the page lead to, as many as one page holds, in the order of their days.
    """

    scope: Scope
    step: int
    days_now: int
    days_before: int
    state: tuple[Statement, ...]
    series: tuple[Point, ...]
    total: Count
    phases: tuple[PhaseSpan, ...] = ()
    alarms: tuple[AlarmNote, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    main: tuple[str, ...] = ()
    rising: tuple[Change, ...] = ()
    heating: tuple[Change, ...] = ()
    cooling: tuple[Change, ...] = ()
    claims: tuple[ClaimNote, ...] = ()
    open_claims: Count = Count(0, (), CLAIMS)
    gaps: tuple[Statement, ...] = ()
    entries: tuple[Entry, ...] = ()

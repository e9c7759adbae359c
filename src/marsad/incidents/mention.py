"""Takes event records and gives mentions: of each record what merging compares, small enough to keep a million."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from marsad.arabic.normal import normalize
from marsad.incidents.bounds import lower_bounds
from marsad.incidents.model import Party, Site
from marsad.incidents.parties import party
from marsad.incidents.sites import site
from marsad.incidents.spans import tells_span
from marsad.incidents.tables import table
from marsad.incidents.wording import Words, words_of_sentence

DAYS_BEFORE_REPORT = 7  # how long before its publication an act may lie whose day the text does not tell
DAYS_BEFORE_MENTION = 30  # ... that is only referred to as known
SPANS = ((1, 1), (7, 2), (31, 3), (366, 4))  # UCDP's precision of time by the number of days it means
VAGUE = 5
FIGURES = ("killed", "injured", "detained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One event record as merging sees it.

    `first_day`..`last_day` are the days the text tells, None where it tells none; `earliest`..`latest` the days in
    which the act must lie, as ordinals. `words` are those of the sentence, `story` those of the document. `copy_of` is
    the document of which this one is a copy. Where it `tells_span`, large figures are those of a campaign; `least`
    names the figures that it tells as lower bounds.
    """

    event_id: str
    document_id: str
    sentence: int
    start: int
    type: str
    mode: str | None
    status: str
    background: bool
    trigger: str
    outlet: str | None = None
    published: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    earliest: int = 0
    latest: int = 0
    sites: tuple[Site, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    said_by: tuple[Party, ...] = ()
    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    weapon: str | None = None
    is_claim: bool = False
    tells_span: bool = False
    least: frozenset[str] = frozenset()
    words: Words = frozenset()
    story: Words = frozenset()
    same_as: str | None = None
    copy_of: str | None = None

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Where it stands among all mentions: by publication, document and place in it."""
        day = self.published.isoformat() if self.published else "9999"
        return day, self.document_id, self.sentence, self.start, self.event_id

    @property
    def date_precision(self) -> int:
        """UCDP's precision of the day, 1 (a day) to 5 (a year or more, or not known)."""
        if self.first_day is None or self.last_day is None:
            return VAGUE
        days = (self.last_day - self.first_day).days + 1
        return next((precision for most, precision in SPANS if days <= most), VAGUE)


def mention(
    record: Mapping[str, Any], story: Words = frozenset(), copy_of: str | None = None, words: Words | None = None
) -> Mention:
    """Give the mention that an event record (`SourcedEvent.to_dict()`, `Store.events()`) makes.

    `words` are those of its sentence, where they are known already.
    """
    text = record["sentence_text"]
    published = _day(record["published"])
    when = record["when"] or {}
    first, last = _day(when.get("from")), _day(when.get("to"))
    first, last = first or last, last or first
    earliest, latest = _bounds(first, last, published, record["background"], record["status"])
    trigger = record["trigger"]
    return Mention(
        event_id=record["id"],
        document_id=record["document"],
        sentence=record["sentence"],
        start=trigger["start"],
        type=record["type"],
        mode=record["mode"],
        status=record["status"],
        background=record["background"],
        trigger=normalize(trigger["text"]),
        outlet=record["outlet"],
        published=published,
        first_day=first,
        last_day=last,
        earliest=earliest,
        latest=latest,
        sites=tuple(dict.fromkeys(site(span, text) for span in record["place"])),
        actors=tuple(dict.fromkeys(map(party, record["actor"]))),
        recipients=tuple(dict.fromkeys(map(party, record["recipient"]))),
        said_by=tuple(dict.fromkeys(map(party, record["said_by"]))),
        killed=record["killed"],
        injured=record["injured"],
        detained=record["detained"],
        weapon=weapon(text) if record["type"] == "ASSAULT" else None,
        tells_span=tells_span(text),
        least=_least(record, text),
        is_claim=_claims().search(normalize(text)) is not None,
        words=words_of_sentence(text) if words is None else words,
        story=story,
        same_as=record["same_as"],
        copy_of=copy_of,
    )


def _least(record: Mapping[str, Any], sentence: str) -> frozenset[str]:
    """Give the figures of a record that its sentence tells as lower bounds."""
    told = {name: record[name] for name in FIGURES if record[name]}
    bounds = lower_bounds(sentence) if told else frozenset()
    return frozenset(name for name, number in told.items() if number in bounds)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _bounds(
    first: date | None, last: date | None, published: date | None, is_background: bool, status: str
) -> tuple[int, int]:
    """Give the days, as ordinals, in which the act must lie."""
    if first is not None and last is not None:
        return first.toordinal(), last.toordinal()
    if published is None:
        return 0, 0
    end = published + timedelta(DAYS_BEFORE_REPORT) if status == "future" else published
    before = DAYS_BEFORE_MENTION if is_background else DAYS_BEFORE_REPORT
    return (published - timedelta(before)).toordinal(), end.toordinal()


@lru_cache(maxsize=50_000)
def weapon(sentence: str) -> str | None:
    """Give what the sentence says the act was done with, by the first weapon of data/words.toml that stands in it."""
    plain = normalize(sentence)
    return next((name for name, pattern in _weapons() if pattern.search(plain)), None)


@lru_cache(maxsize=1)
def _weapons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _any_word(words)) for name, words in table("words")["weapons"].items())


@lru_cache(maxsize=1)
def _claims() -> re.Pattern[str]:
    return _any_word(table("words")["claims"])


def _any_word(words: list[str]) -> re.Pattern[str]:
    """One of the words, with what may be written before and after an Arabic word."""
    return re.compile(rf"(?<!\w)[وفبلك]?(?:ال)?(?:{'|'.join(map(re.escape, words))})(?!\w)")

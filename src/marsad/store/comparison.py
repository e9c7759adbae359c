"""Takes two codings of one document and gives what differs: events that went, came, or are otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marsad.reading import public_id
from marsad.store.corrections import EventKey, attached_keys, event_keys
from marsad.store.rows import Coding, Row

CAME, WENT, CHANGED = "added", "dropped", "changed"
UNCOMPARED = ("id", "same_as", "sentence")
PLACING = ("sentence", "source")  # of a span: they follow from where its words stand, and change when sentences are cut


@dataclass(frozen=True, slots=True)
class EventChange:
    """What became of one event: `before` and `after` hold the fields that differ, or the whole record."""

    action: str
    event_id: str
    trigger: str
    sentence_text: str
    before: Row | None
    after: Row | None

    def to_dict(self) -> Row:
        """Give it as JSON-ready data."""
        return {name: getattr(self, name) for name in self.__slots__}


def changes_of_coding(before: Coding, after: Coding) -> list[EventChange]:
    """Give what differs between two codings of one document, in the order of the text."""
    old, new = _keys(before), _keys(after)
    partner = attached_keys(old, new)
    return [*_new_or_changed(before, after, partner), *_gone(before, set(partner.values()))]


def _keys(coding: Coding) -> list[EventKey]:
    return event_keys(coding.records, {number: text for number, _, text in coding.sentences})


def _new_or_changed(before: Coding, after: Coding, partner: Mapping[int, int]) -> Iterator[EventChange]:
    for at, record in enumerate(after.records):
        if at not in partner:
            yield _change(CAME, after, record, None, record)
        else:
            was, now = differences(before.records[partner[at]], record)
            if now:
                yield _change(CHANGED, after, record, was, now)


def _gone(before: Coding, met: set[int]) -> Iterator[EventChange]:
    for at, record in enumerate(before.records):
        if at not in met:
            yield _change(WENT, before, record, record, None)


def _change(action: str, coding: Coding, record: Row, was: Row | None, now: Row | None) -> EventChange:
    text = next(text for number, _, text in coding.sentences if number == record["sentence"])
    return EventChange(action, public_id(coding.document_id, record["id"]), record["trigger"]["text"], text, was, now)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Row, Row]:
    """Give the fields in which two records of one event differ, as they were and as they are."""
    names = [name for name in after if name not in UNCOMPARED and _unplaced(before.get(name)) != _unplaced(after[name])]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _unplaced(value: Any) -> Any:
    """Give a field without the numbers of its spans' sentences."""
    if isinstance(value, list):
        return [_unplaced(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name not in PLACING}
    return value

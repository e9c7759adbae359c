"""Takes what people said of events and gives the events with it: a person has the last word, whatever is coded anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from marsad.store.rows import Coding, Row, event_columns, event_row

CONFIRMED, CORRECTED, REJECTED = "confirmed", "corrected", "rejected"
SPANS = ("actor", "recipient", "place", "said_by")
FIELDS = ("type", "mode", "status", "background", "when", "killed", "injured", "detained", *SPANS)
HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class EventKey:
    """By what an event is known again after re-coding: its sentence's words, where in it the trigger stands, and,
    of several events of one trigger, which.
    """

    sentence_hash: str
    start: int
    end: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one event: the verdict, the fields that are to be otherwise, who, when and why.

    `event_id` is the event's present name, None where the coder no longer finds it.
    """

    document_id: str
    key: EventKey
    trigger: str
    sentence_text: str
    verdict: str
    fields: Mapping[str, Any]
    who: str
    at: datetime
    why: str | None
    event_id: str | None

    def row(self) -> Row:
        """Give its row."""
        names = ("document_id", "trigger", "sentence_text", "verdict", "who", "at", "why", "event_id")
        key = {name: getattr(self.key, name) for name in ("sentence_hash", "start", "end", "nth")}
        return key | {name: getattr(self, name) for name in names} | {"fields": dict(self.fields)}


def correction_from(row: Mapping[str, Any]) -> Correction:
    """Give the correction of a row."""
    known = dict(row)
    key = EventKey(*(known.pop(name) for name in ("sentence_hash", "start", "end", "nth")))
    return Correction(key=key, **known)


def sentence_hash(text: str) -> str:
    """Give the name of a sentence's words."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def event_keys(records: Iterable[Row], sentences: Mapping[int, str]) -> list[EventKey]:
    """Give the key of each machine record, in their order."""
    seen: Counter[EventKey] = Counter()
    keys = []
    for record in records:
        trigger = record["trigger"]
        key = EventKey(sentence_hash(sentences[record["sentence"]]), trigger["start"], trigger["end"])
        keys.append(replace(key, nth=seen[key]))
        seen[key] += 1
    return keys


def attached(corrections: Sequence[Correction], keys: Sequence[EventKey]) -> dict[int, Correction]:
    """Give the correction of each event (by its place in `keys`) that has one.

    Where an event's trigger was cut otherwise, the correction goes to the only event of that sentence whose trigger
    overlaps the former one.
    """
    partner = attached_keys([one.key for one in corrections], keys)
    return {at: corrections[former] for at, former in partner.items()}


def attached_keys(former: Sequence[EventKey], keys: Sequence[EventKey]) -> dict[int, int]:
    """Give, for the events (by place in `keys`) that were there before, their places in `former`."""
    place_of = {key: at for at, key in enumerate(keys)}
    found = {place_of[key]: at for at, key in enumerate(former) if key in place_of}
    for at, key in enumerate(former):
        if key not in place_of:
            near = [place for place, other in enumerate(keys) if place not in found and _overlaps(key, other)]
            if len(near) == 1:
                found[near[0]] = at
    return found


def _overlaps(one: EventKey, other: EventKey) -> bool:
    return one.sentence_hash == other.sentence_hash and one.start < other.end and other.start < one.end


def event_rows(coded: Coding, corrections: Sequence[Correction]) -> tuple[list[Row], dict[EventKey, str]]:
    """Give a document's event rows as people want them, and the present event of each correction that has one."""
    sentences = {number: text for number, _, text in coded.sentences}
    found = attached(corrections, event_keys(coded.records, sentences))
    rows, events = [], {}
    for at, (record, why) in enumerate(zip(coded.records, coded.whys, strict=True)):
        row = event_row(coded.document_id, at + 1, record, why)
        if at in found:
            row = corrected(row, found[at], sentences)
            events[found[at].key] = row["id"]
        rows.append(row)
    return rows, events


def corrected(row: Row, correction: Correction, sentences: Mapping[int, str]) -> Row:
    """Give an event's row with what a person said of it; the machine's record is kept beside it."""
    machine = row["machine"] or row["record"]
    record = machine | {
        name: _placed(value, sentences, machine["sentence"]) for name, value in correction.fields.items()
    }
    return row | event_columns(record) | {"review": correction.verdict, "machine": machine}


def _placed(value: Any, sentences: Mapping[int, str], own: int) -> Any:
    """Give a field with its spans in the sentences that hold them now, should these have been numbered anew."""
    if isinstance(value, list):
        return [_placed(one, sentences, own) for one in value]
    if not isinstance(value, dict) or "sentence" not in value:
        return value
    at = [value["sentence"], own, *sentences]
    home = next((one for one in at if sentences.get(one, "")[value["start"] : value["end"]] == value["text"]), own)
    return {**value, "sentence": home}

"""Takes what a person writes of an event's fields and gives their values; what is named must be in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marsad.coding.codebook import codebook
from marsad.coding.model import Entity, Place, Span, When, span_dict
from marsad.coding.pointed import Pointed
from marsad.documents import Document
from marsad.errors import UsageError
from marsad.reading import running_sentences, source_range
from marsad.restore import restore
from marsad.store.corrections import FIELDS
from marsad.store.rows import Row

NONE = "none"
TRUTH = {"yes": True, "no": False}
KNOWN_AS = " = "  # between the words of the text and what they mean
COUNTRY = re.compile(r"[A-Z]{3}")
Written = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the values of an event's fields must come from: its record, its document, the document's sentences.

    `sentences` gives start and text by number.
    """

    record: Row
    document: Document
    sentences: Mapping[int, tuple[int, str]]


def field_values(written: Written, evidence: Evidence) -> dict[str, Any]:
    """Give the fields of a record, each as the record holds it.

    `none` empties a field. A party or place is its words as they stand in the text, and where the lexicon does not
    know who is meant ` = NAME, COUNTRY, SECTOR` after them; `when` is the words, and where they are not understood
    ` = 2020-07-26` or ` = 2020-07-26..2020-07-28`. Raises UsageError for what does not exist or is not in the text.
    """
    unknown = sorted(set(written) - set(FIELDS))
    if unknown:
        raise UsageError(f"no field {unknown[0]!r} that can be corrected; these can: {', '.join(FIELDS)}")
    found = {name: _value(name, values, evidence) for name, values in written.items()}
    _check_mode(evidence.record | found)
    return found


def _value(name: str, values: Sequence[str], evidence: Evidence) -> Any:
    if name in _SPANS:
        chosen = [value for value in values if value != NONE]
        return [_SPANS[name](_Pointer(evidence, value)) for value in chosen]
    if len(values) > 1:
        raise UsageError(f"{name} is one value: give it once")
    if values[0] == NONE and name not in ("type", "status", "background"):
        return None
    return _when(_Pointer(evidence, values[0])) if name == "when" else _plain(name, values[0])


def _plain(name: str, value: str) -> Any:
    if name in ("killed", "injured", "detained"):
        if not value.isascii() or not value.isdigit():
            raise UsageError(f"{name}={value}: give a whole number, or none")
        return int(value)
    if name == "mode":
        return value
    known: dict[str, Any] = {
        "type": {one: one for one in codebook()["modes"]},
        "status": {one: one for one in codebook()["statuses"]},
        "background": TRUTH,
    }[name]
    for one, meant in known.items():
        if one.casefold() == value.casefold():
            return meant
    raise UsageError(f"{name}={value}: give one of {', '.join(known)}")


def _check_mode(record: Row) -> None:
    modes = codebook()["modes"][record["type"]]
    if record["mode"] is not None and record["mode"] not in modes:
        known = ", ".join(modes) or "it has none"
        raise UsageError(f"mode {record['mode']!r} is none of {record['type']}: {known}; set mode=none, or one of them")


class _Pointer:
    """Words of the document that somebody named, and what he said they mean."""

    def __init__(self, evidence: Evidence, value: str) -> None:
        self.evidence = evidence
        words, _, self.meant = (part.strip() for part in value.partition(KNOWN_AS))
        own = evidence.record["sentence"]
        order = [own, *sorted(evidence.sentences, key=lambda at: abs(at - own))]
        number = next((at for at in order if words and words in evidence.sentences[at][1]), None)
        if number is None:
            raise UsageError(f"«{words}» is not in the document; give words exactly as they stand there")
        self.text = evidence.sentences[number][1]
        self.start = self.text.index(words)
        self.end = self.start + len(words)
        self.sentence = Pointed(number, self.text, evidence.document.published)

    def parts(self, most: int) -> list[str | None]:
        """Give what was said they mean, cut at commas."""
        found = [part.strip() or None for part in self.meant.split(",")]
        if len(found) > most:
            raise UsageError(f"{self.meant!r}: at most {most} parts between commas")
        return [*found, *[None] * (most - len(found))]

    def placed(self, span: Span) -> Row:
        """Give a span with where it stands in the source, as far as that is still known."""
        document = self.evidence.document
        restored = restore(document.text)
        for sentence in running_sentences(restored):
            if sentence.index == span.sentence and sentence.text == self.text:
                return span_dict(replace(span, source=source_range(span, sentence, restored, document)))
        return span_dict(span)


def _entity(pointer: _Pointer) -> Row:
    one: Entity = pointer.sentence.entity(pointer.start, pointer.end)
    if pointer.meant:
        name, country, sector = pointer.parts(3)
        one = replace(one, name=name, country=_country(country), sector=_sector(sector))
    return pointer.placed(one)


def _place(pointer: _Pointer) -> Row:
    one: Place = pointer.sentence.place(pointer.start, pointer.end)
    if pointer.meant:
        name, country = pointer.parts(2)
        same = name == one.name
        one = replace(one, name=name, country=_country(country) or (one.country if same else None))
        one = one if same else replace(one, latitude=None, longitude=None)
    return pointer.placed(one)


def _when(pointer: _Pointer) -> Row:
    one: When = pointer.sentence.when(pointer.start, pointer.end)
    if pointer.meant:
        first, _, last = pointer.meant.partition("..")
        one = replace(one, first_day=_day(first), last_day=_day(last or first))
    if one.first_day is None:
        raise UsageError(f"when={one.text}: not understood; write what day it is: when={one.text}{KNOWN_AS}2020-07-26")
    return pointer.placed(one)


def _country(code: str | None) -> str | None:
    if code is not None and not COUNTRY.fullmatch(code):
        raise UsageError(f"country {code!r}: give its ISO 3166 code of three letters, such as IRQ, or IGO")
    return code


def _sector(code: str | None) -> str:
    if code is not None and code not in codebook()["sectors"]:
        raise UsageError(f"sector {code!r}: give one of {', '.join(codebook()['sectors'])}")
    return code or "UNK"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is not a day; write it as 2020-07-28") from None


_SPANS: dict[str, Callable[[_Pointer], Row]] = {
    "actor": _entity,
    "recipient": _entity,
    "place": _place,
    "said_by": _entity,
}

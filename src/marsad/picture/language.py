"""Takes the values of a page and gives its words in one language, from the files under wording/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from marsad.picture.model import INCIDENTS, Count, Days, Name, Statement, Toll, Value

WORDING = Path(__file__).parent / "wording"
LANGUAGES = tuple(sorted(path.stem for path in WORDING.glob("*.toml")))
PATTERNS = {"whole": "#,##0", "decimal": "#,##0.0", "ratio": "#,##0.0"}


WORDS, NAME, TOLD, DAY, ID = "words", "name", "told", "day", "id"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a sentence: its text, and what it is.

    A number has the `members` that it was counted from, of a `kind` of KINDS, or the place of the page where it leads
    `to`. Else the kind is WORDS, NAME (of any direction), TOLD (a report's own words), DAY (days, or a length of time)
    or ID.
    """

    text: str
    members: tuple[str, ...] = ()
    kind: str = WORDS
    to: str = ""

    @property
    def is_foreign(self) -> bool:
        """True for words that may read in the other direction."""
        return self.kind in (NAME, TOLD)


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """Give a language of LANGUAGES."""
    return Language(code, tomllib.loads((WORDING / f"{code}.toml").read_text("utf-8")))


class Language:
    """One language of the page: its words, forms of number, days and figures."""

    def __init__(self, code: str, words: dict[str, Any]) -> None:
        self.code = code
        self.words = words
        self.direction: str = words["direction"]
        self.comma: str = words["comma"]
        self._locale = Locale.parse(words["locale"])

    def text(self, key: str, **values: Value | float) -> str:
        """Give the words of a key such as `sections.state`, filled in."""
        return "".join(fragment.text for fragment in self.fragments(Statement(key, _pairs(values))))

    def statement(self, statement: Statement) -> str:
        """Give a sentence as plain text."""
        return "".join(fragment.text for fragment in self.fragments(statement))

    def fragments(self, statement: Statement) -> Iterator[Fragment]:
        """Give a sentence piece by piece."""
        values = dict(statement.values)
        for literal, field, spec, _ in Formatter().parse(self._template(statement.key)):
            if literal:
                yield Fragment(literal)
            if field is not None:
                yield self._filled(values[field], spec or "")

    def _template(self, key: str) -> str:
        found: Any = self.words
        for part in key.split("."):
            found = found[part]
        return str(found)

    def _filled(self, value: Value, spec: str) -> Fragment:
        match value:
            case Count():
                return Fragment(self.counted(value.value, spec), value.members, value.kind)
            case Toll():
                return Fragment(self.toll(value, spec), value.incidents, INCIDENTS)
            case Days():
                return Fragment(self.counted(value.days, spec), kind=DAY)
            case None:
                return Fragment(self._template(f"nouns.{spec}.untold"))
            case Name():
                return Fragment(self.name(value), kind=NAME)
            case date():
                return Fragment(self.day(value), kind=DAY)
            case str() if spec:
                return Fragment(self._template(f"{spec}s.{value}"))
            case _:
                return Fragment(value, kind=NAME)

    def toll(self, toll: Toll, spec: str = "") -> str:
        """Give a toll, with the noun of [nouns] that `spec` names: "at least" where it is a bound, and its spread."""
        told = self.counted(toll.best, spec)
        if toll.is_least:
            told = self._template("figures.least").format(told=told)
        if toll.low == toll.high:
            return told
        return self._template("figures.spread").format(told=told, range=self.range(toll.low, toll.high))

    def counted(self, value: float, spec: str = "") -> str:
        """Give a number: `whole`, `decimal`, `ratio`, `share`, or with the noun of [nouns] that `spec` names."""
        if spec == "share":
            return str(format_percent(value, locale=self._locale))
        if spec in self.words["nouns"]:
            forms = self.words["nouns"][spec]
            form = "zero" if value == 0 and "zero" in forms else self._locale.plural_form(value)
            return str(forms.get(form, forms["other"])).replace("{n}", self.number(value))
        return self.number(value, spec or "whole")

    def number(self, value: float, kind: str = "whole") -> str:
        """Give a number in the language's figures."""
        return str(format_decimal(value, format=PATTERNS[kind], locale=self._locale))

    def range(self, low: float, high: float) -> str:
        """Give whole numbers from low to high."""
        return f"{self.number(low)}{self.words['dash']}{self.number(high)}"

    def name(self, name: Name) -> str:
        """Give what somebody or something is called."""
        return name.ar if self.code == "ar" else name.en

    def names(self, names: tuple[Name, ...]) -> str:
        """Give names in a row; `unknown` where there is none."""
        return self.comma.join(map(self.name, names)) or self.words["unknown"]

    def day(self, day: date) -> str:
        """Give a day in full, such as 14 May 2018."""
        return str(format_date(day, "d MMMM y", locale=self._locale))

    def short_day(self, day: date) -> str:
        """Give a day without its year."""
        return str(format_date(day, "d MMM", locale=self._locale))

    def span(self, first: date, last: date) -> str:
        """Give days from first to last."""
        if first == last:
            return self.day(first)
        return str(format_interval(first, last, "yMMMMd", locale=self._locale)).replace("\u2009", " ")

    def kind(self, type_: str, mode: str | None) -> str:
        """Give a type with its mode."""
        shown = str(self.words["types"].get(type_, type_))
        return f"{shown} ({self.words['modes'].get(mode, mode.replace('-', ' '))})" if mode else shown


def _pairs(values: dict[str, Value | float]) -> tuple[tuple[str, Value], ...]:
    return tuple((name, Count(value) if isinstance(value, int | float) else value) for name, value in values.items())

"""The words of the page: numbers agree with nouns, both languages say the same things, every value has its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from marsad.picture.language import LANGUAGES, language

CASES = tomllib.loads(Path(__file__).with_name("counted.toml").read_text("utf-8"))["case"]
ARABIC_FORMS = {"zero", "one", "two", "few", "many", "other"}
UNCOUNTED_BELOW_THREE = {"last-day", "earlier-day"}  # spans of 28 and 84 days


def leaves(words: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Give each wording with its key, the forms of nouns and names of modes apart."""
    for name, value in words.items():
        if isinstance(value, dict) and path + name not in ("nouns", "modes"):
            yield from leaves(value, f"{path}{name}.")
        elif isinstance(value, str):
            yield path + name, value


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


@pytest.mark.parametrize(("code", "noun", "number", "said"), CASES)
def test_numbers_agree_with_their_nouns(code: str, noun: str, number: int, said: str) -> None:
    assert language(code).counted(number, noun) == said


def test_languages_say_the_same() -> None:
    held = {code: dict(leaves(language(code).words)) for code in LANGUAGES}
    assert held["ar"].keys() == held["en"].keys()
    for key, template in held["ar"].items():
        assert fields(template) == fields(held["en"][key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_noun_that_is_used_is_there(code: str) -> None:
    words = language(code).words
    kinds = {"whole", "decimal", "ratio", "share", "phase"}
    for key, template in leaves(words):
        for _, _, spec, _ in Formatter().parse(template):
            assert not spec or spec in kinds or spec in words["nouns"], key


def test_arabic_nouns_have_six_forms() -> None:
    for noun, forms in language("ar").words["nouns"].items():
        wanted = ARABIC_FORMS - {"zero"} if noun in UNCOUNTED_BELOW_THREE else ARABIC_FORMS
        assert forms.keys() - {"untold"} == wanted, noun


def test_days_and_figures() -> None:
    english, arabic = language("en"), language("ar")
    assert english.span(date(2018, 5, 28), date(2018, 6, 3)) == "28 May – 3 Jun 2018"
    assert arabic.span(date(2018, 5, 8), date(2018, 5, 14)) == "8–14 مايو 2018"
    assert arabic.day(date(2018, 5, 14)) == "14 مايو 2018"
    assert english.number(12345.678, "decimal") == arabic.number(12345.678, "decimal") == "12,345.7"


def test_modes_without_words_are_shown_as_coded() -> None:
    assert language("en").kind("COERCE", "martial-law") == "coercion (martial law)"
    assert language("ar").kind("ASSAULT", "aerial") == "اعتداء (جوي)"
    assert language("en").kind("ASSAULT", None) == "assault"

"""The arabic room: times and numbers as a table of cases, and properties that hold for any text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic import (
    find_numbers,
    find_times,
    normalize,
    proclitic_splits,
    split_sentences,
    suffix_splits,
    tokenize,
)
from marsad.arabic.calendar import DATA as CALENDAR
from marsad.arabic.numbers import DATA as NUMBERS

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))


def words_of(path: Path) -> list[str]:
    found: list[str] = []

    def gather(data: Any) -> None:
        if isinstance(data, str):
            found.extend(data.split())
        else:
            for value in data.values() if isinstance(data, dict) else data:
                gather(value)

    gather(tomllib.loads(path.read_text("utf-8")))
    return sorted(set(found))


WORDS = st.sampled_from(
    [
        *words_of(CALENDAR),
        *words_of(NUMBERS),
        "3",
        "15",
        "2020",
        "1441",
        "3/7/2020",
        "وفي",
        "من",
        "،",
        "(",
        "/",
        "-",
        "قتل",
        "الحكومة",
    ]
)


@pytest.mark.parametrize("case", CASES["time"], ids=[case["text"] for case in CASES["time"]])
def test_time(case: dict[str, Any]) -> None:
    text = case["text"]
    tokens = tokenize(text)
    found = [
        (text[tokens[one.first].start : tokens[one.last].end], str(one.start), str(one.end))
        for one in find_times(tokens, case.get("published"))
    ]
    assert found == [tuple(one) for one in case["expected"]]


@pytest.mark.parametrize("case", CASES["number"], ids=[case["text"] for case in CASES["number"]])
def test_number(case: dict[str, Any]) -> None:
    found = find_numbers(tokenize(case["text"]))
    assert [one.value for one in found] == case["expected"]
    if "lower_bound" in case:
        assert [one.is_lower_bound for one in found] == case["lower_bound"]


@pytest.mark.parametrize("case", CASES["sentences"], ids=[case["text"][:30] for case in CASES["sentences"]])
def test_sentences(case: dict[str, Any]) -> None:
    assert [one.text for one in split_sentences(case["text"])] == case["expected"]


@given(st.text())
def test_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_tokens_cover_what_is_no_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[one.start : one.end] == one.text for one in tokens)
    covered = {at for one in tokens for at in range(one.start, one.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)


@given(st.text())
def test_sentences_cover_what_is_no_space(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[one.start : one.end] == one.text for one in sentences)
    covered = {at for one in sentences for at in range(one.start, one.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=12), st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_any_order_of_time_words_is_read(words: list[str], published: date | None) -> None:
    tokens = tokenize(" ".join(words))
    for one in find_times(tokens, published):
        assert 0 <= one.first <= one.last < len(tokens)
        assert (one.start is None) == (one.end is None)
        assert one.start is None or one.end is None or one.start <= one.end
    for number in find_numbers(tokens):
        assert 0 <= number.first <= number.last < len(tokens)


@given(st.text(alphabet="وفبلكسالتنيهمءرع", min_size=1, max_size=12))
def test_clitic_cuts_give_the_word_back(word: str) -> None:
    norm = normalize(word)
    assert all(before + rest == norm for before, rest in proclitic_splits(norm))
    assert proclitic_splits(norm)[0] == ("", norm)
    assert suffix_splits(norm)[0] == (norm, "")


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "Cc"]), min_size=1)))
def test_a_stretch_without_space_has_the_same_tokens_wherever_it_stands(parts: list[str]) -> None:
    alone = [(one.text, one.norm, one.kind) for part in parts for one in tokenize(part)]
    assert [(one.text, one.norm, one.kind) for one in tokenize("\n ".join(parts))] == alone


@pytest.mark.parametrize("particles", ["و", "ب", "ل", "ك", "وب", "ال", "بال", "وال"])
def test_particles_before_a_number_change_nothing(particles: str) -> None:
    for word in ("خمسة", "عشرون", "مئة", "ألفين", "عشرات"):
        alone, after = find_numbers(tokenize(word)), find_numbers(tokenize(particles + word))
        assert alone == after
        assert alone


@pytest.mark.parametrize("particles", ["و", "ف", "ب", "ل", "وب", "ول", "ك"])
def test_particles_before_a_time_change_nothing(particles: str) -> None:
    published = date(2020, 3, 4)
    for words in ("يوليو 2018", "أمس", "نهاية الأسبوع الماضي", "عام 2019"):
        alone, after = find_times(tokenize(words), published), find_times(tokenize(particles + words), published)
        assert alone == after
        assert alone

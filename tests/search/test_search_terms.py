"""Terms are one a word, whatever its spelling; queries find what they mean and say why."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import UsageError
from marsad.search import parse_query, search_form, terms
from marsad.search.latin import sound
from marsad.search.query import Form, Part
from marsad.search.terms import ARABIC, names, words

HERE = Path(__file__).parent
TERMS = tomllib.loads((HERE / "terms.toml").read_text("utf-8"))
QUERIES = tomllib.loads((HERE / "queries.toml").read_text("utf-8"))["case"]
LETTERS = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىةپچڤگکیَُِّْـ٠۱٢لللالالوالب ʿ-'’ al AlelAsnbḥāßİǅﷲﻻ1,.\u200f\u0301")
)


@pytest.mark.parametrize("case", TERMS["same"], ids=lambda case: case["texts"][0])
def test_same_word(case: dict[str, Any]) -> None:
    assert len({terms(text) for text in case["texts"]}) == 1, [terms(text) for text in case["texts"]]


@pytest.mark.parametrize("case", TERMS["different"], ids=lambda case: case["texts"][0])
def test_different_words(case: dict[str, Any]) -> None:
    assert len({terms(text) for text in case["texts"]}) == len(case["texts"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(LETTERS, st.text()))
def test_search_form_of_a_search_form_is_itself(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(LETTERS, st.text()))
def test_words_lie_in_the_text_and_their_terms_are_plain(text: str) -> None:
    at = 0
    for start, end, found in words(text):
        assert at <= start < end <= len(text)
        at = start  # one character, such as a ligature, may hold several words
        assert all(term.isalnum() and term == term.casefold() for term in found)


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case["query"])
@pytest.mark.parametrize("kind", ["found", "exact"])
def test_query_finds(case: dict[str, Any], kind: str) -> None:
    vocabulary = {term for text in case["among"] for term in terms(text) if ARABIC.match(term)}
    query = parse_query(case["query"], lambda like: [w for w in vocabulary if sound(w) == like], kind == "exact")
    found = [
        text
        for text in case["among"]
        if all(_has(part, terms(text)) for part in query.wanted)
        and not any(_has(part, terms(text)) for part in query.unwanted)
    ]
    assert found == case[kind]


def _has(part: Part, found: tuple[str, ...]) -> bool:
    return any(_stands_in(form, found) for form in part.forms)


def _stands_in(form: Form, found: tuple[str, ...]) -> bool:
    if form.is_prefix:
        return any(term.startswith(form.terms[0]) for term in found)
    size = len(form.terms)
    return any(found[at : at + size] == form.terms for at in range(len(found) - size + 1))


@pytest.mark.parametrize("query", ["", "  ", "-", '""', "...", "-قصف", "al"])
def test_nothing_to_look_for(query: str) -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        parse_query(query, lambda _: ())


def test_forms_say_why() -> None:
    (part,) = parse_query("Hezbollah", lambda _: ()).parts
    kinds = {form.terms: (form.kind, form.of) for form in part.forms}
    assert kinds["hezbollah",] == ("as written", None)
    assert kinds["حزب", "الله"] == ("alias", "Hezbollah")


def test_names_are_in_normal_form() -> None:
    known = names()
    for arabic, spellings in known["spellings"].items():
        assert terms(arabic) == (arabic,)
        for one in spellings:
            assert one.isascii() and one == one.lower() and terms(one)
    for name, others in known["same"].items():
        assert all(terms(one) == terms(name) for one in others), name

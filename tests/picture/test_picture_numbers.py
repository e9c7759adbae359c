"""Every number of the page leads to what it was counted from, in each form and language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from made_pictures import made_picture
from numbered_text import DIGIT, NumberedText, lonely, unlinked

from marsad.picture.html import to_html
from marsad.picture.language import DAY, LANGUAGES, NAME, Language, language
from marsad.picture.markdown import to_markdown
from marsad.picture.model import Statement
from marsad.picture.records import to_dict


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_in_html_is_a_link(code: str, hostile: bool) -> None:
    page = to_html(made_picture(hostile), language(code))
    assert unlinked(page) == []
    walked = NumberedText(page)
    linked = [text for text, around in walked.found if any(one.name == "a" for one in around)]
    assert len(linked) > 250


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>12 incidents</p>", ["12 incidents"]),
        ("<p>١٢ حادثا</p>", ["١٢ حادثا"]),
        ('<p><a href="#n9">12</a></p>', ["12"]),
        ('<p id="n1"><a href="#n1">12</a></p>', []),
        ('<td><bdi dir="ltr">-7.5</bdi></td>', ["-7.5"]),
        ('<p>on <span class="day">8 May</span> 3 more</p>', ["3 more"]),
    ],
)
def test_the_walk_finds_numbers_that_lead_nowhere(markup: str, found: list[str]) -> None:
    assert unlinked(markup) == found


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_forecast_leads_to_the_latest_incidents_of_its_series(code: str) -> None:
    page = to_html(made_picture(), language(code))
    [target] = re.findall(r'<a href="#(n\d+)">18–52</a>', page)
    [note] = re.findall(rf'<li id="{target}">(.*?)</li>', page)
    assert re.findall(r'href="#i-(inc\d+)"', note) == ["inc22", "inc23", "inc24", "inc25"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_in_json_names_what_it_was_counted_from(code: str) -> None:
    data = json.loads(json.dumps(to_dict(made_picture(), language(code))))
    assert list(lonely(data)) == []
    [unread] = [point for point in data["series"] if point["days_seen"] == 0]
    assert {unread[name] for name in ("incidents", "conflict", "cooperation", "killed", "injured")} == {None}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"phases": [{"level": 3.5}]}, ["phases.level"]),
        (
            {"phases": [{"level": 3.5, "incidents": {"value": 2, "incidents": []}}]},
            ["phases.level", "phases.incidents.value"],
        ),
        ({"phases": [{"level": 3.5, "incidents": {"value": 2, "incidents": ["a"]}}]}, []),
        ({"incidents": ["a"], "total": 3}, ["total"]),
    ],
)
def test_the_walk_finds_numbers_of_json_without_source(data: dict[str, Any], found: list[str]) -> None:
    assert list(lonely(data)) == found


def cells(written: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Give the cells of the tables of a page in Markdown, each with the heading of its column."""
    heads: list[str] = []
    for line in written.splitlines():
        row = [one.strip() for one in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = row
        elif not line.startswith("| ---"):
            yield from zip(heads, row, strict=True)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_in_markdown_has_a_note(code: str) -> None:
    lang = language(code)
    days = {lang.text(f"columns.{name}") for name in ("span", "alarmed", "since", "day", "due", "said")}
    met = 0
    for head, cell in cells(to_markdown(made_picture(), lang), lang):
        shown = re.sub("`[^`]*`|\u2068[^\u2069]*\u2069", "", cell)
        if head not in days and DIGIT.search(shown):
            met += 1
            assert re.search(r"\[\^\d+\]", shown) or shown.startswith("0"), (head, cell)
    assert met > 150


def statements(value: Any) -> Iterator[Statement]:
    """Give every sentence of a picture."""
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from statements(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from statements(getattr(value, field.name))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_in_a_sentence_has_its_source(code: str) -> None:
    found = list(statements(made_picture()))
    assert len(found) == 9
    for statement in found:
        for part in language(code).fragments(statement):
            assert not DIGIT.search(part.text) or part.members or part.kind in (DAY, NAME), (statement.key, part)

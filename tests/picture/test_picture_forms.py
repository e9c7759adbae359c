"""The picture as JSON, Markdown and on a terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from made_pictures import MISSING, made_picture
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from marsad.cli.picture_page import picture_page
from marsad.picture.language import LANGUAGES, language
from marsad.picture.markdown import to_markdown
from marsad.picture.model import Count
from marsad.picture.records import to_dict
from marsad.picture.tables import Tables

FIRST_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def shown(code: str, width: int, isolate: bool = True) -> list[str]:
    """Give the lines that a terminal shows of a hostile page."""
    console = Console(width=width, highlight=False)
    with console.capture() as capture:
        console.print(picture_page(made_picture(True), language(code), isolate, width))
    return capture.get().splitlines()


def test_json_holds_every_number_with_its_incidents() -> None:
    picture = made_picture()
    data = json.loads(json.dumps(to_dict(picture, language("ar"))))
    assert data["language"] == "ar"
    week = data["series"][3]
    assert week["incidents"] == {"value": 3, "incidents": list(picture.series[3].incidents.incidents)}
    assert data["series"][MISSING]["days_seen"] == 0
    assert data["scope"]["first_day"] == "2020-01-06"
    assert data["state"][0]["key"] == "state.up"
    assert data["state"][0]["values"]["incidents"]["incidents"] == list(picture.series[-1].incidents.incidents)
    assert data["state"][0]["text"].startswith(
        "في الأيام السبعة حتى 5 يوليو 2020 يعدّ مرصد 31 حادثا (منها 20 حادث نزاع)"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_markdown_lets_no_markup_of_reports_through(code: str) -> None:
    written = to_markdown(made_picture(True), language(code))
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(written)
    assert not re.search(r"<(?!/?(h1|h2|p|ul|li|table|thead|tbody|tr|th|td|code)\b)", page)
    assert "javascript:y" in page
    assert "\u202e" not in written
    assert written.count(FIRST_ISOLATE) == written.count(POP_ISOLATE)


def test_markdown_footnotes_name_the_incidents() -> None:
    written = to_markdown(made_picture(), language("en"))
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", written))
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", written, re.MULTILINE))
    assert marks == set(notes)
    assert notes["1"].startswith("Incidents: `inc25` and 30 more incidents")
    assert "| 9–15 Mar 2020 | not read |" in written


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [66, 80, 120])
def test_terminal_lines_fit_and_close_what_they_isolate(code: str, width: int) -> None:
    for line in shown(code, width):
        assert cell_len(line) <= width, line
        assert line.count(FIRST_ISOLATE) == line.count(POP_ISOLATE), line
        assert not re.search("[\u202a-\u202e]", line)


def test_terminal_names_the_incidents_behind_numbers() -> None:
    lines = shown("en", 120, isolate=False)
    assert any("31 incidents [1] (20 of them conflict [1])" in line for line in lines)
    assert any(line.startswith("[1] inc25 and 30 more incidents") for line in lines)


@pytest.mark.parametrize(("incidents", "said"), [(Count(2, ("inc01", "inc02")), "not told"), (Count(0), "–")])
def test_no_toll_is_never_a_toll_of_0(incidents: Count, said: str) -> None:
    made = made_picture()
    picture = replace(made, series=(replace(made.series[0], incidents=incidents, killed=None, injured=None),))
    table = Tables(picture, language("en")).series(("span", "killed", "injured"))
    assert [[part.text for part in cell] for cell in table.rows[0].cells[1:]] == [[said], [said]]

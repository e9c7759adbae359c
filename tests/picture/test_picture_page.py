"""The HTML page in a real Chromium: both directions, no network, every link leading somewhere, no way in for markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_pictures import HOSTILE, MISSING, WEEKS, made_picture
from real_chromium import measured, printed, run

from marsad.picture.html import LARGEST, to_html
from marsad.picture.language import language
from marsad.picture.model import Count, PhaseSpan, Picture, Toll

PAGES = {(code, hostile): (code, hostile) for code in ("ar", "en") for hostile in (False, True)}


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], dict[str, Any]]:
    """What Chromium measures of the page in each language, of friendly and of hostile reports."""
    folder = tmp_path_factory.mktemp("chromium")
    return {key: measured(to_html(made_picture(key[1]), language(key[0])), folder) for key in PAGES}


@pytest.mark.parametrize("key", PAGES, ids=str)
def test_needs_nothing_but_itself(measures: dict[Any, Any], key: tuple[str, bool]) -> None:
    found = measures[key]
    assert found["requests"] == []
    assert found["outside"] == 0
    assert found["dangling"] == []
    assert found["links"] > 100


@pytest.mark.parametrize("code", ["ar", "en"])
def test_reports_cannot_put_anything_into_the_page(measures: dict[Any, Any], code: str) -> None:
    found = measures[code, True]
    assert found["title"] == measures[code, False]["title"]
    assert found["images"] == found["handlers"] == 0
    assert "&lt;script&gt;" in to_html(made_picture(True), language(code))
    assert HOSTILE not in to_html(made_picture(True), language(code))


def test_arabic_reads_from_the_right(measures: dict[Any, Any]) -> None:
    found = measures["ar", False]
    assert found["direction"] == "rtl"
    assert found["heading"]["right"] > found["width"] - 40
    assert found["firstCell"]["left"] > found["lastCell"]["left"]
    assert found["bars"][0]["left"] > found["bars"][-1]["left"], "time runs to the left"
    assert found["scale"]["left"] > found["bars"][0]["right"], "the scale stands where reading begins"
    assert found["months"][0]["left"] > found["months"][-1]["left"]
    assert found["months"][0]["right"] <= found["bars"][0]["right"] + 6
    actor, recipient, place = found["headlineParts"]
    assert actor["left"] > recipient["left"] > place["left"]


def test_english_reads_from_the_left(measures: dict[Any, Any]) -> None:
    found = measures["en", False]
    assert found["direction"] == "ltr"
    assert found["heading"]["left"] < 40
    assert found["firstCell"]["left"] < found["lastCell"]["left"]
    assert found["bars"][0]["left"] < found["bars"][-1]["left"]
    assert found["scale"]["right"] < found["bars"][0]["left"]
    actor, recipient, place = found["headlineParts"]
    assert recipient["text"].startswith("فصيل"), "an Arabic name in an English line"
    assert actor["left"] < recipient["left"] < place["left"]


@pytest.mark.parametrize("key", PAGES, ids=str)
def test_nothing_is_wider_than_the_page(measures: dict[Any, Any], key: tuple[str, bool]) -> None:
    assert measures[key]["scrollWidth"] <= measures[key]["width"]


def test_a_week_nobody_read_has_no_bar_but_a_hatch(measures: dict[Any, Any]) -> None:
    assert len(measures["en", False]["bars"]) == WEEKS - 1
    page = to_html(made_picture(), language("en"))
    assert page.count('fill="url(#series-chart-hatch)"') == 1
    assert f'id="series-chart-{MISSING}" class="missing"' in page


def test_its_own_policy_forbids_scripts(tmp_path: Path) -> None:
    page = to_html(made_picture(), language("en"))
    document = run(page.replace("</body>", '<script>document.title = "stolen"</script></body>'), tmp_path)
    assert "<title>stolen</title>" not in document


def test_paper_shows_every_row(tmp_path: Path) -> None:
    picture, english = made_picture(), language("en")
    text = " ".join(printed(to_html(picture, english), tmp_path).split())
    for point in picture.series:
        assert text.count(english.span(point.first_day, point.last_day)) >= 2, "the tables scroll on a screen only"
    assert english.text("sections.contents") not in text


def test_a_page_of_too_many_incidents_lists_fewer() -> None:
    from dataclasses import replace

    made = made_picture()
    many = [replace(made.entries[0], id=f"e{number}", evidence=made.entries[0].evidence * 3) for number in range(1600)]
    page = to_html(replace(made, entries=(*made.entries, *many)), language("ar"))
    assert 100_000 < len(page.encode()) <= LARGEST
    assert all(f'id="i-{id_}"' in page for id_ in made.main)


def crowded() -> Picture:
    """Give a page with people by the million, short phases up to both edges and an alarm in each."""
    made = made_picture()
    labels = ("de-escalation", "escalation")
    starts = range(0, WEEKS, 2)
    phases = tuple(
        PhaseSpan(
            labels[place % 2],
            made.series[week].first_day,
            made.series[week + 1].last_day,
            Count(2.0),
            Count(0),
            made.series[week].first_day,
        )
        for place, week in enumerate(starts)
    )
    alarms = tuple(
        replace(made.alarms[0], day=made.series[week].first_day, direction=("up", "down")[week % 4 // 2])
        for week in starts
    )
    series = tuple(replace(one, injured=Toll(1_250_000, 1_250_000, 1_250_000)) for one in made.series)
    return replace(made, series=series, phases=phases, alarms=alarms)


@pytest.mark.parametrize("code", ["ar", "en"])
def test_no_words_of_a_chart_are_cut_or_meet_an_alarm(code: str, tmp_path: Path) -> None:
    charts = measured(to_html(crowded(), language(code)), tmp_path)["charts"]
    assert [len(chart["flags"]) for chart in charts] == [WEEKS // 2, 0]
    for chart in charts:
        assert len(chart["texts"]) > 10
        for text in chart["texts"]:
            assert chart["left"] <= text["left"] and text["right"] <= chart["right"], text
            assert chart["top"] <= text["top"] and text["bottom"] <= chart["bottom"], text
            for flag in chart["flags"]:
                is_apart = flag["top"] >= text["bottom"] - 2 or flag["bottom"] <= text["top"]
                assert is_apart or flag["right"] <= text["left"] or flag["left"] >= text["right"], (text, flag)

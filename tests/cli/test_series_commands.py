"""The commands `series`, `alarms` and `backtest` as a user meets them, on our own reports of half a year in Iraq."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from process import run_marsad

MONTHS = Path(__file__).parent.parent.parent / "samples" / "months" / "iraq.csv"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every report; tests only look at it."""
    path = tmp_path_factory.mktemp("half_a_year") / "s.db"
    run_marsad("read", MONTHS, "--store", path)
    return path


def test_weeks_of_a_country_as_csv(store: Path) -> None:
    shown = run_marsad("series", "--store", store, "--country", "IRQ", "--format", "csv").stdout
    weeks = list(csv.DictReader(io.StringIO(shown)))
    listed = json.loads(run_marsad("incidents", "--store", store, "--format", "json").stdout)
    assert {week["series"] for week in weeks} == {"all"}
    assert 0 < sum(float(week["count"]) for week in weeks) <= len(listed)
    assert all((week["days_seen"] == "0") == (week["corrected"] == "") for week in weeks)


def test_people_are_counted_as_on_the_page(store: Path) -> None:
    """Forty died on 25 October 2019, which two reports tell as if of two happenings, and a rebel and his brother."""
    rows = json.loads(
        run_marsad("series", "--store", store, "--country", "IRQ", "--measure", "killed", "--step", "day",
                   "--format", "json").stdout
    )  # fmt: skip
    assert [row["count"] for row in rows if row["first_day"] == "2019-10-25"] == [42]


def test_days_by_type(store: Path) -> None:
    shown = run_marsad("series", "--store", store, "--by", "type", "--least", 3, "--step", "day", "--format", "json")
    rows = json.loads(shown.stdout)
    totals = {name: sum(row["count"] for row in rows if row["series"] == name) for name in ("PROTEST", "ASSAULT")}
    assert min(totals.values()) >= 3


def test_alarms_say_since_when_and_how_sure(store: Path) -> None:
    rows = json.loads(run_marsad("alarms", "--store", store, "--format", "json", "--false-alarms", 12).stdout)
    for row in rows:
        assert row["since"] <= row["day"]
        assert 0 < row["sureness"] <= 1
        assert (row["after"] > row["before"]) == (row["direction"] == "up")


def test_alarms_watch_what_the_page_watches(store: Path) -> None:
    rows = json.loads(run_marsad("alarms", "--store", store, "--country", "irq", "--format", "json").stdout)
    assert {"IRQ, ASSAULT", "Baghdad, IRQ, ASSAULT"} <= {row["series"] for row in rows}
    page = json.loads(run_marsad("picture", "--store", store, "--country", "IRQ", "--format", "json").stdout)
    shown = {(one["day"], one["since"], one["sureness"]) for one in page["alarms"]}
    assert shown == {(row["day"], row["since"], row["sureness"]) for row in rows}
    only = run_marsad("alarms", "--store", store, "--type", "PROTEST", "--least", 5, "--format", "json").stdout
    assert {row["series"].split(", ")[-1] for row in json.loads(only)} == {"PROTEST"}
    few = run_marsad("alarms", "--store", store, "--country", "USA", "--least", 90, expected=1)
    assert "no series of 90 incidents or more of ASSAULT or PROTEST" in few.stderr


def test_backtest_shows_the_baselines_beside_the_ensemble(store: Path) -> None:
    shown = run_marsad("backtest", "--store", store, "--horizon", 7, "--format", "json").stdout
    found = {row["forecaster"]: row for row in json.loads(shown)}
    assert {"ensemble", "conflictology", "poisson-gamma"} <= set(found)
    assert found["conflictology"]["skill"] == 0
    assert all(row["crps"] > 0 and 0 <= row["coverage_90"] <= 1 for row in found.values())
    assert found["ensemble"]["windows"] == found["conflictology"]["windows"] > 0


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("series", ("--country", "XQX"), "is no country's code"),
        ("series", ("--country", "YEM"), "no incident in Yemen (YEM) is known; known are IRQ ("),
        ("alarms", ("--dyad", "Houthis:SAU"), "no incident between Houthis and Saudi Arabia is known"),
        ("alarms", ("--from", "2031-01-01"), "is after the last report"),
        ("backtest", ("--from", "2020-02-01", "--to", "2020-01-01"), "is after --to 2020-01-01"),
    ],
)
def test_wrong_wishes_are_refused(store: Path, command: str, options: tuple[str, ...], said: str) -> None:
    assert said in run_marsad(command, "--store", store, *options, expected=2).stderr


def test_what_is_too_little_is_told(store: Path) -> None:
    few = run_marsad("series", "--store", store, "--country", "IRQ", "--least", 5000, expected=1)
    assert "no series of 5000 incidents" in few.stderr
    never = run_marsad("alarms", "--store", store, "--false-alarms", 0, expected=1)
    assert "must be above 0" in never.stderr


def test_an_empty_store_says_what_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("لا خبر هنا.\n", "utf-8")  # no news here
    run_marsad("read", tmp_path / "a.txt", "--store", tmp_path / "s.db")
    for command in ("series", "alarms", "backtest", "picture"):
        assert "marsad read FILE" in run_marsad(command, "--store", tmp_path / "s.db", expected=2).stderr

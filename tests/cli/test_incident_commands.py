"""The commands about incidents, as processes: list, show, merge and split, and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from process import run_marsad

REPORTS = (
    # three soldiers killed in a rocket attack on Camp Taji; then four, in other words
    ("2020-07-27", "Alif", "قُتل ثلاثة جنود عراقيين في هجوم صاروخي على معسكر التاجي شمال بغداد يوم الاثنين."),
    ("2020-07-28", "Ba", "أدى هجوم صاروخي استهدف معسكر التاجي شمال بغداد يوم الاثنين إلى مقتل أربعة جنود عراقيين."),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for number, (day, outlet, text) in enumerate(REPORTS):
        report = tmp_path / f"{number}.txt"
        report.write_text(text, "utf-8")
        run_marsad("read", report, "--published", day, "--outlet", outlet, "--store", tmp_path / "s.db")
    return tmp_path / "s.db"


def listed(store: Path, *options: str) -> list[dict[str, Any]]:
    shown = run_marsad("incidents", "--store", store, "--format", "json", "--type", "ASSAULT", *options).stdout
    found: list[dict[str, Any]] = json.loads(shown)
    return found


def test_two_reports_are_one_row_and_one_page(store: Path) -> None:
    (one,) = listed(store, "--outlets", "2")
    assert one["killed"] == {"low": 3, "best": 3, "high": 4, "reports": 2, "is_least": False}
    table = run_marsad("incidents", "--store", store, "--outlets", "2").stdout
    assert one["id"] in table
    assert "3 (3-4)" in table
    page = run_marsad("show", one["id"], "--store", store).stdout
    assert "best 3, low 3, high 4" in page
    assert all(outlet in page for _, outlet, _ in REPORTS)
    assert page.count("التاجي") >= len(REPORTS)
    assert "opened the incident" in page
    assert "joined with " in page


def test_no_incident_is_an_empty_table(store: Path) -> None:
    shown = run_marsad("incidents", "--store", store, "--country", "MLT")
    assert (shown.returncode, shown.stdout.count("\n")) == (0, 2)
    assert "0 incidents" in shown.stderr


def test_what_a_person_parts_stays_apart_and_what_is_merged_stays_one(store: Path, tmp_path: Path) -> None:
    (one,) = listed(store, "--outlets", "2")
    later = [report["event_id"] for report in one["reports"] if report["outlet"] == "Ba"]
    run_marsad("split", one["id"], *later, "--why", "two attacks", "--by", "amal", "--store", store)
    assert listed(store, "--outlets", "2") == []
    again = ("read", tmp_path / "1.txt", "--published", "2020-07-28", "--outlet", "Ba", "--again", "--store", store)
    run_marsad(*again)
    parted = {found["id"] for found in listed(store)}
    assert listed(store, "--outlets", "2") == []
    assert one["id"] in parted
    run_marsad("merge", *sorted(parted), "--why", "one after all", "--by", "amal", "--store", store)
    run_marsad(*again)
    assert len(listed(store, "--outlets", "2")) == 1


def test_what_does_not_exist_is_told(store: Path) -> None:
    done = run_marsad("show", "i0000000000", "--store", store, expected=1)
    assert done.stderr == "marsad: no incident 'i0000000000'; see `marsad incidents`\n"
    done = run_marsad("merge", "i0000000000", "--why", "x", "--store", store, expected=1)
    assert "no incident" in done.stderr

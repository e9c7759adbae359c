"""The command `picture` as a user meets it, on our own reports of some weeks in Iraq."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from process import run_marsad

MONTHS = Path(__file__).parent.parent.parent / "samples" / "months" / "iraq.csv"
SINCE = "2019-12-01"  # the days before are left out, to be quick
IRAQ = ("--country", "IRQ", "--from", SINCE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reports of six weeks; tests only look at it."""
    folder = tmp_path_factory.mktemp("months")
    head, *rows = MONTHS.read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.split(",")[1] >= SINCE]
    (folder / "iraq.csv").write_text("".join([head, *kept]), "utf-8")
    run_marsad("read", folder / "iraq.csv", "--store", folder / "s.db")
    return folder / "s.db"


def made(store: Path, *options: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run_marsad("picture", "--store", store, "--format", "json", *options).stdout)
    return data


def test_json_of_a_country(store: Path) -> None:
    data = made(store, *IRAQ)
    assert (data["scope"]["country_code"], data["scope"]["last_day"]) == ("IRQ", "2020-01-12")
    assert data["step"] == 1
    found = {entry["id"]: entry for entry in data["entries"]}
    [attack] = [
        one for one in found.values() if one["first_day"] == "2019-12-06" and (one["killed"] or {}).get("best") == 20
    ]
    assert {one["outlet"] for one in attack["evidence"]} == {"Sample Wire", "Sample Courier"}
    assert any("الخلاني" in one["sentence"] for one in attack["evidence"])
    [threat] = [one for one in data["claims"] if one["kind"] == "threat" and one["speakers"][0]["en"] == "Donald Trump"]
    assert threat["incidents"] and "هدد ترامب" in threat["sentence"]
    counts = [point["incidents"] for point in data["series"]]
    assert all(len(count["incidents"]) == count["value"] for count in counts)
    assert data["state"][0]["values"]["incidents"]["value"] == sum(count["value"] for count in counts[-7:])


def test_dyad_holds_what_its_sides_did_to_each_other(store: Path) -> None:
    data = made(store, "--dyad", "USA:كتائب حزب الله", "--from", SINCE)
    assert data["entries"]
    for entry in data["entries"]:
        names = {name["en"] for name in (*entry["actors"], *entry["recipients"])}
        assert any("Hezbollah" in name for name in names)
    assert data["scope"]["dyad"][0] == {"en": "United States", "ar": "الولايات المتحدة"}


def test_forms_of_the_page(store: Path, tmp_path: Path) -> None:
    shown = run_marsad("picture", "--store", store, *IRAQ, COLUMNS="100").stdout
    assert shown.startswith("The picture: Iraq\n1 Dec 2019 – 12 Jan 2020")
    assert "What the numbers were counted from" in shown
    page = tmp_path / "iraq.html"
    run_marsad("picture", "--store", store, *IRAQ, "--format", "html", "--language", "ar", "-o", page)
    assert '<html lang="ar" dir="rtl">' in page.read_text("utf-8")
    written = run_marsad("picture", "--store", store, *IRAQ, "--format", "md").stdout
    assert written.startswith("# The picture:")
    assert run_marsad("picture", "--store", store, *IRAQ, "--format", "md").stdout == written, "same input, same output"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--country", "XQX"), "is no country's code"),
        (("--country", "Iraq"), "did you mean IRQ (Iraq)?"),
        (("--country", "YEM"), "no incident in Yemen (YEM) is known; known are IRQ ("),
        (("--dyad", "Houthis:IRQ"), "no incident between Houthis and Iraq is known"),
        (("--dyad", "Houthis"), "is no dyad"),
        (("--dyad", "IRQ:IRQ"), "are the same"),
        (("--dyad", "nobody-of-this-name:IRQ"), "no actor is named"),
        (("--from", "2031-01-01"), "is after the last report: reports were read of 2019-12-01 to 2020-01-12"),
        (("--from", "2020-01-02", "--to", "2020-01-01"), "is after --to 2020-01-01; exchange them"),
        (("--to", "2001-01-01"), "is before the first report"),
        (("--format", "xls"), "xls"),
    ],
)
def test_wrong_wishes_are_refused(store: Path, options: tuple[str, ...], said: str) -> None:
    done = run_marsad("picture", "--store", store, *options, expected=2)
    assert said in done.stderr
    assert done.stdout == ""

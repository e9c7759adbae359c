"""`marsad export` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from process import run_marsad


def test_exports_what_is_stored(filled: Path, tmp_path: Path) -> None:
    acled = run_marsad("export", "acled", "--store", filled).stdout
    rows = list(csv.DictReader(io.StringIO(acled, newline="")))
    assert rows
    assert {row["country"] for row in rows} <= {"Iraq", ""}
    assert all(row["notes"] for row in rows)
    lines = run_marsad("export", "plover", "--type", "ASSAULT", "--store", filled).stdout.splitlines()
    assert {json.loads(line)["event"] for line in lines} == {"ASSAULT"}
    for name in ("xlsx", "parquet", "graphml", "geojson", "csv", "ucdp"):
        run_marsad("export", name, "-o", tmp_path / f"out.{name}", "--store", filled)
        assert (tmp_path / f"out.{name}").stat().st_size > 0
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")


def test_dictionary_and_what_needs_a_file(filled: Path, tmp_path: Path) -> None:
    told = run_marsad("export", "ucdp", "--dictionary").stdout
    assert told.startswith("field,kind,meaning")
    assert "geom_wkt" in told
    assert "name one with --output" in run_marsad("export", "xlsx", "--store", filled, expected=2).stderr
    wrong = run_marsad("export", "csv", "-o", tmp_path / "no" / "x.csv", "--store", filled, expected=1).stderr
    assert "No such file" in wrong


def test_import_twice_and_export_beside(filled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "s.db", tmp_path / "acled.csv"
    run_marsad("export", "acled", "-o", file, "--store", filled)
    count = len(list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))))
    said = run_marsad("import", "acled", file, "--store", store).stdout
    assert f"{count} new, 0 changed, 0 as they were" in said
    assert f"0 new, 0 changed, {count} as they were" in run_marsad("import", "acled", file, "--store", store).stdout
    listed = run_marsad("imported", "--country", "IRQ", "--format", "jsonl", "--store", store).stdout.splitlines()
    assert all(json.loads(line)["id"].startswith("acled:") for line in listed)
    assert "ASSAULT" in run_marsad("imported", "--type", "ASSAULT", "--store", store).stdout
    again = run_marsad("export", "acled", "--imported", "--store", store).stdout
    assert len(list(csv.DictReader(io.StringIO(again, newline="")))) == count
    file.write_text(file.read_text("utf-8") + "x,y\n", "utf-8")
    assert "left out" in run_marsad("import", "acled", file, "--store", store, expected=1).stderr
    assert "lacks the column" in run_marsad("import", "ucdp", file, "--store", store, expected=1).stderr

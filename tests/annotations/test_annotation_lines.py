"""Annotations as lines that quote the text, and back: on a report of our own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parent.parent.parent / "tools"
REPORT = {
    "id": "own-1",
    "title": "مقتل جنديين في هجوم على حاجز",  # two soldiers killed in an attack on a checkpoint
    "text": "هاجم مسلحون حاجزا للجيش في صيدا أمس. وقتل جنديان في الهجوم، وتلا الهجوم اعتقال ثلاثة.",
    "published": "2020-03-10",
    "outlet": "ours",
}
LINES = """# own-1
& men unidentified gunmen/LBN/UAF
0|هجوم|ASSAULT|k2
1|هاجم|ASSAULT|A مسلحون=men|R للجيش=Lebanese Armed Forces/LBN/MIL|P صيدا|W أمس>2020-03-09|~1
2|الهجوم#2|ASSAULT|A 1:مسلحون=men|~1 bg
2|اعتقال|COERCE arrest|R ثلاثة=suspects/-/UNK|d3 neg
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus", REPORT)


def written(folder: Path, report: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    with gzip.open(folder / "reports.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(report) + "\n")
    return folder


def run_lines(corpus: Path, lines: str, out: Path) -> subprocess.CompletedProcess[str]:
    file = out / "lines.txt"
    file.write_text(lines, "utf-8")
    command = [sys.executable, TOOLS / "annotation_lines.py", "--corpus", corpus, "--out", out, file]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def annotated(corpus: Path, out: Path) -> dict[str, Any]:
    done = run_lines(corpus, LINES, out)
    assert (done.returncode, done.stderr) == (0, "")
    document: dict[str, Any] = json.loads((out / "own-1.json").read_text("utf-8"))
    return document


def test_quotes_become_offsets(corpus: Path, tmp_path: Path) -> None:
    document = annotated(corpus, tmp_path)
    sentences = [REPORT[one["field"]][one["start"] : one["end"]] for one in document["sentences"]]
    assert len(sentences) == 3
    quoted = [sentences[event["trigger"]["sentence"]][slice(*place(event["trigger"]))] for event in document["events"]]
    assert quoted == ["هجوم", "هاجم", "الهجوم", "اعتقال"]
    first, second, third, fourth = document["events"]
    assert third["trigger"]["start"] == sentences[2].rindex("الهجوم")
    assert (third["same_as"], third["background"], third["actor"][0]["sentence"]) == ("e1", True, 1)
    assert second["actor"] == [{"sentence": 1, "start": 5, "end": 11, **gunmen()}]
    assert (second["when"]["from"], second["when"]["to"]) == ("2020-03-09", "2020-03-09")
    assert (first["killed"], fourth["detained"], fourth["mode"], fourth["status"]) == (2, 3, "arrest", "negated")
    assert fourth["recipient"][0]["country"] is None


def place(span: dict[str, int]) -> tuple[int, int]:
    return span["start"], span["end"]


def gunmen() -> dict[str, str]:
    return {"name": "unidentified gunmen", "country": "LBN", "sector": "UAF"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2|الهجوم|ASSAULT", "stands 2 times in sentence 2"),
        ("1|قصف|ASSAULT", "stands 0 times in sentence 1"),
        ("1|هاجم|ASSAULT|x9", "«x9» is no flag"),
        ("7|هاجم|ASSAULT", "out of range"),
        ("1|سلحون|ASSAULT", "stands 0 times in sentence 1"),
    ],
    ids=["ambiguous", "absent", "flag", "sentence", "part of a word"],
)
def test_a_quote_that_does_not_fit_writes_nothing(corpus: Path, tmp_path: Path, line: str, message: str) -> None:
    done = run_lines(corpus, f"{LINES}{line}\n", tmp_path)
    assert done.returncode == 1
    assert "own-1, line 7" in done.stderr
    assert message in done.stderr
    assert not (tmp_path / "own-1.json").exists()


def test_another_text_is_told_from_the_annotated_one(corpus: Path, tmp_path: Path) -> None:
    sys.path.insert(0, str(TOOLS))
    try:
        from annotations import AnnotationError, gold_form
    finally:
        sys.path.remove(str(TOOLS))
    document = annotated(corpus, tmp_path)
    whole = gold_form(document, REPORT)
    assert whole["events"][1]["actor"][0]["text"] == "مسلحون"
    assert whole["published"] == "2020-03-10"
    with pytest.raises(AnnotationError, match="own-1: sentence 1 is not the text"):
        gold_form(document, {**REPORT, "text": REPORT["text"].replace("مسلحون", "مجهولون")})

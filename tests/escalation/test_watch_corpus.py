"""The watch over the dated events of 2018 tells what is alarmed near them, from incidents that were made for it."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from marsad.incidents.model import Incident, Report, Site

TOOL = Path(__file__).parents[2] / "tools" / "watch_corpus.py"
FIRST, CHANGE, LAST = date(2018, 2, 9), date(2018, 5, 14), date(2018, 10, 20)
SPAN = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def watch_corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("watch_corpus", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["watch_corpus"] = module
    spec.loader.exec_module(module)
    return module


def attack(day: date, number: int) -> Incident:
    """Give an attack in Gaza that one article tells of on its day."""
    name = f"{day:%m%d}-{number}"
    return Incident(
        id=name, type="ASSAULT", mode=None, quad_class="material conflict", score=-9.0, status="actual", counts=True,
        first_day=day, last_day=day, date_precision=1, site=Site("Gaza", "PSE", "Gaza"), actors=(), recipients=(),
        reports=(Report(name, name, None, day),),
    )  # fmt: skip


def test_a_rise_is_told_beside_the_event_of_its_day(
    watch_corpus: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    week = range(7)
    incidents = [attack(day, number) for day in SPAN for number in range(12 if (day - CHANGE).days in week else 1)]
    read = dict.fromkeys(SPAN, 20)
    watch_corpus.print_all(watch_corpus.watched(incidents, read), read, {"PSE"})
    rows = capsys.readouterr().out.splitlines()
    [seen] = [row for row in rows if "deadliest day" in row]
    assert "PSE, ASSAULT 14 May" in seen
    assert "Gaza, PSE, ASSAULT 14 May" in seen
    others = [row for row in rows[2:9] if row != seen]
    assert len(others) == 6
    assert all(row.endswith("| – | – |") for row in others)
    assert any(row.startswith("| PSE, ASSAULT | 14 May | 14 May | 1 to 12") for row in rows)

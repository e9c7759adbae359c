"""Restoration of any text: the way back to the source holds, nothing crashes, repaired text keeps no damage."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.restore import INSERTED, Restoration, restore
from marsad.restore.damage import CONTROL, FORM, LETTER, LETTERS

PARAGRAPH = (
    "أعلن وزير الخارجية في مؤتمر صحفي عقده أمس في العاصمة أن الحكومة قررت إرسال وفد رفيع المستوى إلى المؤتمر الدولي "
    "الذي يبدأ الأسبوع القادم، وأن الوفد سيبحث مع الدول المجاورة سبل وقف إطلاق النار وعودة اللاجئين إلى مدنهم وقراهم. "
    "وأضاف الوزير أن الطرفين اتفقا على تبادل الأسرى خلال ثلاثة أيام، وأن المنظمات الدولية ستشرف على تنفيذ الاتفاق "
    "وتراقب الحدود. وقال مصدر عسكري إن القوات الحكومية أوقفت عملياتها شمالي المحافظة تمهيدا لدخول قوافل المساعدات."
)
ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from("ابتةىيوزرلكنمأإ"),
    st.sampled_from("\u0640\u064b\u0651\u200f\u202b\ufefb\ufe8e\ue0a5\ufffd\u06cc\u06a9*'(\"»«. \n\t"),
)
# Text that is Arabic mostly, so that the repairs are reached.
WORDS = st.sampled_from([*PARAGRAPH.split()[:40], "ية", "الز", "ــات", "\ue0a5تند", "اللكردية", "ﺑﻐﺪﺍﺩ", "أعُلن"])
LINES = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=9).map("\n".join)
STRAY = re.compile(f"[{FORM}{CONTROL}]|(?<=[{LETTER}])\u0640+(?=[{LETTER}])")


def damage_simulator() -> ModuleType:
    path = Path(__file__).parent.parent.parent / "tools" / "restore_damage.py"
    spec = importlib.util.spec_from_file_location("restore_damage", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SIMULATOR = damage_simulator()


def assert_way_back_holds(text: str, result: Restoration) -> None:
    """Each clean character has a source in the text or is inserted; the changes name what stands in the text."""
    assert result.alignment.length == len(result.text)
    for at in range(len(result.text)):
        source = result.alignment.source(at)
        assert source == INSERTED or 0 <= source < len(text)
    for change in (*result.changes, *result.doubts):
        assert 0 <= change.start <= change.end <= len(text)
        assert 0.0 <= change.confidence <= 1.0


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert_way_back_holds(text, restore(text))


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_any_lines_of_words_and_pieces_are_read(text: str) -> None:
    assert_way_back_holds(text, restore(text))


@pytest.mark.parametrize("kind", SIMULATOR.KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_repaired_text_keeps_no_damage(kind: str, seed: int) -> None:
    damaged = SIMULATOR.damaged(PARAGRAPH, kind, random.Random(f"{kind} {seed}"))
    result = restore(damaged)
    assert_way_back_holds(damaged, result)
    assert not STRAY.search(result.text)
    assert restore(result.text).text == result.text


@pytest.mark.parametrize("seed", range(12))
def test_a_run_keeps_its_order(seed: int) -> None:
    """Within a line, source offsets rise but where one run ends and an earlier one begins."""
    damaged = SIMULATOR.damaged(PARAGRAPH, "run order", random.Random(seed))
    result = restore(damaged)
    offsets = [result.alignment.source(at) for at in range(len(result.text)) if result.text[at] in LETTERS]
    moved = [change for change in result.changes if change.kind == "run-order"]
    falls = sum(two < one for one, two in pairwise(offsets))
    assert INSERTED not in offsets
    assert sorted(offsets) == [at for at, char in enumerate(damaged) if char in LETTERS]
    assert len(moved) <= falls <= 4 * len(moved)


def sound_paragraphs(shared: Path) -> Iterator[str]:
    """Give paragraphs of reporting that show no damage of their own."""
    with gzip.open(shared / "corpus" / "arabic-news-2018.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 5):
            for paragraph in json.loads(line)["text"].split("\n"):
                if 350 <= len(paragraph) <= 1200 and not re.search(
                    f"[\u0640\ue000-\uf8ff\ufffd*{FORM}{CONTROL}]", paragraph
                ):
                    yield " ".join(paragraph.split())
                    break


def test_restoring_twice_changes_nothing(shared: Path) -> None:
    changed = []
    paragraphs = list(islice(sound_paragraphs(shared), 200))
    assert len(paragraphs) == 200
    for at, paragraph in enumerate(paragraphs):
        kind = SIMULATOR.KINDS[at % len(SIMULATOR.KINDS)]
        once = restore(SIMULATOR.damaged(paragraph, kind, random.Random(at))).text
        if restore(once).text != once:
            changed.append((kind, at))
    assert changed == []

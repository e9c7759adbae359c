"""Restoration: a table of cases, properties for any text, and what it does to a damaged article."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.restore import INSERTED, restore

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]
FORMS = re.compile("[\ufe70-\ufefc]")
# A paragraph of our own, long enough to be wrapped, cut and stretched.
ARTICLE = (
    "وصل رئيس الوزراء العراقي إلى العاصمة الإيرانية في أول زيارة خارجية له منذ توليه المنصب، والتقى الرئيس الإيراني "
    "وبحث معه التعاون الاقتصادي وأمن الحدود بين البلدين. وقال رئيس الوزراء في مؤتمر صحفي مشترك إن العراق لن يسمح بأي "
    "عدوان على جيرانه انطلاقا من أراضيه، وإن الحكومة العراقية تريد علاقات متوازنة مع جميع الدول. وأكد الرئيس الإيراني "
    "أن بلاده مستعدة لزيادة التجارة مع العراق وللمساعدة في مواجهة الوباء. ومن المقرر أن يزور رئيس الوزراء العراقي "
    "الولايات المتحدة خلال الأسابيع المقبلة لبحث مستقبل القوات الأمريكية في العراق، بحسب مصادر حكومية في بغداد."
)
NON_JOINING = "ردزو"


def damaged(text: str, seed: int, width: int = 88) -> str:
    """Wrap the text, cut a word of every other line after a non-joining letter, put the runs out in reverse."""
    chance, lines, line = random.Random(seed), [], ""
    for word in text.split():
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join(cut(one, chance) if at % 2 else one for at, one in enumerate([*lines, line]))


def letters_of(text: str) -> str:
    return "".join(text.split())


def cut(line: str, chance: random.Random) -> str:
    words = line.split()
    places = [
        (at, after + 1)
        for at, word in enumerate(words)
        for after in range(1, len(word) - 2)
        if word[after] in NON_JOINING and word.isalpha()
    ]
    if not places:
        return line
    at, after = chance.choice(places)
    return " ".join([words[at][after:], *words[at + 1 :], *words[:at], words[at][:after]])


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    result = restore(case["text"])
    assert result.text == case.get("expected", case["text"])
    assert bool(result.changes) != bool(case.get("same"))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_alignment_is_total_for_any_text(text: str) -> None:
    result = restore(text)
    assert result.alignment.length == len(result.text)
    for at in range(len(result.text)):
        source = result.alignment.source(at)
        assert source == INSERTED or 0 <= source < len(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_damaged_article(seed: int) -> None:
    result = restore(damaged(ARTICLE, seed))
    assert restore(result.text).text == result.text
    assert not FORMS.search(result.text)
    assert "".join(sorted(letters_of(result.text))) == "".join(sorted(letters_of(ARTICLE)))
    for change in result.changes:
        assert 0.0 <= change.confidence <= 1.0


def test_cut_words_are_joined_again() -> None:
    joined = 0
    for seed in range(40):
        words = restore(damaged(ARTICLE, seed)).text.split()
        joined += sorted(words) == sorted(ARTICLE.split())
    assert joined >= 39  # of 40; all at the time of writing


def test_healthy_articles_pass_untouched(shared: Path) -> None:
    with gzip.open(shared / "corpus" / "arabic-news-2018.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 1000)]
    assert sum(restore(text).text != text for text in texts) <= 2


def test_founding_article(shared: Path) -> None:
    source = (shared / "seed" / "article.txt").read_text("utf-8")
    wanted = (shared / "seed" / "restored.txt").read_text("utf-8").split()
    result = restore(source)
    found = result.body.split()
    assert sorted(set(wanted) - set(found)) == []
    assert abs(len(found) - len(wanted)) <= 2
    matched = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in matched) / len(wanted) >= 0.98  # 3 of 17 lines are not right
    assert [aside.kind for aside in result.asides] == ["pull-quote"] * 3
    letters = re.compile("[\u0621-\u063a\u0641-\u064a]")
    for at, char in enumerate(result.text):
        offset = result.alignment.source(at)
        if offset != INSERTED and letters.match(char) and letters.match(source[offset]):
            assert source[offset] == char

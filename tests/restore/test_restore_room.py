"""What fits on a line, and lines put out from left to right."""

from __future__ import annotations

import pytest

from marsad.restore.context import Context
from marsad.restore.cuts import Cuts
from marsad.restore.evidence import evidence
from marsad.restore.room import glyph_keys, rooms, too_wide, width
from marsad.restore.run_readings import Line, turned_orders
from marsad.restore.tracked import Tracked

LINES = [
    line.split() for line in ("أعلن وزير الخارجية في مؤتمر صحفي", "عقده أمس في العاصمة أن الحكومة", "قررت إرسال وفد")
]


def test_letters_that_join_the_next_are_narrower() -> None:
    assert list(glyph_keys("بـيبٌ")) == ["بـ", "يـ", "ب"]  # stretched and marked
    assert width("ببب") < width("دبب") < width("ب د ب")


def test_what_a_line_leaves_is_told_by_those_that_go_on() -> None:
    lines = [LINES[0]] * 4 + [LINES[0][:3]]
    full, *_, short = rooms(lines, [True] * 5)
    assert full is not None and short is not None
    assert 0 < full < width(LINES[0][0]) < short
    assert rooms(LINES, [True, False, False]) == [None] * 3


@pytest.mark.parametrize(("narrow", "wide"), [("في", "الفلسطينيين"), ("ان", "مستشفيات")])
def test_a_narrow_word_does_not_begin_a_line_after_one_that_has_room_for_it(narrow: str, wide: str) -> None:
    assert too_wide(narrow, 7.0) < -1 < too_wide(wide, 7.0) <= 0
    assert too_wide(narrow, None) == 0.0


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("CNN وقال الوزير لشبكة", "وقال الوزير لشبكة CNN"),  # the minister told the network CNN
        (".FBI وقال مدير مكتب التحقيقات", "وقال مدير مكتب التحقيقات FBI."),
        ("FBI انتقد مدير المكتب (CNN) واشنطن", "واشنطن (CNN) انتقد مدير المكتب FBI"),
        ("CNN ية عن وزير الدفاع لشبكة وأعلنت الجمهور", "وأعلنت الجمهورية عن وزير الدفاع لشبكة CNN"),
    ],
)
def test_a_line_that_ends_with_a_latin_word_may_be_put_out_from_left_to_right(line: str, wanted: str) -> None:
    turned = Line.of(Tracked.of(line), is_telling=False).turned()
    assert turned is not None
    orders = turned_orders(turned, Cuts([], line.split()), Context(evidence()))
    assert wanted in {" ".join(order.texts(turned)) for order in orders}
    assert {" ".join(token.text for token in order.tokens(turned)) for order in orders} >= {wanted}


@pytest.mark.parametrize("line", ["وقال الوزير لشبكة CNN", "CNN BBC", "2018 كان عاما", "ـرا CNN"])
def test_other_lines_are_not(line: str) -> None:
    assert Line.of(Tracked.of(line), is_telling=False).turned() is None

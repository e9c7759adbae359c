"""Pages whose parts must be told apart: headings over columns, captions and notes, glyphs that stand for others."""

from __future__ import annotations

import pytest
from drawn import SIZE, Drawn, Paper, line

from marsad.documents import Document, document_from_bytes

RIGHT, LEFT, TOP, STEP = 540.0, 300.0, 780.0, 20.0


def text_of(*glyphs: list[Drawn]) -> str:
    (document,) = document_from_bytes(Paper([[glyph for part in glyphs for glyph in part]]).pdf(), "a.pdf")
    assert isinstance(document, Document), document
    return document.text


def column(name: str, right: float, top: float, count: int = 5) -> list[Drawn]:
    return [
        glyph
        for at in range(count)
        for glyph in line(["هذا", "سطر", "من", "عمود", name, "فيه", "كلام"], right, top - at * STEP)
    ]


@pytest.mark.parametrize("shift", [0.0, 13.0], ids=["on one height", "nearly"])
def test_a_heading_of_two_columns_parts_what_is_above_from_what_is_below(shift: float) -> None:
    """It is no wider than a column; larger than the text, with nothing beside it."""
    heading = line(["عنوان", "جديد"], RIGHT, TOP - 8 * STEP, size=16.0)
    text = text_of(
        column("أول", RIGHT, TOP), column("ثان", LEFT, TOP, 4), heading,
        column("ثالث", RIGHT, TOP - 10 * STEP), column("رابع", LEFT, TOP - 10 * STEP - shift),
    )  # fmt: skip
    found = [word for word in text.split() if word in ("أول", "ثان", "ثالث", "رابع", "عنوان")]
    assert list(dict.fromkeys(found)) == ["أول", "ثان", "عنوان", "ثالث", "رابع"]


def test_a_heading_below_which_only_the_other_column_goes_on_is_of_both() -> None:
    heading = line(["عنوان", "جديد"], LEFT, TOP - 8 * STEP, size=16.0)
    text = text_of(
        column("أول", RIGHT, TOP), column("ثان", LEFT, TOP, 4), heading, column("ثالث", RIGHT, TOP - 10 * STEP)
    )
    found = [word for word in text.split() if word in ("أول", "ثان", "ثالث", "عنوان")]
    assert list(dict.fromkeys(found)) == ["أول", "ثان", "عنوان", "ثالث"]


def test_a_heading_inside_one_column_stays_there() -> None:
    heading = line(["عنوان", "جديد"], RIGHT, TOP - 5.5 * STEP, size=16.0)
    text = text_of(
        column("أول", RIGHT, TOP), heading, column("ثان", RIGHT, TOP - 7 * STEP), column("ثالث", LEFT, TOP, 12)
    )
    found = [word for word in text.split() if word in ("أول", "ثان", "ثالث", "عنوان")]
    assert list(dict.fromkeys(found)) == ["أول", "عنوان", "ثان", "ثالث"]


def test_a_mark_mapped_to_its_letter_speaks_for_the_letter_mapped_to_a_sign() -> None:
    """The body of an alef mapped to a question mark, the glyph of its hamza to the alef with hamza."""
    letters = line(["هذا", "أمر"], RIGHT, TOP)
    at = next(number for number, glyph in enumerate(letters) if glyph.text == "أ")
    alef = letters[at]
    letters[at : at + 1] = [Drawn("?", alef.x, TOP), Drawn("أ", alef.x + 0.5, TOP + 6, shape="'")]
    assert text_of(letters) == "هذا أمر"


@pytest.mark.parametrize(
    ("marks", "word"),
    [([("\u064e", 4.0)], "بلَاد"), ([("\u064e", 0.5)], "بلَاد"), ([("\u064b", 0.5)], "بلاًد")],
    ids=["fatha on the right", "fatha on the left", "tanwin"],
)
def test_marks_of_a_ligature_go_to_the_letter_that_bears_them(marks: list[tuple[str, float]], word: str) -> None:
    step = SIZE * 0.5
    glyphs = [Drawn("ب", RIGHT - step, TOP), Drawn("لا", RIGHT - 2 * step, TOP), Drawn("د", RIGHT - 3 * step, TOP)]
    drawn = [Drawn(mark, RIGHT - 2 * step + x, TOP + 4, shape="'") for mark, x in marks]
    assert text_of(glyphs, drawn, line(["في", "كل"], RIGHT - 60, TOP)).split()[0] == word

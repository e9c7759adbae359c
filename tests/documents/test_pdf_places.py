"""What is printed is what is read, wherever its glyphs stand in the file: PDFs drawn glyph by glyph."""

from __future__ import annotations

import random
import unicodedata

import pytest
from drawn import ADVANCE, HEIGHT, SIZE, SPACE, WIDTH, Drawn, Paper, line, width
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.documents import Document, document_from_bytes

RIGHT, TOP, STEP = 540.0, 780.0, 20.0
ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوية", min_size=1, max_size=8)
NUMBERS = st.integers(0, 99999).map(str) | st.sampled_from(["28/7/2020", "3.5", "1,250", "٢٠٢٠", "٣٫٥"])
LATIN = st.sampled_from(["Reuters", "COVID-19", "F-16", "UN", "BBC"])
WORDS = st.lists(st.one_of(ARABIC, ARABIC, ARABIC, NUMBERS, LATIN), min_size=1, max_size=6)


LONG = ["هذا", "سطر", "عربي", "يبين", "اتجاه", "الصفحة"]


def read(paper: Paper) -> Document:
    (document,) = document_from_bytes(paper.pdf(), "a.pdf")
    assert isinstance(document, Document), document
    return document


def lined(lines: list[list[str]], right: float = RIGHT, top: float = TOP, step: float = STEP) -> list[Drawn]:
    return [glyph for at, words in enumerate(lines) for glyph in line(words, right, top - at * step)]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ARABIC.flatmap(lambda first: WORDS.map(lambda rest: [first, *rest])), min_size=1, max_size=5), st.randoms()
)
def test_any_words_in_any_order(lines: list[list[str]], chance: random.Random) -> None:
    """The glyphs are put into the file in an order by chance; a paragraph's lines may be joined."""
    lines = [LONG, *map(_without_latin_before_number, lines)]
    glyphs = lined(lines)
    chance.shuffle(glyphs)
    assert read(Paper([glyphs])).text.split() == [word for words in lines for word in words]


def _without_latin_before_number(words: list[str]) -> list[str]:
    """Keep words of Latin letters and numbers apart: printed next to each other they run on to the right."""
    kept: list[str] = []
    for word in words:
        is_arabic = "\u0620" <= word[0] <= "\u064a"
        if kept and not is_arabic and not "\u0620" <= kept[-1][0] <= "\u064a":
            kept.append("و")
        kept.append(word)
    return kept


def test_offsets_and_boxes_lead_to_the_line() -> None:
    document = read(Paper([lined([["وصل", "الوفد"]]), lined([["عاد", "الوفد"]], top=500.0)]))
    point = document.source_map.locate(document.text, document.text.index("عاد") + 1)
    assert point is not None
    assert (point.page, point.offset) == (2, 1)
    assert point.box is not None
    left, bottom, right, top = point.box
    assert left < RIGHT - width(["عاد", "الوفد"]) + 1 and right == pytest.approx(RIGHT, abs=3)
    assert bottom < 500.0 < top


@pytest.mark.parametrize(
    ("mapped", "text"),
    [
        (["ﻛ", "ﺘ", "ﺎ", "ﺏ"], "كتاب"),  # presentation forms
        (["س", "ل", "ا", "م"], "سلام"),
        (["س", "لا", "م"], "سلام"),  # a ligature mapped to two letters
        (["س", "ﻼ", "م"], "سلام"),  # one mapped to its presentation form
        (["ا", "لله"], "الله"),
        (["م", "ـ", "ص", "ـ", "ـ", "ر"], "مصر"),  # stretched
    ],
)
def test_glyphs_mapped_otherwise(mapped: list[str], text: str) -> None:
    step = SIZE * ADVANCE
    glyphs = [Drawn(char, RIGHT - at * step, TOP) for at, char in enumerate(mapped, 1)]
    words = line(["في", "بلد"], RIGHT - 100, TOP)
    assert read(Paper([glyphs + words])).text.split() == [text, "في", "بلد"]


def test_marks_go_to_their_letters() -> None:
    """Marks come before, after and far from their letters in the file; shadda is written first."""
    letters = line(["كتب", "الطلاب"], RIGHT, TOP)
    marks = [
        Drawn("\u064e", letters[0].x, TOP + 3, shape="'"),
        Drawn("\u064e", letters[1].x, TOP + 6, shape="'"),
        Drawn("\u0651", letters[1].x, TOP + 3, shape="'"),
    ]
    for glyphs in (letters + marks, marks + letters, marks[:1] + letters + marks[1:]):
        assert read(Paper([glyphs])).text == "كَتَّب الطلاب".replace("\u064e\u0651", "\u0651\u064e")


@pytest.mark.parametrize("brackets", ["()", ")(", "((", "))", "[]", "][", "«»", "»«"])
def test_brackets_face_what_they_enclose(brackets: str) -> None:
    """Whatever a mirrored bracket is mapped to, the text is the same."""
    opening = {"(": "()", ")": "()", "[": "[]", "]": "[]", "«": "«»", "»": "«»"}[brackets[0]]
    glyphs = line(["قال", f"{brackets[0]}الوزير{brackets[1]}", "أمس"], RIGHT, TOP)
    assert read(Paper([glyphs])).text == f"قال {opening[0]}الوزير{opening[1]} أمس"


def test_stroke_that_stretches_a_word_is_no_character() -> None:
    """A stroke between joined letters, mapped to a quotation mark."""
    step = SIZE * ADVANCE
    glyphs = [
        Drawn("ق", RIGHT - step, TOP),
        Drawn('"', RIGHT - 3 * step, TOP - 2.9, shape="_"),
        Drawn("م", RIGHT - 4 * step, TOP),
        *line(["وصل", "الوفد"], RIGHT - 100, TOP),
    ]
    assert read(Paper([glyphs])).text.split()[0] in ("قم", 'ق"م')  # how thin Helvetica's dash is differs


def test_columns_are_read_from_the_right() -> None:
    right = [["هذا", "سطر", "من", "العمود", "الأول", f"فيه{at}"] for at in "ابتثج"]
    left = [["وهذا", "سطر", "من", "العمود", "الثاني", f"فيه{at}"] for at in "ابتثج"]
    glyphs = lined(right) + lined(left, right=300.0)
    random.Random(3).shuffle(glyphs)
    wide = [["عنوان", "يمتد", "فوق", "العمودين", "كليهما", "في", "أعلى", "الصفحة", "كلها", "هنا", "اليوم"]]
    text = read(Paper([lined(wide, top=TOP + 40) + glyphs])).text
    assert text.split() == [word for words in wide + right + left for word in words]


def test_columns_off_each_others_baselines() -> None:
    right = [["هذا", "سطر", "من", "العمود", "الأول", f"فيه{at}"] for at in "ابتثج"]
    left = [["وهذا", "سطر", "من", "العمود", "الثاني", f"فيه{at}"] for at in "ابتثج"]
    glyphs = lined(right) + lined(left, right=300.0, top=TOP - 7)
    assert read(Paper([glyphs])).text.split() == [word for words in right + left for word in words]


def test_table_is_read_row_by_row() -> None:
    rows = [["بغداد", "قصف", "12"], ["حلب", "هجوم", "7"], ["صنعاء", "غارة", "33"], ["طرابلس", "هدنة", "2"]]
    glyphs = [
        glyph
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        for glyph in line([cell], RIGHT - column * 150, TOP - at * 30)
    ]
    random.Random(5).shuffle(glyphs)
    assert read(Paper([glyphs])).text == "\n".join("\t".join(row) for row in rows)


def test_lines_of_a_paragraph_are_joined() -> None:
    """A line ends a paragraph where the next one's first word would still have fitted."""
    first = [["المتظاهرون", "يطالبون", "بإصلاحات", "واسعة", "فورية"], ["الآن", "هنا"]]
    second = [["والحكومة", "تعلن", "استجابتها", "لمطالب", "الشعب"], ["كله"]]
    assert read(Paper([lined(first + second)])).text.split("\n") == [
        " ".join(word for words in part for word in words) for part in (first, second)
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    bodies = [[["بدأت", "الصفحة", name], ["وانتهت", "بعد", "سطرين"]] for name in ("الأولى", "الثانية", "الثالثة")]
    pages = [
        lined(body, top=700.0) + line(["نشرة", "الأخبار"], RIGHT, 815.0) + line([str(at)], 300.0, 30.0)
        for at, body in enumerate(bodies, 1)
    ]
    document = read(Paper(pages))
    assert document.text.split() == [word for body in bodies for words in body for word in words]
    point = document.source_map.locate(document.text, 0)
    assert point is not None
    assert point.offset == len("نشرة الأخبار\n"), "the head is in the page's text, where offsets count"


def test_a_repeated_line_inside_the_page_is_kept() -> None:
    pages = [lined([["سطر", name], ["لازمة", "تتكرر"], ["آخر", name]], top=500.0) for name in ("أول", "ثان", "ثالث")]
    assert read(Paper(pages)).text.count("لازمة تتكرر") == 3


def test_footnotes_stand_after_the_paragraph_they_interrupt() -> None:
    body = [["المتظاهرون", "يطالبون", "بإصلاحات", "واسعة", "فورية"]]
    note = line(["حاشية", "صغيرة"], RIGHT, 60.0, size=8.0)
    text = read(Paper([lined(body * 3, top=300.0) + note, lined([["تتمة", "الفقرة"]])])).text
    assert text.split("\n")[0].endswith("فورية تتمة الفقرة")
    assert text.split("\n")[1] == "حاشية صغيرة"


def test_places_that_lie_are_said_and_not_used() -> None:
    """All glyphs in one place: the order of the file is all there is."""
    glyphs = [Drawn(char, 300.0, TOP) for char in "ابتثجحخدذرزسش"]
    document = read(Paper([glyphs]))
    assert document.notes and "page 1 of 1" in document.notes[0] and "order of the file" in document.notes[0]
    assert sorted("".join(document.text.split())) == sorted("ابتثجحخدذرزسش")


def test_text_printed_twice_for_boldness_is_read_once() -> None:
    glyphs = lined([["خبر", "عاجل"]])
    shifted = [Drawn(glyph.text, glyph.x + 0.3, glyph.y) for glyph in glyphs]
    assert read(Paper([glyphs + shifted])).text == "خبر عاجل"


def test_left_to_right_pages_stay_so() -> None:
    words = ["The", "ministry", "(in", "Baghdad)", "denied", "it,", "3", "times", "."]
    glyphs, x = [], 60.0
    for word in words:
        for char in word:
            glyphs.append(Drawn(char, x, TOP))
            x += SIZE * ADVANCE
        x += SIZE * SPACE
    assert read(Paper([glyphs])).text.split() == words


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.characters(codec="utf-8", max_codepoint=0xFFFF), st.floats(-50, 700), st.floats(-50, 900)),
        max_size=60,
    )
)
def test_any_glyphs_anywhere(glyphs: list[tuple[str, float, float]]) -> None:
    """Reading never raises, gives no presentation form, and every character has its place on the page."""
    drawn = [Drawn(char, x, y) for char, x, y in glyphs]
    for result in document_from_bytes(Paper([[*drawn, Drawn("م", 100, 100)]]).pdf(), "a.pdf"):
        if isinstance(result, Document):
            assert not any("\ufe70" <= char <= "\ufefc" for char in result.text)
            assert unicodedata.is_normalized("NFC", "م")
            assert HEIGHT > 0 and WIDTH > 0

"""PDFs that are odd or broken: turned, huge, locked, cut off, empty, and forms."""

from __future__ import annotations

import pytest
from drawn import Drawn, Paper, line
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.documents import Document, DocumentFailure, document_from_bytes

LINES = [["وصل", "الوفد", "إلى", "بغداد"], ["ثم", "غادر", "مساء"]]
WORDS = [word for words in LINES for word in words]


def _set(right: float, top: float) -> list[Drawn]:
    return [glyph for at, words in enumerate(LINES) for glyph in line(words, right, top - 20 * at)]


GLYPHS, LOWER = _set(540, 780), _set(540, 500)
WHOLE = Paper([GLYPHS, LOWER]).pdf()
ACRO_FORM = "/AcroForm << /Fields [] /NeedAppearances true /DA (/Helv 12 Tf 0 g) >>"


def read(data: bytes) -> Document:
    (document,) = document_from_bytes(data, "a.pdf")
    assert isinstance(document, Document), document
    return document


def refused(data: bytes) -> str:
    (failure,) = document_from_bytes(data, "a.pdf")
    assert isinstance(failure, DocumentFailure), failure
    return failure.reason


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("is_set_upright", [True, False])
def test_turned_pages(turn: int, is_set_upright: bool) -> None:
    """The page is turned and its text turned against it, as print, or with it, as it lies on a scanner."""
    data = Paper([_set(500, 500)], rotate=turn).pdf()
    if not is_set_upright:
        data = data.replace(f"/Rotate {turn}".encode(), b"/Rotate 0".ljust(len(f"/Rotate {turn}")))
    assert read(data).text.split() == WORDS


@pytest.mark.parametrize("scale", [1, 30])
def test_pages_of_any_size(scale: int) -> None:
    """Blanks of the file have no ink, however large the print is."""
    glyphs = line(["وصل", "الوفد"], 540, 780, space=0.5)
    blank = Drawn(" ", glyphs[2].x - 6.0, 780, shape=" ")
    assert read(Paper([[*glyphs, blank]], scale=scale).pdf()).text == "وصل الوفد"


def _locked(user_password: str) -> bytes:
    paper = FPDF()
    paper.set_encryption(owner_password="owner", user_password=user_password)
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.multi_cell(0, text="Forces withdrew from the city.")
    return bytes(paper.output())


def test_a_password_for_changes_only_does_not_lock_the_text() -> None:
    assert read(_locked("")).text == "Forces withdrew from the city."
    assert refused(_locked("user")) == "PDF protected by a password; save it without one"


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=len(WHOLE) - 8))
def test_wherever_it_is_cut_off_it_is_refused(length: int) -> None:
    assert any(words in refused(WHOLE[:length]) for words in ("cut off", "no bytes", "not a PDF"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%%EOF\n", "broken PDF: it cannot be opened; fetch the whole file again"),
        (Paper([]).pdf(), "broken PDF: it cannot be opened; fetch the whole file again"),
        (b"\n" * 2000 + WHOLE, "not a PDF: its first bytes are not %PDF"),
        (Paper([[]]).pdf(), "PDF without text on its 1 pages: a scan, or empty"),
        (Paper([GLYPHS], form="/NeedsRendering true /AcroForm << /XFA (x) >>").pdf(), "PDF form (XFA)"),
    ],
)
def test_refused_with_one_clear_message(data: bytes, reason: str) -> None:
    assert refused(data).startswith(reason)


@pytest.mark.parametrize(
    "data", [WHOLE + b"\0" * 3000, b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE, WHOLE.replace(b"startxref\n", b"startxref\n9")]
)
def test_what_surrounds_a_whole_file_does_no_harm(data: bytes) -> None:
    assert read(data).text.split() == WORDS * 2


def test_a_page_without_anything_among_others() -> None:
    assert read(Paper([GLYPHS, [], LOWER]).pdf()).text.split() == WORDS * 2


def _text_field(value: str) -> str:
    written = b"\xfe\xff".hex() + value.encode("utf-16-be").hex()
    return (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (place) /F 4 /Rect [60 600 260 620] "
        f"/DA (/Helv 12 Tf 0 g) /V <{written}> >>"
    )


@pytest.mark.parametrize("value", ["محافظة نينوى", "Mosul", "قتل 12 جنديا من فوج BBC قرب الموصل"])
def test_what_is_filled_into_a_form_is_read(value: str) -> None:
    document = read(Paper([GLYPHS], annotations=[_text_field(value)], form=ACRO_FORM).pdf())
    assert document.text.split() == [*WORDS, *value.split()]
    point = document.source_map.locate(document.text, document.text.index(value))
    assert point is not None and point.box is not None
    assert 590 < point.box[1] < 620, "in the field"


def test_notes_that_only_a_click_shows_are_not_read() -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [60 600 80 620] /Contents (a remark) >>"
    assert read(Paper([GLYPHS], annotations=[note, _text_field("Mosul")], form=ACRO_FORM).pdf()).text.split() == [
        *WORDS,
        "Mosul",
    ]


FORM = Paper([GLYPHS, LOWER], annotations=[_text_field("Mosul")], form=ACRO_FORM).pdf()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=12))
def test_bytes_gone_wrong_give_a_text_or_one_message(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(FORM)
    for at, wrong in changes:
        data[at : at + len(wrong)] = wrong
    (result,) = document_from_bytes(bytes(data), "a.pdf")
    assert result.text if isinstance(result, Document) else result.reason

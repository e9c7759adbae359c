"""Pages that show text but hold none that can be read: images, glyphs without a mapping, letters mapped to others."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pypdfium2
import pytest
from drawn import Paper, line
from fpdf import FPDF

from marsad.documents import Document, DocumentFailure, document_from_bytes
from marsad.documents.pdf import page, scans

FONTS = list(Path("/usr/share/fonts").rglob("NotoNaskhArabic-Regular.ttf"))
SENTENCES = [
    "وصل الوفد الحكومي إلى العاصمة صباح اليوم",
    "وأعلن وزير الخارجية أن المفاوضات ستبدأ غدا",
    "بينما تواصلت الاشتباكات في أطراف المدينة",
    "وقال شهود إن طائرات قصفت مواقع في الجنوب",
    "ولم تعلن أي جهة مسؤوليتها عن الهجوم حتى الآن",
]
WORDS = ["قوات", "المدينة", "هجوم", "الوزير", "اليوم", "محافظة", "مصدر", "عسكري", "بيان", "اتفاق"]


def _image_only(font: Path) -> bytes:
    """Give a PDF of one page that is a picture of our sentences, as a scanner makes it."""
    paper = FPDF(format="A4")
    paper.add_font("main", fname=str(font))
    paper.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    paper.add_page()
    paper.set_font("main", size=18)
    for sentence in SENTENCES:
        paper.multi_cell(0, 12, sentence, align="R", new_x="LMARGIN", new_y="NEXT")
    with pypdfium2.PdfDocument(bytes(paper.output())) as file:
        picture = file[0].render(scale=300 / 72, grayscale=True).to_pil()
    scan = FPDF(format="A4")
    scan.add_page()
    scan.image(picture, x=0, y=0, w=scan.w, h=scan.h)
    return bytes(scan.output())


@pytest.fixture(scope="module")
def scan() -> bytes:
    if not FONTS:
        pytest.skip("Noto Naskh Arabic is not installed (fonts-noto-core)")
    pytest.importorskip("uharfbuzz", reason="fpdf2 shapes Arabic with it")
    return _image_only(FONTS[0])


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed (tesseract-ocr-ara)")
def test_tesseract_reads_a_scan_and_each_line_has_its_place(scan: bytes) -> None:
    if not scans.can_read_scans():
        pytest.skip("Tesseract has no Arabic model (tesseract-ocr-ara)")
    (document,) = document_from_bytes(scan, "scan.pdf")
    assert isinstance(document, Document), document
    assert document.notes == ("page 1 of 1: no text on it, a scan: read by OCR (Tesseract), which errs",)
    wanted = {word for sentence in SENTENCES for word in sentence.split()}
    assert len(wanted & set(document.text.split())) >= 0.8 * len(wanted)
    boxes = [segment.box for segment in document.source_map.segments]
    assert len(set(boxes)) == len(SENTENCES)
    for box in boxes:
        assert box is not None
        left, bottom, right, top = box
        assert 0 <= left < right <= 595 and 500 < bottom < top <= 842, "on the upper half of the page"


def test_a_scan_without_tesseract_is_told(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "can_read_scans", lambda: False)
    (failure,) = document_from_bytes(scan, "scan.pdf")
    assert isinstance(failure, DocumentFailure)
    assert "PDF without text on its 1 pages: no text on it, a scan; install Tesseract" in failure.reason


def _page_of(letters: dict[str, str]) -> bytes:
    """Give a page of words whose letters are mapped to others."""
    chance = random.Random(1)
    lines = [[chance.choice(WORDS).translate(str.maketrans(letters)) for _ in range(7)] for _ in range(8)]
    return Paper([[glyph for at, words in enumerate(lines) for glyph in line(words, 540, 780 - 20 * at)]]).pdf()


def test_letters_mapped_to_nothing_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "can_read_scans", lambda: False)
    letters = sorted(set("".join(WORDS)))
    (failure,) = document_from_bytes(_page_of({char: chr(0xE000 + at) for at, char in enumerate(letters)}), "a.pdf")
    assert isinstance(failure, DocumentFailure)
    assert "its letters stand for no characters; install Tesseract" in failure.reason


def test_letters_mapped_to_others_are_told_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "can_read_scans", lambda: False)
    (document,) = document_from_bytes(_page_of(dict.fromkeys("اليم", "ÿ")), "a.pdf")
    assert isinstance(document, Document)
    assert "page 1 of 1: its letters stand for the wrong characters" in document.notes[0]
    assert "ÿ" in document.text


def test_healthy_pages_are_not_taken_for_garbled() -> None:
    for text in ({}, {"ق": "\ue00a"}, {"ق": "ÿ"}):
        (document,) = document_from_bytes(_page_of(text), "a.pdf")
        assert isinstance(document, Document)
        assert document.notes == ()


def test_output_of_tesseract_is_read_by_line() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        "4\t1\t1\t1\t1\t0\t100\t100\t400\t60\t-1\t",
        "5\t1\t1\t1\t1\t1\t300\t100\t200\t60\t96\tوصل",
        "5\t1\t1\t1\t1\t2\t100\t110\t150\t50\t95\tالوفد",
        "5\t1\t2\t1\t1\t1\t100\t300\t80\t40\t95\tReuters",
    ]
    lines = scans._lines("\n".join([head, *rows]), scale=2.0, height=800.0)
    assert [(one.text, one.is_rtl, one.block) for one in lines] == [("وصل الوفد", True, 1), ("Reuters", False, 2)]
    assert (lines[0].left, lines[0].right) == (50.0, 250.0)
    assert 720.0 < lines[0].baseline < 735.0

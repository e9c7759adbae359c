"""PDFs made on the spot: pages, passwords, scans and halves."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from fpdf import FPDF
from leading import assert_leads_back

from marsad.documents import Document, DocumentFailure, ReadOptions, document_from_bytes
from marsad.documents.pdf import page_text
from marsad.documents.pdf.page import page_lines

PAGES = ("Forces withdrew from the city.\nThe ministry denied it.", "Two were killed on Sunday.")


def _pdf(*pages: str, password: str | None = None) -> bytes:
    file = FPDF()
    file.set_font("Helvetica", size=12)
    if password:
        file.set_encryption(owner_password=password, user_password=password)
    for page in pages:
        file.add_page()
        file.multi_cell(0, text=page)
    return bytes(file.output())


def test_pages_lead_back() -> None:
    data = _pdf(*PAGES)
    (document,) = document_from_bytes(data, "a.pdf")
    assert isinstance(document, Document), document
    assert document.text.split() == " ".join(PAGES).split()
    assert_leads_back(document, dict(enumerate(_page_texts(data), 1)))
    point = document.source_map.locate(document.text, document.text.index("Two"))
    assert point is not None
    assert (point.page, point.offset) == (2, 0)


def _page_texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as file:
        return [page_text(page_lines(page)[0]) for page in file]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_pdf(*PAGES, password="secret"), "protected by a password"),
        (_pdf("", ""), "without text on its 2 pages"),
        (_pdf(*PAGES)[:600], "cut off"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    (failure,) = document_from_bytes(data, "a.pdf")
    assert isinstance(failure, DocumentFailure)
    assert reason in failure.reason


def test_size_limit() -> None:
    (failure,) = document_from_bytes(_pdf(*["word " * 400] * 9), "a.pdf", ReadOptions(max_document=9000))
    assert isinstance(failure, DocumentFailure)
    assert "more than 9000" in failure.reason

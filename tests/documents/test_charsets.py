"""Charsets that pages declare, rightly and wrongly, and what the user says against them."""

from __future__ import annotations

import pytest

from marsad.documents import Document, DocumentFailure, ReadOptions, document_from_bytes

# The government announced new measures after the meeting and declined to comment.
TEXT = "أعلنت الحكومة عن إجراءات جديدة بعد الاجتماع، ورفضت «التعليق» – حتى الآن."
PAGE = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body><p>{}</p></body></html>'
)


@pytest.mark.parametrize(
    ("declared", "written", "read_as"),
    [
        ("windows-1256", "cp1256", "cp1256"),
        ("ISO-8859-6", "iso8859-6", "iso8859-6"),
        ("utf-8", "utf-8", "utf-8"),
        ("windows-1256", "utf-8", "utf-8"),
        ("iso-8859-1", "cp1256", "cp1256"),
        ("x-unknown", "cp1256", "cp1256"),
        ("punycode", "utf-8", "utf-8"),
        ("utf-16", "utf-8", "utf-8"),
        ("utf-8", "utf-16", "utf-16"),
    ],
)
def test_declared(declared: str, written: str, read_as: str) -> None:
    text = TEXT if written != "iso8859-6" else "أعلنت الحكومة عن إجراءات جديدة"
    (document,) = document_from_bytes(PAGE.format(declared, text).encode(written), "a.html")
    assert isinstance(document, Document), document
    assert (document.text, document.encoding) == (text, read_as)


def test_declared_utf8_that_is_not() -> None:
    (failure,) = document_from_bytes(PAGE.format("utf-8", TEXT).encode("cp1256"), "a.html")
    assert isinstance(failure, DocumentFailure)
    assert "not valid utf-8 at byte" in failure.reason


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [("klingon", "unknown encoding 'klingon'"), ("hex", "unknown encoding"), ("utf-8", "not valid")],
)
def test_chosen_by_the_user(chosen: str, reason: str) -> None:
    data = TEXT.encode("cp1256")
    (failure,) = document_from_bytes(data, "a.txt", ReadOptions(encoding=chosen))
    assert isinstance(failure, DocumentFailure)
    assert reason in failure.reason
    (document,) = document_from_bytes(data, "a.txt", ReadOptions(encoding="windows-1256"))
    assert isinstance(document, Document)
    assert document.text == TEXT

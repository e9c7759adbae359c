"""What is read and what is refused, each case a table entry in read.toml or refused.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from leading import assert_leads_back

from marsad.documents import Document, DocumentFailure, document_from_bytes

HERE = Path(__file__).parent
FIELDS = ("text", "title", "published", "outlet", "format", "record_id")


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["label"]) for case in cases]


@pytest.mark.parametrize("case", _cases("read.toml"))
def test_read(case: dict[str, Any]) -> None:
    content = case["content"]
    (document,) = document_from_bytes(content.encode(), case["name"])
    assert isinstance(document, Document), document
    expected = {name: case[name] for name in FIELDS if name in case}
    assert {name: getattr(document, name) for name in expected} == expected
    if document.format in ("txt", "md", "html"):
        assert_leads_back(document, {None: content})


@pytest.mark.parametrize("case", _cases("refused.toml"))
def test_refused(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["content"].encode()
    data += case.get("repeat", "").encode() * 100_000
    (failure,) = document_from_bytes(data, case["name"])
    assert isinstance(failure, DocumentFailure), failure
    assert case["reason"] in failure.reason
    assert failure.source.startswith(case["name"])

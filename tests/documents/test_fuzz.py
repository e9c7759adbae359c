"""Whatever the bytes and the name, reading gives documents and failures, and never raises."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.documents import Document, DocumentFailure, document_from_bytes
from marsad.documents.formats import FORMATS

ENDINGS = ["", *sorted(FORMATS), ".jsonl.gz", ".csv.gz"]
STARTS = (
    b"", b"%PDF-1.4\n%%EOF", b"PK\x03\x04", b"PAR1", b"<html><body>", b"<?xml version='1.0'?><rss version='2.0'>",
    b"<feed><entry>", b'{"text":"', b"text,title\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1f\x8b\x08",
    b"<![", b"<!DOCTYPE", b'{"text": "\xd9\x85"}\n', b"<rss><channel><item><pubDate>",
)  # fmt: skip
BYTES = st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.binary(max_size=200))
TEXT = "اغتال مسلحون ناشطا في بغداد"


def _read(data: bytes, name: str) -> list[Document | DocumentFailure]:
    results = list(document_from_bytes(data, name))
    assert results
    assert all(isinstance(result, Document | DocumentFailure) for result in results)
    assert all(result.reason for result in results if isinstance(result, DocumentFailure))
    return results


@settings(max_examples=400, deadline=None)
@given(BYTES, st.sampled_from(ENDINGS))
def test_any_bytes(data: bytes, ending: str) -> None:
    _read(data, f"a{ending}")


@settings(max_examples=100, deadline=None)
@given(BYTES, st.sampled_from(sorted(FORMATS)))
def test_any_bytes_in_an_archive(data: bytes, ending: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"a{ending}", data)
        archive.writestr("last.txt", TEXT)
    last = _read(packed.getvalue(), "a.zip")[-1]
    assert isinstance(last, Document), "one bad member does not keep another from being read"
    assert last.text == TEXT


def _parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    sink = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [TEXT, TEXT]}), sink)
    return sink.getvalue()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT * 20)
        archive.writestr("b.jsonl", f'{{"text": "{TEXT}"}}\n' * 20)
    return packed.getvalue()


WHOLE = {
    "a.zip": _zip(),
    "a.parquet": _parquet(),
    "a.jsonl.gz": gzip.compress(f'{{"text": "{TEXT}"}}\n'.encode() * 20),
    "a.xml": f"<rss version='2.0'><channel><item><title>{TEXT}</title></item></channel></rss>".encode(),
}


@pytest.mark.parametrize("name", sorted(WHOLE))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_bytes(name: str, data: st.DataObject) -> None:
    """Some bytes overwritten, then perhaps cut off."""
    whole = bytearray(WHOLE[name])
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    _read(bytes(whole[: data.draw(st.integers(1, len(whole)))]), name)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_cut_off_is_said(name: str) -> None:
    """Half a file is never taken for a whole one."""
    whole = WHOLE[name]
    assert not any(isinstance(result, DocumentFailure) for result in _read(whole, name))
    for size in range(1, len(whole), max(1, len(whole) // 40)):
        assert any(isinstance(result, DocumentFailure) for result in _read(whole[:size], name)), size

"""Tables: streamed, bounded, and known again by what a record says."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from itertools import islice
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from leading import assert_leads_back

from marsad.documents import Document, DocumentFailure, ReadOptions, document_from_bytes, read_documents

TEXT = "انسحبت القوات من المدينة"  # the forces withdrew from the city


def _parquet(table: dict[str, list[object]]) -> bytes:
    sink = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(table), sink)
    return sink.getvalue()


def test_parquet_with_names_of_its_own() -> None:
    data = _parquet({"body": [TEXT, None, TEXT], "when": [1595894400, 20200728, 3]})
    first, empty, third = document_from_bytes(
        data, "a.parquet", ReadOptions(columns={"text": "body", "published": "when"})
    )
    assert isinstance(first, Document) and isinstance(third, Document)
    assert str(first.published) == "2020-07-28"
    assert third.published is None, "3 is no date"
    assert isinstance(empty, DocumentFailure)
    assert empty.source == "a.parquet#2"


def test_same_record_in_any_table() -> None:
    """The identity is the record's own: neither the file, nor the format, nor the options change it."""
    record = {"title": "عنوان", "text": TEXT, "published": "2020-07-28", "outlet": "الأفق"}
    line = json.dumps(record, ensure_ascii=False).encode()
    table = f"{','.join(record)}\n{','.join(record.values())}\n".encode("utf-16")
    inputs = {"a.jsonl": line, "a.csv": table, "a.parquet": _parquet({name: [value] for name, value in record.items()})}
    results = [result for name, data in inputs.items() for result in document_from_bytes(data, name)]
    assert all(isinstance(result, Document) for result in results)
    assert len({result.id for result in results if isinstance(result, Document)}) == 1
    bare = json.dumps({"text": TEXT}).encode()
    ids = {next(iter(document_from_bytes(bare, "a.jsonl", options))).id  # type: ignore[union-attr]
           for options in (ReadOptions(), ReadOptions(outlet="س"))}  # fmt: skip
    assert len(ids) == 1


def test_one_bad_record_keeps_none_from_being_read() -> None:
    lines = [
        b'{"text": "\xd9\x85\xd9\x86"}',
        b"{",
        b'{"text": "\xd9\x86\xd8\xb5 \xff"}',
        b'{"text": "\xd9\x86\xd8\xb5"}',
    ]
    data = b'{"text": "\xd9\x85\xd9\x86"}\n' * 4000 + b"\n".join(lines)
    results = list(document_from_bytes(data, "a.jsonl"))
    failures = {result.source: result.reason for result in results if isinstance(result, DocumentFailure)}
    assert sorted(failures) == ["a.jsonl#4002", "a.jsonl#4003"]
    assert failures["a.jsonl#4002"].startswith("line 4002: not JSON")
    assert len(results) == 4004


def test_long_lines_are_passed_over() -> None:
    data = b'{"text": "%s"}\n{"text": "\xd9\x86\xd8\xb5"}\n' % (b"x" * 5000)
    failure, document = document_from_bytes(data, "a.jsonl", ReadOptions(max_document=1000))
    assert isinstance(failure, DocumentFailure) and "longer than 1000 bytes" in failure.reason
    assert isinstance(document, Document)
    assert document.source_map.segments[0].line == 2


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_too_many_records(name: str) -> None:
    rows: dict[str, bytes] = {
        "a.jsonl": b'{"text": "x"}\n' * 9,
        "a.csv": b"id,text\n" + b"1,x\n" * 9,
        "a.parquet": _parquet({"text": ["x"] * 9}),
    }
    *read, failure = document_from_bytes(rows[name], name, ReadOptions(max_records=4))
    assert len(read) == 4
    assert isinstance(failure, DocumentFailure)
    assert "more than 4 records" in failure.reason


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_memory_is_bounded(tmp_path: Path, name: str) -> None:
    """A table of 24 MB is read in less than 4 MB."""
    row = json.dumps({"text": "نص " * 1000}, ensure_ascii=False) if name == "a.jsonl" else f"1,{'نص ' * 1000}"
    with (tmp_path / name).open("w", encoding="utf-8") as file:
        file.write("id,text\n" if name == "a.csv" else "")
        for _ in range(4800):
            file.write(f"{row}\n")
    assert (tmp_path / name).stat().st_size > 23_000_000
    tracemalloc.start()
    count = sum(isinstance(result, Document) for result in read_documents([tmp_path / name]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4800
    assert peak < 4_000_000


def test_lines_of_csv_records() -> None:
    first, second = document_from_bytes('id,text\n1,"نص\nأول"\n2,نص\n'.encode(), "a.csv")
    lines = [result.source_map.segments[0].line for result in (first, second) if isinstance(result, Document)]
    assert lines == [2, 4]


def test_development_corpus(shared: Path) -> None:
    """Real reports: the first records of each file are read, and each character leads back to its field."""
    files = sorted((shared / "corpus").glob("*.jsonl.gz"))
    if not files:
        pytest.skip(f"no corpus at {shared / 'corpus'}")
    for file in files:
        with gzip.open(file, "rb") as lines:
            for line, result in zip(islice(lines, 200), read_documents([file]), strict=False):
                assert isinstance(result, Document), result
                record = json.loads(line)
                assert_leads_back(result, {"text": record["text"], "title": record.get("title") or ""})

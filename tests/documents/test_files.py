"""Files, folders, archives and standard input, as a person would give them."""

from __future__ import annotations

import gzip
import io
import logging
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from marsad.documents import Document, DocumentFailure, ReadOptions, count_inputs, document_from_bytes, read_documents

TEXT = "انسحبت القوات من المدينة"  # the forces withdrew from the city
LINE = f'{{"text": "{TEXT}"}}\n'


def _sources(results: list[Document | DocumentFailure], root: Path) -> list[str]:
    return [result.source.removeprefix(f"{root}/") for result in results]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "z.exe", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_folder_in_order(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        results = list(read_documents([folder]))
    assert _sources(results, folder) == ["a.txt", "b/1.txt", "b/2.txt"]
    assert len({result.id for result in results if isinstance(result, Document)}) == 1, "the same report"
    assert "1 files of unknown kind passed over" in caplog.text


def test_folder_without_those_in_it(folder: Path) -> None:
    assert _sources(list(read_documents([folder], ReadOptions(recursive=False))), folder) == ["a.txt"]


def test_what_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "empty").mkdir()
    results = list(read_documents([folder / "z.exe", folder / "gone", folder / "empty", folder / "a.txt"]))
    reasons = [result.reason.split(";")[0] for result in results if isinstance(result, DocumentFailure)]
    starts = ("unknown kind of file '.exe'", "no such file or folder", "a folder without files of a known kind")
    assert [reason.startswith(start) for reason, start in zip(reasons, starts, strict=True)] == [True] * 3
    assert isinstance(results[-1], Document), "the rest goes on"


def test_options_stand_for_what_is_not_said(folder: Path) -> None:
    options = ReadOptions(published=date(2020, 1, 2), outlet="الأفق")
    (document,) = read_documents([folder / "a.txt"], options)
    assert isinstance(document, Document)
    assert (document.published, document.outlet) == (date(2020, 1, 2), "الأفق")
    (own,) = document_from_bytes(b'{"text": "\xd9\x86\xd8\xb5", "published": "2021-01-01"}', "a.jsonl", options)
    assert isinstance(own, Document)
    assert (own.published, own.outlet) == (date(2021, 1, 1), "الأفق")


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_archive(tmp_path: Path) -> None:
    inner = _zip(**{"in.txt": TEXT.encode()})
    outer = _zip(
        **{"../../up.txt": TEXT.encode(), ".x.txt": b"x", "p.png": b"x", "in.zip": inner, "t.jsonl": LINE.encode() * 2,
           "three.zip": _zip(**{"two.zip": inner}), "g.jsonl.gz": gzip.compress(LINE.encode())}
    )  # fmt: skip
    (tmp_path / "a.zip").write_bytes(outer)
    results = list(read_documents([tmp_path / "a.zip"]))
    assert _sources(results, tmp_path) == [
        "a.zip!../../up.txt", "a.zip!in.zip!in.txt", "a.zip!t.jsonl#1", "a.zip!t.jsonl#2",
        "a.zip!three.zip!two.zip", "a.zip!g.jsonl.gz#1",
    ]  # fmt: skip
    failures = [result.reason for result in results if isinstance(result, DocumentFailure)]
    assert failures == ["an archive in an archive in an archive; unpack it first"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"], "nothing is written where names point"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"max_ratio": 50}, "more than is safe"),
        ({"max_unpacked": 10_000}, "more than"),
        ({"max_document": 10_000, "max_ratio": 5000}, "more than 10000 bytes in one document"),
        ({"max_members": 0}, "at most 0 are read"),
    ],
)
def test_bombs(limits: dict[str, int], reason: str) -> None:
    data = _zip(**{"a.txt": TEXT.encode() + b" " * 2_000_000})
    (failure,) = document_from_bytes(data, "a.zip", ReadOptions(**limits))  # type: ignore[arg-type]
    assert isinstance(failure, DocumentFailure)
    assert reason in failure.reason


def test_gzip_bomb() -> None:
    data = gzip.compress(LINE.encode() + b" " * 5_000_000)
    *read, failure = document_from_bytes(data, "a.jsonl.gz", ReadOptions(max_table=1_000_000))
    assert len(read) == 1
    assert isinstance(failure, DocumentFailure)
    assert "unpacks to more than 1000000 bytes" in failure.reason


def test_archive_with_a_password() -> None:
    data = bytearray(_zip(**{"a.txt": TEXT.encode()}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    (failure,) = document_from_bytes(bytes(data), "a.zip")
    assert isinstance(failure, DocumentFailure)
    assert "password" in failure.reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(LINE.encode() * 3000)

    monkeypatch.setattr(sys, "stdin", Input)
    results = list(read_documents(["-"], ReadOptions(max_document=1000)))
    assert len(results) == 3000, "a table is not cut at the size of a document"
    assert results[0].source == "standard input#1"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", TEXT.encode(), 1),
        ("a.jsonl", LINE.encode() * 7, 7),
        ("b.jsonl", (LINE * 7).rstrip().encode(), 7),
        ("a.csv", b"text\na\nb\n", 2),
        ("a.zip", _zip(**{"a.txt": b"x", "b.html": b"x", "c.png": b"x"}), 2),
        ("b.zip", _zip(**{"a.jsonl": b"x"}), None),
        ("a.jsonl.gz", gzip.compress(LINE.encode(), mtime=0), None),
        ("a.rss", b"<rss/>", None),
        ("bad.zip", b"x", 1),
        ("a.exe", b"x", 1),
    ],
)
def test_count(tmp_path: Path, name: str, data: bytes, expected: int | None) -> None:
    (tmp_path / name).write_bytes(data)
    assert count_inputs([tmp_path / name]) == expected


def test_count_of_folders(folder: Path) -> None:
    assert count_inputs([folder, folder / "gone"]) == 4
    assert count_inputs([folder, "-"]) is None


def test_names_that_cannot_be_shown() -> None:
    data = _zip(**{"a\x1b[31m\ud800.txt".encode("utf-8", "replace").decode(): TEXT.encode()})
    (document,) = document_from_bytes(data, "a.zip")
    assert document.source == "a.zip!a?[31m?.txt"


def test_a_feed_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    """The feed parser opens whatever it takes for a file's name or an address."""
    feed = tmp_path / "a.rss"
    feed.write_text(f"<rss version='2.0'><channel><item><title>{TEXT}</title></item></channel></rss>", encoding="utf-8")
    (document,) = read_documents([feed])
    assert isinstance(document, Document)
    (failure,) = document_from_bytes(str(feed).encode(), "b.rss")
    assert isinstance(failure, DocumentFailure)
    assert "not an RSS or Atom feed" in failure.reason

"""From documents to events with their way back to the source: ranges, asides, failures, processes, the public doors."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.arabic import normalize
from marsad.coding.model import Span
from marsad.documents import Document, DocumentFailure, ReadOptions, document_from_text, read_documents
from marsad.errors import DocumentError, UsageError
from marsad.reading import CodedDocument, code_document, code_documents, read, running_sentences, source_range
from marsad.reading import document as document_module
from marsad.restore import Alignment, Aside, Restoration

# Gunmen assassinated an activist in Basra. / Iran condemned the attack on Sunday. / A plain heading.
ASSASSINATION = "اغتال مسلحون مجهولون ناشطا في البصرة."
CONDEMNATION = "ودانت إيران الهجوم يوم الأحد."
HEADING = "عنوان بلا حدث"
SENTENCES = (ASSASSINATION, CONDEMNATION, HEADING)


def _spans(coded: CodedDocument) -> Iterator[Span]:
    for event in coded.events:
        yield event.trigger
        yield from (*event.actor, *event.recipient, *event.place, *event.said_by)
        if event.when is not None:
            yield event.when


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", " "]),
    st.sampled_from([None, HEADING, ASSASSINATION]),
)
def test_source_range_holds_the_letters_of_its_span(parts: list[str], joint: str, title: str | None) -> None:
    text = joint.join(parts)
    coded = code_document(document_from_text(text, title=title, published=date(2020, 7, 28)))
    fields = {"title": title, None: text}
    for span in _spans(coded):
        assert span.source is not None
        field = fields[span.source.field]
        assert field is not None
        assert field[span.source.start : span.source.end] == span.text
        assert coded.sentences[span.sentence].text[span.start : span.end] == span.text


def test_line_of_the_source(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"{HEADING}\r\n\r\n{ASSASSINATION}\r\n".encode())
    (found,) = [coded for coded in code_documents(read_documents([file])) if isinstance(coded, CodedDocument)]
    assert [event.trigger.source and event.trigger.source.line for event in found.events] == [3]


def test_range_in_a_source_out_of_order() -> None:
    """Two runs put out in the wrong order (bcd a -> abcd): the range is the stretch that holds both."""
    document = document_from_text("ريح ال")
    restored = Restoration("الريح", Alignment(5, array("l", [4, 5, 0, 1, 2])))
    sentence = running_sentences(restored)[0]
    found = source_range(Span(text="الريح", sentence=0, start=0, end=5), sentence, restored, document)
    assert found is not None
    assert (found.start, found.end, found.line) == (0, 6, 1)


def test_range_without_source() -> None:
    restored = Restoration("الريح", Alignment(5, array("l", [-1] * 5)))
    span = Span(text="الريح", sentence=0, start=0, end=5)
    assert source_range(span, running_sentences(restored)[0], restored, document_from_text("ريح")) is None


def test_ranges_in_a_damaged_document_hold_the_letters_of_their_spans(shared: Path) -> None:
    """Run order and stretched letters: the range may hold more than the span, but never less."""
    file = shared / "seed" / "article.txt"
    raw = file.read_bytes().decode("utf-8")
    coded = [one for one in code_documents(read_documents([file])) if isinstance(one, CodedDocument)]
    spans = [span for one in coded for span in _spans(one)]
    assert len(spans) > 50
    for span in spans:
        assert span.source is not None
        held = Counter(normalize(raw[span.source.start : span.source.end]))
        assert Counter(normalize(span.text).replace(" ", "")) <= held


def test_pull_quotes_are_not_coded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{ASSASSINATION}\n{CONDEMNATION}\n{ASSASSINATION}"
    start = text.index(CONDEMNATION)
    plain = code_document(document_from_text(text))

    def restored(text: str) -> Restoration:
        aside = Aside("pull-quote", start, start + len(CONDEMNATION))
        return Restoration(text, Alignment(len(text)), (), (aside,))

    monkeypatch.setattr(document_module, "restore", restored)
    coded = code_document(document_from_text(text))
    assert [sentence.text for sentence in coded.sentences] == [ASSASSINATION, ASSASSINATION]
    assert [sentence.index for sentence in coded.sentences] == [0, 1]
    assert len(coded.events) < len(plain.events)
    last = coded.events[-1].trigger
    assert last.sentence == 1
    assert last.source is not None
    assert text[last.source.start : last.source.end] == last.text
    assert last.source.start > start


def test_read_gives_events_and_what_failed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ASSASSINATION, "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    events = read(tmp_path, published="2020-07-28", outlet="Outlet")
    assert [failure.source for failure in events.failures] == [str(tmp_path / "b.txt")]
    assert events[0].type == "ASSAULT"
    assert events[0].document.published == date(2020, 7, 28)
    assert events[:1] == (events[0],)
    record = events.to_dicts()[0]
    assert (record["outlet"], record["published"]) == ("Outlet", "2020-07-28")
    assert record["id"] == f"{events[0].document.id[:12]}-e1"
    assert record["sentence_text"] == ASSASSINATION


def test_options_stand_where_nothing_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ASSASSINATION, "utf-8")
    events = read([tmp_path / "a.txt"], outlet="B", options=ReadOptions(published=date(2020, 1, 1), outlet="A"))
    assert (events[0].document.published, events[0].document.outlet) == (date(2020, 1, 1), "B")


def test_same_as_names_an_event_of_the_sequence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{ASSASSINATION}\n{ASSASSINATION}", "utf-8")
    records = read(tmp_path / "a.txt").to_dicts()
    named = [record["same_as"] for record in records if record["same_as"]]
    assert named
    assert set(named) <= {record["id"] for record in records}


def test_read_of_nothing_readable(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UsageError, match="28/7/2020"):
        read(tmp_path, published="28/7/2020")


def test_arrow_and_pandas_agree(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{ASSASSINATION}\n{CONDEMNATION}", "utf-8")
    events = read(tmp_path / "a.txt", published="2020-07-28")
    table, frame = events.to_arrow(), events.to_frame()
    assert table.column_names == list(frame.columns)
    assert table["trigger"].to_pylist() == list(frame["trigger"]) == [event.trigger.text for event in events]
    assert str(table.schema.field("killed").type) == "int64"


def test_frame_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'marsad\[frames\]'"):
        marsad.Events(()).to_frame()


def _documents(count: int) -> list[Document]:
    return [document_from_text(f"{ASSASSINATION}\n{number}", source=str(number)) for number in range(count)]


def _numbered(document: Document) -> CodedDocument:
    """Stand-in for coding: fails on document 3, and kills its own process on document 5."""
    if document.source == "3":
        raise RuntimeError("cannot code this")
    if document.source == "5":
        os.kill(os.getpid(), signal.SIGKILL)
    return CodedDocument(document, document.text, (), (), "1")


def _source(result: CodedDocument | DocumentFailure) -> str:
    return result.source if isinstance(result, DocumentFailure) else result.document.source


def test_one_bad_document_stops_no_other() -> None:
    documents: list[Document | DocumentFailure] = list(_documents(14))
    documents[1] = DocumentFailure("1", "empty")
    results = list(code_documents(documents, 2, _numbered))
    assert [_source(result) for result in results] == [str(number) for number in range(14)]
    failed = {result.source: result.reason for result in results if isinstance(result, DocumentFailure)}
    assert set(failed) == {"1", "3", "5"}
    assert failed["1"] == "empty"
    assert "RuntimeError: cannot code this" in failed["3"]
    assert "was killed" in failed["5"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_coding_is_a_failure_of_that_document(jobs: int) -> None:
    results = list(code_documents(_documents(5)[2:], jobs, _numbered))
    assert [isinstance(result, DocumentFailure) for result in results] == [False, True, False]


def test_few_documents_are_read_ahead() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Document]:
        while True:
            taken.append(len(taken))
            yield document_from_text(f"{ASSASSINATION}\n{len(taken) + 100}", source=str(len(taken) + 100))

    results = code_documents(endless(), 2, _numbered)
    for _ in range(10):
        next(results)
    results.close()
    assert len(taken) <= 10 + 2 * 8


def test_any_number_of_processes_gives_the_same() -> None:
    documents = [replace(one, published=date(2020, 7, 28)) for one in _documents(8)]
    alone, together = list(code_documents(documents, 1)), list(code_documents(documents, 2))
    assert alone == together
    assert all(isinstance(result, CodedDocument) and result.events for result in alone)


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout


def test_importing_marsad_imports_nothing_heavy() -> None:
    program = "import marsad, sys; print([name for name in sys.modules if name.split('.')[0] in {names}])"
    heavy = ["sqlalchemy", "alembic", "pyarrow", "rich", "pandas", "pypdfium2", "feedparser"]
    assert _run(program.replace("{names}", str(heavy))).strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert [name for name in marsad.__all__ if getattr(marsad, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = marsad.nothing


def test_restore_is_callable_whatever_was_imported_before() -> None:
    program = "import marsad.restore; import marsad; print(marsad.restore('x').text, marsad.read.__name__)"
    assert _run(program).split() == ["x", "read"]

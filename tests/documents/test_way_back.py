"""Properties: every character leads back to its source, whatever the text; encodings come round."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st
from leading import assert_leads_back, assert_lines

from marsad.documents import Document, document_from_bytes, document_from_text

ARABIC = "اغتال مسلحون ناشطا في بغداد"  # gunmen assassinated an activist in Baghdad
LINE_ENDS = r"\r\n|\r|\n"
LETTERS = "ابتةىيءؤئ لا،؛؟٠١abc XY.\n\r\t\xa0\u200f\x00ـًّ"
TEXTS = st.text(alphabet=LETTERS, max_size=60).map(lambda text: f"{text}م")
PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "<br/>", "<h1>", "</h1>", "<title>", "</title>", "<nav>", "</nav>", "<article>", "<main>",
     "</article>", "<script>", "</script>", "<!-- x -->", "<!--", "&laquo;", "&#1593", "&amp", "&nbsp;", "&", "<", ">",
     "\n", "  ", " \n ", "\r\n", "قتل", "شخص", "a b", "<td>", "<form>", "</form>", "&NotEqualTilde;", "<![CDATA[x]]>",
     "<a href='x\ny'>", "\x00", "# ", "**", "_", "[", "](x)", "`", "```", "---", "> ", "- "]
)  # fmt: skip
MARKUP = st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces) + " نص")


def _one(data: bytes, name: str) -> Document | None:
    (result,) = document_from_bytes(data, name)
    return result if isinstance(result, Document) else None


@given(TEXTS)
def test_text(text: str) -> None:
    document = document_from_text(text)
    assert_leads_back(document, {None: text})
    assert_lines(document, text, LINE_ENDS)
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(TEXTS, TEXTS)
def test_title_and_text(title: str, text: str) -> None:
    document = document_from_text(text, title=title)
    assert_leads_back(document, {None: text, "title": title})


@settings(max_examples=300)
@given(MARKUP)
def test_html(source: str) -> None:
    if document := _one(source.encode(), "a.html"):
        assert_leads_back(document, {None: source})
        assert_lines(document, source, "\n")


@settings(max_examples=200)
@given(MARKUP)
def test_markdown(source: str) -> None:
    if document := _one(source.encode(), "a.md"):
        assert_leads_back(document, {None: source})
        assert_lines(document, source, LINE_ENDS)


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_record(title: str, text: str, before: int) -> None:
    data = "\n" * before + json.dumps({"title": title, "text": text})
    document = _one(data.encode(), "a.jsonl")
    assert document is not None
    assert_leads_back(document, {"text": text, "title": title})
    assert {segment.line for segment in document.source_map.segments} == {before + 1}


@given(MARKUP)
def test_feed(body: str) -> None:
    """The fields of a feed are what the XML gives; the parser trims them and ends their lines with LF."""
    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace("\x00", "").replace("\r\n", "\n")
    feed = f"<rss version='2.0'><channel><item><description>{escaped}</description></item></channel></rss>"
    if document := _one(feed.encode(), "a.rss"):
        assert_leads_back(document, {"text": body.replace("\x00", "").replace("\r\n", "\n").strip()})


@given(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،؟\n12", min_size=1, max_size=80),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]),
)
@example("،1،1،", "cp1256")  # commas between digits are no sign of another alphabet
@example("ب1ت1ث", "cp1256")
def test_encodings_come_round(text: str, encoding: str) -> None:
    text = f"{ARABIC} {text}"
    document = _one(text.encode(encoding), "a.txt")
    assert document is not None
    assert document.text == text
    assert document.encoding == encoding


@given(TEXTS.map(lambda text: text.replace("\x00", "")))
def test_identity_is_the_content(text: str) -> None:
    first, again = (_one(text.encode(), name) for name in ("a.txt", "folder/b.txt"))
    assert first is not None and again is not None
    assert first.id == again.id
    assert first.id != document_from_text(f"{text}!").id

"""Pages made to keep a parser busy: what looks to the end anew from each piece would take minutes of work."""

from __future__ import annotations

import time

import pytest

from marsad.documents import document_from_bytes

PATTERNS = {
    "a.html": ["<!--", "<![CDATA[", "<![foo[", "<", "<a ", "<a x='", "&", "&#", "<?", "<!", "</", "<div>", "&abc",
               "<article>x</article>", "<nav></aside>", "<script>", "< >", "<title>", "<h1>x</h1>"],
    "a.md": ["[", "![", "](", "[x](", "<!--", "*", "_", "`", "> ", "- "],
    "a.xml": ["<!--", "<?", "<a>", "<item>", "&lt;"],
}  # fmt: skip
SIZE = 40_000
SECONDS = 30.0  # of work, not of the clock: how busy the machine is does not matter


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, pieces in PATTERNS.items() for piece in pieces])
@pytest.mark.parametrize("end", [">", ""])
def test_time(name: str, piece: str, end: str) -> None:
    data = (piece * SIZE + end + " نص").encode()
    started = time.process_time()
    list(document_from_bytes(data, name))
    assert time.process_time() - started < SECONDS

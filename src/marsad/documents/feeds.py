"""Takes the bytes of an RSS or Atom feed and gives one document or failure an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marsad.documents.assemble import record_document
from marsad.documents.dates import parse_day
from marsad.documents.html import read_html
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.errors import DocumentError

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]")


def read_feed(data: bytes, source: str, options: ReadOptions) -> Iterator[Document | DocumentFailure]:
    """Give the items of a feed; DocumentError for a file that is no feed, is cut off, or declares entities."""
    import feedparser

    if _DOCTYPE.search(data):
        raise DocumentError("declares XML entities or a document type, which a feed does not need; remove them")
    feed: Any = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not feed.get("version") or (feed.get("bozo") and not feed.entries):
        raise DocumentError("not an RSS or Atom feed, or cut off; fetch the whole file again")
    if not feed.entries:
        raise DocumentError("a feed without items")
    outlet = feed.feed.get("title") or options.outlet
    for number, entry in enumerate(feed.entries, 1):
        yield _item(entry, f"{source}#{number}", outlet, options)
    if feed.get("bozo") and "not well-formed" in str(feed.get("bozo_exception", "")):
        yield DocumentFailure(source, f"the feed is damaged after item {len(feed.entries)}; fetch it again")


def _item(entry: Any, where: str, outlet: str | None, options: ReadOptions) -> Document | DocumentFailure:
    content = entry.get("content") or [{}]
    body = content[0].get("value") or entry.get("summary") or ""
    values = {"id": entry.get("id"), "title": _plain(entry.get("title", "")), "text": _plain(body)}
    try:
        published = parse_day(entry.get("published") or entry.get("updated"))
    except ValueError:
        published = None
    try:
        return record_document(where, "feed", values, published=published or options.published, outlet=outlet)
    except DocumentError as error:
        return DocumentFailure(where, str(error))


def _plain(text: str) -> str:
    return read_html(f"<body>{text}</body>").builder.text if _MARKUP.search(text) or "&" in text else text

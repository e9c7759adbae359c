"""Takes the bytes of an RSS or Atom feed and gives one document or failure an item."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from marsad.documents.assemble import TextBuilder, add_lines
from marsad.documents.decode import decode
from marsad.documents.html import declared_charset, read_fragment
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.documents.records import Place, record_document, title_lines
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
_PROLOG = re.compile(r"\s*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE([^>\[]*)(\[|>)", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml(?:(?!\?>).)*\?>", re.DOTALL)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_feed(data: bytes, source: str, options: ReadOptions) -> Iterator[Document | DocumentFailure]:
    """Give the items of a feed; DocumentError for a file that is no feed, is cut off, or declares entities."""
    text, encoding = decode(data, declared_charset(data), options.encoding)
    feed = _parsed(_harmless(text))
    entries = feed.entries
    if not feed.get("version"):
        raise DocumentError("not an RSS or Atom feed; other XML is not read: give a feed, HTML or text")
    # The parser makes an item of what stands before the break in a file cut off; only closed items are whole.
    whole = entries[: len(_ITEM_END.findall(text))]
    outlet = feed.feed.get("title")
    for number, entry in enumerate(whole[: options.max_records], 1):
        yield _item(entry, Place(f"{source}#{number}", "feed", encoding=encoding), outlet, options)
    if len(whole) > options.max_records:
        raise DocumentError(f"more than {options.max_records} items: those before were read; split the feed")
    if not re.search(r"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*-->\s*)?$", text[-2000:], re.I | re.S):
        raise DocumentError(f"a feed cut off after item {len(whole)}; fetch the whole file again")
    if not entries:
        raise DocumentError("a feed without items; fetch it again or leave it out")
    if feed.get("bozo"):
        log.warning("%s: not well-formed XML (%s); read as well as it can be", source, feed.get("bozo_exception"))


def _harmless(text: str) -> bytes:
    """Give a feed as UTF-8 without XML declaration and document type; refuse declared entities.

    Entities can be declared only in the document type, which must stand before the first element.
    """
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if found := _DOCTYPE.match(text, start):
        if found.group(2) == "[":
            raise DocumentError("declares its own XML entities, which a feed does not need; remove the DOCTYPE")
        start = found.end()
    elif text[start : start + 9].lower() == "<!doctype":
        raise DocumentError("a DOCTYPE cut off; fetch the whole file again")
    return _FORBIDDEN.sub(" ", text[start:]).encode()


def _parsed(data: bytes) -> Any:
    """Parse a feed already in memory; a stream, since a plain string could be taken for an address and fetched."""
    import feedparser

    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (AssertionError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(f"not an RSS or Atom feed ({type(error).__name__}); give a whole feed") from None


def _item(entry: Any, place: Place, outlet: str | None, options: ReadOptions) -> Document | DocumentFailure:
    content = entry.get("content") or [{}]
    body = content[0].get("value") or entry.get("summary") or ""
    named = {
        "id": entry.get("id"),
        "published": entry.get("published") or entry.get("updated"),
        "outlet": (entry.get("source") or {}).get("title") or outlet,
    }
    title = entry.get("title", "")
    try:
        heading = _one_line(_plain(title)) if _MARKUP.search(title) else title_lines(title)
        return record_document(place, named, heading, _plain(body), options)
    except DocumentError as error:
        return DocumentFailure(place.source, str(error))


def _plain(text: str) -> TextBuilder:
    """Give the readable text of a field that may be HTML; offsets count in the field as the XML gives it."""
    if _MARKUP.search(text):
        return read_fragment(text)
    builder = TextBuilder()
    add_lines(builder, text, field="text", line=None)
    return builder


def _one_line(builder: TextBuilder) -> TextBuilder:
    """Give a title whose block borders are spaces."""
    builder.parts = [part.replace("\n", " ") for part in builder.parts]
    return builder

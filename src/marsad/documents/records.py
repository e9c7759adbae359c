"""Takes the named values of one record of a table or feed and gives its document, or the failure."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.documents.assemble import TextBuilder, add_lines, checked, content_id
from marsad.documents.dates import parse_day
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import COLUMNS, ReadOptions
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
Result = Document | DocumentFailure
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: `source#number`, the format, the line it begins on, and the encoding it was in."""

    source: str
    format: str
    line: int | None = None
    encoding: str | None = None


def record_result(values: Any, place: Place, options: ReadOptions) -> Result:
    """Give the document of a table's record, or the failure; a date that cannot be read is logged and left out."""
    try:
        if not isinstance(values, Mapping):
            raise DocumentError("not a JSON object with fields such as title and text; give one object a line")
        if options.column("text") not in values:
            raise DocumentError(f"no field {options.column('text')!r}; name the text field with --text-column")
        named = {name: values.get(options.column(name)) for name in COLUMNS}
        title, text = (_field(named, name, options) for name in ("title", "text"))
        return record_document(place, named, title, text, options)
    except DocumentError as error:
        at = "" if place.line is None else f"line {place.line}: "
        return DocumentFailure(place.source, f"{at}{error}")


def record_document(
    place: Place, named: Mapping[str, Any], title: TextBuilder, text: TextBuilder, options: ReadOptions
) -> Document:
    """Give the document of one record: its title, unless the text begins with it, and its text.

    `named` holds the values of id, published and outlet. Raises DocumentError where there is no letter in it.
    """
    heading, body = title.text, text.text
    builder = TextBuilder()
    if heading.strip() and not begins_with(body, heading):
        builder.extend(title, line=place.line, field="title")
        builder.joint()
    builder.extend(text, line=place.line, field="text")
    day, outlet = _day(named.get("published"), place.source), _name(named.get("outlet"))
    return checked(
        Document(
            content_id(heading, body, day, outlet),
            place.source,
            place.format,
            builder.text,
            heading.strip() or None,
            day or options.published,
            outlet or options.outlet,
            place.encoding,
            builder.source_map,
            _name(named.get("id")),
        )
    )


def title_lines(title: str) -> TextBuilder:
    """Give a title as one line, each character with its place in the title."""
    builder = TextBuilder()
    offset = len(title) - len(title.lstrip(_MARK + " \t\r\n"))
    add_lines(builder, title[offset:].rstrip(), offset=offset, field="title", line=None, line_end=" ")
    return builder


def begins_with(text: str, title: str) -> bool:
    """Tell whether a text begins with its title, whatever the white space."""
    folded = " ".join(title.split())
    return " ".join(text[: 2 * len(title) + 200].split()).startswith(folded)


def _field(named: Mapping[str, Any], name: str, options: ReadOptions) -> TextBuilder:
    value = named[name]
    if value is not None and not isinstance(value, str | int | float):
        raise DocumentError(f"{options.column(name)!r} is a {type(value).__name__}, not text; give it as one string")
    written = "" if value is None else str(value)
    if len(written) > options.max_document:
        raise DocumentError(f"{options.column(name)!r} is longer than {options.max_document} characters; split it")
    _require_whole(written, options.column(name))
    if name == "title":
        return title_lines(written)
    builder = TextBuilder()
    offset = len(written) - len(written.lstrip(_MARK))
    add_lines(builder, written[offset:], offset=offset, field=name, line=None)
    return builder


def _require_whole(text: str, name: str) -> None:
    """Refuse lone surrogates: bytes that were not in the table's encoding, or half of a JSON escape pair."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(
            f"{name!r} holds bytes that are no character (at character {error.start}); "
            "save the table again as UTF-8, or name its encoding"
        ) from None


def _day(value: object, where: str) -> date | None:
    try:
        return parse_day(value)
    except ValueError as error:
        log.warning("%s: published: %s; the record is read without a date of its own", where, error)
        return None


def _name(value: object) -> str | None:
    """Give an id or outlet as text without characters that cannot be stored; None where there is none."""
    written = "" if value is None else str(value).replace("\x00", "").strip()
    return written.encode("utf-8", "replace").decode() or None

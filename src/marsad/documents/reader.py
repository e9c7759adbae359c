"""Takes paths and bytes in any known format and gives documents, or failures that say what to do."""

from __future__ import annotations

import hashlib
import io
import logging
import sys
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from marsad.documents.archive import member_label, open_archive, opened_member, readable_members, require_safe
from marsad.documents.assemble import TextBuilder, add_lines, checked, content_id
from marsad.documents.decode import decode
from marsad.documents.feeds import read_feed
from marsad.documents.files import STDIN, files_under, label
from marsad.documents.formats import GZIP, HEAD, TABLES, is_gzipped, told_format
from marsad.documents.html import declared_charset, read_html
from marsad.documents.markdown import read_markdown
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.documents.pdf import read_pdf
from marsad.documents.records import Result, begins_with, title_lines
from marsad.documents.streams import buffered, seekable, unpacked
from marsad.documents.tables import read_csv, read_json_lines, read_parquet
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
MAX_DEPTH = 2


def read_documents(paths: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Result]:
    """Give the documents of files, folders, archives and `-` (standard input), in order, one at a time.

    What cannot be read is given as a DocumentFailure in its place; the rest goes on.
    """
    options = options or ReadOptions()
    for path in paths:
        if str(path) == STDIN:
            yield from _read(sys.stdin.buffer, "standard input", "", options)
            continue
        for file in files_under(Path(path), options):
            if isinstance(file, DocumentFailure):
                yield file
            else:
                yield from _from_file(file, options)


def document_from_bytes(data: bytes, source: str, options: ReadOptions | None = None) -> Iterator[Result]:
    """Give the documents in some bytes; the format is told by the name in `source`, else by the content."""
    return _read(io.BytesIO(data), label(source), source, options or ReadOptions())


def document_from_text(
    text: str,
    *,
    source: str = "text",
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Document:
    """Give the document of a text already in memory; DocumentError if there is no letter in it."""
    try:
        identity = content_id(title, text, published, outlet)
    except UnicodeEncodeError as error:
        raise DocumentError(f"holds half a character (a lone surrogate) at {error.start}; decode it again") from None
    builder = TextBuilder()
    if title and title.strip() and not begins_with(text, title):
        builder.extend(title_lines(title), line=None, field="title")
        builder.joint()
    add_lines(builder, text)
    return checked(
        Document(identity, source, "text", builder.text, title, published, outlet, source_map=builder.source_map)
    )


def _from_file(path: Path, options: ReadOptions) -> Iterator[Result]:
    try:
        size = path.stat().st_size
        if size > options.max_table:
            yield DocumentFailure(label(path), f"{size} bytes; at most {options.max_table} are read: split it")
            return
        with path.open("rb") as stream:
            yield from _read(stream, label(path), path.name, options)
    except OSError as error:
        yield DocumentFailure(label(path), f"cannot be read ({error.strerror or error}); check its permissions")


def _read(stream: IO[bytes], source: str, name: str, options: ReadOptions, depth: int = 1) -> Iterator[Result]:
    """Give the documents of an opened input; what is wrong with the input as a whole becomes one failure."""
    try:
        yield from _documents(stream, source, name, options, depth)
    except DocumentError as error:
        yield DocumentFailure(source, str(error))
    except RecursionError:
        yield DocumentFailure(source, "nested too deeply; give a simpler file")
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentFailure(source, f"cannot be read to its end ({error}); fetch the whole file again")


def _documents(stream: IO[bytes], source: str, name: str, options: ReadOptions, depth: int) -> Iterator[Result]:
    if is_gzipped(name):
        stream, name = unpacked(stream, options.max_table), name[: -len(GZIP)]
    opened = buffered(stream)
    try:
        head = opened.peek(HEAD)
        if not head:
            raise DocumentError("empty: no bytes; fetch the file again")
        format_ = told_format(name, head, options.column("text"))
        if format_ == "zip":
            yield from _archive(opened, source, options, depth)
        elif format_ in TABLES:
            yield from _table(opened, source, format_, options)
        else:
            yield from _whole(opened, source, format_, options)
    finally:
        opened.detach()


def _table(stream: io.BufferedReader, source: str, format_: str, options: ReadOptions) -> Iterator[Result]:
    is_empty = True
    for result in _records(stream, source, format_, options):
        is_empty = False
        yield result
    if is_empty:
        raise DocumentError("a table without records; fetch it again or leave it out")


def _records(stream: io.BufferedReader, source: str, format_: str, options: ReadOptions) -> Iterator[Result]:
    if format_ == "jsonl":
        yield from read_json_lines(stream, source, options)
    elif format_ == "parquet":
        with seekable(stream, options.max_unpacked) as file:
            yield from read_parquet(file, source, options)
    else:
        yield from read_csv(stream, source, options, format_)


def _whole(stream: IO[bytes], source: str, format_: str, options: ReadOptions) -> Iterator[Result]:
    """Give the documents of a file that is read as a whole."""
    data = stream.read(options.max_document + 1)
    if len(data) > options.max_document:
        raise DocumentError(f"more than {options.max_document} bytes in one document; split it")
    if not data.strip():
        raise DocumentError("empty: nothing but white space; fetch the file again")
    if format_ == "feed":
        yield from read_feed(data, source, options)
    else:
        yield _single(data, source, format_, options)


def _single(data: bytes, source: str, format_: str, options: ReadOptions) -> Document:
    """Give the one document that a text, HTML, Markdown or PDF file is."""
    title, published, outlet, encoding = None, None, None, None
    notes: tuple[str, ...] = ()
    if format_ == "pdf":
        builder, notes = read_pdf(data, options.max_document)
        for note in notes:
            log.warning("%s: %s", source, note)
    else:
        declared = declared_charset(data) if format_ == "html" else None
        text, encoding = decode(data, declared, options.encoding)
        if format_ == "html":
            page = read_html(text)
            builder, title, published, outlet = page.builder, page.title, page.published, page.outlet
        elif format_ == "md":
            builder = read_markdown(text)
        else:
            builder = TextBuilder()
            add_lines(builder, text)
    return checked(
        Document(
            hashlib.sha256(data).hexdigest(),
            source,
            format_,
            builder.text,
            title,
            published or options.published,
            outlet or options.outlet,
            encoding,
            builder.source_map,
            notes=notes,
        )
    )


def _archive(stream: io.BufferedReader, source: str, options: ReadOptions, depth: int) -> Iterator[Result]:
    """Give the documents of a zip archive's members."""
    if depth > MAX_DEPTH:
        raise DocumentError("an archive in an archive in an archive; unpack it first")
    unpacked = 0
    with seekable(stream, options.max_unpacked) as file, open_archive(file, options) as archive:
        for member in readable_members(archive, source):
            where = member_label(source, member)
            unpacked += member.file_size
            try:
                require_safe(member, unpacked, options)
                with opened_member(archive, member) as opened:
                    yield from _read(opened, where, member.filename, options, depth + 1)
            except DocumentError as error:
                yield DocumentFailure(where, str(error))

"""Takes paths and bytes in any known format and gives documents, or failures that say what to do."""

from __future__ import annotations

import gzip
import hashlib
import io
import logging
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from marsad.documents.assemble import TextBuilder, add_lines, checked, content_id
from marsad.documents.decode import decode
from marsad.documents.feeds import read_feed
from marsad.documents.html import declared_charset, read_html
from marsad.documents.markdown import read_markdown
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.documents.pdf import read_pages
from marsad.documents.tables import read_csv, read_json_lines, read_parquet
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".zip": "zip",
}
TABLES = frozenset({"jsonl", "csv", "tsv", "parquet"})
STDIN = "-"
MAX_DEPTH = 2
Result = Document | DocumentFailure


def read_documents(paths: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Result]:
    """Give the documents of files, folders, archives and `-` (standard input), in order, one at a time.

    What cannot be read is given as a DocumentFailure in its place; the rest goes on.
    """
    options = options or ReadOptions()
    for path in paths:
        if str(path) == STDIN:
            yield from document_from_bytes(sys.stdin.buffer.read(options.max_document + 1), "standard input", options)
            continue
        for file in _files(Path(path)):
            if isinstance(file, DocumentFailure):
                yield file
            else:
                yield from from_file(file, options)


def _files(path: Path) -> Iterator[Path | DocumentFailure]:
    """Give the files under a path in sorted order; in folders, hidden and unknown files are passed over."""
    if not path.exists():
        yield DocumentFailure(str(path), "no such file or folder")
    elif path.is_dir():
        found = False
        for file in sorted(path.rglob("*")):
            if not file.is_file() or any(part.startswith(".") for part in file.relative_to(path).parts):
                continue
            if format_of(file.name) is None:
                log.info("%s: passed over: unknown kind of file", file)
                continue
            found = True
            yield file
        if not found:
            yield DocumentFailure(str(path), f"a folder without files of a known kind ({' '.join(sorted(FORMATS))})")
    else:
        yield path


def format_of(name: str) -> str | None:
    """Give the format that a file's name tells, or None; `.gz` after a known name does not matter."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return FORMATS.get(suffixes[-1]) if suffixes else None


def from_file(path: Path, options: ReadOptions) -> Iterator[Result]:
    """Give the documents of one file."""
    source, limit = str(path), options.max_document
    try:
        format_ = format_of(path.name)
        size = path.stat().st_size
        if format_ in ("jsonl", "parquet") and size <= options.max_table:
            with _opened(path) as stream:
                yield from _guarded(_table_stream(stream, source, format_, options), source)
            return
        limit = options.max_table if format_ in TABLES or format_ == "zip" else limit
        if size > limit:
            yield DocumentFailure(source, f"{size} bytes; at most {limit} are read: split it")
            return
        if format_ == "zip":
            with path.open("rb") as stream:
                yield from _guarded(_archive(stream, source, options, 1), source)
            return
        with _opened(path) as stream:
            data = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentFailure(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    yield from document_from_bytes(data, source, options)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def document_from_bytes(data: bytes, source: str, options: ReadOptions | None = None) -> Iterator[Result]:
    """Give the documents in some bytes; the format is told by the name in `source`, else by the content."""
    options = options or ReadOptions()
    yield from _guarded(_documents(data, source, options, 1), source)


def _guarded(results: Iterator[Result], source: str) -> Iterator[Result]:
    """Turn what a reader raises about the whole input into one failure."""
    try:
        yield from results
    except DocumentError as error:
        yield DocumentFailure(source, str(error))
    except RecursionError:
        yield DocumentFailure(source, "nested too deeply; give a simpler file")
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentFailure(source, f"cannot be read to its end ({error}); fetch the whole file again")


def _documents(data: bytes, source: str, options: ReadOptions, depth: int) -> Iterator[Result]:
    if not data.strip():
        raise DocumentError("empty: no bytes but white space")
    format_ = format_of(source.rsplit("!", 1)[-1]) or _sniff(data)
    if format_ not in TABLES and format_ != "zip" and len(data) > options.max_document:
        raise DocumentError(f"more than {options.max_document} bytes in one document; split it")
    if format_ == "zip":
        yield from _archive(io.BytesIO(data), source, options, depth)
    elif format_ in ("jsonl", "parquet"):
        yield from _table_stream(io.BytesIO(data), source, format_, options)
    elif format_ in ("csv", "tsv"):
        text, _ = decode(data, options.encoding)
        yield from read_csv(text.removeprefix("\ufeff"), source, options, "\t" if format_ == "tsv" else ",")
    elif format_ == "feed":
        yield from read_feed(data, source, options)
    else:
        yield _single(data, source, format_, options)


def _sniff(data: bytes) -> str:
    head = data[:2000].lstrip().lower()
    for mark, format_ in ((b"%pdf", "pdf"), (b"pk\x03\x04", "zip"), (b"par1", "parquet"), (b"<!doctype html", "html"),
                          (b"<html", "html"), (b"<?xml", "feed"), (b"<rss", "feed"), (b'{"', "jsonl")):
        if head.startswith(mark):
            return format_
    return "txt"


def _table_stream(stream: IO[bytes], source: str, format_: str, options: ReadOptions) -> Iterator[Result]:
    if format_ == "jsonl":
        return read_json_lines(stream, source, options)
    return read_parquet(stream, source, options)


def _single(data: bytes, source: str, format_: str, options: ReadOptions) -> Document:
    """Give the one document that a text, HTML, Markdown or PDF file is."""
    identity = hashlib.sha256(data).hexdigest()
    if format_ == "pdf":
        builder = TextBuilder()
        for number, page in enumerate(read_pages(data), 1):
            if number > 1:
                builder.joint()
            builder.add(page, 0, page=number)
        return checked(Document(identity, source, format_, builder.text, None, options.published, options.outlet, None,
                                builder.source_map))
    declared = options.encoding or (declared_charset(data) if format_ == "html" else None)
    text, encoding = decode(data, declared)
    if format_ == "html":
        page_ = read_html(text)
        return checked(Document(identity, source, format_, page_.builder.text, page_.title,
                                page_.published or options.published, page_.outlet or options.outlet, encoding,
                                page_.builder.source_map))
    builder = read_markdown(text) if format_ == "md" else TextBuilder()
    if format_ != "md":
        add_lines(builder, text)
    return checked(Document(identity, source, format_, builder.text, None, options.published, options.outlet, encoding,
                            builder.source_map))


def document_from_text(text: str, *, source: str = "text", published: date | None = None, outlet: str | None = None,
                       title: str | None = None) -> Document:
    """Give the document of a text already in memory; DocumentError if there is no letter in it."""
    builder = TextBuilder()
    if title and not text.lstrip().startswith(title):
        builder.add(title, 0, field="title")
        builder.joint()
    add_lines(builder, text)
    identity = content_id(title, text, published, outlet)
    return checked(Document(identity, source, "text", builder.text, title, published, outlet,
                            source_map=builder.source_map))


def _archive(stream: IO[bytes], source: str, options: ReadOptions, depth: int) -> Iterator[Result]:
    """Give the documents of a zip archive's members; those that would unpack too large are refused."""
    if depth > MAX_DEPTH:
        raise DocumentError("an archive in an archive in an archive; unpack it first")
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError):
        raise DocumentError("broken zip archive; fetch the whole file again") from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > options.max_members:
            raise DocumentError(f"{len(members)} members; at most {options.max_members} are read: split it")
        unpacked = 0
        for member in members:
            where = f"{source}!{member.filename}"
            if Path(member.filename).name.startswith(".") or format_of(member.filename) is None:
                log.info("%s: passed over: unknown kind of file", where)
                continue
            unpacked += member.file_size
            if unpacked > options.max_unpacked or _is_bomb(member, options):
                yield DocumentFailure(where, f"unpacks to {member.file_size} bytes, more than is safe; unpack it first")
                continue
            yield from _guarded(_member(archive, member, where, options, depth), where)


def _is_bomb(member: zipfile.ZipInfo, options: ReadOptions) -> bool:
    return member.file_size > 1_000_000 and member.file_size > options.max_ratio * max(member.compress_size, 1)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, options: ReadOptions,
            depth: int) -> Iterator[Result]:
    try:
        with archive.open(member) as stream:
            data = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        raise DocumentError(f"cannot be unpacked ({error}); fetch the whole archive again") from None
    if where.lower().endswith(".gz"):
        data = gzip.decompress(data)
    yield from _documents(data, where, options, depth + 1)

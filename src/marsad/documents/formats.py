"""Takes a file's name and first bytes and gives its format; refuses bytes that are not what the name says."""

from __future__ import annotations

import re
from pathlib import PurePath

from marsad.errors import DocumentError

FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".zip": "zip",
}  # fmt: skip
GZIP = ".gz"
TABLES = frozenset({"jsonl", "csv", "tsv", "parquet"})
DELIMITERS = {"csv": ",;\t|", "tsv": "\t"}
HEAD = 65_536
_MAGIC = (
    (b"%PDF", "pdf", "a PDF"),
    (b"PK\x03\x04", "zip", "a zip archive (or a Word, Excel or OpenDocument file)"),
    (b"PK\x05\x06", "zip", "an empty zip archive"),
    (b"PAR1", "parquet", "a Parquet file"),
    (b"\x1f\x8b", "gzip", "compressed with gzip"),
    (b"\xd0\xcf\x11\xe0", "ole", "an old Word or Excel file"),
    (b"{\\rtf", "rtf", "an RTF file"),
    (b"\x89PNG", "image", "an image"),
    (b"\xff\xd8\xff", "image", "an image"),
    (b"GIF8", "image", "an image"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S)
_FEED = re.compile(rb"\s*<\?xml|<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_JSON_LINE = re.compile(rb'\s*\{\s*"')


def known_endings() -> str:
    """Give the file name endings that are read, for messages."""
    return " ".join(sorted(FORMATS))


def format_of(name: str) -> str | None:
    """Give the format that a file's name tells, or None; `.gz` after a known name does not matter."""
    path = PurePath(name.lower())
    if path.suffix == GZIP:
        path = path.with_suffix("")
    return FORMATS.get(path.suffix)


def is_gzipped(name: str) -> bool:
    """Tell whether a name says that the file is compressed with gzip."""
    return name.lower().endswith(GZIP)


def told_format(name: str, head: bytes, text_column: str) -> str:
    """Give the format by the name, else by the first bytes.

    Raises DocumentError where the bytes are plainly of another format than the name says, or of none that is read.
    """
    named, (found, words) = format_of(name), _magic(head)
    if found is None and named in ("txt", "md", "pdf", "csv", "tsv", "jsonl", "parquet") and _HTML.match(head):
        found, words = "html", "an HTML page"
    if named is None:
        return _unnamed(found, words, head, text_column)
    if found is not None and found != named:
        raise DocumentError(f"named as {named} but it is {words}; {_advice(found)}")
    return named


def _advice(found: str) -> str:
    if found == "gzip":
        return "let its name end in .gz"
    endings = [ending for ending, format_ in FORMATS.items() if format_ == found]
    return f"let its name end in {endings[0]}" if endings else "save it as text, HTML or PDF"


def _magic(head: bytes) -> tuple[str | None, str]:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next(((format_, words) for mark, format_, words in _MAGIC if start.startswith(mark)), (None, ""))


def _unnamed(found: str | None, words: str, head: bytes, text_column: str) -> str:
    if found in FORMATS.values():
        return str(found)
    if found is not None:
        raise DocumentError(f"it is {words}, which is not read; {_advice(found)}")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if _FEED.match(head):
        return "feed"
    if _JSON_LINE.match(head):
        return "jsonl"
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    delimiter = delimiter_of(first, text_column, "csv")
    if delimiter is None:
        return "txt"
    return "tsv" if delimiter == "\t" else "csv"


def delimiter_of(header: str, text_column: str, format_: str) -> str | None:
    """Give the delimiter that makes the text column one of several in a header line, or None."""
    for delimiter in DELIMITERS[format_]:
        names = [name.strip().strip('"') for name in header.split(delimiter)]
        if text_column in names and len(names) > 1:
            return delimiter
    return None

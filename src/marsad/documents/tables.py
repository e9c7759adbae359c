"""Takes JSON lines, CSV or Parquet, opened as a stream, and gives one document or failure a record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import IO

from marsad.documents.decode import encoding_of
from marsad.documents.formats import HEAD, delimiter_of
from marsad.documents.model import DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.documents.records import Place, Result, record_result
from marsad.documents.streams import joined
from marsad.errors import DocumentError

BATCH = 64
MAX_ROW_GROUP = 2_000_000_000


def read_json_lines(stream: IO[bytes], source: str, options: ReadOptions) -> Iterator[Result]:
    """Give the records of JSON lines; a line that is not a JSON object is one failure."""
    stream, encoding = _encoded(stream, options)
    number = 0
    for line, raw in _lines(stream, options.max_document):
        if raw is not None and not raw.strip():
            continue
        number += 1
        _require_room(number, options)
        place = Place(f"{source}#{number}", "jsonl", line, encoding)
        if raw is None:
            yield DocumentFailure(place.source, f"line {line}: longer than {options.max_document} bytes; split it")
            continue
        try:
            values = json.loads(raw.decode(encoding, "surrogateescape"))
        except (ValueError, RecursionError) as error:
            if number == 1 and raw.strip() in (b"[", b"[{"):
                raise DocumentError("a JSON array, not JSON lines; write one object a line") from None
            yield DocumentFailure(
                place.source, f"line {line}: not JSON ({_short(error)}); it may be cut off: write the line again"
            )
            continue
        yield record_result(values, place, options)


def read_csv(stream: IO[bytes], source: str, options: ReadOptions, format_: str = "csv") -> Iterator[Result]:
    """Give the records of CSV or TSV with a header line, read line by line.

    Raises DocumentError where the text column is missing and, after the records before it, where the quotes break.
    """
    csv.field_size_limit(options.max_document)
    stream, encoding = _encoded(stream, options)
    lines = _text_lines(stream, encoding, options.max_document)
    header = next(lines, "").removeprefix("\ufeff")
    delimiter = delimiter_of(header.strip(), options.column("text"), format_) or ("\t" if format_ == "tsv" else ",")
    reader = csv.DictReader(_chained(header, lines), delimiter=delimiter, strict=True)
    number = 0
    try:
        _require_text(reader.fieldnames or (), options)
        line = reader.line_num + 1
        for values in reader:
            number += 1
            _require_room(number, options)
            yield record_result(values, Place(f"{source}#{number}", format_, line, encoding), options)
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(
            f"line {reader.line_num}: {error}; the quotes may be unbalanced: "
            f"{number} records before it were read, what follows was not"
        ) from None


def read_parquet(stream: IO[bytes], source: str, options: ReadOptions) -> Iterator[Result]:
    """Give the records of a Parquet file, read in batches; DocumentError where it is broken or has no text column."""
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(stream) as file:
            names = file.schema_arrow.names
            _require_text(names, options)
            _require_small_groups(file.metadata)
            wanted = [name for name in map(options.column, ("id", "title", "text", "published", "outlet"))
                      if name in names]  # fmt: skip
            number = 0
            for batch in file.iter_batches(batch_size=BATCH, columns=wanted):
                for values in batch.to_pylist():
                    number += 1
                    _require_room(number, options)
                    yield record_result(values, Place(f"{source}#{number}", "parquet"), options)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError, OverflowError, ValueError) as error:
        raise DocumentError(f"broken Parquet file ({_short(error)}); fetch the whole file again") from None


def _encoded(stream: IO[bytes], options: ReadOptions) -> tuple[IO[bytes], str]:
    """Give a stream whose lines end in a byte LF, and its encoding, told from the first lines; UTF-16 is recoded."""
    head = stream.read(HEAD)
    is_whole = len(head) < HEAD
    encoding = encoding_of(head, chosen=options.encoding, is_whole=is_whole)
    if not encoding.startswith("utf-16") and "\n".encode(encoding) == b"\n":
        return joined(head, stream), encoding
    data = head + stream.read(options.max_document)
    if len(data) > options.max_document:
        raise DocumentError(f"{encoding} table of more than {options.max_document} bytes; save it as UTF-8")
    try:
        return io.BytesIO(data.decode(encoding).encode()), "utf-8"
    except UnicodeError:
        raise DocumentError(f"not valid {encoding}: damaged or cut off; fetch it again or save it as UTF-8") from None


def _lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Give (line number, bytes) of each line; None for a line longer than the limit, which is passed over."""
    line = 0
    while raw := stream.readline(limit + 1):
        line += 1
        if len(raw) <= limit:
            yield line, raw.removeprefix(b"\xef\xbb\xbf") if line == 1 else raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(limit + 1)
        yield line, None


def _text_lines(stream: IO[bytes], encoding: str, limit: int) -> Iterator[str]:
    for line, raw in _lines(stream, limit):
        if raw is None:
            raise DocumentError(f"line {line}: longer than {limit} bytes; split it")
        yield raw.decode(encoding, "surrogateescape")


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _require_text(names: Iterable[str], options: ReadOptions) -> None:
    if options.column("text") not in names:
        shown = ", ".join(name[:40] for name in list(names)[:20]) or "none"
        raise DocumentError(
            f"no column {options.column('text')!r} (it has: {shown}); name the text column with --text-column"
        )


def _require_room(number: int, options: ReadOptions) -> None:
    if number > options.max_records:
        raise DocumentError(f"more than {options.max_records} records: those before were read; split the table")


def _require_small_groups(metadata: object) -> None:
    groups: int = metadata.num_row_groups  # type: ignore[attr-defined]
    for number in range(groups):
        size: int = metadata.row_group(number).total_byte_size  # type: ignore[attr-defined]
        if size > MAX_ROW_GROUP:
            raise DocumentError(f"row group {number + 1} unpacks to {size} bytes; write smaller row groups")


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__

"""Takes JSON lines, CSV or Parquet, opened as a stream, and gives one document or failure a record."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from marsad.documents.assemble import record_document
from marsad.documents.dates import parse_day
from marsad.documents.model import Document, DocumentFailure
from marsad.documents.options import ReadOptions
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
BATCH = 256
Result = Document | DocumentFailure


def read_json_lines(stream: IO[bytes], source: str, options: ReadOptions) -> Iterator[Result]:
    """Give the records of JSON lines in UTF-8; a line that is not a JSON object is one failure."""
    line = number = 0
    while raw := stream.readline(options.max_document + 1):
        line += 1
        if not raw.strip():
            continue
        number += 1
        where = f"{source}#{number}"
        if len(raw) > options.max_document:
            yield DocumentFailure(where, f"line {line} is longer than {options.max_document} bytes; split it")
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(options.max_document)
            continue
        try:
            values = json.loads(raw.decode("utf-8-sig" if line == 1 else "utf-8"))
        except (ValueError, RecursionError) as error:
            yield DocumentFailure(where, f"line {line} is not JSON ({_short(error)}); it may be cut off")
            continue
        yield _record(values, where, "jsonl", options, line)


def read_csv(text: str, source: str, options: ReadOptions, delimiter: str = ",") -> Iterator[Result]:
    """Give the records of CSV text with a header line; DocumentError where the text column is missing."""
    csv.field_size_limit(options.max_document)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    _require_text(reader.fieldnames or (), source, options)
    number = 0
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield DocumentFailure(f"{source}#{number}", f"line {line}: {error}; the quotes may be unbalanced")
            return
        yield _record(values, f"{source}#{number}", "csv", options, line)


def read_parquet(stream: IO[bytes], source: str, options: ReadOptions) -> Iterator[Result]:
    """Give the records of a Parquet file, read in batches; DocumentError where it is broken or has no text column."""
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(stream)
        names = file.schema_arrow.names
        _require_text(names, source, options)
        wanted = [name for name in options.columns.values() if name in names]
        number = 0
        for batch in file.iter_batches(batch_size=BATCH, columns=wanted):
            for values in batch.to_pylist():
                number += 1
                yield _record(values, f"{source}#{number}", "parquet", options, None)
    except (pyarrow.ArrowException, OSError) as error:
        raise DocumentError(f"broken Parquet file ({_short(error)}); fetch the whole file again") from None


def _require_text(names: Iterable[str], source: str, options: ReadOptions) -> None:
    if options.columns["text"] not in names:
        raise DocumentError(f"no column {options.columns['text']!r} (it has: {', '.join(names) or 'none'}); "
                            "name the text column with --text-column")


def _record(values: Any, where: str, format_: str, options: ReadOptions, line: int | None) -> Result:
    if not isinstance(values, Mapping):
        return DocumentFailure(where, "not a JSON object with fields such as title and text")
    columns = options.columns
    if columns["text"] not in values:
        return DocumentFailure(where, f"no field {columns['text']!r}; name the text field with --text-column")
    named = {name: values.get(column) for name, column in columns.items()}
    try:
        day = parse_day(named["published"])
    except ValueError as error:
        log.warning("%s: published: %s; the record is read without a date", where, error)
        day = None
    outlet = named["outlet"] or options.outlet
    try:
        return record_document(where, format_, named, published=day or options.published,
                               outlet=None if outlet is None else str(outlet), line=line)
    except DocumentError as error:
        return DocumentFailure(where, str(error))


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__

"""Takes paths and gives the files under them in order, and how many inputs they hold."""

from __future__ import annotations

import logging
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from marsad.documents.formats import format_of, is_gzipped, known_endings
from marsad.documents.model import DocumentFailure
from marsad.documents.options import ReadOptions

log = logging.getLogger(__name__)
STDIN = "-"
_CHUNK = 1 << 20


def label(path: str | Path) -> str:
    """Give a path or archive member as text that can be shown and stored: control and broken characters are `?`."""
    written = os.fsencode(str(path)).decode("utf-8", "replace") if isinstance(path, Path) else path
    written = written.encode("utf-8", "replace").decode()
    return "".join(char if char.isprintable() or char in "\u200c\u200d" else "?" for char in written)


def is_hidden(name: str) -> bool:
    """Tell whether a name inside a folder or archive, or a folder above it, begins with a dot."""
    return any(part.startswith(".") for part in PurePosixPath(name).parts if part != "..")


def files_under(path: Path, options: ReadOptions) -> Iterator[Path | DocumentFailure]:
    """Give the files under a path in sorted order; in folders, hidden and unknown files are passed over and logged."""
    try:
        if path.is_dir():
            yield from _in_folder(path, options)
        elif not path.exists():
            yield DocumentFailure(label(path), "no such file or folder; check the name")
        elif not path.is_file():
            yield DocumentFailure(label(path), "neither a file nor a folder; give a file, or - for standard input")
        elif path.suffix and format_of(path.name) is None:
            yield DocumentFailure(label(path), f"unknown kind of file {path.suffix!r}; known are {known_endings()}")
        else:
            yield path
    except (OSError, ValueError) as error:
        yield DocumentFailure(label(path), f"cannot be looked at ({error}); check the name and its permissions")


def _in_folder(folder: Path, options: ReadOptions) -> Iterator[Path | DocumentFailure]:
    known = passed_over = 0
    for file in _walk(folder, options.recursive):
        if isinstance(file, Path) and format_of(file.name) is None:
            log.info("%s: passed over: unknown kind of file", label(file))
            passed_over += 1
            continue
        known += 1
        yield file
    if passed_over:
        log.warning("%s: %d files of unknown kind passed over", label(folder), passed_over)
    if not known:
        yield DocumentFailure(label(folder), f"a folder without files of a known kind ({known_endings()})")


def _walk(folder: Path, is_recursive: bool) -> Iterator[Path | DocumentFailure]:
    """Give the files in and below a folder, each folder's names sorted; links to folders are not followed."""
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield DocumentFailure(label(folder), f"cannot be opened ({error.strerror}); check its permissions")
        return
    for path in inside:
        if path.is_file():
            yield path
        elif is_recursive and path.is_dir() and not path.is_symlink():
            yield from _walk(path, is_recursive)


def count_inputs(paths: Iterable[str | Path], options: ReadOptions | None = None) -> int | None:
    """Give how many documents and failures reading the paths will give at most, for a progress bar.

    Lines are counted in tables of lines, rows and members where a file says them itself. None where it cannot be
    known cheaply: standard input, compressed tables, feeds, and tables inside archives.
    """
    options, total = options or ReadOptions(), 0
    for path in paths:
        if str(path) == STDIN:
            return None
        for file in files_under(Path(path), options):
            found = 1 if isinstance(file, DocumentFailure) else _count(file)
            if found is None:
                return None
            total += found
    return total


def _count(file: Path) -> int | None:
    format_ = format_of(file.name)
    try:
        if format_ in ("jsonl", "csv", "tsv"):
            return None if is_gzipped(file.name) else _lines(file) - (format_ != "jsonl")
        if format_ == "parquet":
            return None if is_gzipped(file.name) else _rows(file)
        if format_ == "zip":
            return _members(file)
    except OSError:
        return 1
    return None if format_ in ("feed", None) else 1


def _lines(file: Path) -> int:
    lines, last = 0, b"\n"
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            lines, last = lines + chunk.count(b"\n"), chunk[-1:]
    return max(lines + (last != b"\n"), 1)


def _rows(file: Path) -> int:
    import pyarrow
    import pyarrow.parquet

    try:
        return int(pyarrow.parquet.read_metadata(file).num_rows)
    except pyarrow.ArrowException:
        return 1


def _members(file: Path) -> int | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if not is_hidden(name) and not name.endswith("/")]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return 1
    formats = [found for name in names if (found := format_of(name)) is not None]
    return len(formats) if all(found in ("txt", "md", "html", "pdf") for found in formats) else None

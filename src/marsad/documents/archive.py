"""Takes a zip archive and gives its readable members one by one, opened, refusing those that are not safe."""

from __future__ import annotations

import logging
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from marsad.documents.files import is_hidden, label
from marsad.documents.formats import format_of
from marsad.documents.options import ReadOptions
from marsad.errors import DocumentError

log = logging.getLogger(__name__)
SMALL = 1_000_000
ENCRYPTED = 0x1
_UNOPENED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, struct.error)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)


def open_archive(stream: IO[bytes], options: ReadOptions) -> zipfile.ZipFile:
    """Open an archive; DocumentError where it is broken or has too many members."""
    try:
        archive = zipfile.ZipFile(stream)
    except _UNOPENED:
        raise DocumentError("broken or cut off zip archive; fetch the whole file again") from None
    count = len(archive.infolist())
    if count > options.max_members:
        archive.close()
        raise DocumentError(f"{count} members; at most {options.max_members} are read: split it")
    return archive


def readable_members(archive: zipfile.ZipFile, source: str) -> Iterator[zipfile.ZipInfo]:
    """Give the members of a known kind in the archive's order; hidden and unknown ones are passed over and logged."""
    known = passed_over = 0
    for member in archive.infolist():
        if member.is_dir() or is_hidden(member.filename) or member.filename.startswith("__MACOSX/"):
            continue
        if format_of(member.filename) is None:
            log.info("%s: passed over: unknown kind of file", member_label(source, member))
            passed_over += 1
            continue
        known += 1
        yield member
    if passed_over:
        log.warning("%s: %d members of unknown kind passed over", source, passed_over)
    if not known:
        raise DocumentError("an archive without members of a known kind; if it is a Word or Excel file, save it as PDF")


def member_label(source: str, member: zipfile.ZipInfo) -> str:
    """Give the name by which a member is shown; it is only a label and never a path that is opened."""
    return f"{source}!{label(member.filename)}"


def require_safe(member: zipfile.ZipInfo, unpacked: int, options: ReadOptions) -> None:
    """Refuse a member with a password, or that would unpack too large, alone or with the `unpacked` bytes before it."""
    if member.flag_bits & ENCRYPTED:
        raise DocumentError("protected by a password; unpack it first")
    is_bomb = member.file_size > SMALL and member.file_size > options.max_ratio * max(member.compress_size, 1)
    if is_bomb or unpacked > options.max_unpacked:
        raise DocumentError(f"unpacks to {member.file_size} bytes, more than is safe; unpack it first")


@contextmanager
def opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """Open a member as a stream; DocumentError where its bytes are damaged, also while it is read."""
    try:
        stream = archive.open(member)
    except _UNOPENED as error:
        raise DocumentError(f"cannot be unpacked ({error}); unpack it first, or fetch the archive again") from None
    with stream:
        try:
            yield stream
        except _DAMAGED as error:
            raise DocumentError(f"damaged in the archive ({error}); fetch the whole archive again") from None

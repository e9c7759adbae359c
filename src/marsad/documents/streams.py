"""Takes opened inputs and gives streams that are bounded, rejoined, unpacked, or can be read in any order."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from marsad.documents.formats import HEAD
from marsad.errors import DocumentError

IN_MEMORY = 32_000_000


class _Joined(io.RawIOBase):
    """The bytes read already and the rest of a stream, refusing to give more than `limit` bytes of it."""

    def __init__(self, head: bytes, rest: IO[bytes], limit: int | None) -> None:
        self._head, self._rest, self._limit, self._given = head, rest, limit, 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        size = len(buffer)
        data, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        self._given += len(data)
        if self._limit is not None and self._given > self._limit:
            raise DocumentError(f"unpacks to more than {self._limit} bytes; split it")
        buffer[: len(data)] = data
        return len(data)


def buffered(stream: IO[bytes]) -> io.BufferedReader:
    """Give a stream whose beginning can be looked at; `detach` it at the end, since closing it closes the input."""
    return io.BufferedReader(cast(io.RawIOBase, stream), HEAD)


def joined(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """Give a stream whose first bytes were read already."""
    return io.BufferedReader(cast(io.RawIOBase, _Joined(head, rest, None)), HEAD)


def unpacked(stream: IO[bytes], limit: int) -> IO[bytes]:
    """Give what a gzip stream holds; reading more than `limit` bytes of it raises DocumentError."""
    file = cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    return cast(IO[bytes], _Joined(b"", file, limit))


@contextmanager
def seekable(stream: io.BufferedReader, limit: int) -> Iterator[IO[bytes]]:
    """Open a stream from `buffered` for reading in any order: itself if it is a file, else a copy.

    The copy is in memory or, where large, in a temporary file; one of more than `limit` bytes raises DocumentError.
    """
    inner: Any = stream.raw
    if isinstance(inner, io.BufferedReader | io.BytesIO) and inner.seekable():
        inner.seek(0)
        yield cast(IO[bytes], inner)
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        while chunk := stream.read(HEAD * 16):
            if file.tell() + len(chunk) > limit:
                raise DocumentError(f"more than {limit} bytes; unpack or split it first")
            file.write(chunk)
        file.seek(0)
        yield cast(IO[bytes], file)

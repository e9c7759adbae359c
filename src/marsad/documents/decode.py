"""Takes the bytes of a text file and gives its characters and the encoding that they were in."""

from __future__ import annotations

import codecs
import re

from marsad.errors import DocumentError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WINDOWS_ARABIC = "cp1256"
SAMPLE = 20_000
MIN_ARABIC = 0.5
MAX_CONTROL = 0.01


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Give (text, encoding): byte order mark, declared charset, UTF-8, UTF-16 and windows-1256 are tried in turn.

    Raises DocumentError where none of them gives readable text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if declared is not None:
        return _strict(data, declared), declared
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)
    if "\x00" in text[:SAMPLE]:
        return _utf16(data)
    _refuse_binary(text)
    return text, "utf-8"


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise DocumentError(f"unknown encoding {encoding!r}; name one such as utf-8, utf-16 or windows-1256") from None
    except UnicodeDecodeError as error:
        raise DocumentError(f"not valid {encoding} at byte {error.start}: the file may be cut off or in another "
                            "encoding; save it again as UTF-8 or name its encoding") from None
    _refuse_binary(text)
    return text


def _utf16(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share(_ARABIC, text) >= MIN_ARABIC or _share(_LETTER, text) > MIN_ARABIC and "\x00" not in text:
            return text, encoding
    raise DocumentError("holds zero bytes and is not UTF-16: a binary file; give text, HTML, PDF or a table")


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if len(data) - error.start < 4 and error.reason == "unexpected end of data":
        raise DocumentError(f"UTF-8 text cut off in the middle of a character at byte {error.start}; "
                            "fetch the whole file again")
    if b"\x00" in data[:SAMPLE]:
        return _utf16(data)
    try:
        text = data.decode(WINDOWS_ARABIC)
    except UnicodeDecodeError:
        text = ""
    if _share(_ARABIC, text[:SAMPLE]) < MIN_ARABIC or _share(_CONTROL, text[:SAMPLE]) > MAX_CONTROL:
        raise DocumentError(f"not UTF-8 (byte {error.start}), UTF-16 or windows-1256 text; "
                            "name the encoding, or give text, HTML, PDF or a table")
    return text, WINDOWS_ARABIC


def _refuse_binary(text: str) -> None:
    sample = text[:SAMPLE]
    if sample and len(_CONTROL.findall(sample)) > MAX_CONTROL * len(sample) + 1:
        raise DocumentError("holds control characters: a binary file; give text, HTML, PDF or a table")


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Give the share of letters-and-others that match, spaces and ASCII punctuation apart."""
    sample = [char for char in text[:SAMPLE] if not char.isspace() and not (char.isascii() and not char.isalpha())]
    return sum(1 for char in sample if pattern.match(char)) / len(sample) if sample else 0.0

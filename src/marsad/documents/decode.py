"""Takes the bytes of a text file and gives its characters and the encoding that they were in."""

from __future__ import annotations

import codecs
import logging
import re

from marsad.errors import DocumentError

log = logging.getLogger(__name__)
WINDOWS_ARABIC = "cp1256"
UTF_16 = ("utf-16-le", "utf-16-be")
SAMPLE = 20_000
MIN_ARABIC = 0.9
MIN_LETTER = 0.01
SHORT = 40
ALEF = "\N{ARABIC LETTER ALEF}"
LAM = "\N{ARABIC LETTER LAM}"
MIN_PLAIN = 0.8
MAX_CONTROL = 0.01
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ARABIC_RUN = re.compile(r"[\u0600-\u06ff]{2,}")
_ARABIC_ALONE = re.compile(r"(?<![^\W\d_])(?<![\u0600-\u06ff])[\u0600-\u06ff](?![^\W\d_]|[\u0600-\u06ff])")
# What windows-1256 has beside letters and Arabic writers type: quotes, dashes, joiners, direction marks.
_TYPED = frozenset("\xab\xbb\xb7\xb0\xad\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u200c\u200d\u200e\u200f")
_PLAIN = re.compile(r"[\t\n\r -~\u0600-\u06ff\u200b-\u200f\ufb50-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_ASCII_LETTERS, _OTHER_ASCII = re.compile(rb"[A-Za-z]+"), re.compile(rb"[\x00-@\[-`{-\x7f]+")
# A page may name any codec; only these are obeyed, since others are no charsets or take hostile input badly.
_CHARSETS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", WINDOWS_ARABIC, "cp1250", "cp1251", "cp1252", "cp1253", "cp1254",
     "cp1255", "cp864", "iso8859-1", "iso8859-2", "iso8859-6", "iso8859-9", "iso8859-15", "mac-arabic", "ascii"}
)  # fmt: skip
# Written into Arabic pages by tools that knew no better: believed only where nothing else fits.
_WESTERN = frozenset({"iso8859-1", "cp1252", "iso8859-15", "ascii"})


def decode(data: bytes, declared: str | None = None, chosen: str | None = None) -> tuple[str, str]:
    """Give (text, encoding) of whole bytes; raises DocumentError where no encoding gives readable text.

    Tried in turn are: byte order mark, the encoding `chosen` by the user, the charset `declared` in the file, UTF-8,
    UTF-16 and windows-1256; nothing is replaced or left out.
    """
    encoding = encoding_of(data, declared, chosen)
    text = _strict(data, encoding)
    _refuse_binary(text)
    return text, encoding


def encoding_of(data: bytes, declared: str | None = None, chosen: str | None = None, *, is_whole: bool = True) -> str:
    """Give the encoding of some bytes by the rules of `decode`; they may be the first lines of more.

    Raises DocumentError for a binary file, an unknown `chosen` encoding, and text in none of the encodings.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if chosen is not None:
        return _known(chosen)
    if _looks_binary(data[:SAMPLE]):
        return _utf16(data)
    fault = _utf8_fault(data, is_whole)
    named = _obeyed(declared) if declared else None
    if named is not None and named not in _WESTERN and named != "utf-8" and (fault is not None or data.isascii()):
        return named
    if fault is None:
        if named is not None and named != "utf-8" and not data.isascii():
            log.warning("declares the charset %s but is UTF-8; read as UTF-8", declared)
        return "utf-8"
    if named == "utf-8" or (is_whole and _is_cut(fault, data)):
        _strict(data, "utf-8")
    if _is_windows_arabic(data):
        return WINDOWS_ARABIC
    if named is not None:
        return named
    raise DocumentError(
        f"not UTF-8 (byte {fault.start}), UTF-16 or windows-1256 text; "
        "name the encoding, or give text, HTML, PDF or a table"
    )


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
        return encoding
    except (LookupError, ValueError):
        raise DocumentError(f"unknown encoding {encoding!r}; name one such as utf-8, utf-16 or windows-1256") from None


def _obeyed(declared: str) -> str | None:
    """Give the codec of a declared charset; None, and a warning, where it is none that a page can be in."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        name = ""
    if name not in _CHARSETS:
        log.warning("declares the charset %.40r, which is not known; the bytes decide", declared)
        return None
    # Bytes that are UTF-16 hold control bytes and were told before; a page that says so otherwise is mistaken.
    return None if name.startswith("utf-16") else name


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        if _is_cut(error, data):
            raise DocumentError(
                f"{encoding} text cut off in the middle of a character at byte {at}; fetch the whole file again"
            ) from None
        raise DocumentError(
            f"not valid {encoding} at byte {at}: the file is damaged or in another encoding; "
            "save it again as UTF-8 or name its encoding"
        ) from None


def _is_cut(error: UnicodeError, data: bytes) -> bool:
    is_end = getattr(error, "reason", "") in ("unexpected end of data", "truncated data")
    return is_end and len(data) - getattr(error, "start", 0) < 4


def _utf8_fault(data: bytes, is_whole: bool) -> UnicodeDecodeError | None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=is_whole)
    except UnicodeDecodeError as error:
        return error
    return None


def _looks_binary(head: bytes) -> bool:
    """Tell control bytes, as in binary files and in UTF-16, where the high byte of an Arabic letter is 6."""
    return len(_CONTROL_BYTE.findall(head)) > MAX_CONTROL * len(head) + 1


def _utf16(data: bytes) -> str:
    for encoding in UTF_16:
        text = data[:SAMPLE].decode(encoding, "replace")
        if text and len(_PLAIN.findall(text)) >= MIN_PLAIN * len(text):
            return encoding
    raise DocumentError("holds control bytes and is not UTF-16: a binary file; give text, HTML, PDF or a table")


def _is_windows_arabic(data: bytes) -> bool:
    """Tell whether what is not ASCII reads as Arabic words in windows-1256.

    Read so, other alphabets give single Arabic letters among Latin ones; a comma or letter alone between digits or
    spaces tells nothing. Russian in KOI8-R gives Arabic letters too, but hardly an alef or a lam, of which Arabic,
    Persian and Urdu have many.
    """
    shortened = _OTHER_ASCII.sub(b" ", _ASCII_LETTERS.sub(b"a", data))[:SAMPLE]
    text = shortened.decode(WINDOWS_ARABIC, "replace")
    signs = sum(1 for char in text if not (char.isspace() or char.isascii() or char in _TYPED))
    signs -= len(_ARABIC_ALONE.findall(text))
    arabic = "".join(_ARABIC_RUN.findall(text))
    if not arabic or len(arabic) < MIN_ARABIC * signs:
        return False
    return len(arabic) < SHORT or all(arabic.count(letter) >= MIN_LETTER * len(arabic) for letter in (ALEF, LAM))


def _refuse_binary(text: str) -> None:
    sample = text[:SAMPLE]
    if len(_CONTROL.findall(sample)) > MAX_CONTROL * len(sample) + 1:
        raise DocumentError("holds control characters: a binary file; give text, HTML, PDF or a table")

"""Takes text whose bytes were decoded with a wrong table and gives what the bytes say in the right one."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from marsad.restore.damage import LETTER
from marsad.restore.model import INSERTED, Change
from marsad.restore.tracked import Tracked

# The signs of each wrong way of decoding: what the commonest Arabic letters look like in it, many times over.
_UTF8_IN_LATIN = re.compile("[\u00d8\u00d9][\u0080-\u00bf\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
_UTF8_IN_1256 = re.compile(
    "[\u0637\u0638](?:[^\\s\u0621-\u0652][\u0637\u0638][^\\s\u0621-\u0652]|[\u00a0-\u00bf\u2013-\u2122\u0080-\u009f])"
)
_1256_IN_LATIN = re.compile("\u00c7\u00e1|\u00ed\u00c9|\u00e6\u00c7|\u00c7\u00ca|\u00dd\u00ed")
_ARABIC = re.compile(f"[{LETTER}]")
_WORDY = re.compile("\u0627\u0644|[\u064a\u0648\u0646]")
MIN_SIGNS = 3
MIN_ARABIC = 0.6
MAX_LOST = 0.02
MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to go wrong: the table that was used, the right one, and what shows it."""

    used: str
    right: str
    sign: re.Pattern[str]


_WAYS = (
    _Way("cp1252", "utf-8", _UTF8_IN_LATIN),
    _Way("cp1256", "utf-8", _UTF8_IN_1256),
    _Way("cp1252", "cp1256", _1256_IN_LATIN),
)


def is_mojibake(text: str) -> bool:
    """Tell whether the text shows the signs of a wrong table."""
    return any(_signs(way, text) for way in _WAYS)


def decoded_right(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with each line that was decoded wrongly decoded right, as often as it was done wrong.

    >>> is_mojibake("Ø§Ù„Ø¹Ø±Ø§Ù‚")  # العراق, Iraq
    True
    """
    for _ in range(MAX_ROUNDS):
        ways = [way for way in _WAYS if _signs(way, text.text)]
        if not ways:
            break
        text = _by_lines(text, ways, changes)
    return text


def _signs(way: _Way, text: str) -> bool:
    found = way.sign.finditer(text)
    return sum(1 for _, _ in zip(range(MIN_SIGNS), found, strict=False)) == MIN_SIGNS


def _by_lines(text: Tracked, ways: list[_Way], changes: list[Change]) -> Tracked:
    parts: list[Tracked] = []
    for line in text.lines():
        mended = next((found for way in ways if (found := _line(line, way)) is not None), None)
        if mended is not None:
            start, end = line.source_span()
            changes.append(Change("encoding", start, end, line.text, mended.text, 0.95))
        parts += [Tracked.inserted("\n")] if parts else []
        parts.append(line if mended is None else mended)
    return Tracked.joined(parts)


def _line(line: Tracked, way: _Way) -> Tracked | None:
    """Give a line decoded right, or None where its bytes make no Arabic."""
    data = [_byte(char, way.used) for char in line.text]
    if None in data or way.sign.search(line.text) is None:
        return None
    mended = _decoded(bytes(byte for byte in data if byte is not None), line, way.right)
    lost = mended.text.count("\ufffd") - line.text.count("\ufffd")
    before, after = len(_ARABIC.findall(line.text)), len(_ARABIC.findall(mended.text))
    letters = sum(char.isalpha() for char in mended.text)
    if lost > MAX_LOST * len(mended) or after < MIN_ARABIC * letters or not _WORDY.search(mended.text):
        return None
    return mended if way.used != "cp1256" or len(mended) < len(line) or after > before else None


def _byte(char: str, encoding: str) -> int | None:
    """Give the byte a character came from; tables without a character for it leave the number itself."""
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return ord(char) if ord(char) < 256 else None


def _decoded(data: bytes, line: Tracked, encoding: str) -> Tracked:
    text = data.decode(encoding, "replace")
    offsets, at = array("i"), 0
    for char in text:
        size = len(char.encode(encoding)) if char != "\ufffd" else 1
        offsets.append(line.offsets[at] if at < len(line.offsets) else INSERTED)
        at += size
    return Tracked(text, offsets)

"""Takes lines written from left to right as they stand on the page and gives them in the order they are read."""

from __future__ import annotations

import re
import unicodedata

from marsad.restore.context import Context
from marsad.restore.damage import LETTER, MARK
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

_WORD = re.compile(f"[{LETTER}]{{2,}}")
_CLUSTER = re.compile(f"[^{MARK}\n][{MARK}]*|[{MARK}]+")
_NUMBER = "[0-9\u0660-\u0669]+(?:[.,:/\u066b\u066c\\-][0-9\u0660-\u0669]+)*"
_LATIN = "[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'&@._/\\-]*"
_LEFT_TO_RIGHT = re.compile(f"{_LATIN}(?: +{_LATIN})*|{_NUMBER}")
_PERCENT = re.compile("([%\u066a])([0-9\u0660-\u0669]+(?:[.,\u066b][0-9\u0660-\u0669]+)?)")
MIN_GAIN = 0.5
CONFIDENCE = 0.95
MARGIN = 0.3


def read_from_right(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with each line turned whose words are better known from right to left.

    Numbers and Latin words keep their order. A line too short to tell goes with the lines around it.

    >>> turned("دادغب 2020 ماع")  # in Baghdad, year 2020
    'عام 2020 بغداد'
    """
    lines = text.lines()
    gains = [_gain(line.text, context) for line in lines]
    whole = sum(gain for gain in gains if gain is not None)
    parts: list[Tracked] = []
    for line, gain in zip(lines, gains, strict=True):
        parts += [Tracked.inserted("\n")] if parts else []
        is_turned = whole > 0 if gain is None or abs(gain) < MARGIN else gain > 0
        parts.append(_turned(line, changes) if is_turned else line)
    return Tracked.joined(parts)


def turned(line: str) -> str:
    """Give one line in reading order."""
    return _turned(Tracked.of(line), []).text


def _gain(line: str, context: Context) -> float | None:
    """Give how much better known the line's words are when read backwards; None where it has none."""
    words = _WORD.findall(unicodedata.normalize("NFKC", line))
    back = _WORD.findall(unicodedata.normalize("NFKC", line[::-1]))
    if not words:
        return None
    forward = sum(context.known(word) for word in words) / len(words)
    return sum(context.known(word) for word in back) / max(1, len(back)) - forward


def _turned(line: Tracked, changes: list[Change]) -> Tracked:
    clusters = [line[found.start() : found.end()] for found in _CLUSTER.finditer(line.text)]
    whole = Tracked.joined(clusters[::-1])
    parts, at = [], 0
    for found in _LEFT_TO_RIGHT.finditer(line.text):
        start, end = len(line) - found.end(), len(line) - found.start()
        parts.append((start, end, line[found.start() : found.end()]))
    pieces: list[Tracked] = []
    for start, end, piece in reversed(parts):
        pieces += [whole[at:start], piece]
        at = end
    mended = _percent_behind(Tracked.joined([*pieces, whole[at:]]))
    if mended.text != line.text:
        first, last = line.source_span()
        changes.append(Change("visual-order", first, last, line.text, mended.text, CONFIDENCE))
    return mended


def _percent_behind(line: Tracked) -> Tracked:
    parts, at = [], 0
    for found in _PERCENT.finditer(line.text):
        if found.start() and line.text[found.start() - 1].isdigit():
            continue
        parts += [line[at : found.start()], line[found.start(2) : found.end(2)], line[found.start() : found.end(1)]]
        at = found.end()
    return Tracked.joined([*parts, line[at:]]) if parts else line

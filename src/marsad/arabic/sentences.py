"""Takes clean text and gives its sentences and headings with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 1500
_CLOSING = "\"'”»’)]"
_END = re.compile(rf"(?:[.!?؟]+|\.\.\.|…)[{re.escape(_CLOSING)}]*(?=\s|$|[\u0621-\u064a\"«“])")
_ABBREVIATION = re.compile(r"(?:^|[\s(\"«“.])(?:[\u0621-\u064a]|[A-Za-z])$")
_SEMICOLON = re.compile("[؛;]\\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading: its text and where it begins and ends in the document's clean text."""

    index: int
    text: str
    start: int
    end: int


def split_sentences(text: str) -> list[Sentence]:
    """Give the sentences of a text; a line break always ends one. `text[s.start:s.end] == s.text` for each."""
    spans = [span for line_start, line_end in _lines(text) for span in _in_line(text, line_start, line_end)]
    return [Sentence(index, text[start:end], start, end) for index, (start, end) in enumerate(spans)]


def _lines(text: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+", text)]


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    for found in _END.finditer(text, start, end):
        if _ends_sentence(text, at, found):
            spans.extend(_trimmed(text, at, found.end()))
            at = found.end()
    spans.extend(_trimmed(text, at, end))
    return [part for span in spans for part in _without_excess(text, *span)]


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    if not found.group().startswith("."):
        return True
    return not _ABBREVIATION.search(text, max(start, found.start() - 3), found.start())


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if end > start else []


def _without_excess(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut run-on text at its semicolons, and failing those at spaces, into at most LONGEST characters."""
    if end - start <= LONGEST:
        return [(start, end)]
    cuts = [found.end() for found in _SEMICOLON.finditer(text, start, end)]
    spans, at = [], start
    for cut in [*cuts, end]:
        while cut - at > LONGEST:
            space = text.rfind(" ", at + 1, at + LONGEST)
            middle = space if space > at else at + LONGEST
            spans.extend(_trimmed(text, at, middle))
            at = middle
        spans.extend(_trimmed(text, at, cut))
        at = cut
    return spans

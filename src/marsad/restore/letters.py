"""Takes tracked text and repairs single characters: tatweel, presentation forms, controls."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable

from marsad.restore.damage import CONTROL, FORM, LETTER, MARK, TATWEEL
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

_CONTROLS = re.compile(f"[{CONTROL}]+")
_FORMS = re.compile(f"[{FORM}]")
_INNER_TATWEEL = re.compile(f"(?:(?<=[{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}{MARK}]))|{TATWEEL}+(?=[{MARK}])")
_LEADING_TATWEEL = re.compile(f"(?<![{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}])")


def without_controls(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without invisible direction marks."""
    return replaced(text, _CONTROLS, lambda found: "", "control", changes)


def without_forms(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with presentation forms as the letters they show."""
    return replaced(text, _FORMS, lambda found: unicodedata.normalize("NFKC", found.group()).strip(), "form", changes)


def without_tatweel(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without the tatweel that stretches a word; at a word's beginning it stays, for the run order."""
    return replaced(text, _INNER_TATWEEL, lambda found: "", "tatweel", changes)


def without_leading_tatweel(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without tatweel before words, once the order of runs has been mended."""
    return replaced(text, _LEADING_TATWEEL, lambda found: "", "tatweel", changes)


def replaced(
    text: Tracked,
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
    kind: str,
    changes: list[Change],
    confidence: float = 1.0,
) -> Tracked:
    """Give the text with what the pattern finds replaced, each real difference a change of the given kind."""
    parts, offsets, at = list[str](), array("i"), 0
    for found in pattern.finditer(text.text):
        before = found.group()
        after = replacement(found)
        if after == before:
            continue
        start, end = found.span()
        piece = text[start:end]
        parts += [text.text[at:start], after]
        offsets += text.offsets[at:start]
        if len(after) == len(before):
            offsets += piece.offsets
        elif after:
            offsets += Tracked.over(piece, after).offsets
        at = end
        changes.append(Change(kind, *piece.source_span(), before, after, confidence))
    if not parts:
        return text
    offsets += text.offsets[at:]
    return Tracked("".join([*parts, text.text[at:]]), offsets)

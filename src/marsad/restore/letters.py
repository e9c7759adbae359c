"""Takes tracked text and repairs single characters: tatweel, presentation forms, controls, marks out of place."""

from __future__ import annotations

import re
import unicodedata
from array import array

from marsad.restore.damage import LETTER, MARK, TATWEEL
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]")
_INNER_TATWEEL = re.compile(f"(?:(?<=[{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}{MARK}]))|{TATWEEL}+(?=[{MARK}])")
_LEADING_TATWEEL = re.compile(f"(?<![{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}])")
_LATE_DAMMA = re.compile(f"(?<![{LETTER}{MARK}])(\u0648?[\u0623])([{LETTER}])(\u064f)")
_DOUBLED_MARK = re.compile(f"([{MARK}])\\1+")


def without_controls(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without invisible direction marks."""
    return _replaced(text, _CONTROLS, lambda found: "", "control", changes)


def without_forms(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with presentation forms as the letters they show."""
    return _replaced(text, _FORMS, lambda found: unicodedata.normalize("NFKC", found.group()).strip(), "form", changes)


def without_tatweel(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without the tatweel that stretches a word; at a word's beginning it stays, for the run order."""
    return _replaced(text, _INNER_TATWEEL, lambda found: "", "tatweel", changes)


def without_leading_tatweel(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text without tatweel before words, once the order of runs has been mended."""
    return _replaced(text, _LEADING_TATWEEL, lambda found: "", "tatweel", changes)


def marks_in_place(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with the vowel of a first hamza before the next letter (أعُلن -> أُعلن), and no mark doubled."""
    moved = _swapped(text, changes)
    return _replaced(moved, _DOUBLED_MARK, lambda found: found.group(1), "marks", changes)


def _swapped(text: Tracked, changes: list[Change]) -> Tracked:
    parts, at = [], 0
    for found in _LATE_DAMMA.finditer(text.text):
        if _is_causative(text.text, found.end()):
            continue
        letter, mark = found.start(2), found.start(3)
        parts += [text[at:letter], text[mark : mark + 1], text[letter:mark]]
        at = mark + 1
        start, end = text[found.start() : at].source_span()
        changes.append(
            Change("marks", start, end, found.group(), found.group(1) + found.group(3) + found.group(2), 0.9)
        )
    return Tracked.joined([*parts, text[at:]])


def _is_causative(text: str, at: int) -> bool:
    """Tell أحُد-like words, where the vowel belongs to the second letter, by their shortness."""
    following = re.match(f"[{LETTER}{MARK}]*", text[at:])
    return following is None or len(following.group()) < 2


def _replaced(
    text: Tracked, pattern: re.Pattern[str], replacement: object, kind: str, changes: list[Change]
) -> Tracked:
    parts, at = [], 0
    for found in pattern.finditer(text.text):
        after: str = replacement(found)  # type: ignore[operator]
        piece = text[found.start() : found.end()]
        parts += [text[at : found.start()], _over(piece, after)]
        at = found.end()
        start, end = piece.source_span()
        changes.append(Change(kind, start, end, found.group(), after))
    return text if not parts else Tracked.joined([*parts, text[at:]])


def _over(piece: Tracked, after: str) -> Tracked:
    """Give replacement text whose characters all come from the piece's source."""
    offsets = [piece.offsets[min(at, len(piece) - 1)] for at in range(len(after))]
    return Tracked(after, array("i", offsets))

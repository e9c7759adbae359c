"""Takes text whose vowel marks were put out too early, too late, twice or apart, and gives each on its letter."""

from __future__ import annotations

import re

from marsad.restore.damage import LETTER, MARK
from marsad.restore.letters import replaced
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

FATHATAN, ALEF = "\u064b", "\u0627"
SEATS = "\u0627\u0649"
_DOUBLED = re.compile(f"([{MARK}])\\1+")
_LEADING = re.compile(f"(?<![{LETTER}{MARK}])([{MARK}]+)([{LETTER}])")
_APART_BEHIND = re.compile(f"(?<=[{SEATS}\u0621\u0629]) +([{MARK}]+)(?=[^{LETTER}{MARK}]|$)", re.MULTILINE)
_APART_BEFORE = re.compile(f"(?<![^\\s])({FATHATAN}) *([{LETTER}{MARK}]+{ALEF})(?![{LETTER}{MARK}])")
_APART_INSIDE = re.compile(f"(?<=[{LETTER}]) ([{MARK}]+)")
_LATE_DAMMA = re.compile(f"(?<![{LETTER}{MARK}])(\u0648?\u0623)([{LETTER}])(\u064f)(?=[{LETTER}{MARK}]{{2}})")
# No letter that begins a word is doubled, and no alef: there, the mark came out before its letter.
_EARLY_SHADDA = re.compile(
    f"((?<![{LETTER}{MARK}])[{LETTER}]|[\u0622\u0623\u0625\u0627])(\u0651[{MARK}]?)([{LETTER}])(?![{MARK}])"
)
_EARLY_TANWIN = re.compile(f"({FATHATAN})([{LETTER}])(?=[{SEATS}](?![{LETTER}{MARK}]))")
_TRAILING = re.compile(f"[{LETTER}][{MARK}]+(?![{LETTER}{MARK}])")
_EARLY = re.compile(f"([{MARK}]+)([{LETTER}])")
_RIGHT_TANWIN = re.compile(f"[{LETTER}](?:{FATHATAN}[{SEATS}]|{ALEF}{FATHATAN})(?![{LETTER}{MARK}])")


def marks_apart_joined(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with marks that stand alone put on the word they belong to.

    >>> marks_apart_joined(Tracked.of("\u0637\u0648\u0642\u0627 \u064b"), []).text == "\u0637\u0648\u0642\u0627\u064b"
    True
    """
    text = replaced(text, _APART_BEFORE, lambda found: found.group(2) + found.group(1), "marks", changes, 0.9)
    text = replaced(text, _APART_BEHIND, lambda found: found.group(1), "marks", changes, 0.9)
    return replaced(text, _APART_INSIDE, lambda found: found.group(1), "marks", changes, 0.8)


def marks_in_place(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with marks on their letters (أعُلن -> أُعلن, announced) and none doubled.

    Where more words begin with a mark than end with one, marks come before their letters throughout and all are
    moved, else the evident ones only.
    """
    text = replaced(text, _DOUBLED, lambda found: found.group(1), "marks", changes)
    early = len(_LEADING.findall(text.text)) + len(_EARLY_TANWIN.findall(text.text))
    if early > len(_RIGHT_TANWIN.findall(text.text)) + len(_TRAILING.findall(text.text)):
        return replaced(text, _EARLY, _turned, "marks", changes, 0.8)
    text = replaced(text, _LEADING, _turned, "marks", changes, 0.9)
    text = replaced(text, _EARLY_TANWIN, _turned, "marks", changes, 0.9)
    text = replaced(text, _EARLY_SHADDA, lambda found: "".join(found.group(1, 3, 2)), "marks", changes, 0.9)
    return replaced(text, _LATE_DAMMA, lambda found: "".join(found.group(1, 3, 2)), "marks", changes, 0.9)


def _turned(found: re.Match[str]) -> str:
    return found.group(2) + found.group(1)

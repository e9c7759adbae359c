"""Takes text and tells, in one cheap pass, what kinds of damage it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

TATWEEL = "\u0640"
LETTER = "\u0621-\u063a\u0641-\u064a"
MARK = "\u064b-\u0652\u0670"
LETTERS = frozenset(map(chr, [*range(0x0621, 0x063B), *range(0x0641, 0x064B)]))
NON_JOINING = frozenset("\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")
# Invisible: C0 and C1 controls but tab and line ends, soft hyphen, direction marks, zero-width space, word joiner, BOM.
CONTROL = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
FORM = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
_SUSPECT = re.compile(f"[{TATWEEL}{CONTROL}{FORM}\u00c0-\u00ff\u06a9-\u06d5\ue000-\uf8ff\ufffd]")
_JUSTIFIED = re.compile(f"(?<=[{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}{MARK}])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FORMS = re.compile(f"[{FORM}]")
_CONTROLS = re.compile(f"[{CONTROL}]")
_INNER_CONTROLS = re.compile(f"(?<=[{LETTER}])[{CONTROL}]+(?=[{LETTER}])")
# Ta marbuta and alef maqsura end words; where they begin them, the line was written from left to right.
# The rare letter comes first in each pattern, as that is what is quickly looked for.
_BACKWARDS = re.compile(f"[\u0629\u0649](?<![{LETTER}{MARK}{TATWEEL}].)(?=[{LETTER}])")
_BACKWARDS_FORM = re.compile("[\ufe94\ufe93\ufef0\ufeef](?<![\ufe70-\ufefc].)(?=[\ufe70-\ufefc])")
_MARKS_APART = re.compile(f"[{MARK}](?<![{LETTER}{MARK}{TATWEEL}].)")
_DOUBLED_MARKS = re.compile(f"([{MARK}])\\1")
MIN_JUSTIFIED = 10
MIN_FORMS = 3
MIN_INNER_CONTROLS = 3
MIN_BACKWARDS = 2
MIN_MARKS = 3
MIN_LINES = 4
NARROW, WIDE = 40, 140
EVEN = 0.2
SENTENCE_END = '.!?\u061f:\u2026\u00bb"'


@dataclass(frozen=True, slots=True)
class Damage:
    """Which kinds of damage a text shows."""

    justified: bool = False
    private: bool = False
    forms: bool = False
    controls: bool = False
    backwards: bool = False
    marks: bool = False
    wrapped: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def find_damage(text: str) -> Damage:
    """Give the kinds of damage that `text` shows; falsy for healthy text.

    A stretched letter here and there (a name, a slogan, the ه of Hijri years) is a writer's choice, not damage.
    """
    suspect = _SUSPECT.search(text) is not None
    return Damage(
        justified=suspect and text.count(TATWEEL) >= MIN_JUSTIFIED and _at_least(_JUSTIFIED, text, MIN_JUSTIFIED),
        private=suspect and _PRIVATE.search(text) is not None,
        forms=suspect and _at_least(_FORMS, text, MIN_FORMS),
        controls=suspect and _has_controls(text),
        backwards=is_backwards(text),
        marks=_at_least(_MARKS_APART, text, MIN_MARKS) or _at_least(_DOUBLED_MARKS, text, MIN_MARKS),
        wrapped=is_wrapped(text),
    )


def is_backwards(text: str) -> bool:
    """Tell whether words begin with letters that only end words, as in text written from left to right."""
    return _at_least(_BACKWARDS, text, MIN_BACKWARDS) or _at_least(_BACKWARDS_FORM, text, MIN_BACKWARDS)


def _has_controls(text: str) -> bool:
    """Tell whether invisible characters stand inside words; beside a word they are a writer's leftover."""
    return _at_least(_INNER_CONTROLS, text, MIN_INNER_CONTROLS)


def is_wrapped(text: str) -> bool:
    """Tell whether the text is cut into even lines that break sentences, as a page's lines do."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < MIN_LINES:
        return False
    widths = sorted(len(line) for line in lines)
    width = widths[int(0.8 * (len(widths) - 1))]
    if not NARROW <= width <= WIDE or widths[-1] > 1.5 * width:
        return False
    full = [line for line in lines if len(line) >= (1 - EVEN) * width]
    broken = [line for line in full if line[-1] not in SENTENCE_END]
    return len(full) >= 0.5 * len(lines) and len(broken) >= max(3, 0.6 * len(full))


def _at_least(pattern: re.Pattern[str], text: str, count: int) -> bool:
    found = pattern.finditer(text)
    return sum(1 for _, _ in zip(range(count), found, strict=False)) == count

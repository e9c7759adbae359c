"""Takes text and tells, in one cheap pass, what kinds of damage it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass

TATWEEL = "\u0640"
LETTER = "\u0621-\u063a\u0641-\u064a"
MARK = "\u064b-\u0652\u0670"
_JUSTIFIED = re.compile(f"(?<=[{LETTER}{MARK}]){TATWEEL}+(?=[{LETTER}{MARK}])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]")
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FRAGMENT_LINE = re.compile(f"^ ?[{LETTER}]", re.MULTILINE)
MIN_JUSTIFIED = 10
MIN_FORMS = 3
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
    wrapped: bool = False

    def __bool__(self) -> bool:
        return self.justified or self.private or self.forms or self.wrapped


def find_damage(text: str) -> Damage:
    """Give the kinds of damage that `text` shows; falsy for healthy text.

    A stretched letter here and there (a name, a slogan, the ه of Hijri years) is a writer's choice, not damage.
    """
    return Damage(
        justified=text.count(TATWEEL) >= MIN_JUSTIFIED and len(_JUSTIFIED.findall(text)) >= MIN_JUSTIFIED,
        private=_PRIVATE.search(text) is not None,
        forms=_at_least(_FORMS, text, MIN_FORMS),
        controls=_CONTROLS.search(text) is not None,
        wrapped=is_wrapped(text),
    )


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

"""Takes text whose brackets face the wrong way and gives it with each turned round."""

from __future__ import annotations

import re

from marsad.restore.damage import LETTER, MARK
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

_MIRROR = str.maketrans("()[]{}\u00ab\u00bb", ")(][}{\u00bb\u00ab")
_INSIDE = f"{LETTER}{MARK}0-9\u0660-\u0669A-Za-z\"'\u2026."
_BEFORE = "(?:(?<![^\\s\"'])|(?<=[\u0628\u0644\u0643\u0648\u0641]\u0640))"
_BAD_PAIRS = {
    "round": re.compile(f'{_BEFORE}\\)[^()]{{1,200}}?[{_INSIDE}]\\((?=[\\s.,:;\u060c\u061b\u061f!"]|$)', re.MULTILINE),
    "pointed": re.compile(
        f"{_BEFORE}\u00bb[^\u00ab\u00bb]{{1,600}}?\u00ab(?=[\\s.,:;\u060c\u061b\u061f!)(]|$)", re.MULTILINE
    ),
    "square": re.compile(f"{_BEFORE}\\][^\\[\\]]{{1,200}}?[{_INSIDE}]\\[(?=[\\s.,:;\u060c]|$)", re.MULTILINE),
}
_GOOD_PAIRS = {
    "round": re.compile("\\([^()]{1,200}\\)"),
    "pointed": re.compile("\u00ab[^\u00ab\u00bb]{1,600}\u00bb"),
    "square": re.compile("\\[[^\\[\\]]{1,200}\\]"),
}
_SORTS = {"round": "()", "pointed": "\u00ab\u00bb", "square": "[]"}


def mirrored_sorts(text: str) -> str:
    """Give the brackets of the sorts that face the wrong way throughout the text; none in healthy text.

    >>> mirrored_sorts("قال )الوزير( إن الوفد وصل")  # the minister said the delegation had arrived
    '()'
    """
    return "".join(_SORTS[sort] for sort, bad in _BAD_PAIRS.items() if _is_mirrored(text, sort, bad))


def _is_mirrored(text: str, sort: str, bad: re.Pattern[str]) -> bool:
    opening, closing = _SORTS[sort][0], _SORTS[sort][1]
    if closing not in text or opening not in text:
        return False
    return len(bad.findall(text)) > 2 * len(_GOOD_PAIRS[sort].findall(bad.sub("", text)))


def brackets_turned(text: Tracked, sorts: str, changes: list[Change]) -> Tracked:
    """Give the text with every bracket of the given sorts turned round."""
    for at, char in enumerate(text.text):
        if char in sorts:
            start, end = text[at : at + 1].source_span()
            changes.append(Change("bracket", start, end, char, char.translate(_MIRROR), 0.9))
    table = {ord(char): char.translate(_MIRROR) for char in sorts}
    return Tracked(text.text.translate(table), text.offsets)

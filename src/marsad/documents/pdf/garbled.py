"""Takes the lines of a page and tells whether their letters are mapped to nothing, or to anything but themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

NOTHING, WRONG = "its letters stand for no characters", "its letters stand for the wrong characters"
_ARABIC = "\u0620-\u064a\u0671-\u06d3"
_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd]")
_STRAY = "\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u02ff\ufb00-\ufb06"  # Latin but ASCII, and its signs
_MIXED = re.compile(f"\\S*(?:[{_ARABIC}][{_STRAY}]|[{_STRAY}][{_ARABIC}])\\S*")
_STRAYS = re.compile(f"[{_STRAY}]")
_SIGN = re.compile(r"[^\w\s]")
_LEAST = 60  # characters by which a page can be judged
_MANY_UNMAPPED, _MANY_MIXED, _MANY_STRAY, _MANY_SIGNS = 0.3, 0.2, 0.35, 0.6


def garbled(texts: Iterable[str]) -> str | None:
    """Give what is wrong with the letters of a page as a whole, or None where they can be read."""
    text = " ".join(texts)
    words = text.split()
    count = sum(map(len, words))
    if count < _LEAST:
        return None
    if len(_UNMAPPED.findall(text)) > _MANY_UNMAPPED * count:
        return NOTHING
    if len(_MIXED.findall(text)) > _MANY_MIXED * len(words) or len(_STRAYS.findall(text)) > _MANY_STRAY * count:
        return WRONG
    return WRONG if len(_SIGN.findall(text)) - text.count(".") > _MANY_SIGNS * count else None

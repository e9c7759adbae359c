"""Takes a word without its clitics and tells by frequency and shape whether a noun begins a new phrase."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.arabic.frequency import frequencies
from marsad.arabic.normal import ALEF, HA

AL: Final = "\u0627\u0644"
TA, WAW = "\u062a", "\u0648"
FEMININE_PLURAL: Final = "\u0627\u062a"
COMMON, RATHER_COMMON = 3.7, 3.0
"""Zipf frequencies that a common noun has both with and without its article; a name hardly has both."""
MASDAR, BROKEN_PLURAL = 4, 5


@lru_cache(maxsize=20_000)
def is_common(core: str) -> bool:
    """Tell a common word, القرار (the decision), from a name, السيسي, which hardly stands both with and without ال."""
    known = frequencies()
    least = min(known.zipf(core), known.zipf(AL + core))
    return least >= (RATHER_COMMON if core.endswith(FEMININE_PLURAL) else COMMON)


def is_common_noun(core: str) -> bool:
    """Tell a common noun by its shape: a masdar (تحرك، وصول), a broken plural (أموال) or a feminine (تصريحات)."""
    is_masdar = len(core) >= MASDAR and (
        (core[0] == TA and core[1] != ALEF) or (len(core) == MASDAR and core[2] == WAW)
    )
    return (is_masdar or is_broken_plural(core) or core.endswith(FEMININE_PLURAL)) and is_common(core)


def is_broken_plural(core: str) -> bool:
    """Tell a plural of the pattern of أعضاء (members), which no single name follows."""
    return len(core) == BROKEN_PLURAL and core[0] == ALEF == core[3]


def is_feminine_noun(core: str) -> bool:
    """Tell a common feminine such as خطة (plan), which is no part of a person's name."""
    return core.endswith(HA) and is_common(core)

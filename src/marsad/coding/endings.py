"""Takes nouns and adjectives without clitics and tells by their endings what kind they are and whether they agree."""

from __future__ import annotations

from typing import Final

from marsad.coding.wording import is_common
from marsad.coding.words import Word

NISBA: Final = (
    "\u064a",
    "\u064a\u0647",
    "\u064a\u064a\u0646",
    "\u064a\u0648\u0646",
    "\u064a\u0627\u062a",
    "\u064a\u0627",
)
PLURALS: Final = ("\u0648\u0646", "\u064a\u0646", "\u0627\u062a")
DUAL: Final = "\u0627\u0646"
HA: Final = "\u0647"
PRONOUN_ENDS: Final = ("\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")


def is_nisba(word: Word) -> bool:
    """Tell an adjective in -i by its ending: عسكرية (military)."""
    is_noun = word.act is not None or word.role is not None or word.pattern is not None
    return word.core.endswith(NISBA[:2]) and not is_noun


def is_plain_adjective(word: Word) -> bool:
    """Tell a common word that names no act, person, people or nation: محلية (local)."""
    is_noun = word.act is not None or word.role is not None or word.pattern is not None or word.is_person
    return word.nation is None and not (is_noun or word.is_given_name or word.is_title) and is_common(word.core)


def has_pronoun(core: str) -> bool:
    """Tell a plural with its pronoun, قياداتها (its leaders), which no idafa follows."""
    return core.endswith(PRONOUN_ENDS)


def agrees(noun: str, adjective: str) -> bool:
    """Tell whether noun and adjective can belong together by gender and number, as their endings show them."""
    if noun.endswith(PLURALS[:2]):
        return adjective.endswith(PLURALS[:2])
    return noun.endswith(HA) == adjective.endswith(HA) or noun.endswith(PLURALS[2])

"""Takes a verb's person, gender and number and tells which noun phrases can be its subject."""

from __future__ import annotations

from typing import Final

from marsad.coding.parties import Resolved
from marsad.coding.wording import is_broken_plural

MASCULINE_PERSONS: Final = frozenset({"3ms", "3mp", "3md"})
FEMININE_PERSONS: Final = frozenset({"3fs", "3fp", "3fd"})
DUAL_PERSONS: Final = frozenset({"3md", "3fd"})
ONE: Final = frozenset({"3ms"})
FIRST_PERSONS: Final = frozenset({"1s", "1p"})
PLURAL_PERSONS: Final = frozenset({"3mp", "3fp", "3md", "3fd"})
HUMAN: Final = frozenset({"person", "people", "group"})
COLLECTIVE: Final = frozenset({"people", "group", "police", "army", "party", "bloc"})
FEMININE_PLURAL: Final = "\u0627\u062a"
QUANTITIES: Final = frozenset({"عشرات", "ميات"})
MEN: Final = frozenset({"رييس", "وزير", "امير", "ملك", "زعيم", "قايد", "سفير", "شيخ", "سلطان"})
"""Posts that women have by another word: تؤيد الرئيس (she supports the president)."""
OBLIQUE: Final = "\u064a\u0646"
PLURAL_ENDS: Final = ("ون", "ين", FEMININE_PLURAL)
NAMED: Final = 3
MIN_PLURAL: Final = 5


def may_be_subject(persons: frozenset[str], found: Resolved) -> bool:
    """Tell whether the phrase right after a verb can be its subject.

    The sound plural shows its case: الحوثيون can be a subject, الحوثيين (the Houthis) cannot. A verb before its subject
    is singular, and has the gender of a person, state or feminine plural: يرفضون لقاء, طالب الولايات المتحدة and
    هاجم قوات الحكومة have theirs elsewhere.
    """
    if is_oblique(found):
        return False
    if persons and persons <= PLURAL_PERSONS | FIRST_PERSONS:
        return False
    if persons and persons <= MASCULINE_PERSONS and is_feminine_plural(found):
        return False
    if persons and persons <= FEMININE_PERSONS and (found.is_masculine or found.head in MEN):
        return False
    if found.strength < 2 or found.is_plural or not persons:
        return True
    if persons <= MASCULINE_PERSONS:
        return not (found.is_feminine and (found.kind != "person" or found.strength == 2))
    if persons <= FEMININE_PERSONS:
        return not (found.kind == "person" and found.strength == 2 and not found.is_feminine)
    return True


def is_many(found: Resolved) -> bool:
    """Tell people by a plural: المسؤولون, نشطاء; the word for people of a kind may mean one, الضحية (the victim)."""
    is_plural = found.head.endswith(PLURAL_ENDS) or is_broken_plural(found.head)
    return found.kind in ("person", "people") and found.strength < NAMED and is_plural


def agrees_as_hidden(persons: frozenset[str], found: Resolved) -> bool:
    """Tell whether an earlier phrase can be what a verb without subject speaks of."""
    if not persons:
        return True
    if persons <= PLURAL_PERSONS:
        return found.is_plural or found.kind in COLLECTIVE
    if persons <= FEMININE_PERSONS:
        return found.is_feminine or found.is_plural or found.kind not in ("person", "people") or found.strength == 3
    if persons == ONE and is_many(found):
        return False
    if persons <= MASCULINE_PERSONS:
        return not (found.is_feminine and found.strength >= 2 and found.kind not in ("person", "people"))
    return True


def is_feminine_plural(found: Resolved) -> bool:
    """Tell قوات (forces) and سفارات (embassies) from places and from quantities of men: عشرات (dozens)."""
    return found.head.endswith(FEMININE_PLURAL) and found.head not in QUANTITIES and found.kind != "place"


def is_oblique(found: Resolved) -> bool:
    """Tell whether the head is a sound masculine plural in the oblique case, so no subject: مسلحين (gunmen)."""
    return (
        found.head.endswith(OBLIQUE)
        and len(found.head) >= MIN_PLURAL
        and found.kind in HUMAN
        and found.count is None
        and not (found.kind == "person" and found.strength == 3)
    )

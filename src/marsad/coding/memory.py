"""Takes the entities of a document as they come and gives what pronouns, hidden subjects and repeats refer to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from marsad.arabic.normal import normalize
from marsad.coding.entities import ANYBODY
from marsad.coding.model import Entity
from marsad.coding.parties import Resolved
from marsad.coding.wording import is_common
from marsad.coding.words import AL

REACH: Final = 60
DUAL_ENDS: Final = ("\u0627\u0646", "\u062a\u064a\u0646", "\u062a\u0627\u0646")
MASCULINE, FEMININE, PLURAL, DUAL = "\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627"
WOMEN: Final = "\u0647\u0646"
COLLECTIVES: Final = frozenset(
    {"group", "state", "government", "body", "army", "police", "party", "bloc", "igo", "media"}
)
GENERIC: Final = frozenset({"person", "group", "people", "body", "army", "police", "government"})

NAMED: Final = 3
PLURAL_KINDS: Final = frozenset({"group", "people"})
OFFICER: Final = ("ضابط", "ضباط")
ARMS: Final = frozenset({"MIL", "COP"})
BODIES: Final = frozenset({"army", "police", "body"})
ROOT: Final = 2
"""How many first letters a noun mostly shares with its plural: جندي, جنود."""
OF_KIND: Final = frozenset(
    ("حكوميه", "نظاميه", "امنيه", "دوليه", "جويه", "بريه", "بحريه", "مدنيه", "محليه", "عسكريه", "قضاييه")
)
"""Adjectives that make another kind of body: القوات الحكومية (government forces) repeats no rebels."""
WHOSE: Final = frozenset({"group", "army"})
COALITION: Final = (
    "التحالف",
    "قوات التحالف",
    "طائرات التحالف",
    "طائرة التحالف",
    "مقاتلات التحالف",
    "مقاتلة التحالف",
    "طيران التحالف",
)
OF_COALITION: Final = ("قوات التحالف", "باسم التحالف", "دول التحالف")
LED_BY: Final = {
    "YEM": ("SAU", "Saudi-led coalition"),
    "SYR": ("USA", "US-led coalition against Islamic State"),
    "IRQ": ("USA", "US-led coalition against Islamic State"),
}
"""Who leads the coalition that fights in a country, where a text calls it the coalition alone."""
RESISTANCE: Final = ("المقاومة", "قوات المقاومة", "رجال المقاومة", "مقاتلي المقاومة", "مقاتلو المقاومة")
YEMEN, YEMENI_RESISTANCE = "YEM", "Yemeni resistance"
"""The resistance, where a text tells of Yemen's war, fights beside the government's army."""
STATELESS: Final = frozenset({"دول", "الدول", "دولا", "حكومات", "الحكومات", "بلدان", "البلدان", "التنظيم"})
"""First words of phrases for states of which none is named, الدول المانحة (the donor states), and of al-Qaeda."""
FOREIGN: Final = frozenset({"UNK", "IGO", "JRN", "NGO"})
"""Sectors whose country the document's does not tell."""


@dataclass(slots=True)
class Memory:
    """What a document has named so far, in reading order."""

    entities: list[Resolved] = field(default_factory=list)
    subject: Resolved | None = None
    topic: Resolved | None = None
    speaker: Resolved | None = None
    countries: Counter[str] = field(default_factory=Counter)
    surnames: dict[str, Resolved] = field(default_factory=dict)
    bodies: dict[str, Resolved] = field(default_factory=dict)

    def note(self, found: Resolved) -> None:
        """Remember an entity that was met."""
        if found.strength >= 2:
            self.entities.append(found)
            if found.entity.country and found.entity.country != "IGO":
                self.countries[found.entity.country] += 1

    def note_body(self, found: Resolved) -> None:
        """Remember a body named within a longer phrase, too, by its first word: هيئة أركان الجيش الإسرائيلي."""
        if found.kind in BODIES and found.strength == NAMED:
            self.bodies[found.head] = found

    def people(self) -> Resolved | None:
        """Give the people told last, whom "five others" or a number in a later sentence are like."""
        told = (one for one in reversed(self.entities[-REACH:]) if one.can_act)
        return next((one for one in told if one.kind == "people" or one.count is not None), None)

    def note_country(self, country: str | None) -> None:
        """Count a country that the document speaks of."""
        if country and country != "IGO":
            self.countries[country] += 1

    def pronoun(
        self, suffix: str, excluded: Resolved | None = None, barred: frozenset[str] = frozenset()
    ) -> Resolved | None:
        """Give the nearest earlier entity, of no barred kind, that agrees with a pronoun suffix."""
        for found in reversed(self.entities[-REACH:]):
            if excluded is not None and found.entity.name == excluded.entity.name:
                continue
            if found.kind not in barred and agrees_with_suffix(suffix, found):
                return found
        return None

    def repeat(self, found: Resolved) -> Resolved:
        """Give `found` with what an earlier phrase with the same head tells of it, where it tells nothing itself."""
        if found.strength == 0:
            return self._by_surname(found)
        if found.strength == 2 and found.kind == "person" and found.entity.sector == "CVL" and not found.entity.name:
            return self._as_described(found)
        if found.head.startswith(OFFICER) and not found.tail and found.entity.country is None:
            return self._of_nearest_arm(found)
        if found.strength >= 3 or not found.is_definite or found.kind not in GENERIC or found.count is not None:
            return found
        for earlier in reversed(self.entities[-REACH:]):
            if earlier.strength == 3 and _same_head(earlier, found):
                entity = replace(
                    found.entity, name=earlier.entity.name, country=earlier.entity.country, sector=earlier.entity.sector
                )
                return replace(found, entity=entity, strength=3, kind=earlier.kind)
        body = self.bodies.get(found.head)
        if body is not None and found.strength == 2 and not found.tail and found.entity.country is None:
            return _as_body(found, body)
        return self._of_same_country(self._of_same_post(found))

    def _of_nearest_arm(self, found: Resolved) -> Resolved:
        """Give an officer of whom no more is told the arm that was told last: police or army."""
        for earlier in reversed(self.entities[-REACH:]):
            if earlier.entity.sector in ARMS and earlier.kind != "person" and not earlier.head.startswith(OFFICER):
                return replace(found, entity=replace(found.entity, sector=earlier.entity.sector))
        return found

    def _of_same_post(self, found: Resolved) -> Resolved:
        """Give "the minister" or "the court" alone the code of the one that was told with its country or body."""
        known = found.entity
        if known.country is not None or found.tail or found.is_plural or found.strength != 2:
            return found
        for earlier in reversed(self.entities[-REACH:]):
            is_same = earlier.head == found.head and earlier.kind == found.kind and bool(earlier.tail)
            if is_same and earlier.entity.country is not None:
                return replace(
                    found, entity=replace(known, country=earlier.entity.country, sector=earlier.entity.sector)
                )
        return found

    def _of_same_country(self, found: Resolved) -> Resolved:
        """Give a bare "the soldiers" the country of those that were counted with theirs: 15 جنديا تركيا."""
        if found.strength != 2 or found.entity.country is not None or found.tail or found.kind not in PLURAL_KINDS:
            return found
        for earlier in reversed(self.entities[-REACH:]):
            is_alike = earlier.entity.sector == found.entity.sector and earlier.head[:ROOT] == found.head[:ROOT]
            if is_alike and earlier.count is not None and earlier.entity.country is not None:
                return replace(found, entity=replace(found.entity, country=earlier.entity.country))
        return found

    def note_surname(self, found: Resolved) -> None:
        """Remember a person by the last word of the name, which later stands alone."""
        if found.kind == "person" and found.tail and found.count is None:
            known = self.surnames.get(found.tail)
            if known is None or (known.entity.sector == "CVL" and known.entity.name is None):
                self.surnames[found.tail] = found

    def _as_described(self, found: Resolved) -> Resolved:
        """Give a person told by name alone the sector that an earlier phrase with the same last name gave."""
        person = self.surnames.get(found.tail)
        if person is None:
            return found
        known = person.entity
        sector = found.entity.sector if known.sector == "CVL" else known.sector
        return replace(
            found, entity=replace(found.entity, country=known.country or found.entity.country, sector=sector)
        )

    def _by_surname(self, found: Resolved) -> Resolved:
        person = self.surnames.get(found.tail or found.head)
        if person is None:
            return found
        if found.tail and is_common(found.head):
            return replace(found, strength=1, kind="thing")
        known = person.entity
        entity = replace(found.entity, name=known.name, country=known.country, sector=known.sector)
        return replace(found, entity=entity, strength=2, kind="person", is_feminine=person.is_feminine)

    def with_country(self, entity: Entity) -> Entity:
        """Give the entity with the document's most named country where it has none of its own."""
        if entity.text in COALITION:
            return self._as_coalition(entity)
        if entity.text.endswith(OF_COALITION) and entity.country in (None, "USA"):
            return replace(self._as_coalition(entity), name=entity.name)
        if entity.text in RESISTANCE and entity.name is None and self._tells_most_of(YEMEN):
            return replace(entity, name=YEMENI_RESISTANCE, country=YEMEN, sector="MIL")
        if entity.country is not None or not self.countries or entity.sector in FOREIGN:
            return entity
        if entity.name is not None and entity.name not in ANYBODY:
            return entity
        if entity.text.partition(" ")[0] in STATELESS:
            return entity
        return replace(entity, country=self.countries.most_common(1)[0][0])

    def _tells_most_of(self, country: str) -> bool:
        return bool(self.countries) and self.countries[country] == max(self.countries.values())

    def _as_coalition(self, entity: Entity) -> Entity:
        """Give "the coalition" as the forces of the state that leads it where the document tells of a war."""
        theatre = max(LED_BY, key=lambda country: self.countries[country])
        if not self.countries[theatre]:
            return entity
        country, name = LED_BY[theatre]
        return replace(entity, name=name, country=country, sector="MIL")


def _as_body(found: Resolved, body: Resolved) -> Resolved:
    known = body.entity
    entity = replace(found.entity, name=known.name, country=known.country, sector=known.sector)
    return replace(found, entity=entity, strength=NAMED, kind=body.kind)


def _same_head(earlier: Resolved, found: Resolved) -> bool:
    """Tell whether a phrase repeats an earlier one: الجماعة, or forces of it: قوات التحالف after التحالف الدولي."""
    is_other = found.kind != "person" and found.entity.country not in (None, earlier.entity.country)
    if is_other or found.tail in OF_KIND:
        return False
    is_construct = found.kind == "person" or not found.entity.text.startswith(AL)
    if is_construct and found.tail and normalize(found.tail) not in normalize(earlier.entity.text):
        return False
    is_whose = found.kind in WHOSE and bool(found.tail) and found.tail == earlier.head
    return (earlier.head == found.head or is_whose) and (earlier.kind == "person") == (found.kind == "person")


def clashes_with_suffix(suffix: str, found: Resolved) -> bool:
    """Tell whether a pronoun suffix surely means another: هجماتها (her attacks) are not those of the minister.

    Of whom a surname alone names nothing is sure: محادثاتها may be Clinton's.
    """
    is_surname = found.strength == NAMED and found.first == found.last
    if suffix == FEMININE:
        return found.kind == "person" and not (found.is_feminine or is_surname)
    if suffix == MASCULINE:
        return found.is_plural or (found.is_feminine and not is_surname)
    return suffix == PLURAL and (found.kind == "state" or (found.kind == "person" and found.strength == NAMED))


def agrees_with_suffix(suffix: str, found: Resolved) -> bool:
    """Tell whether a pronoun suffix can mean the entity: هم (them) needs people or a group, and no court (محكمة)."""
    if suffix == FEMININE:
        return found.is_feminine or found.kind in ("state", "igo") or (found.kind in COLLECTIVES and found.is_plural)
    if suffix == MASCULINE:
        return not found.is_plural and not found.is_feminine and found.kind != "state"
    if suffix == PLURAL:
        return found.is_plural or (found.kind in PLURAL_KINDS and not found.is_feminine)
    if suffix == WOMEN:
        return found.kind == "people" or (found.is_feminine and found.is_plural)
    if suffix == DUAL:
        is_two = found.entity.name is None and found.head.endswith(DUAL_ENDS)
        return found.can_act and (found.count == 2 or is_two)
    return found.can_act

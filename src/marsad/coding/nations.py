"""Takes a noun that names an act and gives the parties that the nationality adjectives beside it name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from marsad.coding.clauses import Group
from marsad.coding.governed import Governed
from marsad.coding.mutual import MUTUAL
from marsad.coding.parties import Resolved, nation_party
from marsad.coding.phrases import NISBA
from marsad.coding.roles import Roles
from marsad.coding.triggers import Trigger
from marsad.lexicon.model import Act

WEAPONS: Final = "instruments."


class Nations:
    """Nationality adjectives of one sentence, as parties to the acts that they describe."""

    def __init__(self, governed: Governed) -> None:
        self.sentence, self.chunks, self.lexicon = governed.sentence, governed.chunks, governed.phrases.lexicon

    def add_to(self, roles: Roles, trigger: Trigger, complement: Group | None) -> None:
        """Take the actors from nationality adjectives: غارات إسرائيلية, القصف السوري والروسي, الاتفاق الروسي التركي.

        What its complement is called is no actor: قصف الأراضي اللبنانية (the shelling of Lebanese territory); but whose
        the weapons are is: إطلاق صواريخ إيرانية (the firing of Iranian missiles).
        """
        if roles.actor or trigger.act.of == "recipient" or trigger.act.type == "ORGANIZE":
            return
        first, end = trigger.last + 1, len(self.sentence.words)
        if first < end and trigger.act.of == "none" and self._is_weapon(first):
            first += 1
        elif complement is not None:
            end = self.chunks[complement.chunks[0]].first
        for at in range(first, min(trigger.last + 4, end)):
            word = self.sentence.words[at]
            if word.proclitics.preposition or (at in self.sentence.places and word.nation is None):
                return
            if word.nation is not None and not word.proclitics.conjunction:
                nations = [at, *self._further_nations(at, trigger)]
                parties = self.protesters(trigger.act, [self._nation(one) for one in nations])
                roles.add("actor", parties, "nationality adjective of the noun")
                return
            if word.role is not None or word.is_known_noun or at in self.sentence.actors:
                return

    @staticmethod
    def protesters(act: Act, nations: list[Resolved]) -> list[Resolved]:
        """Give people of a nationality for its state, where they protest: تظاهرات عراقية (Iraqi demonstrations)."""
        if act.type != "PROTEST":
            return nations
        return [replace(one, entity=replace(one.entity, name=None, sector="CVL"), kind="people") for one in nations]

    @staticmethod
    def person(nation: Resolved) -> Resolved:
        """Give somebody of a nationality for its state: اتهام بلغاري (the charging of a Bulgarian)."""
        return replace(nation, entity=replace(nation.entity, name=None, sector="CVL"), kind="person")

    def is_one(self, found: Resolved) -> bool:
        """Tell a phrase that is a nationality adjective alone."""
        word = self.sentence.words[found.first]
        return found.first == found.last and word.nation is not None and word.core.endswith(NISBA)

    def is_of_one(self, trigger: Trigger) -> bool:
        """Tell an act known by whose it is from one that its verb's subject does: رفضت إيران الاتهامات الأميركية."""
        noun, following = self.sentence.words[trigger.last], trigger.last + 1
        if trigger.act.of == "recipient" or following >= len(self.sentence.words):
            return False
        word = self.sentence.words[following]
        is_alike = word.proclitics.has_article == noun.proclitics.has_article and not word.proclitics.preposition
        return word.nation is not None and is_alike and word.core.endswith(NISBA)

    def _is_weapon(self, at: int) -> bool:
        is_armed = self.sentence.words[at].role is not None
        return not is_armed and any(name.startswith(WEAPONS) for name in self.sentence.classes(at))

    def _further_nations(self, at: int, trigger: Trigger) -> list[int]:
        """Give the adjectives that stand beside the one at a token: joined by "and", or bare where acts are mutual."""
        first, found = self.sentence.words[at], []
        for beside in range(at + 1, len(self.sentence.words)):
            word = self.sentence.words[beside]
            is_joined = word.proclitics.conjunction or trigger.act.type in MUTUAL
            is_alike = word.nation is not None and word.proclitics.has_article == first.proclitics.has_article
            if not (is_joined and is_alike) or word.proclitics.preposition or not word.core.endswith(NISBA):
                break
            found.append(beside)
        return found

    def _nation(self, at: int) -> Resolved:
        nation = self.sentence.words[at].nation
        return nation_party(self.sentence, at, self.lexicon.nations[nation or 0].country, self.lexicon)

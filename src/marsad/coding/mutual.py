"""Takes a noun such as fighting or talks and gives its parties: those between whom it is, those its adjectives name."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.parties import Resolved, nation_party
from marsad.coding.phrases import NISBA, Phrases
from marsad.coding.triggers import Trigger
from marsad.coding.words import Word
from marsad.lexicon.model import Act

BETWEEN: Final = "بين"
BORDERING: Final = "places.between"
TROOPS: Final = "troops"
"""The mode of what two armies do together, too: تدريبات عسكرية مصرية سعودية (Egyptian and Saudi exercises)."""
MUTUAL: Final = frozenset({"ASSAULT", "CONSULT", "COOPERATE", "AGREE"})
VICTIMS: Final = "casualties.victims"
MAX_BORDER: Final = 4
MAX_REACH: Final = 14
MAX_INNER: Final = 8


class Mutual:
    """The parties of an act that is done by several to each other."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.sentence, self.chunks = phrases, phrases.sentence, phrases.chunks

    def between(self, trigger: Trigger) -> list[Resolved]:
        """Give X and Y of قتال امتد حتى الفجر بين X وY (fighting that lasted until dawn between X and Y)."""
        if trigger.act.type not in MUTUAL or trigger.act.of == "recipient":
            return []
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_REACH, len(self.chunks))):
            chunk = self.chunks[position]
            if chunk.kind == "np" and chunk.preposition == BETWEEN:
                return [] if self.is_place(position) else self._parties(position)
            is_other = chunk.kind in ("that", "source") or (chunk.kind in ("act", "verb") and chunk.conjunction)
            if is_other or (chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in CLAUSE_MARKS):
                return []
        return []

    def is_place(self, position: int) -> bool:
        """Tell a place from parties: على الحدود بين غزة وإسرائيل (at the border between Gaza and Israel)."""
        first = self.chunks[position].first
        return any(self.sentence.has_class(at, BORDERING) for at in range(max(first - MAX_BORDER, 0), first))

    def _parties(self, position: int) -> list[Resolved]:
        """Give two parties or more; the dead, among whom somebody is, are none: بين القتلى ثلاثة جنود."""
        found = self._members(position)
        is_toll = any(self.sentence.has_class(at, VICTIMS) for one in found for at in range(one.first, one.last + 1))
        return found if len(found) > 1 and not is_toll else []

    def _members(self, first: int) -> list[Resolved]:
        """Give who is joined by "and" from a chunk on, over what tells of each: X، الذي يضم فصائل، وY.

        After two, what "and" joins to a place is one too: بين الجيش والمتظاهرين على حدود غزة وإسرائيل.
        """
        found = [self.phrases.resolved(first)]
        position = first + 1
        while position < len(self.chunks):
            chunk, before = self.chunks[position], self.chunks[position - 1]
            is_of_scene = len(found) > 1 and not chunk.preposition and before.preposition not in ("", BETWEEN)
            if chunk.kind == "np" and chunk.conjunction and chunk.preposition in ("", BETWEEN) and not is_of_scene:
                found.append(self.phrases.resolved(position))
            elif chunk.kind == "mark" and (resumed := self._after_relative(position)) is not None:
                position = resumed
                continue
            elif not self._may_stand_between(position):
                break
            position += 1
        return [one for one in found if one.can_act]

    def _may_stand_between(self, position: int) -> bool:
        chunk = self.chunks[position]
        if chunk.kind == "mark":
            return self.sentence.tokens[chunk.first].norm not in CLAUSE_MARKS
        return chunk.kind == "word" or (chunk.kind == "np" and bool(chunk.preposition))

    def _after_relative(self, comma: int) -> int | None:
        """Give where the list goes on after a relative clause between commas."""
        if comma + 1 >= len(self.chunks) or self.chunks[comma + 1].kind != "relative":
            return None
        for position in range(comma + 2, min(comma + 2 + MAX_INNER, len(self.chunks) - 1)):
            following = self.chunks[position + 1]
            if self.chunks[position].kind == "mark":
                return position + 1 if following.kind == "np" and following.conjunction else None
        return None

    def nations(self, position: int, act: Act) -> list[Resolved]:
        """Give the states that a phrase of adjectives names: قمة روسية إيرانية تركية, قصف إسرائيلي عنيف (heavy)."""
        chunk = self.chunks[position]
        if act.of == "recipient":
            return []
        words = self.sentence.words[chunk.first : chunk.last + 1]
        of_nation = list(takewhile(lambda word: word.nation is not None, words))
        if len(of_nation) != 1 and act.type not in MUTUAL and act.mode != TROOPS:
            return []
        if not of_nation or any(not word.core.endswith(NISBA) or word.proclitics.has_article for word in of_nation):
            return []
        if any(_names_somebody(word) for word in words[len(of_nation) :]):
            return []
        if any(at in self.sentence.actors or at in self.sentence.places for at in range(chunk.first, chunk.last + 1)):
            return []
        lexicon = self.phrases.lexicon
        return [
            nation_party(self.sentence, at, lexicon.nations[word.nation or 0].country, lexicon)
            for at, word in enumerate(of_nation, start=chunk.first)
        ]


def _names_somebody(word: Word) -> bool:
    """Tell a word that is no plain adjective of an act: a role, another act, the name of a person."""
    is_noun = word.role is not None or word.act is not None or word.pattern is not None
    return is_noun or word.is_person or word.is_title or word.is_given_name or word.proclitics.has_article

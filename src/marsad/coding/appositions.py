"""Takes the phrases around a verb and gives those that name somebody new: none that describes the one before it."""

from __future__ import annotations

from typing import Final

from marsad.coding.clauses import Group
from marsad.coding.parties import Resolved
from marsad.coding.phrases import Phrases

PEOPLE: Final = ("ون", "ين")
ONE_PERSON: Final = "casualties.persons"
MAX_POST: Final = 3


class Appositions:
    """Which phrases of one sentence describe the phrase before them."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.sentence, self.chunks = phrases, phrases.sentence, phrases.chunks

    def without(self, plain: list[Group]) -> list[Group]:
        """Drop a person named or described anew, after a comma or a place: "met the president, X, the queen"."""
        kept: list[Group] = []
        named = -1
        for group in plain:
            if self._is_told_with_before(group.chunks[0]):
                continue
            if kept and named < len(kept) and group.after_comma and not self.chunks[group.chunks[0]].conjunction:
                before, found = self.phrases.resolved(kept[-1].chunks[-1]), self.phrases.resolved(group.chunks[0])
                is_inside = found.entity.end <= before.entity.end
                if is_inside or (self.tells_one(before) and found.kind == "person" and before.count is None):
                    named = len(kept)
                    continue
            if kept and self._describes_people(kept[-1].chunks[-1], group.chunks[0]):
                continue
            kept.append(group)
        return kept

    def _is_told_with_before(self, position: int) -> bool:
        """Tell the name that completes a post before it: قائد القوات في الشرق الأوسط جوزيف فوتيل."""
        if position == 0 or self.chunks[position - 1].kind != "np" or self.chunks[position].conjunction:
            return False
        name = self.phrases.resolved(position).entity
        for before in range(position - 1, max(position - 1 - MAX_POST, -1), -1):
            if self.chunks[before].kind != "np":
                return False
            found = self.phrases.resolved(before).entity
            if found.sentence == name.sentence and found.start < name.start and found.end >= name.end:
                return True
        return False

    def tells_one(self, found: Resolved) -> bool:
        """Tell one person, also by a word that stands for a group elsewhere: الناشطة السعودية (the Saudi activist)."""
        is_here = found.entity.sentence == self.sentence.index
        return found.kind == "person" or (is_here and self.sentence.has_class(found.first, ONE_PERSON))

    def _describes_people(self, before: int, position: int) -> bool:
        """Tell an adjective of people, in their case, from other people: العراقيين المحتجين (the protesting Iraqis)."""
        people, chunk = self.chunks[before], self.chunks[position]
        if position != before + 1 or chunk.conjunction or chunk.first != chunk.last:
            return False
        first, second = self.sentence.words[people.last], self.sentence.words[chunk.first]
        if not (first.proclitics.has_article and second.proclitics.has_article):
            return False
        return first.core[-2:] == second.core[-2:] and second.core.endswith(PEOPLE)

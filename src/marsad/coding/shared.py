"""Takes two nouns that "and" joins and gives each what stands only once: an owner, a noun, a nationality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.entities import EntityReader
from marsad.coding.parties import OWNERS, PEOPLE, Resolved
from marsad.coding.sentence import LabelledSentence
from marsad.lexicon import Lexicon

PAIR: Final = ("ي", "ا")
"""Endings of two in idafa: وزيري, وزيرا."""
KNOWN: Final = 2
DUAL_OR_PLURAL: Final = ("ين", "ان", "ون")


class Shared:
    """What two joined noun phrases of one sentence share."""

    def __init__(self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, lexicon: Lexicon) -> None:
        self.sentence, self.chunks, self.reader, self.lexicon = sentence, chunks, reader, lexicon

    def with_nation(self, position: int, found: Resolved) -> Resolved:
        """Give the nationality of two told after the second: ضابط وجندي إسرائيليين (two Israelis)."""
        following = position + 1
        if found.strength != KNOWN or found.entity.country or found.kind not in PEOPLE or following >= len(self.chunks):
            return found
        chunk = self.chunks[following]
        last = self.sentence.words[chunk.last]
        is_shared = chunk.kind == "np" and chunk.conjunction and not chunk.preposition and last.nation is not None
        if not is_shared or not last.core.endswith(DUAL_OR_PLURAL):
            return found
        country = self.lexicon.nations[last.nation or 0].country
        return replace(found, entity=replace(found.entity, country=country))

    def with_noun(self, position: int, found: Resolved, resolved: Callable[[int], Resolved]) -> Resolved:
        """Give a nationality that "and" joins to another the noun of that: القوات السورية والروسية."""
        chunk, before = self.chunks[position], self.chunks[position - 1] if position else None
        word = self.sentence.words[chunk.first]
        if before is None or before.kind != "np" or before.first == before.last:
            return found
        if self._shares_post(position):
            post = resolved(position - 1)
            country = self.lexicon.nations[self.sentence.words[chunk.last].nation or 0].country
            entity = replace(found.entity, name=None, country=country, sector=post.entity.sector)
            return replace(found, entity=entity, strength=KNOWN, kind=post.kind)
        is_lone = chunk.first == chunk.last and chunk.conjunction and not chunk.preposition
        noun, last = self.sentence.words[before.first], self.sentence.words[before.last]
        is_alike = last.nation is not None and last.proclitics.has_article == word.proclitics.has_article
        if not (is_lone and is_alike) or word.nation is None or noun.role is None or noun.nation is not None:
            return found
        first = resolved(position - 1)
        country = self.lexicon.nations[word.nation].country
        entity = replace(found.entity, name=None, country=country, sector=first.entity.sector)
        return replace(found, entity=entity, strength=KNOWN, kind=first.kind)

    def _shares_post(self, position: int) -> bool:
        """Tell the second of two posts: وزيري الداخلية والعدل الأمريكيين (the ministers of interior and of justice)."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        head, first = self.sentence.words[before.first], self.sentence.words[chunk.first]
        is_pair = head.is_person and head.core.endswith(PAIR) and head.core[:-1] in self.lexicon.roles_of
        is_second = chunk.conjunction and not chunk.preposition and first.proclitics.has_article
        return is_pair and is_second and chunk.last > chunk.first and self.sentence.words[chunk.last].nation is not None

    def with_owner(self, position: int, found: Resolved) -> Resolved:
        """Give the first of two whose the second is: مقاتلات ومدفعية التحالف, مواقع وتعزيزات الحوثيين."""
        following, chunk = position + 1, self.chunks[position]
        is_open = found.strength <= KNOWN and not (found.entity.country or found.entity.name or found.count is not None)
        if not is_open or chunk.first != chunk.last or following >= len(self.chunks):
            return found
        owner = self._owner_of_second(following)
        if owner is None or self.sentence.words[chunk.first].proclitics.has_article:
            return found
        if found.kind == "site":
            return owner
        second = self.chunks[following]
        shared = self.reader.resolve(self.sentence, second.first, second.last).entity
        if found.entity.sector != shared.sector:
            return found
        return replace(found, entity=replace(found.entity, name=shared.name, country=shared.country))

    def _owner_of_second(self, position: int) -> Resolved | None:
        """Give whose the second of two is: ومدفعية التحالف (and artillery of the coalition)."""
        second = self.chunks[position]
        is_second = second.conjunction and not second.preposition
        if not is_second or self.sentence.words[second.first].proclitics.has_article:
            return None
        if second.kind == "np" and second.last > second.first:
            owner = self.reader.resolve(self.sentence, second.first + 1, second.last)
        elif second.kind == "act" and second.first == second.last and position + 1 < len(self.chunks):
            after = self.chunks[position + 1]
            if after.kind != "np" or after.preposition or after.conjunction:
                return None
            owner = self.reader.resolve(self.sentence, after.first, after.last)
        else:
            return None
        return owner if owner.can_act and owner.is_definite and owner.kind in OWNERS else None

"""A party as the coder weighs it: an entity with what is known of its phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from marsad.coding.model import Entity
from marsad.coding.sentence import LabelledSentence
from marsad.coding.stretches import entity_span
from marsad.lexicon import Lexicon

PEOPLE: Final = frozenset({"people", "group", "person", "army", "police"})
OWNERS: Final = frozenset({"group", "army", "police", "party", "government", "body", "state"})


@dataclass(slots=True)
class Resolved:
    """An entity with what the coder needs to weigh it; never changed, but copied.

    `strength` 3: a name of the lexicon; 2: a role, nationality or naming pattern; 1: a place; 0: an unknown noun.
    `head` is the bare form of its first word, by which a later definite repeat is known.
    """

    entity: Entity
    strength: int
    kind: str
    head: str
    count: int | None
    is_feminine: bool
    is_plural: bool
    first: int
    last: int
    is_definite: bool = True
    tail: str = ""
    is_masculine: bool = False
    """True for a body of many whose word is masculine and singular: الجيش."""
    is_stateless: bool = False
    """True where it is of an organization that has no country, so that the document's tells nothing of it."""

    @property
    def can_act(self) -> bool:
        """True where the phrase names somebody who can do something."""
        return self.strength >= 2 and self.kind != "place"


def nation_party(sentence: LabelledSentence, at: int, country: str | None, lexicon: Lexicon) -> Resolved:
    """Give the state that a nationality adjective at a token stands for: غارات إسرائيلية (Israeli raids)."""
    name = lexicon.state_names.get(country or "")
    entity = replace(entity_span(sentence, at, at), name=name, country=country, sector="GOV")
    return Resolved(entity, 2, "state", sentence.words[at].core, None, True, False, at, at)

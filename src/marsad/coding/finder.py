"""Takes a trigger with its frame and gives who fills its roles: actors, recipients, and why."""

from __future__ import annotations

from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.entities import EntityReader
from marsad.coding.governed import Governed
from marsad.coding.memory import Memory
from marsad.coding.nouns import NounRoles
from marsad.coding.parties import Resolved
from marsad.coding.phrases import Phrases
from marsad.coding.roles import Roles, party_key
from marsad.coding.sentence import LabelledSentence
from marsad.coding.subjects import Subjects
from marsad.coding.triggers import Trigger
from marsad.coding.verbs import VerbRoles
from marsad.lexicon import Lexicon

TOGETHER: Final = frozenset({"بالتعاون مع", "بالاشتراك مع", "بالشراكه مع", "بمشاركه", "جنبا الي جنب مع"})
"""Prepositions that lead from who acts to who acts with him."""
DONE_TOGETHER: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "ORGANIZE", "PROTEST", "AID", "RETREAT"})
"""Acts after whose doer these words are no content, as they are in "promised to cooperate with"."""

UNARMED: Final = frozenset({"JRN", "NGO", "JUD"})
"""Sectors of those who tell of violence or judge it, and do none: ذكر المرصد أن انفجارا وقع (the observatory said)."""


class RoleFinder:
    """Finds the roles of the triggers of one sentence."""

    def __init__(
        self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, memory: Memory, lexicon: Lexicon
    ) -> None:
        self.phrases = Phrases(sentence, chunks, reader, memory, lexicon)
        self.subjects = Subjects(self.phrases)
        governed = Governed(self.subjects)
        self.verbs, self.nouns = VerbRoles(governed), NounRoles(governed)
        self._together = [at for at, part in enumerate(chunks) if part.kind == "np" and part.preposition in TOGETHER]

    def find(self, trigger: Trigger) -> Roles:
        """Give the roles of `trigger` by its frame, with those who act together with its actors."""
        match trigger.form:
            case "verb":
                roles = self.verbs.of_verb(trigger)
            case "noun":
                roles = self.nouns.of_noun(trigger)
            case "adjective":
                roles = self.verbs.of_adjective(trigger)
            case _:
                roles = self.verbs.of_participle(trigger)
        if self._together and roles.actor and trigger.act.type in DONE_TOGETHER:
            self._add_companions(roles)
        if trigger.act.type == "ASSAULT":
            roles.actor = [one for one in roles.actor if one.entity.sector not in UNARMED]
        elif trigger.act.type == "CONSULT":
            roles.actor = [one for one in roles.actor if one.kind != "media"]
        return roles

    def _add_companions(self, roles: Roles) -> None:
        """Add those with whom an actor does it: شرع الجيش الحر، بالتعاون مع الجيش التركي، في اقتحام البلدة."""
        chunks = self.phrases.chunks
        doers = {party_key(one) for one in roles.actor}
        for position in self._together:
            before = position - 2 if position and chunks[position - 1].kind == "mark" else position - 1
            if before >= 0 and any(party_key(one) in doers for one in self._named(before)):
                companion = self.phrases.resolved(position)
                roles.add("actor", [companion] if companion.can_act else [], f"after {chunks[position].preposition}")

    def _named(self, position: int) -> list[Resolved]:
        """Give what a phrase names, or the subject of a verb."""
        if self.phrases.chunks[position].kind == "np":
            return [self.phrases.resolved(position)]
        return self.subjects.known.get(position, [])

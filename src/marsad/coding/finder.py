"""Takes a trigger with its frame and gives who fills its roles: actors, recipients, and why."""

from __future__ import annotations

from marsad.coding.chunks import Chunk
from marsad.coding.entities import EntityReader
from marsad.coding.governed import Governed
from marsad.coding.memory import Memory
from marsad.coding.nouns import NounRoles
from marsad.coding.phrases import Phrases
from marsad.coding.roles import Roles
from marsad.coding.sentence import LabelledSentence
from marsad.coding.subjects import Subjects
from marsad.coding.triggers import Trigger
from marsad.coding.verbs import VerbRoles
from marsad.lexicon import Lexicon


class RoleFinder:
    """Finds the roles of the triggers of one sentence."""

    def __init__(
        self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, memory: Memory, lexicon: Lexicon
    ) -> None:
        self.phrases = Phrases(sentence, chunks, reader, memory, lexicon)
        self.subjects = Subjects(self.phrases)
        governed = Governed(self.subjects)
        self.verbs, self.nouns = VerbRoles(governed), NounRoles(governed)

    def find(self, trigger: Trigger) -> Roles:
        """Give the roles of `trigger` by its frame."""
        match trigger.form:
            case "verb":
                return self.verbs.of_verb(trigger)
            case "noun":
                return self.nouns.of_noun(trigger)
            case "adjective":
                return self.verbs.of_adjective(trigger)
        return self.verbs.of_participle(trigger)

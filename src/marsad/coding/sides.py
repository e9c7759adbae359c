"""Takes a noun of an act that two do, and gives the side of it that stands elsewhere in the clause."""

from __future__ import annotations

from typing import Final

from marsad.coding.affiliations import IN
from marsad.coding.governed import Governed
from marsad.coding.mutual import BETWEEN, MUTUAL
from marsad.coding.roles import Roles
from marsad.coding.triggers import Trigger

BETWEEN_THEM: Final = frozenset({BETWEEN + "ه", BETWEEN + "ها", BETWEEN + "هم"})
OF_OTHERS: Final = ("speech", "casualties.verbs")
"""Classes of verbs whose subject is none of the parties: of who speaks, and of the dead."""


class Sides:
    """The sides of acts that are done by two, in one sentence."""

    def __init__(self, governed: Governed) -> None:
        self.governed, self.subjects, self.phrases = governed, governed.subjects, governed.phrases
        self.sentence, self.chunks = governed.sentence, governed.chunks

    def add_own(self, roles: Roles, trigger: Trigger) -> None:
        """Take the side that a pronoun names: سيطرت المقاومة على المدينة عقب اشتباكات بينها وبين الحوثيين."""
        at = trigger.chunk + 1
        if at + 1 >= len(self.chunks) or self.chunks[at].kind != "word" or trigger.act.type not in MUTUAL:
            return
        word, other = self.sentence.tokens[self.chunks[at].first].norm, self.chunks[at + 1]
        if word in BETWEEN_THEM and other.kind == "np" and other.preposition == BETWEEN:
            side = self.governed.meant(word.removeprefix(BETWEEN), trigger, self.phrases.resolved(at + 1))
            roles.add("actor", [side] if side is not None else [], f"pronoun after {BETWEEN}")

    def add_other(self, roles: Roles, trigger: Trigger) -> None:
        """Take who meets or fights the one after "with" from the clause: "X advanced after clashes with Y"."""
        if not roles.partners or len(roles.actor) > len(roles.partners):
            return
        for position in range(trigger.chunk - 1, -1, -1):
            chunk = self.chunks[position]
            if self.phrases.ends_sentence(chunk) or chunk.kind in ("that", "relative"):
                return
            if chunk.kind == "verb":
                classes = self.phrases.lemma_classes(chunk.first)
                tells_other = any(name.startswith(OF_OTHERS) for name in classes)
                if not tells_other or self._is_scene(trigger):
                    roles.add("actor", self.subjects.known.get(position, []), "subject of the clause")
                return

    def _is_scene(self, trigger: Trigger) -> bool:
        """Tell a talk in which somebody says something, and so takes part: شدد الرئيس في اتصال مع (in a call with)."""
        return trigger.act.type == "CONSULT" and self.chunks[trigger.chunk].preposition == IN

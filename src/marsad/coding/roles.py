"""Who fills the roles of one trigger, with how each was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.arabic.normal import normalize
from marsad.coding.model import Entity, Span
from marsad.coding.parties import Resolved


@dataclass(slots=True)
class Roles:
    """Who fills the roles of one trigger; `why` says how each was found."""

    actor: list[Resolved] = field(default_factory=list)
    recipient: list[Resolved] = field(default_factory=list)
    partners: list[Resolved] = field(default_factory=list)
    """Actors that stand after "with": who is met, and in a meeting to come, to whom it is promised."""
    why: list[str] = field(default_factory=list)

    def with_partners_addressed(self) -> None:
        """Make the partners recipients: a meeting announced is an offer to them (codebook section 3)."""
        if self.partners and len(self.actor) > len(self.partners):
            self.actor = [one for one in self.actor if one not in self.partners]
            self.recipient += self.partners
            self.partners = []

    def without_later_than(self, act: Span) -> None:
        """Drop the recipients that stand after `act`, whose own they are, unless they are counted.

        قتل خمسة في غارة على القرية (five killed in a raid on the village), but أصيب في الهجمات 48 شخصا (48 people).
        """
        self.recipient = [
            one
            for one in self.recipient
            if one.count is not None or (one.entity.sentence, one.entity.start) < (act.sentence, act.start)
        ]

    def take_from(self, other: Roles) -> None:
        """Add the parties of another telling of the same act, each once."""
        if not self.actor:
            self.add("actor", other.actor, "told with its consequence")
        self.add("recipient", other.recipient, "told with its consequence")

    def add(self, role: str, found: list[Resolved], reason: str) -> None:
        """Add entities to a role, each once."""
        targets = {"actor": self.actor, "both": self.actor, "recipient": self.recipient}.get(role)
        if targets is None:
            return
        for entity in found:
            known = (*self.actor, *self.recipient)
            if all(party_key(entity) != party_key(one) and not _is_within(entity, one) for one in known):
                targets.append(entity)
                self.why.append(f"{role} «{entity.entity.text}»: {reason}")


def _is_within(found: Resolved, whole: Resolved) -> bool:
    """Tell a part of a title from a party: مفوض الأمم المتحدة لشؤون اللاجئين، فلان (the commissioner for refugees)."""
    inner, outer = found.entity, whole.entity
    return inner.sentence == outer.sentence and outer.start < inner.start and inner.end < outer.end


def party_key(found: Resolved) -> tuple[object, ...]:
    """Give what makes two phrases one party: the canonical name, else the phrase itself."""
    entity: Entity = found.entity
    return (entity.name,) if entity.name else (entity.sentence, entity.start, normalize(entity.text))

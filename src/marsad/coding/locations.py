"""Takes a trigger in its sentence and gives where its act took place (codebook section 2, `place`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.model import Place
from marsad.coding.roles import Roles
from marsad.coding.sentence import LabelledSentence
from marsad.coding.stretches import entity_span
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

BA: Final = "ب"
LED: Final = "nouns.led"
ON: Final = "علي"
FROM: Final = "من"
WAW: Final = "و"
DIRECTIONS: Final = frozenset({"شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "ضواحي"})
IN: Final = DIRECTIONS | {"في", BA, "داخل", "قرب", "عند", "وسط", "بمحيط", "خارج", "قباله", "فوق", ON}
NAMES_IN_PLACE: Final = "places.kinds"
SCENES: Final = "places.scenes"
FULL_STOPS: Final = frozenset("؛:")
SPOKEN: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})

BEFORE: Final = 3
VERB: Final = 8
BORDER: Final = 8
COMMA: Final = 5
MAX_COST: Final = 38
MAX_CROSSED: Final = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    position: int
    cost: int


class Locator:
    """Finds where the acts of one sentence took place."""

    def __init__(self, sentence: LabelledSentence, chunks: list[Chunk], lexicon: Lexicon) -> None:
        self.sentence, self.chunks, self.lexicon = sentence, chunks, lexicon
        self.named = [
            position
            for position, chunk in enumerate(chunks)
            if chunk.kind == "np" and self._place_at(chunk) is not None
        ]

    def places(self, trigger: Trigger, type_: str, roles: Roles) -> tuple[Place, ...]:
        """Give the place nearest to the act with those joined to it, else the place that it hits; none for words."""
        if type_ in SPOKEN:
            return ()
        candidates = list(self._candidates(trigger, type_, roles))
        if candidates:
            best = min(candidates, key=lambda found: found.cost)
            joined = map(self._joined_place, self._joined(best.position))
            return (self._place(self.chunks[best.position]), *joined)
        return tuple(self._place(Chunk("np", first, last)) for first, last in self._hit(roles).items())[:1]

    def _candidates(self, trigger: Trigger, type_: str, roles: Roles) -> Iterator[_Candidate]:
        hit = self._hit(roles)
        for position in self.named:
            if position == trigger.chunk or not (
                self.chunks[position].first in hit or self._is_located(position, trigger, type_)
            ):
                continue
            cost = self._cost(position, trigger)
            if cost is not None and cost <= MAX_COST:
                yield _Candidate(position, cost)

    def _is_located(self, position: int, trigger: Trigger, type_: str) -> bool:
        """Tell whether the place is where something happens: after "in", as the act's idafa, or as what saw it."""
        chunk = self.chunks[position]
        if chunk.preposition == BA:
            return self._may_follow_ba(position)
        if chunk.preposition in IN or (type_ == "RETREAT" and chunk.preposition == FROM):
            return True
        if chunk.preposition:
            return False
        return self._is_idafa(position, trigger) or self._is_scene(position) or self._is_headline(position)

    def _may_follow_ba(self, position: int) -> bool:
        """The ب of "tied to Iran" does not place in a country; that after a noun does: في سيناء بمصر."""
        chunk = self.chunks[position]
        mention = self.sentence.places.get(chunk.first)
        if mention is None or self.lexicon.place(mention.index).kind != "country":
            return True
        before = chunk.first - 1
        if before < 0 or self.sentence.is_verb[before] or self.sentence.has_class(before, LED):
            return False
        word = self.sentence.words[before]
        is_name = any(
            mention.first <= before <= mention.last
            for mentions in (self.sentence.places, self.sentence.actors)
            for mention in mentions.values()
        )
        return is_name or word.act is not None or (word.is_known_noun and word.adjective is None)

    def _is_idafa(self, position: int, trigger: Trigger) -> bool:
        """معركة عفرين (the battle of Afrin): the act's noun and the place directly after it."""
        chunk = self.chunks[position]
        return (
            trigger.form == "noun"
            and position == trigger.chunk + 1
            and not chunk.conjunction
            and chunk.first in self.sentence.places
            and self.lexicon.place(self.sentence.places[chunk.first].index).kind != "country"
        )

    def _is_scene(self, position: int) -> bool:
        """تشهد البصرة مظاهرات (Basra sees protests)."""
        return position > 0 and any(
            self.sentence.has_class(at, SCENES)
            for at in range(self.chunks[position - 1].first, self.chunks[position - 1].last + 1)
        )

    def _is_headline(self, position: int) -> bool:
        """عفرين.. معارك (Afrin: battles)."""
        after = position + 1
        return (
            position == 0
            and after < len(self.chunks)
            and self.chunks[after].kind == "mark"
            and self.sentence.tokens[self.chunks[after].first].norm in (".", ":", "..", "…")
        )

    def _cost(self, position: int, trigger: Trigger) -> int | None:
        """Give the way from the act to the place in words, other acts and clauses between weighing more."""
        chunk = self.chunks[position]
        low, high = sorted((trigger.first, chunk.first))
        low_at, high_at = sorted((trigger.chunk, position))
        between = self.chunks[low_at + 1 : high_at]
        if position and any(
            part.kind == "mark" and self.sentence.tokens[part.first].norm in FULL_STOPS for part in between
        ):
            return None
        verbs = sum(part.kind in ("verb", "act") for part in between)
        borders = sum(part.kind in ("relative", "that", "link", "source") for part in between)
        if verbs + borders > MAX_CROSSED:
            return None
        commas = sum(part.kind == "mark" for part in between)
        before = BEFORE if chunk.first < trigger.first else 0
        return high - low + VERB * verbs + BORDER * borders + COMMA * commas + before

    def _joined(self, position: int) -> Iterator[int]:
        """Give the places joined to one: في سوريا والعراق, في سيناء بمصر."""
        for after in range(position + 1, len(self.chunks)):
            chunk = self.chunks[after]
            if chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm == "،":
                continue
            if not self._is_joined(after, position):
                return
            yield after

    def _is_joined(self, after: int, position: int) -> bool:
        chunk = self.chunks[after]
        if chunk.kind != "np":
            return False
        if after not in self.named:
            return self._may_be_unknown_place(chunk, position)
        if chunk.preposition == BA:
            return self._may_follow_ba(after)
        return chunk.conjunction and chunk.preposition in ("", self.chunks[position].preposition)

    def _may_be_unknown_place(self, chunk: Chunk, position: int) -> bool:
        """في الكرمك وقيسان: a bare name joined to a place is one, though no gazetteer has it."""
        word = self.sentence.words[chunk.first]
        return (
            (chunk.conjunction or word.norm.startswith(WAW))
            and not chunk.preposition
            and chunk.first == chunk.last == self.chunks[position].last + 1
            and not word.is_known_noun
            and word.role is None
            and word.nation is None
            and chunk.first not in self.sentence.actors
        )

    def _hit(self, roles: Roles) -> dict[int, int]:
        """Give the first and last tokens of the recipients that are places."""
        return {
            found.first: found.last
            for found in roles.recipient
            if found.entity.sentence == self.sentence.index
            and (found.first in self.sentence.places or self.sentence.has_class(found.first, NAMES_IN_PLACE))
        }

    def _place_at(self, chunk: Chunk) -> int | None:
        """Give the token at which a phrase names a place, by the gazetteer or by a noun such as مدينة."""
        for at in range(chunk.first, chunk.last + 1):
            mention = self.sentence.places.get(at)
            if mention is not None and (not mention.is_weak or at > chunk.first):
                return at
        if self.sentence.has_class(chunk.first, NAMES_IN_PLACE):
            return chunk.first
        return None

    def _joined_place(self, position: int) -> Place:
        """Give a joined place without the و that could not be told from an unknown name's first letter."""
        chunk = self.chunks[position]
        place = self._place(chunk)
        if chunk.conjunction or not place.text.startswith(WAW):
            return place
        return replace(place, text=place.text[1:], start=place.start + 1)

    def _place(self, chunk: Chunk) -> Place:
        places = self.sentence.places
        span = entity_span(self.sentence, chunk.first, chunk.last)
        known = next((places[at] for at in range(chunk.first, chunk.last + 1) if at in places), None)
        entry = None if known is None else self.lexicon.place(known.index)
        return Place(
            text=span.text,
            sentence=span.sentence,
            start=span.start,
            end=span.end,
            name=None if entry is None else entry.name,
            country=None if entry is None else entry.country,
            latitude=None if entry is None else entry.latitude,
            longitude=None if entry is None else entry.longitude,
        )

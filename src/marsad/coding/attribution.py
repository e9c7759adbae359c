"""Takes a trigger in its sentence and gives who, in the text, is the source of the report."""

from __future__ import annotations

from typing import Final

from marsad.coding.agreement import agrees_as_hidden, may_be_subject
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import Clause, Group
from marsad.coding.finder import RoleFinder
from marsad.coding.parties import Resolved
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

COLON: Final = ":"
FROM: Final = "عن"
ALEF: Final = "ا"
RELAY: Final = "speech.relay"
IMPERSONAL: Final = "speech.impersonal"


class Attribution:
    """The sources named in one sentence: by verbs of saying, by phrases such as بحسب, by a headline's colon.

    `earlier` is who spoke last in the sentences before: وأضاف (and he added) names nobody.
    """

    def __init__(
        self,
        sentence: LabelledSentence,
        chunks: list[Chunk],
        finder: RoleFinder,
        lexicon: Lexicon,
        earlier: Resolved | None = None,
    ) -> None:
        self.sentence, self.chunks, self.finder, self.lexicon = sentence, chunks, finder, lexicon
        self.last = earlier
        self.headline = self._before_colon()
        self.phrases = self._phrases()
        self.sayings: list[tuple[int, list[Resolved]]] = []
        for position, chunk in enumerate(chunks):
            if chunk.kind == "verb" and sentence.words[chunk.first].is_saying and not self._is_in_phrase(position):
                self._note_saying(position)

    def of(self, trigger: Trigger) -> list[Resolved]:
        """Give the sources for the act named by `trigger`: the nearest verb of saying before it, else a phrase.

        Of several the first is nearest to the words: the official quoted, then the agency that quotes him.
        """
        said = [sources for position, sources in self.sayings if position < trigger.chunk]
        if said:
            return said[-1]
        if self.phrases:
            return self.phrases[:1]
        if self.headline is not None and trigger.chunk > self.headline[0]:
            return [self.headline[1]]
        return []

    def _note_saying(self, position: int) -> None:
        if self.sentence.has_class(self.chunks[position].first, IMPERSONAL):
            return
        clause = Clause(self.sentence, self.chunks, position)
        after = clause.after()
        sayer = self._named(position, clause, after) or self._unnamed(position)
        quoted = self._quoted(position, after)
        sources = [source for source in (quoted, sayer) if source is not None]
        if sources:
            self.sayings.append((position, sources))
            self.last = sources[0]

    def _has_verb_class(self, chunk: Chunk, prefix: str) -> bool:
        return any(name.startswith(prefix) for name in self.sentence.words[chunk.first].verb_classes)

    def _named(self, position: int, clause: Clause, after: list[Group]) -> Resolved | None:
        """Give who says, where the phrase after the verb or the one before it names him."""
        plain = [group for group in after if not group.preposition and not group.pronoun]
        if plain and self._may_say(plain[0].chunks[0], position):
            return self.finder.phrases.group(plain[0])[0]
        left = clause.before()
        if left is not None and self._names_source(left.chunks[0]):
            return self.finder.phrases.group(left)[0]
        return None

    def _unnamed(self, position: int) -> Resolved | None:
        """Give who says, where the verb stands alone: who spoke before, or the subject of the sentence so far."""
        known = self.finder.subjects.known.get(position, [])
        is_first = not self.sayings and not any(chunk.kind == "verb" for chunk in self.chunks[:position])
        if (
            self.last is not None
            and (is_first or self.sayings)
            and agrees_as_hidden(self._persons(position), self.last)
        ):
            return self.last
        return known[0] if known else None

    def _persons(self, position: int) -> frozenset[str]:
        return self.sentence.words[self.chunks[position].first].persons

    def _quoted(self, position: int, after: list[Group]) -> Resolved | None:
        """نقلت الوكالة عن مسؤول (the agency quoted an official): the official is the source."""
        if not self._has_verb_class(self.chunks[position], RELAY):
            return None
        quoted = next((group for group in after if group.preposition == FROM and not group.pronoun), None)
        return None if quoted is None else self.finder.phrases.group(quoted)[0]

    def _may_say(self, at: int, verb: int) -> bool:
        """Tell a phrase right after a verb of saying that may be its subject, though nothing is known of it."""
        if self._names_source(at):
            return True
        found, word = self.finder.phrases.resolved(at), self.sentence.words[self.chunks[at].first]
        is_bare = found.strength == 0 and found.kind == "unknown" and found.count is None
        is_name = not word.is_known_noun and not word.core.endswith(ALEF)
        return is_bare and is_name and at == verb + 1 and may_be_subject(self._persons(verb), found)

    def _names_source(self, position: int) -> bool:
        chunk = self.chunks[position]
        return (
            any(self.sentence.has_class(at, "speech.") for at in range(chunk.first, chunk.last + 1))
            or self.finder.phrases.resolved(position).can_act
        )

    def _phrases(self) -> list[Resolved]:
        return [
            source
            for position, chunk in enumerate(self.chunks)
            if chunk.kind == "source"
            for source in self._after_phrase(position)
        ]

    def _after_phrase(self, position: int) -> list[Resolved]:
        """Give the source after وفق, بحسب, وفق ما أفاد (according to what … told)."""
        for following in range(position + 1, min(position + 4, len(self.chunks))):
            if self.chunks[following].kind == "np":
                return [self.finder.phrases.resolved(following)]
            if self.chunks[following].kind not in ("verb", "word"):
                return []
        return []

    def _is_in_phrase(self, position: int) -> bool:
        """Tell the verb of "according to what … told" from a saying of its own."""
        return any(
            self.chunks[before].kind == "source"
            and all(self.chunks[between].kind == "word" for between in range(before + 1, position))
            for before in range(max(position - 2, 0), position)
        )

    def _before_colon(self) -> tuple[int, Resolved] | None:
        """Give the speaker of a headline such as «الأردن: اتفاق على وقف إطلاق النار»."""
        for position, chunk in enumerate(self.chunks[:4]):
            if (
                chunk.kind == "mark"
                and self.sentence.tokens[chunk.first].norm == COLON
                and position == 1
                and self.chunks[0].kind == "np"
                and self.finder.phrases.resolved(0).can_act
            ):
                return position, self.finder.phrases.resolved(0)
        return None

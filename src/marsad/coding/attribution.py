"""Takes a trigger in its sentence and gives who, in the text, is the source of the report."""

from __future__ import annotations

from marsad.coding.agreement import agrees_as_hidden, may_be_subject
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import Clause, Group
from marsad.coding.entities import Resolved
from marsad.coding.finder import RoleFinder
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

COLON = ":"
FROM = "عن"
RELAY = "speech.relay"


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
        self.sayings: list[tuple[int, Resolved]] = []
        for position, chunk in enumerate(chunks):
            if chunk.kind == "verb" and self._is_saying(chunk) and not self._is_in_phrase(position):
                self._note_saying(position)

    def of(self, trigger: Trigger) -> list[Resolved]:
        """Give the sources for the act named by `trigger`: the nearest verb of saying before it, else a phrase."""
        said = [(position, source) for position, source in self.sayings if position < trigger.chunk]
        if said:
            return [said[-1][1]]
        if self.phrases:
            return self.phrases[:1]
        if self.headline is not None and trigger.chunk > self.headline[0]:
            return [self.headline[1]]
        return []

    def _note_saying(self, position: int) -> None:
        sayer = self._sayer(position)
        if sayer is not None:
            self.sayings.append((position, sayer))
            self.last = sayer

    def _is_saying(self, chunk: Chunk) -> bool:
        return self._has_verb_class(chunk, "speech.")

    def _has_verb_class(self, chunk: Chunk, prefix: str) -> bool:
        return any(
            name.startswith(prefix)
            for reading in self.sentence.words[chunk.first].verbs
            for name in self.lexicon.lemmas[reading.lemma].classes
        )

    def _sayer(self, position: int) -> Resolved | None:
        """Give who says: whom a relayer quotes, the phrase after the verb, the one before it, or who spoke before."""
        clause = Clause(self.sentence, self.chunks, position)
        after = clause.after()
        quoted = self._quoted(position, after)
        if quoted is not None:
            return quoted
        plain = [group for group in after if not group.preposition and not group.pronoun]
        if plain and self._may_say(plain[0].chunks[0], position):
            return self.finder.phrases.group(plain[0])[0]
        left = clause.before()
        if left is not None and self._names_source(left.chunks[0]):
            return self.finder.phrases.group(left)[0]
        known = self.finder.subjects.known.get(position, [])
        persons = frozenset(
            person for reading in self.sentence.words[self.chunks[position].first].verbs for person in reading.persons
        )
        if self.last is not None and agrees_as_hidden(persons, self.last):
            return self.last
        return known[0] if known else None

    def _quoted(self, position: int, after: list[Group]) -> Resolved | None:
        """نقلت الوكالة عن مسؤول (the agency quoted an official): the official is the source."""
        if not self._has_verb_class(self.chunks[position], RELAY):
            return None
        quoted = next((group for group in after if group.preposition == FROM and not group.pronoun), None)
        return None if quoted is None else self.finder.phrases.group(quoted)[0]

    def _may_say(self, at: int, verb: int) -> bool:
        """Tell a phrase right after a verb of saying that may be its subject, though nothing is known of it."""
        found = self.finder.phrases.resolved(at)
        if self._names_source(at):
            return True
        persons = frozenset(
            person for reading in self.sentence.words[self.chunks[verb].first].verbs for person in reading.persons
        )
        return found.strength == 0 and found.kind == "unknown" and may_be_subject(persons, found) and at == verb + 1

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

"""Takes a trigger in its sentence and gives who, in the text, is the source of the report."""

from __future__ import annotations

from marsad.coding.chunks import Chunk
from marsad.coding.clauses import Clause
from marsad.coding.entities import Resolved
from marsad.coding.finder import RoleFinder
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

COLON = ":"


class Attribution:
    """The sources named in one sentence: by verbs of saying, by phrases such as بحسب, by a headline's colon."""

    def __init__(self, sentence: LabelledSentence, chunks: list[Chunk], finder: RoleFinder, lexicon: Lexicon) -> None:
        self.sentence, self.chunks, self.finder, self.lexicon = sentence, chunks, finder, lexicon
        self.headline = self._before_colon()
        self.phrases = [
            (position, source)
            for position, chunk in enumerate(chunks)
            if chunk.kind == "source"
            for source in self._after_phrase(position)
        ]
        self.sayings = [
            (position, source)
            for position, chunk in enumerate(chunks)
            if chunk.kind == "verb" and self._is_saying(chunk)
            for source in self._sayer(position)
        ]

    def of(self, trigger: Trigger) -> list[Resolved]:
        """Give the sources for the act named by `trigger`: the nearest verb of saying before it, else a phrase."""
        said = [source for position, source in self.sayings if position < trigger.chunk]
        if said:
            nearest = max(position for position, _ in self.sayings if position < trigger.chunk)
            return [source for position, source in self.sayings if position == nearest]
        after = [source for position, source in self.phrases]
        if after:
            return after[:1]
        if self.headline is not None and trigger.chunk > self.headline[0]:
            return [self.headline[1]]
        return []

    def _is_saying(self, chunk: Chunk) -> bool:
        return any(
            name.startswith("speech.")
            for reading in self.sentence.words[chunk.first].verbs
            for name in self.lexicon.lemmas[reading.lemma].classes
        )

    def _sayer(self, position: int) -> list[Resolved]:
        subjects = self.finder.subjects.known.get(position)
        if subjects:
            return subjects[:1]
        groups = [group for group in Clause(self.sentence, self.chunks, position).after() if not group.preposition]
        return self.finder.phrases.group(groups[0])[:1] if groups and self._names_source(groups[0].chunks[0]) else []

    def _names_source(self, position: int) -> bool:
        chunk = self.chunks[position]
        return (
            any(self.sentence.has_class(at, "speech.") for at in range(chunk.first, chunk.last + 1))
            or self.finder.phrases.resolved(position).can_act
        )

    def _after_phrase(self, position: int) -> list[Resolved]:
        following = position + 1
        if following < len(self.chunks) and self.chunks[following].kind == "verb":
            following += 1
        if following < len(self.chunks) and self.chunks[following].kind == "np":
            return [self.finder.phrases.resolved(following)]
        return []

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

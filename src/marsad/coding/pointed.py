"""Takes words of a sentence that a person points at and gives the actor, place or time that they name."""

from __future__ import annotations

from datetime import date
from typing import Any

from marsad.coding.coder import labeller_of
from marsad.coding.entities import EntityReader
from marsad.coding.model import Entity, Place, When
from marsad.coding.sentence import LabelledSentence, add_circumstances, label
from marsad.lexicon import load


class Pointed:
    """A sentence of a document published on `published`, in which somebody points at words by character offsets."""

    def __init__(self, index: int, text: str, published: date | None) -> None:
        lexicon = load()
        self.sentence = label(index, text, labeller_of(lexicon))
        add_circumstances(self.sentence, published)
        self.reader = EntityReader(lexicon, published)

    def entity(self, start: int, end: int) -> Entity:
        """Give the actor that the words name; without name and country where the lexicon knows none."""
        at = self._tokens(start, end)
        known = self.reader.resolve(self.sentence, at[0], at[-1]).entity
        return Entity(**self._span(start, end), name=known.name, country=known.country, sector=known.sector)

    def place(self, start: int, end: int) -> Place:
        """Give the place that the words name; without name and coordinates where the gazetteer knows none."""
        named = [self.sentence.places[at] for at in self._tokens(start, end) if at in self.sentence.places]
        if not named:
            return Place(**self._span(start, end))
        known = self.reader.lexicon.place(named[0].index)
        return Place(
            **self._span(start, end),
            name=known.name,
            country=known.country,
            latitude=known.latitude,
            longitude=known.longitude,
        )

    def when(self, start: int, end: int) -> When:
        """Give the time that the words tell; without days where they are not understood."""
        at = set(self._tokens(start, end))
        read = next((time for time in self.sentence.times if at & set(range(time.first, time.last + 1))), None)
        first, last = (None, None) if read is None else (read.start, read.end)
        return When(**self._span(start, end), first_day=first, last_day=last)

    def _tokens(self, start: int, end: int) -> list[int]:
        """Give the tokens that the words touch."""
        return [at for at, token in enumerate(self.sentence.tokens) if token.start < end and start < token.end]

    def _span(self, start: int, end: int) -> dict[str, Any]:
        sentence: LabelledSentence = self.sentence
        return {"text": sentence.text[start:end], "sentence": sentence.index, "start": start, "end": end}

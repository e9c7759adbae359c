"""Takes a phrase of a sentence and gives its characters, proclitics that can be cut cleanly left outside."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.arabic.normal import normalize
from marsad.coding.model import Entity
from marsad.coding.sentence import LabelledSentence


def entity_span(sentence: LabelledSentence, first: int, last: int) -> Entity:
    """Give the bare span of a phrase, with a cleanly written proclitic left outside it."""
    start, end = span_ends(sentence, first, last)
    return Entity(text=sentence.text[start:end], sentence=sentence.index, start=start, end=end)


DANGLING: Final = "nouns.dangling"
"""Participles that only lead on: مجلس الأمن | التابع (the Security Council, which is of ...)."""


def span_ends(sentence: LabelledSentence, first: int, last: int) -> tuple[int, int]:
    """Give where the characters of a phrase begin and end."""
    last -= last > first and sentence.has_class(last, DANGLING)
    return sentence.tokens[first].start + proclitic_length(sentence, first), sentence.tokens[last].end


def proclitic_length(sentence: LabelledSentence, at: int) -> int:
    """Give how many characters of a token are proclitics that can be cut cleanly (not those of `لل`)."""
    mention = sentence.actors.get(at) or sentence.places.get(at)
    proclitics = (mention.proclitics if mention else sentence.words[at].proclitics).text
    if proclitics.endswith("\u0644\u0644"):
        proclitics = proclitics[:-2]
    letters = proclitics.removesuffix("\u0627\u0644")
    if not letters:
        return 0
    return _written_length(sentence.tokens[at].text, letters)


@lru_cache(maxsize=20_000)
def _written_length(raw: str, letters: str) -> int:
    """Give how many characters of a written word its first letters, in normal form, take."""
    taken = 0
    for length in range(1, len(raw)):
        if taken == len(letters):
            return length - 1
        taken = len(normalize(raw[:length]))
    return 0

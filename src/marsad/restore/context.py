"""Takes words and places between words of a document and gives how likely they are, by the models and the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log10

import numpy as np

from marsad.restore.evidence import MAX_REMEMBERED, Evidence
from marsad.restore.following import Place, following
from marsad.restore.words import WORD_ENDS, Word, bare_word, key, plain

ORDINARY = 2.4  # Zipf frequency from which a word raises no doubt
DOCUMENT_WEIGHT = 1.5
OWN_WORD = 2.5
_HOLDS_WORD_END = re.compile(f".[^{WORD_ENDS}]*[{WORD_ENDS}].", re.DOTALL)


class Context:
    """Scores tokens and places between tokens by the model and by the pairs of the document at hand."""

    def __init__(self, model: Evidence, tokens: Iterable[str] = ()) -> None:
        self.model = model
        words = [bare_word(token) for token in tokens]
        self.own = Counter(pairwise(words))
        self._own_words = Counter(words)
        self._places: dict[Place, float] = {}

    def word(self, token: str) -> Word:
        """Give what the model knows of a token."""
        return self.model.word(token)

    def zipf(self, token: str) -> float:
        """Give the Zipf frequency of a token of letters as it stands, without looking at its kin."""
        return self.model.zipf(plain(token))

    def known(self, token: str) -> float:
        """Give the Zipf frequency of a token's word, that of its kin without particles counting less."""
        return self.model.known(token)

    def known_here(self, token: str) -> float:
        """Give the Zipf frequency of a token's word; one that the document has elsewhere is known from there."""
        times = self._own_words[bare_word(token)]
        return max(self.known(token), OWN_WORD + log10(times)) if times else self.known(token)

    def unusual(self, tokens: set[str]) -> set[str]:
        """Give those of some tokens that are not evidently common words, with or without punctuation around them."""
        found = list(tokens - self.model.ordinary)
        if len(self.model.ordinary) >= MAX_REMEMBERED:
            self.model.ordinary.clear()
        words = [bare_word(token) for token in found]
        frequent = self.model.zipfs(np.array([key(word) for word in words], dtype=np.uint32)) >= ORDINARY
        ordinary = {
            token
            for token, word, is_frequent in zip(found, words, frequent.tolist(), strict=True)
            if is_frequent and len(word) > 1 and not _HOLDS_WORD_END.match(token)
        }
        self.model.ordinary |= ordinary
        return set(found) - ordinary

    def prepare(self, places: Iterable[Place]) -> None:
        """Judge many places at once, which takes less time than one by one when they are asked for."""
        new = [place for place in dict.fromkeys(places) if place not in self._places]
        if new:
            self._places.update(zip(new, map(self._with_own, new, following().odds(new)), strict=True))

    def follows(self, place: Place) -> float:
        """Give log10 of the odds that at a place the right word really follows the left one."""
        if place not in self._places:
            self.prepare([place])
        return self._places[place]

    def _with_own(self, place: Place, score: float) -> float:
        times = self.own.get((self.word(place[2]).text, self.word(place[3]).text), 0)
        return score + (DOCUMENT_WEIGHT * log10(times) if times > 1 else 0.0)

"""Takes text and gives the words that tell one story from another, as numbers that can be compared fast."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from marsad.arabic import tokenize
from marsad.arabic.clitics import AL
from marsad.arabic.frequency import folded, frequencies, key
from marsad.arabic.model import Kind
from marsad.arabic.normal import HA

WEIGHT_BITS = 3
HEAVIEST = (1 << WEIGHT_BITS) - 1
COMMON = 6.0  # Zipf frequency from which a word tells nothing
UNSEEN = 2.5
NUMBER_WEIGHT = 3
SHORTEST = 3
SENTENCE_WORDS = 24
STORY_WORDS = 48
RARE = 3
SQUARES = tuple(weight * weight for weight in range(HEAVIEST + 1))
Words = frozenset[int]


def words_of_sentence(text: str) -> Words:
    """Give a sentence's informative words: 32-bit hashes whose last three bits are the word's weight, 1 to 7."""
    found = {coded for word in _written(text) if (coded := _coded(word))}
    return frozenset(heapq.nlargest(SENTENCE_WORDS, found, key=_rank))


def words_of_story(sentences: Iterable[str]) -> Words:
    """Give the words that mark a whole document: rare ones, and those it keeps coming back to."""
    counts = Counter(coded for text in sentences for word in _written(text) if (coded := _coded(word)))
    rare = [coded for coded in counts if weight(coded) >= RARE]
    return frozenset(heapq.nlargest(STORY_WORDS, rare, key=lambda coded: (counts[coded] * weight(coded), coded)))


def bare_words(text: str) -> list[str]:
    """Give the words of a name without particles and endings, the commonest left out."""
    return [folded(word) for word in _written(text) if _coded(word)]


def weight(coded: int) -> int:
    """Give how much a word tells, 1 to 7."""
    return coded & HEAVIEST


def likeness(first: Words, second: Words) -> float:
    """Give how much of their informative words two texts share, 0 to 1 (cosine of the words' weights)."""
    shared = first & second
    if not shared:
        return 0.0
    return sum(SQUARES[coded & HEAVIEST] for coded in shared) / (_mass(first) * _mass(second))


@lru_cache(maxsize=50_000)
def _mass(words: Words) -> float:
    return float(sum(SQUARES[coded & HEAVIEST] for coded in words) ** 0.5)


def _rank(coded: int) -> tuple[int, int]:
    return weight(coded), coded


def _written(text: str) -> list[str]:
    return [token.norm for token in tokenize(text) if token.kind is not Kind.PUNCTUATION]


@lru_cache(maxsize=200_000)
def _coded(word: str) -> int:
    """Give a word's hash with its weight; 0 where it is too short or too common to tell anything."""
    stem = folded(word)
    if len(stem) < SHORTEST and not stem.isdigit():
        return 0
    if stem.isdigit():
        return (key(stem) & ~HEAVIEST) | NUMBER_WEIGHT
    frequency = max(frequencies().zipf(form) for form in _forms(stem)) or UNSEEN
    if frequency >= COMMON:
        return 0
    heaviness = min(HEAVIEST, max(1, round(2 * (COMMON - frequency))))
    return (key(stem) & ~HEAVIEST) | heaviness


def _forms(stem: str) -> tuple[str, ...]:
    """Give the commonest forms that are folded into a stem, so that all of them weigh the same."""
    return stem, AL + stem, stem + HA, AL + stem + HA

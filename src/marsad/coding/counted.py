"""Takes a number and gives of whom it speaks: the dead that it counts, or people told before."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.parties import Resolved
from marsad.coding.sentence import LabelledSentence

KNOWN: Final = 2
DEAD: Final = "casualties.victims_killed"
ORDINALS: Final = "nouns.ordinals"


def counts_dead(sentence: LabelledSentence, chunks: list[Chunk], position: int) -> bool:
    """Tell a number whose noun is read as the act: 20 قتيلا (20 dead)."""
    if not sentence.numbers or not 0 <= position < len(chunks) - 1:
        return False
    chunk, following = chunks[position], chunks[position + 1]
    if following.kind != "act" or following.first != chunk.last + 1 or chunk.first not in sentence.numbers:
        return False
    is_number = sentence.numbers[chunk.first].last == chunk.last
    return is_number and sentence.has_class(following.last, DEAD)


def end_of_dead(sentence: LabelledSentence, chunks: list[Chunk], position: int) -> int:
    """Give the last word of the dead that a number counts, with their nationality: 3 قتلى فلسطينيين."""
    last = chunks[position + 1].last
    following = chunks[position + 2] if position + 2 < len(chunks) else None
    if following is None or following.kind != "np" or following.preposition or following.conjunction:
        return last
    word = sentence.words[following.first]
    is_theirs = following.first == following.last == last + 1 and word.nation is not None
    return following.last if is_theirs and not word.proclitics.has_article else last


def only_counts(sentence: LabelledSentence, chunk: Chunk, found: Resolved) -> bool:
    """True for a number or ordinal by itself: وإصابة 106 (and the wounding of 106), وقتل رابع (a fourth)."""
    number = sentence.numbers.get(chunk.first)
    if number is not None and number.last == chunk.last:
        return found.strength == 0
    return chunk.first == chunk.last and sentence.has_class(chunk.first, ORDINALS) and found.strength < KNOWN


def joined_count(sentence: LabelledSentence, chunks: list[Chunk], position: int) -> Chunk | None:
    """Give who is counted after a bare number, by a further act: قتل 3 وأصيب 5 جنود (and 5 soldiers were hurt)."""
    following = chunks[position + 1 : position + 3]
    if len(following) < 2 or following[0].kind not in ("act", "verb") or not following[0].conjunction:
        return None
    counted = following[1]
    number = sentence.numbers.get(counted.first)
    is_told = number is not None and number.last < counted.last
    return counted if is_told and counted.kind == "np" and not counted.preposition else None


def with_code_of(found: Resolved, kin: Resolved) -> Resolved:
    """Give a number or "others" the country and sector of the people that they are like."""
    return replace(found, entity=replace(found.entity, country=kin.entity.country, sector=kin.entity.sector))

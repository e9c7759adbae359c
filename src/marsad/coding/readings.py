"""Takes a chunked sentence and a verb of it, and gives the readings that the words around the verb leave."""

from __future__ import annotations

from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.sentence import LabelledSentence
from marsad.coding.words import VerbReading

MASCULINE: Final = "3ms"
SOUND: Final = "ون"
MEN: Final = ("agreement.masculine_persons", "agreement.masculine_groups")


def readings_of(sentence: LabelledSentence, chunks: list[Chunk], position: int) -> list[VerbReading]:
    """Give what a verb can be: no jussive of one verb that is another without, لم يرد (did not come), and no feminine
    of one whose masculine subject follows: توجه الناخبون إلى (the voters went), but واشنطن توجه (Washington directs).
    """
    at = chunks[position].first
    readings = sentence.words[at].verbs
    plain = [reading for reading in readings if not reading.is_only_jussive]
    if not plain and not _is_jussive(sentence, at):
        return []
    readings = tuple(plain) or readings
    masculine = [reading for reading in readings if MASCULINE in reading.persons]
    return masculine if masculine and _opens_on_man(sentence, chunks, position) else list(readings)


def _opens_on_man(sentence: LabelledSentence, chunks: list[Chunk], verb: int) -> bool:
    """Tell a verb with no phrase before it in its clause and right before a masculine one: توجه الناخبون."""
    before, following = chunks[verb - 1] if verb else None, chunks[verb + 1] if verb + 1 < len(chunks) else None
    if (before is not None and before.kind not in ("mark", "that")) or following is None or following.kind != "np":
        return False
    word = sentence.words[following.first]
    is_man = word.core.endswith(SOUND) or any(sentence.has_class(following.first, name) for name in MEN)
    return word.role is not None and is_man and not following.preposition


def _is_jussive(sentence: LabelledSentence, at: int) -> bool:
    return at > 0 and sentence.has_class(at - 1, "governors.jussive")

"""Takes a noun phrase that stands for somebody named before (بلاده, الأخيرة) and gives who that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.memory import FEMININE, MASCULINE, Memory, agrees_with_suffix
from marsad.coding.parties import Resolved
from marsad.coding.sentence import LabelledSentence
from marsad.lexicon import Lexicon

OWN_COUNTRY: Final = frozenset({"بلاده", "بلادها", "بلادهم"})
LATTER: Final = {"اخير": MASCULINE, "اخيره": FEMININE}
LEADING: Final = frozenset({"verb", "that", "link", "mark", "word", "relative"})
"""Kinds of chunks after which "the latter" is no adjective of the noun before it."""
STATESMEN: Final = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "ELI", "JUD", "PTY", "OPP"})


def own_country(found: Resolved, before: Iterable[Resolved], memory: Memory, lexicon: Lexicon) -> Resolved:
    """Give "his country" as the state of who speaks: أعلن الوزير الكندي أن بلاده فرضت (that his country imposed)."""
    named = [one for one in (memory.speaker, memory.subject) if one is not None]
    country = next((code for one in (*named, *before) if (code := _state_of(one))), None)
    name = lexicon.state_names.get(country or "")
    entity = replace(found.entity, name=name, country=country, sector="GOV")
    return replace(found, entity=entity, strength=3 if name else 2, kind="state", is_feminine=True)


def _state_of(one: Resolved) -> str | None:
    country = one.entity.country if one.can_act and one.entity.sector in STATESMEN else None
    return None if country == "IGO" else country


def latter(found: Resolved, before: Iterable[Resolved]) -> Resolved:
    """Give whom "the latter" means: the nearest party before that has its gender; else the phrase itself."""
    return next((one for one in before if one.can_act and agrees_with_suffix(LATTER[found.head], one)), found)


def is_own_country(sentence: LabelledSentence, chunk: Chunk) -> bool:
    """Tell بلاده (his country) from a phrase that only begins so."""
    return chunk.first == chunk.last and sentence.words[chunk.first].core in OWN_COUNTRY


def is_latter(sentence: LabelledSentence, chunks: list[Chunk], position: int) -> bool:
    """Tell "the latter" from the adjective "last": فردت الأخيرة (the latter answered), but التصعيد الأخير."""
    chunk = chunks[position]
    word = sentence.words[chunk.first]
    if chunk.first != chunk.last or not word.proclitics.has_article or word.core not in LATTER:
        return False
    return bool(position) and (bool(chunk.preposition) or chunks[position - 1].kind in LEADING)

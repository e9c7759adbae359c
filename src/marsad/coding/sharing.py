"""Takes the roles found for the triggers of one sentence and lends them between acts that are told as one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.clauses import COMMAS
from marsad.coding.consequences import answers
from marsad.coding.entities import EntityReader
from marsad.coding.parties import Resolved, nation_party
from marsad.coding.roles import Roles, party_key
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger

MEANS: Final = frozenset({"ب", "في", "جراء", "خلال", "نتيجه", "بفعل", "اثر", "اثناء", "عقب"})
BORDERS: Final = frozenset({"verb", "that", "relative", "source"})
MAX_APART: Final = 7
SPOKEN_OF: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"})
CONTENT: Final = frozenset({"ب", "علي", "عن", "من", "الي", "ل"})
"""Prepositions that lead to what is said: ندد بـ, وافق على, تراجع عن."""
IN: Final = "في"
THREATENED: Final = frozenset({"ب"})
WEAPONS: Final = "instruments."

Found = Sequence[tuple[Trigger, Roles]]


def share(sentence: LabelledSentence, chunks: list[Chunk], found: Found, reader: EntityReader) -> None:
    """Complete the roles in place.

    Who is killed "in raids by X" is killed by X, and X's raids hit him; who is killed "by the bullets of X" is killed
    by X; "the shelling and the siege by X" are both X's.
    """
    for (first, roles), (second, others) in pairwise(found):
        if not _is_near(sentence, chunks, first, second) or answers(chunks[first.chunk], chunks[second.chunk]):
            continue
        if _is_means(chunks, second) and second.form == "noun" and first.act.type == second.act.type:
            _lend(roles, others, "told with the act before")
            if first.act.type in ("ASSAULT", "SANCTION"):
                _lend(others, roles, "told with the act after")
        elif second.form == first.form == "noun" and sentence.words[second.first].proclitics.conjunction:
            _lend_role("actor", roles, others, "told with the act before")
            _lend_role("actor", others, roles, "told with the act after")
    for (first, roles), (second, others) in pairwise(found):
        if _speaks_of(sentence, chunks, first, second) and not roles.recipient:
            _address(first, roles, others)
    for (first, roles), (second, others) in pairwise(found):
        if not roles.recipient and _is_done_to(chunks, first, second):
            roles.add("recipient", others.actor, "whose act it is done to")
    for trigger, roles in found:
        if trigger.act.type == "ASSAULT" and not roles.actor:
            owner = _weapon_owner(sentence, chunks, trigger, reader)
            if owner is not None:
                roles.add("actor", [owner], "whose weapons they are")


def _is_done_to(chunks: list[Chunk], first: Trigger, second: Trigger) -> bool:
    """Tell a protest that is dispersed, whose protesters are hit, and talks in which somebody mediates."""
    if second.form != "noun" or any(
        chunk.kind not in ("np", "time", "word") for chunk in _between(chunks, first, second)
    ):
        return False
    led = chunks[second.chunk].preposition
    if second.act.type == "PROTEST":
        return led == "" and first.act.type in ("ASSAULT", "COERCE")
    return first.act.mode == "third-party" and led == IN and second.act.type in ("CONSULT", "AGREE")


def _between(chunks: list[Chunk], first: Trigger, second: Trigger) -> list[Chunk]:
    return chunks[first.chunk + 1 : second.chunk]


def _speaks_of(sentence: LabelledSentence, chunks: list[Chunk], first: Trigger, second: Trigger) -> bool:
    """True where the words of the first act are about the second: نددت بقصف إسرائيل, رفض التعاون مع المحكمة."""
    if first.act.type not in SPOKEN_OF or second.form != "noun" or sentence.words[second.first].proclitics.conjunction:
        return False
    led = chunks[second.chunk].preposition
    if led and led not in (CONTENT if first.act.type != "THREATEN" else THREATENED):
        return False
    between = chunks[first.chunk + 1 : second.chunk]
    return len(between) <= MAX_APART and all(
        chunk.kind in ("time", "word")
        or (chunk.kind == "mark" and sentence.tokens[chunk.first].norm in COMMAS)
        or (chunk.kind == "np" and not chunk.conjunction)
        for chunk in between
    )


def _address(first: Trigger, roles: Roles, others: Roles) -> None:
    """Take as recipient whose act is condemned, welcomed or refused, and whom a threatened act is to hit."""
    own = {party_key(one) for one in roles.actor}
    is_own = any(party_key(one) in own for one in others.actor)
    doers = others.partners if is_own else others.actor if first.act.type != "THREATEN" else []
    hit = others.recipient if first.act.type in ("THREATEN", "REJECT") else []
    roles.add("recipient", doers or hit, "whose act the words are about")


def _is_near(sentence: LabelledSentence, chunks: list[Chunk], first: Trigger, second: Trigger) -> bool:
    between = chunks[first.chunk + 1 : second.chunk]
    return len(between) <= MAX_APART and not any(
        chunk.kind in BORDERS or (chunk.kind == "mark" and sentence.tokens[chunk.first].norm in ".؛:")
        for chunk in between
    )


def _is_means(chunks: list[Chunk], trigger: Trigger) -> bool:
    """True where the act stands after "in" or "by", or after a noun that does: في سلسلة غارات."""
    if chunks[trigger.chunk].preposition in MEANS:
        return True
    before = chunks[trigger.chunk - 1] if trigger.chunk else None
    return before is not None and (before.kind == "link" or (before.kind == "np" and before.preposition in MEANS))


def _lend(one: Roles, other: Roles, reason: str) -> None:
    _lend_role("actor", one, other, reason)
    _lend_role("recipient", one, other, reason)


def _lend_role(role: str, giver: Roles, taker: Roles, reason: str) -> None:
    if not getattr(taker, role):
        taker.add(role, getattr(giver, role), reason)
        if role == "actor":
            taker.partners += giver.partners


def _weapon_owner(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, reader: EntityReader
) -> Resolved | None:
    """Give X of "by the bullets of X" after the trigger."""
    for chunk in chunks[trigger.chunk + 1 : trigger.chunk + 1 + MAX_APART]:
        if chunk.kind in BORDERS or chunk.kind == "act":
            return None
        names_weapon = any(name.startswith(WEAPONS) for name in sentence.classes(chunk.first))
        if chunk.kind == "np" and chunk.preposition in MEANS and chunk.last > chunk.first and names_weapon:
            owner = _of_nation(sentence, chunk, reader) or reader.resolve(sentence, chunk.first + 1, chunk.last)
            return owner if owner.can_act else None
    return None


def _of_nation(sentence: LabelledSentence, chunk: Chunk, reader: EntityReader) -> Resolved | None:
    """Give the state whose adjective a weapon has: برصاص إسرائيلي (by Israeli bullets)."""
    word = sentence.words[chunk.last]
    if word.nation is None or chunk.last != chunk.first + 1 or chunk.last in sentence.actors:
        return None
    return nation_party(sentence, chunk.last, reader.lexicon.nations[word.nation].country, reader.lexicon)

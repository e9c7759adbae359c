"""Takes the triggers of a sentence and gives those that only say what a demand or rejection is about.

The content of a REQUEST or REJECT is no second event (codebook section 5): دعا إلى إطلاق سراحهم (called for their
release), طالب بأن تفرج عنهم (demanded that she release them), رفض وقف إطلاق النار (refused a ceasefire).
"""

from __future__ import annotations

from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.clauses import COMMAS
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger

ASKING: Final = "REQUEST"
REFUSING: Final = "REJECT"
LEADING: Final = frozenset({"\u0627\u0644\u064a", "\u0628", "\u0639\u0644\u064a", "\u0644"})
"""Prepositions that lead from a demand to what is demanded: to, of, on, for."""
FROM: Final = "\u0645\u0646"
"""Before whom something is asked of: طلب من روسيا إرسال قوات."""
CARRYING: Final = "nouns.carrying"
"""Masdars that are demanded with the act they carry: طالب بممارسة الضغط."""
THAT: Final = frozenset({"\u0627\u0646", "\u0628\u0627\u0646"})
BETWEEN: Final = frozenset({"np", "time", "word"})
DONE: Final = frozenset({"ACCUSE", "ASSAULT", "THREATEN", "SANCTION", "COERCE", "CONCEDE", "REQUEST"})
"""What is rejected after it was done: accusations, attacks, threats, sanctions, apologies, demands."""
DENYING: Final = "modality.negated"
"""Verbs such as نفى (denied), whose content is an event that did not happen."""


def contents(sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger]) -> dict[int, int]:
    """Give, for the place of each trigger that is only content, the place of the demand or rejection that holds it."""
    found: dict[int, int] = {}
    for place in range(1, len(triggers)):
        holder = _joined(chunks, triggers, place, found)
        if holder is None and triggers[place - 1].act.type in (ASKING, REFUSING):
            holder = place - 1 if _holds(sentence, chunks, triggers[place - 1], triggers[place]) else None
        if holder is not None:
            found[place] = holder
    return found


def _joined(chunks: list[Chunk], triggers: list[Trigger], place: int, found: dict[int, int]) -> int | None:
    """Give what holds the content that an act is joined to: دعا إلى وقف القتال والإفراج عن المحتجزين."""
    act, before = triggers[place], triggers[place - 1]
    holder = found.get(place - 1)
    chunk = chunks[act.chunk]
    is_joined = (
        act.form == before.form and chunk.conjunction and chunk.preposition in ("", chunks[before.chunk].preposition)
    )
    between = chunks[before.chunk + 1 : act.chunk]
    return holder if is_joined and all(part.kind in (*BETWEEN, "act") for part in between) else None


def _holds(sentence: LabelledSentence, chunks: list[Chunk], demand: Trigger, act: Trigger) -> bool:
    between = chunks[demand.chunk + 1 : act.chunk]
    if act.form == "verb":
        return demand.act.type == ASKING and _is_demanded_clause(sentence, between)
    if act.form != "noun":
        return False
    led = chunks[act.chunk].preposition
    if chunks[act.chunk].conjunction and led == "" and _is_second(between):
        return demand.act.type == ASKING
    if led == "" and between and sentence.has_class(between[-1].first, CARRYING):
        led, between = between[-1].preposition, between[:-1]
    if not _is_plain(_without_commas(sentence, between) if led in LEADING else between):
        return False
    if demand.act.type == REFUSING:
        denies = any(name.startswith(DENYING) for name in sentence.words[demand.first].verb_classes)
        is_masdar = not denies and not sentence.words[act.first].proclitics.has_article and not act.suffix
        return demand.form == "verb" and led == "" and is_masdar and act.act.type not in DONE and not _is_led(between)
    is_further = any(chunk.preposition in LEADING for chunk in between)
    return (led in LEADING and not is_further) or (led == "" and not _is_led(between))


def _is_demanded_clause(sentence: LabelledSentence, between: list[Chunk]) -> bool:
    """True for "that" right before the verb, and nothing but phrases between the demand and it."""
    if not between or between[-1].kind != "that" or not _is_plain(between[:-1]):
        return False
    return sentence.tokens[between[-1].last].norm in THAT


def _is_second(between: list[Chunk]) -> bool:
    """True after another noun that is demanded, though no act to the lexicon: دعا إلى وقف القتال | والإفراج عنهم."""
    demanded = [chunk for chunk in between if chunk.kind == "act"]
    return (
        bool(demanded) and demanded[0].preposition in LEADING and all(one.kind in (*BETWEEN, "act") for one in between)
    )


def _without_commas(sentence: LabelledSentence, between: list[Chunk]) -> list[Chunk]:
    """Leave out commas: دعا الزعيم، في بيان، الحكومة إلى إطلاق سراحهم."""
    return [chunk for chunk in between if chunk.kind != "mark" or sentence.tokens[chunk.first].norm not in COMMAS]


def _is_plain(between: list[Chunk]) -> bool:
    return all(chunk.kind in BETWEEN for chunk in between)


def _is_led(between: list[Chunk]) -> bool:
    """True where a preposition stands between, whose noun the act would complete: طالب بمعاقبة | منفذي الهجوم."""
    return any(chunk.preposition not in ("", FROM) for chunk in between)

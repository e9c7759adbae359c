"""Takes the triggers of a sentence and gives those that only say what a demand, threat or rejection is about.

The content of a REQUEST, THREATEN or REJECT is no second event (codebook section 5): دعا إلى إطلاق سراحهم (called for
their release), طالب بأن تفرج عنهم (demanded that she release them), رفض وقف إطلاق النار (refused a ceasefire). Nor is a
ceasefire that is agreed on, or what somebody insists on.
"""

from __future__ import annotations

from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.clauses import COMMAS
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger

ASKING: Final = "REQUEST"
REFUSING: Final = "REJECT"
THREATENING: Final = "THREATEN"
AGREEING, RETREATING = "AGREE", "RETREAT"
HOLDING: Final = frozenset({ASKING, REFUSING, THREATENING, AGREEING})
STRESSING: Final = "verbs.stressing"
WISHED: Final = frozenset({"RETREAT", "AID", "CONSULT", "AGREE", "COOPERATE", "CONCEDE"})
ON, BY = "\u0639\u0644\u064a", "\u0628"
LEADING: Final = frozenset({"\u0627\u0644\u064a", "\u0628", "\u0639\u0644\u064a", "\u0644"})
"""Prepositions that lead from a demand to what is demanded: to, of, on, for."""
FROM: Final = "\u0645\u0646"
"""Before whom something is asked of: طلب من روسيا إرسال قوات."""
CARRYING: Final = ("nouns.carrying", "light_verbs.nouns")
"""Masdars that are demanded with the act they carry: طالب بممارسة الضغط."""
THAT: Final = frozenset({"\u0627\u0646", "\u0628\u0627\u0646"})
BETWEEN: Final = frozenset({"np", "time", "word"})
WITH_ACTS: Final = frozenset({"np", "time", "word", "act"})
DONE: Final = frozenset({"ACCUSE", "ASSAULT", "THREATEN", "SANCTION", "COERCE", "CONCEDE", "REQUEST"})
"""What is rejected after it was done: accusations, attacks, threats, sanctions, apologies, demands."""
DENYING: Final = "modality.negated"
"""Verbs such as نفى (denied), whose content is an event that did not happen."""


def contents(sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger]) -> set[int]:
    """Give the places of the triggers that are only content."""
    found: set[int] = set()
    for place, act in enumerate(triggers):
        before = triggers[place - 1] if place else None
        is_held = before is not None and before.act.type in HOLDING and _holds(sentence, chunks, before, act)
        is_joined = before is not None and place - 1 in found and _is_joined(chunks, before, act)
        if is_held or is_joined or _is_stressed(sentence, chunks, act):
            found.add(place)
    return found


def _is_joined(chunks: list[Chunk], before: Trigger, act: Trigger) -> bool:
    """True for an act joined to content: دعا إلى وقف القتال والإفراج عن المحتجزين."""
    chunk = chunks[act.chunk]
    is_alike = act.form == before.form and chunk.preposition in ("", chunks[before.chunk].preposition)
    between = chunks[before.chunk + 1 : act.chunk]
    return is_alike and chunk.conjunction and all(part.kind in WITH_ACTS for part in between)


def _is_stressed(sentence: LabelledSentence, chunks: list[Chunk], act: Trigger) -> bool:
    """Tell what somebody only insists on: شدد على إطلاق سراح الأسرى (stressed the release of the prisoners)."""
    if act.form != "noun" or chunks[act.chunk].preposition != ON or act.act.type not in WISHED:
        return False
    for chunk in reversed(chunks[: act.chunk]):
        if chunk.kind == "verb":
            return STRESSING in sentence.words[chunk.first].verb_classes
        if chunk.kind not in BETWEEN or chunk.preposition:
            return False
    return False


def _holds(sentence: LabelledSentence, chunks: list[Chunk], demand: Trigger, act: Trigger) -> bool:
    between = chunks[demand.chunk + 1 : act.chunk]
    if act.form == "verb":
        return demand.act.type == ASKING and _is_demanded_clause(sentence, between)
    if act.form != "noun":
        return False
    led = chunks[act.chunk].preposition
    if chunks[act.chunk].conjunction and led == "" and _is_second(between):
        return demand.act.type == ASKING
    if led == "" and between and any(sentence.has_class(between[-1].first, name) for name in CARRYING):
        led, between = between[-1].preposition, between[:-1]
    if not _is_plain(_without_commas(sentence, between) if led in LEADING else between):
        return False
    if demand.act.type == THREATENING:
        return led == BY
    if demand.act.type == AGREEING:
        return act.act.type == RETREATING and (led in LEADING or led == "")
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
    return bool(demanded) and demanded[0].preposition in LEADING and all(one.kind in WITH_ACTS for one in between)


def _without_commas(sentence: LabelledSentence, between: list[Chunk]) -> list[Chunk]:
    """Leave out commas: دعا الزعيم، في بيان، الحكومة إلى إطلاق سراحهم."""
    return [chunk for chunk in between if chunk.kind != "mark" or sentence.tokens[chunk.first].norm not in COMMAS]


def _is_plain(between: list[Chunk]) -> bool:
    return all(chunk.kind in BETWEEN for chunk in between)


def _is_led(between: list[Chunk]) -> bool:
    """True where a preposition stands between, whose noun the act would complete: طالب بمعاقبة | منفذي الهجوم."""
    return any(chunk.preposition not in ("", FROM) for chunk in between)

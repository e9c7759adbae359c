"""Takes a trigger in its sentence and gives its status (codebook section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.coding.background import DISCUSSED, Background
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import COMMAS
from marsad.coding.sentence import ANY, LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

SCOPE: Final = 6
CLAUSE: Final = 12
WHAT: Final = "ما"
NEAR: Final = 2
CLAUSE_BREAKS: Final = frozenset({"mark", "source"})
ACTIVE: Final = "light_verbs.active"
MODAL: Final = "modality"
PROMISED: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Status of an act, the type it thereby has, why, and whether what is told of is still to come."""

    status: str
    type: str
    reason: str
    is_to_come: bool = False


def standing(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, lexicon: Lexicon, background: Background
) -> Standing:
    """Give the status of the act named by `trigger`; a promised meeting or help is AGREE (codebook section 3)."""
    status, reason = _status(sentence, chunks, trigger, lexicon, background)
    if status != "negated" and _threatens(trigger):
        return Standing("actual", trigger.act.type, "a threat is made by saying what will be done", True)
    if status == "future" and trigger.act.type in PROMISED:
        return Standing("actual", "AGREE", f"{reason}; an announced {trigger.act.type} is AGREE", True)
    if status == "hypothetical" and trigger.act.type == "CONSULT":
        return Standing(status, "AGREE", f"{reason}; a possible CONSULT is AGREE", True)
    return Standing(status, trigger.act.type, reason, status == "future")


def _threatens(trigger: Trigger) -> bool:
    """Tell what is threatened in words of its own: سيدفع الاحتلال الثمن, سنرد بقوة (we shall answer with force)."""
    reading = trigger.reading
    return trigger.act.type == "THREATEN" and reading is not None and reading.proclitics.has_future


def _status(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, lexicon: Lexicon, background: Background
) -> tuple[str, str]:
    first = trigger.first
    near = range(max(first - NEAR, 0), first)
    for at in reversed(near):
        if _negates(sentence, at, trigger) and _reaches(sentence, at, first, trigger):
            if _in_condition(sentence, chunks, trigger):
                return "hypothetical", "in a condition"
            return "negated", f"after «{sentence.tokens[at].text}»"
    if trigger.form == "verb" and trigger.reading is not None:
        if trigger.reading.proclitics.has_future:
            if _in_condition(sentence, chunks, trigger):
                return "hypothetical", "in a condition"
            return "future", "future form"
        if trigger.reading.is_imperfect and any(sentence.has_class(at, "particles.possibility") for at in near):
            return "hypothetical", "after a particle of possibility"
        if trigger.reading.is_imperfect and _goes_on_from_future(sentence, chunks, trigger):
            return "future", "joined to a future form"
    if _in_condition(sentence, chunks, trigger):
        return "hypothetical", "in a condition"
    if trigger.form == "noun" and _is_told_as_done(sentence, chunks, trigger):
        return "actual", "a clause tells that it happened"
    any_ = _any(sentence, trigger)
    if any_ is not None:
        return _status_of_any(sentence, any_, lexicon)
    if trigger.form == "noun" and _under_possible_verb(sentence, chunks, trigger):
        return "hypothetical", "under a verb with a particle of possibility"
    governed = _governing_modality(sentence, trigger, lexicon, background)
    return governed or ("actual", "reported as done or under way")


def _goes_on_from_future(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger) -> bool:
    """Tell a verb that "and" joins to one in the future: سيزور باريس ويلتقي الرئيس (will visit Paris and meet)."""
    if not chunks[trigger.chunk].conjunction:
        return False
    for chunk in reversed(chunks[: trigger.chunk]):
        if chunk.kind in ("mark", "that", "source", "relative", "link") and not _is_comma(sentence, chunk):
            return False
        if chunk.kind == "verb":
            readings = sentence.words[chunk.first].verbs
            is_same = not sentence.words[chunk.first].persons.isdisjoint(sentence.words[trigger.first].persons)
            return is_same and any(reading.proclitics.has_future for reading in readings)
    return False


def _is_comma(sentence: LabelledSentence, chunk: Chunk) -> bool:
    return chunk.kind == "mark" and sentence.tokens[chunk.first].norm in COMMAS


def _is_told_as_done(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger) -> bool:
    """Tell a definite act of which a clause tells in the perfect: ينوي زيارة موقع التفجير الذي وقع أمس."""
    last = max(trigger.last, trigger.phrase_end)
    if not sentence.words[trigger.first].proclitics.has_article or chunks[trigger.chunk].conjunction:
        return False
    for chunk in chunks[trigger.chunk + 1 : trigger.chunk + 1 + NEAR]:
        if chunk.kind == "relative" and chunk.first <= last + 1 + NEAR:
            at = chunk.last + 1
            readings = sentence.words[at].verbs if at < len(sentence.words) and sentence.is_verb[at] else ()
            return bool(readings) and not any(one.is_imperfect or one.proclitics.has_future for one in readings)
        if chunk.kind != "np" or chunk.preposition:
            return False
    return False


def _any(sentence: LabelledSentence, trigger: Trigger) -> int | None:
    """Give the أي of "any such act": أي هجوم (any attack), أي محاولة خطف (any attempt to abduct), أي عمل يهدد.

    After a comma أي is "that is".
    """
    if sentence.words[trigger.first].proclitics.has_article:
        return None
    steps = (2,) if trigger.form == "verb" else (1, 2)
    at = next((trigger.first - step for step in steps if _is_word(sentence, trigger.first - step, ANY)), None)
    if at is None or not all(_is_plain(sentence, between) for between in range(at + 1, trigger.first)):
        return None
    return None if at and sentence.tokens[at - 1].norm in "،,(-" else at


def _is_word(sentence: LabelledSentence, at: int, core: str) -> bool:
    return at >= 0 and sentence.words[at].core == core


def _is_plain(sentence: LabelledSentence, at: int) -> bool:
    """Tell an indefinite noun that no preposition stands before."""
    proclitics = sentence.words[at].proclitics
    is_bare = not proclitics.has_article and not proclitics.preposition
    return is_bare and not sentence.is_verb[at] and not sentence.has_class(at, "particles")


def _status_of_any(sentence: LabelledSentence, any_: int, lexicon: Lexicon) -> tuple[str, str]:
    """Give whether there was no such act (لم يقع أي هجوم), or any is only thought of (حذر من أي هجوم)."""
    for at in range(any_ - 1, max(any_ - 1 - CLAUSE, -1), -1):
        if sentence.tokens[at].norm in ".:؛":
            break
        classes = set(sentence.classes(at))
        if sentence.is_verb[at]:
            classes |= {name for one in sentence.words[at].verbs for name in lexicon.lemmas[one.lemma].classes}
        is_negation = "particles.negation" in classes and sentence.words[at].core != WHAT
        if is_negation or any(name.startswith("modality.negated") for name in classes):
            return "negated", f"«{sentence.tokens[any_].text}» after «{sentence.tokens[at].text}»"
    return "hypothetical", f"«{sentence.tokens[any_].text}»: any, not one that was"


def _negates(sentence: LabelledSentence, at: int, trigger: Trigger) -> bool:
    """Tell a negation from a part of the act (لا يقبل, refuses) and from the ما of "what they asked for"."""
    return (
        sentence.has_class(at, "particles.negation") and at not in trigger.company and sentence.words[at].core != WHAT
    )


def _reaches(sentence: LabelledSentence, at: int, first: int, trigger: Trigger) -> bool:
    """Tell whether a negation at `at` negates the trigger: a verb right after it, or a noun after عدم and دون."""
    if at + 1 == first:
        return True
    return trigger.form == "verb" and sentence.has_class(at + 1, "particles")


def _in_condition(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger) -> bool:
    for position in range(trigger.chunk - 1, -1, -1):
        chunk = chunks[position]
        if chunk.kind in CLAUSE_BREAKS and sentence.tokens[chunk.first].norm in ".:؛؟!":
            return False
        if any(sentence.has_class(at, "particles.conditional") for at in range(chunk.first, chunk.last + 1)):
            return trigger.first - chunk.last <= 3 * SCOPE
    return False


def _under_possible_verb(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger) -> bool:
    """Tell whether the nearest verb before the noun is one that may happen: قد يشكل ... القصف."""
    for position in range(trigger.chunk - 1, -1, -1):
        chunk = chunks[position]
        if chunk.kind == "mark" and sentence.tokens[chunk.first].norm in ".:؛":
            return False
        if chunk.kind == "verb":
            return (
                any(reading.is_imperfect for reading in sentence.words[chunk.first].verbs)
                and chunk.first > 0
                and sentence.has_class(chunk.first - 1, "particles.possibility")
            )
    return False


def _governing_modality(
    sentence: LabelledSentence, trigger: Trigger, lexicon: Lexicon, background: Background
) -> tuple[str, str] | None:
    """Look left from the trigger, within its clause, for a word that makes it future, possible or denied.

    An act that is only talked over stands apart: قرروا بحث الهجوم (they decided to discuss the attack).
    """
    for at in range(trigger.first - 1, max(trigger.first - 1 - SCOPE, -1), -1):
        if sentence.tokens[at].norm in ".:،؛" or background.parts(at, trigger, DISCUSSED):
            return None
        if not (sentence.is_verb[at] or sentence.classes(at)):
            continue
        classes = set(sentence.classes(at))
        if sentence.is_verb[at]:
            classes |= _classes_of_verb(sentence, at, lexicon)
        for kind, status in (
            ("modality.negated", "negated"),
            ("modality.hypothetical", "hypothetical"),
            ("modality.future", "future"),
        ):
            if any(name.startswith(kind) for name in classes):
                return status, f"under «{sentence.tokens[at].text}»"
        if sentence.is_verb[at] and trigger.form == "noun" and _is_to_come(sentence, at, classes):
            return "future", f"under «{sentence.tokens[at].text}»"
        if sentence.is_verb[at] and not any(name.startswith(("light", "modality")) for name in classes):
            return None
    return None


def _classes_of_verb(sentence: LabelledSentence, at: int, lexicon: Lexicon) -> frozenset[str]:
    """Give the classes of a verb; of a light verb and one of what may be, spelt alike, only the former's.

    تمكن الجيش من استهداف (the army managed to) is also read as "may".
    """
    of_each = [lexicon.lemmas[reading.lemma].classes for reading in sentence.words[at].verbs]
    done = [classes for classes in of_each if ACTIVE in classes and not any(one.startswith(MODAL) for one in classes)]
    return frozenset().union(*(done or of_each))


def _is_to_come(sentence: LabelledSentence, at: int, classes: set[str]) -> bool:
    """Tell a light verb of what will be: سيعقد اجتماعا (will hold a meeting)."""
    return any(reading.proclitics.has_future for reading in sentence.words[at].verbs) and any(
        name.startswith("light_verbs") for name in classes
    )

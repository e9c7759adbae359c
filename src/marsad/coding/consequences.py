"""Takes the triggers of a sentence and gives, for those that only tell the dead of an attack, that attack."""

from __future__ import annotations

from typing import Final

from marsad.arabic.normal import ALEF
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger, spoken_casualties
from marsad.lexicon import Lexicon

FAR: Final = 14
REACH: Final = 9
NEAR: Final = 2
MAX_APART: Final = 4
TARGETING: Final = "light_verbs.reaching"
CONSEQUENCE: Final = "casualties.verbs_consequence"
NEAR_MEANS: Final = 8
INSTRUMENT: Final = frozenset({"\u0628"})
VICTIMS: Final = "casualties.victims_killed"
SUMS: Final = "casualties.sums"
COMING_UP: Final = "casualties.coming_up"
SO: Final = "\u0641"
PRONOUNS: Final = ("\u0647", "\u0647\u0627")
CARRYING: Final = ("light_verbs.", "casualties.verbs_consequence")
LIGHT_NOUN: Final = "light_verbs.nouns"
MEANS: Final = frozenset({"\u0641\u064a", "\u0628"})
"""Prepositions that lead from the dead to the attack: قتل خمسة في هجوم (five were killed in an attack)."""

ON, BY = "علي", "ب"


def consequences(
    sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger], lexicon: Lexicon
) -> dict[int, int]:
    """Give, for the place of each trigger that only tells what another did, the place of that other trigger.

    The dead of an attack and the attack are one act (codebook section 1): "an attack that killed five" and "five were
    killed in an attack". Where each seems to tell the other, the attack stands: مقتل ثلاثة باستهداف مسجد.
    """
    found: dict[int, int] = {}
    for place, trigger in enumerate(triggers):
        cause = _killing(sentence, triggers, place, lexicon)
        if cause is None:
            cause = _subject(sentence, chunks, triggers, place, lexicon)
        if cause is None and _is_toll(sentence, trigger, lexicon):
            cause = _cause(sentence, chunks, triggers, place, lexicon)
        elif cause is None:
            cause = _by_means(sentence, chunks, triggers, place, lexicon)
        if cause is not None:
            found[place] = cause
    for place in [place for place, cause in found.items() if found.get(cause) == place]:
        tells_dead = spoken_casualties(sentence, triggers[place], lexicon)
        if place in found and found.get(found[place]) == place and not tells_dead:
            del found[place]
    return {place: _origin(cause, found) for place, cause in found.items()}


def _origin(cause: int, found: dict[int, int]) -> int:
    """Give the act at the end of what leads from the wounded to the dead and from the dead to the attack."""
    passed: set[int] = set()
    while cause in found and cause not in passed:
        passed.add(cause)
        cause = found[cause]
    return cause


def _killing(sentence: LabelledSentence, triggers: list[Trigger], place: int, lexicon: Lexicon) -> int | None:
    """Give the killing that wounds are told with: مقتل ثلاثة وإصابة خمسة, one act."""
    wounding, before = triggers[place], triggers[place - 1] if place else None
    is_one = (
        before is not None
        and wounding.chunk - before.chunk <= MAX_APART
        and sentence.words[wounding.first].proclitics.conjunction
        and "injured" in spoken_casualties(sentence, wounding, lexicon)
        and "killed" in spoken_casualties(sentence, before, lexicon)
    )
    return place - 1 if is_one else None


def _subject(
    sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger], place: int, lexicon: Lexicon
) -> int | None:
    """Give the attack that a verb of targeting, or its masdar, only takes up: هجوم نفذه انتحاري استهدف دورية."""
    verb = triggers[place]
    if verb.suffix or not _is_targeting(sentence, verb, lexicon):
        return None
    for other in range(place - 1, -1, -1):
        attack = triggers[other]
        is_attack = (
            attack.act.type == "ASSAULT" and attack.form == "noun" and not _is_targeting(sentence, attack, lexicon)
        )
        if not is_attack or verb.first - attack.last > FAR:
            continue
        return other if _is_same_clause(sentence, chunks, attack, verb, lexicon) else None
    return None


def _is_same_clause(
    sentence: LabelledSentence, chunks: list[Chunk], attack: Trigger, verb: Trigger, lexicon: Lexicon
) -> bool:
    proclitics = sentence.words[verb.first].proclitics
    if proclitics.conjunction and proclitics.text != SO:
        return False
    for chunk in chunks[attack.chunk + 1 : verb.chunk]:
        if chunk.kind == "mark" and sentence.tokens[chunk.first].norm in CLAUSE_MARKS:
            return False
        if chunk.kind == "source" or (chunk.kind == "that" and not sentence.tokens[chunk.last].norm.endswith(PRONOUNS)):
            return False
        if chunk.kind == "verb" and not any(_is_verb_of(sentence, chunk.first, name, lexicon) for name in CARRYING):
            return False
    return True


def _is_targeting(sentence: LabelledSentence, trigger: Trigger, lexicon: Lexicon) -> bool:
    if trigger.form == "verb":
        return _is_verb_of(sentence, trigger.first, TARGETING, lexicon)
    return trigger.form == "noun" and sentence.has_class(trigger.first, TARGETING)


def _by_means(
    sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger], place: int, lexicon: Lexicon
) -> int | None:
    """Give the act whose means another noun tells: محاولة اغتياله عبر تفجير سيارته, قصفت البلدة بغارات."""
    means = triggers[place]
    if means.form != "noun" or means.act.type != "ASSAULT" or place == 0:
        return None
    act = triggers[place - 1]
    if act.act.type != "ASSAULT" or means.first - act.last > NEAR_MEANS or _is_toll(sentence, act, lexicon):
        return None
    leads = chunks[means.chunk].preposition in INSTRUMENT or any(
        sentence.has_class(at, "casualties.means") for at in range(max(act.last + 1, means.first - NEAR), means.first)
    )
    between = chunks[act.chunk + 1 : means.chunk]
    if answers(chunks[act.chunk], chunks[means.chunk]):
        return None
    return place - 1 if leads and all(_leads_on(sentence, chunk) for chunk in between) else None


def answers(act: Chunk, reply: Chunk) -> bool:
    """Tell an act and what it is answered with: ردت إسرائيل على إطلاق صواريخ بقصف مواقع (replied to it with)."""
    return act.preposition == ON and reply.preposition == BY


def _leads_on(sentence: LabelledSentence, chunk: Chunk) -> bool:
    return chunk.kind in ("np", "word", "time") or sentence.has_class(chunk.first, "casualties.means")


def _is_toll(sentence: LabelledSentence, trigger: Trigger, lexicon: Lexicon) -> bool:
    return trigger.act.type == "ASSAULT" and not spoken_casualties(sentence, trigger, lexicon).isdisjoint(
        {"killed", "injured"}
    )


def _cause(
    sentence: LabelledSentence, chunks: list[Chunk], triggers: list[Trigger], place: int, lexicon: Lexicon
) -> int | None:
    """Give the attack nearest to the dead that a verb of consequence or a preposition ties to them."""
    toll = triggers[place]
    for other in sorted(range(len(triggers)), key=lambda at: abs(triggers[at].first - toll.first)):
        attack = triggers[other]
        if other == place or attack.act.type != "ASSAULT" or _is_toll(sentence, attack, lexicon):
            continue
        if abs(attack.first - toll.first) > FAR + (attack.first < toll.first) * FAR:
            continue
        if attack.first > toll.first:
            if attack.form == "noun" and (
                _is_owned_by(sentence, toll, attack) or _is_means(sentence, chunks, toll, attack, lexicon)
            ):
                return other
        elif _leads_to_toll(sentence, attack, toll, lexicon) or _is_summed_up(sentence, attack, toll):
            return other
    return None


def _is_owned_by(sentence: LabelledSentence, toll: Trigger, attack: Trigger) -> bool:
    """Tell the dead of an attack by the noun that governs it: قتلى الهجوم (the dead of the attack)."""
    is_next = attack.first == toll.last + 1 and sentence.words[attack.first].proclitics.has_article
    return is_next and toll.form == "noun" and sentence.has_class(toll.first, VICTIMS)


def _is_summed_up(sentence: LabelledSentence, attack: Trigger, toll: Trigger) -> bool:
    """Tell the dead to whom the toll of an attack comes up: ارتفعت حصيلة الهجوم إلى 20 قتيلا."""
    summed = range(max(attack.first - NEAR, 0), attack.first)
    if toll.form != "noun" or not any(sentence.has_class(at, SUMS) for at in summed):
        return False
    return any(sentence.has_class(at, COMING_UP) for at in range(max(attack.last, toll.first - NEAR - 1), toll.first))


def _is_means(
    sentence: LabelledSentence, chunks: list[Chunk], toll: Trigger, attack: Trigger, lexicon: Lexicon
) -> bool:
    between = chunks[toll.chunk + 1 : attack.chunk]
    if any(
        chunk.kind in ("that", "relative")
        or (chunk.kind == "verb" and not _is_toll_verb(sentence, chunk, lexicon))
        or (chunk.kind == "mark" and sentence.tokens[chunk.first].norm in CLAUSE_MARKS)
        for chunk in between
    ):
        return False
    led = chunks[attack.chunk - 1] if attack.chunk else chunks[attack.chunk]
    is_attempt = led.kind == "np" and sentence.has_class(led.first, LIGHT_NOUN) and led.preposition in MEANS
    if chunks[attack.chunk].preposition in MEANS or is_attempt or _is_adverbial(sentence, attack):
        return True
    start = max(toll.last + 1, attack.first - 3)
    return any(sentence.has_class(at, "casualties.causes") for at in range(start, attack.first))


def _is_toll_verb(sentence: LabelledSentence, chunk: Chunk, lexicon: Lexicon) -> bool:
    """True for a further verb of the same toll: قتل ثلاثة وأصيب خمسة في هجوم."""
    return chunk.conjunction and any(
        name.startswith("casualties.verbs")
        for reading in sentence.words[chunk.first].verbs
        for name in lexicon.lemmas[reading.lemma].classes
    )


def _is_adverbial(sentence: LabelledSentence, attack: Trigger) -> bool:
    """True for a masdar that says how: قتل رجلا طعنا (killed a man by stabbing)."""
    return attack.first == attack.last and sentence.tokens[attack.first].norm.endswith(ALEF) and not attack.suffix


def _leads_to_toll(sentence: LabelledSentence, attack: Trigger, toll: Trigger, lexicon: Lexicon) -> bool:
    """True where a verb of consequence stands before the dead: أسفر عن مقتل, ما أدى إلى إصابة."""
    return any(
        sentence.has_class(at, "casualties.consequence") or _is_verb_of(sentence, at, CONSEQUENCE, lexicon)
        for at in range(max(attack.first - NEAR, 0, toll.first - REACH), toll.first)
    )


def _is_verb_of(sentence: LabelledSentence, at: int, prefix: str, lexicon: Lexicon) -> bool:
    readings = sentence.words[at].verbs if sentence.is_verb[at] else ()
    return any(name.startswith(prefix) for reading in readings for name in lexicon.lemmas[reading.lemma].classes)

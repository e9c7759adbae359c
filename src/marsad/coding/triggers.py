"""Takes a chunked sentence and gives its triggers: the words that name acts, each with the act they name there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marsad.arabic import suffix_splits
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS, STILL
from marsad.coding.readings import readings_of
from marsad.coding.sentence import LabelledSentence
from marsad.coding.words import VerbReading
from marsad.lexicon import Lexicon
from marsad.lexicon.model import Act

AGREEMENT: Final = "agreement."
UNLESS_WITHIN: Final = 3
AFTER_COMPANY: Final = 2
TA_MARBUTA: Final = "\u0629"
WEAK: Final = "\u064a\u0647"
COMMAS: Final = frozenset("\u060c,")
TO, OF = "\u0627\u0644\u064a", "\u0628"
HIM, OF_THEIRS = "\u0627\u064a\u0627", ("\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")
EARLIER: Final = 5
MAX_SUBJECT, MIN_REACH = 6, 3
NEXT: Final = 3
WILL: Final = "سوف"
ANY_PLACE: Final = "@place"
CASUALTIES: Final = ("killed", "injured", "detained")


@dataclass(slots=True)
class Trigger:
    """A word or fixed phrase at tokens `first`..`last` that names `act`.

    `form` is `verb`, `noun`, `participle` (adverbial: متهماً) or `adjective` (المدعومة). `chunk` is the position of
    its chunk; `company` are the tokens whose presence made a conditional act hold.
    """

    act: Act
    first: int
    last: int
    form: str
    chunk: int
    suffix: str = ""
    reading: VerbReading | None = None
    company: tuple[int, ...] = ()
    phrase_end: int = -1
    """Where the noun ends that completes a light word close by: تقديم الدعم, وجهت له تهمة; else -1."""


def asked_words(lexicon: Lexicon) -> frozenset[str]:
    """Give the words that the conditions of acts ask for, those of their phrases apart."""
    wanted = (act.with_words | act.with_before | act.unless | act.unless_before for act in lexicon.acts)
    return frozenset(word for words in wanted for entry in words for word in entry.split())


def find_triggers(sentence: LabelledSentence, chunks: list[Chunk], lexicon: Lexicon) -> list[Trigger]:
    """Give the triggers of the sentence in reading order, one for each act named."""
    found = [trigger for position in range(len(chunks)) for trigger in _in_chunk(sentence, chunks, position, lexicon)]
    return _without_accidents(sentence, _without_repeats(found), lexicon)


def may_have_trigger(sentence: LabelledSentence) -> bool:
    """True where some word could name an act: the cheap test before anything costly is done."""
    return any(word.act or word.verbs or word.adjective or word.participles for word in sentence.words) or any(
        phrase.kind == "act" for phrase in sentence.phrases
    )


def _in_chunk(sentence: LabelledSentence, chunks: list[Chunk], position: int, lexicon: Lexicon) -> Iterator[Trigger]:
    chunk = chunks[position]
    match chunk.kind:
        case "verb":
            yield from _verb(sentence, chunks, position, lexicon)
        case "act":
            adverbial = _adverbial(sentence, chunk.first, position, lexicon)
            yield from [adverbial] if adverbial is not None else _noun(sentence, chunk, position, lexicon)
        case "np":
            yield from _inside_phrase(sentence, chunk, position, lexicon)


def _verb(sentence: LabelledSentence, chunks: list[Chunk], position: int, lexicon: Lexicon) -> Iterator[Trigger]:
    """Give the act that a verb names; what is done by two has no passive: قوبل القرار برفض (was met with)."""
    at = chunks[position].first
    readings = readings_of(sentence, chunks, position)
    reading_of = {index: reading for reading in reversed(readings) for index in lexicon.lemmas[reading.lemma].acts}
    named = [lexicon.acts[index] for index in sorted(reading_of)]
    chosen = _choose(sentence, at, at, named, beyond=_words_of_subject(chunks, position))
    if chosen is not None:
        act, company = chosen
        reading = reading_of[act.index]
        if reading.is_only_passive and act.subject == "both":
            return
        is_state = act.is_lasting and reading.is_imperfect and _describes(sentence, at)
        if is_state or (act.is_to_come and not (reading.proclitics.has_future or sentence.words[at - 1].core == WILL)):
            return
        yield Trigger(act, at, at, "verb", position, reading.suffix, reading, company)


def _words_of_subject(chunks: list[Chunk], verb: int) -> int:
    """Give how many words the phrase right after a verb takes, beyond which its object stands."""
    following = chunks[verb + 1] if verb + 1 < len(chunks) else None
    if following is None or following.kind != "np" or following.preposition:
        return 0
    return min(following.last - following.first + 1, MAX_SUBJECT)


def _describes(sentence: LabelledSentence, at: int) -> bool:
    """True for a verb that tells how things stand: in a relative clause, after لا يزال or right after a place."""
    before = range(max(at - 2, 0), at)
    if any(sentence.has_class(near, "particles.relative") or sentence.words[near].core in STILL for near in before):
        return True
    if at == 0 or _is_state_speaking(sentence, at - 1):
        return False
    return at - 1 in sentence.places or sentence.has_class(at - 1, "places.kinds")


def _is_state_speaking(sentence: LabelledSentence, at: int) -> bool:
    """Tell a state that acts, إن إيران تدعم (that Iran supports), from one where things are: في سوريا تسيطر عليها."""
    if at not in sentence.actors or sentence.words[at].proclitics.preposition:
        return False
    follows_preposition = at > 0 and sentence.words[at - 1].is_preposition
    is_resumed = at + 2 < len(sentence.words) and sentence.has_class(at + 2, "particles.resumed")
    return not (follows_preposition or is_resumed)


def _noun(sentence: LabelledSentence, chunk: Chunk, position: int, lexicon: Lexicon) -> Iterator[Trigger]:
    for phrase in sentence.phrases:
        if phrase.kind == "act" and phrase.first == chunk.first:
            chosen = _choose(sentence, phrase.first, phrase.last, [lexicon.acts[int(phrase.value)]])
            if chosen is not None:
                first = sentence.words[phrase.first].act
                suffix = first.suffix if first is not None and phrase.last > phrase.first else ""
                yield Trigger(chosen[0], phrase.first, phrase.last, "noun", position, suffix, None, chosen[1])
                return
    act_reading = sentence.words[chunk.first].act
    if act_reading is not None and not (act_reading.suffix and _ends_feminine(sentence, chunk.first)):
        chosen = _choose(sentence, chunk.first, chunk.first, [lexicon.acts[index] for index in act_reading.acts])
        if chosen is not None:
            yield Trigger(chosen[0], chunk.first, chunk.first, "noun", position, act_reading.suffix, None, chosen[1])


def _ends_feminine(sentence: LabelledSentence, at: int) -> bool:
    """True for the ending of طلبة (students), which is no pronoun as in طلبه (his request)."""
    return sentence.tokens[at].text.endswith(TA_MARBUTA)


def _inside_phrase(sentence: LabelledSentence, chunk: Chunk, position: int, lexicon: Lexicon) -> Iterator[Trigger]:
    """Give the adjective or participle in a phrase that names an act; المتهم alone (the accused) names somebody."""
    for at in range(chunk.first, chunk.last + 1):
        word = sentence.words[at]
        if at in sentence.actors or at in sentence.places:
            continue
        adverbial = _adverbial(sentence, at, position, lexicon) if at == chunk.first else None
        names_him = at == chunk.first and word.role is not None and word.proclitics.has_article
        is_head = names_him or (adverbial is not None and chunk.first < chunk.last)
        if word.adjective is not None and not is_head:
            chosen = _choose(sentence, at, at, [lexicon.acts[index] for index in word.adjective.acts])
            if chosen is not None:
                yield Trigger(chosen[0], at, at, "adjective", position, word.adjective.suffix, None, chosen[1])
                return
        if adverbial is not None:
            yield adverbial
            return


def _adverbial(sentence: LabelledSentence, at: int, position: int, lexicon: Lexicon) -> Trigger | None:
    """Give the act that a participle tells of besides the verb: متهماً (accusing)."""
    for lemma in _participles(sentence, at, lexicon):
        chosen = _choose(sentence, at, at, [lexicon.acts[index] for index in lexicon.lemmas[lemma].acts])
        if chosen is not None:
            return Trigger(chosen[0], at, at, "participle", position, company=chosen[1])
    return None


def _participles(sentence: LabelledSentence, at: int, lexicon: Lexicon) -> tuple[int, ...]:
    """Give the verbs whose participle says how: متهماً (accusing), and after a comma the feminine, محذرة (warning)."""
    word = sentence.words[at]
    if word.participles:
        return word.participles if word.role is None or _has_object(sentence, at) else ()
    if at == 0 or sentence.tokens[at - 1].norm not in COMMAS or not _ends_feminine(sentence, at):
        return ()
    if (word.role is not None or word.act is not None) and not _goes_on(sentence, at):
        return ()
    is_plain = all(name.startswith(AGREEMENT) for name in word.classes)
    if not is_plain or word.proclitics.has_article or word.proclitics.preposition:
        return ()
    stem = word.core.removesuffix(WEAK) if word.core not in lexicon.verbs else word.core
    return tuple(lemma for lemma, tags in lexicon.verbs.get(stem, ()) if "ap" in tags)


def _goes_on(sentence: LabelledSentence, at: int) -> bool:
    """Tell a participle from a role or masdar spelt like it: داعية إلى, متهمة إيران, مطالبة بوقف (demanding an end)."""
    following = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
    if following is None:
        return False
    leads = following.core == TO or (sentence.words[at].act is not None and following.proclitics.preposition == OF)
    return leads or _has_object(sentence, at)


def _has_object(sentence: LabelledSentence, at: int) -> bool:
    """True where whom it is done to follows a participle: متهما النظام, متهما إياهم, متهما منظميها."""
    following = at + 1
    if following >= len(sentence.words):
        return False
    word = sentence.words[following]
    return (
        word.proclitics.has_article
        or following in sentence.actors
        or word.norm.startswith(HIM)
        or word.norm.endswith(OF_THEIRS)
    )


def _choose(
    sentence: LabelledSentence, first: int, last: int, acts: Iterable[Act], *, beyond: int = 0
) -> tuple[Act, tuple[int, ...]] | None:
    """Give the first act whose condition holds, else the first without one; None where its context excludes it."""
    fallback = None
    for act in acts:
        if _excluded(sentence, first, last, act):
            continue
        if act.is_conditional:
            company = _company(sentence, first, last, act, beyond)
            if company and not _excluded_after(sentence, max(company), act):
                return act, company
        elif fallback is None:
            fallback = act
    return None if fallback is None else (fallback, ())


def _company(sentence: LabelledSentence, first: int, last: int, act: Act, beyond: int) -> tuple[int, ...]:
    reach = act.within + (beyond if act.within >= MIN_REACH else 0)
    following = range(last + 1, min(last + 1 + reach, len(sentence.words)))
    after = _all_of(sentence, following, act.with_words)
    if not after and sentence.is_verb[first] and act.with_words:
        after = _all_of(sentence, _earlier_in_clause(sentence, first), act.with_words)
    before = _all_of(sentence, range(first - 1, max(first - 1 - act.within, -1), -1), act.with_before)
    if (act.with_words and not after) or (act.with_before and not before):
        return ()
    return (*before, *after)


def _earlier_in_clause(sentence: LabelledSentence, verb: int) -> list[int]:
    """Give the words before a verb that its noun may be among: صواريخ أطلقها الحوثيون, سيارة مفخخة انفجرت.

    Those of a name are none: أعلن التحالف العربي لدعم الشرعية (the coalition to support legitimacy).
    """
    start = verb
    while start > max(verb - EARLIER, 0) and not sentence.is_verb[start - 1]:
        start -= 1
        if sentence.has_class(start, "particles.that"):
            break
    named = {at for mention in sentence.actors.values() for at in range(mention.first + 1, mention.last + 1)}
    return [at for at in range(verb - 1, start - 1, -1) if at not in named]


def _all_of(sentence: LabelledSentence, positions: Iterable[int], wanted: frozenset[str]) -> tuple[int, ...]:
    """Give the positions of the wanted words before their clause ends; `@place` wants a name of the gazetteer."""
    if not wanted:
        return ()
    found: list[int] = []
    tokens, words, phrases, any_place = sentence.tokens, sentence.words, _phrases(wanted), ANY_PLACE in wanted
    for at in positions:
        if tokens[at].norm in CLAUSE_MARKS:
            break
        asked = words[at].asked
        if (asked and (not wanted.isdisjoint(asked) or (phrases and begins_one(sentence, at, phrases)))) or (
            any_place and _is_place(sentence, at)
        ):
            found.append(at)
    return tuple(found)


@lru_cache(maxsize=1000)
def _phrases(wanted: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(entry.split()) for entry in wanted if " " in entry))


def begins_one(sentence: LabelledSentence, at: int, phrases: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether one of the phrases, each of words that conditions ask for, begins at a token."""
    words = sentence.words
    for phrase in phrases:
        if at + len(phrase) > len(words):
            continue
        for step, wanted in enumerate(phrase):
            if wanted not in words[at + step].asked:
                break
        else:
            return True
    return False


def _is_place(sentence: LabelledSentence, at: int) -> bool:
    mention = sentence.places.get(at)
    return mention is not None and not mention.is_weak


def _excluded(sentence: LabelledSentence, first: int, last: int, act: Act) -> bool:
    following = range(last + 1, min(last + 1 + UNLESS_WITHIN, len(sentence.words)))
    preceding = range(max(first - UNLESS_WITHIN, 0), first)
    return bool(_all_of(sentence, following, act.unless) or _all_of(sentence, preceding, act.unless_before))


def _excluded_after(sentence: LabelledSentence, company: int, act: Act) -> bool:
    """True where what excludes the act follows what makes it hold: وصف العلاقات بأنها | ممتازة (as excellent)."""
    following = range(company + 1, min(company + 1 + AFTER_COMPANY, len(sentence.words)))
    return bool(_all_of(sentence, following, act.unless))


def _without_repeats(triggers: list[Trigger]) -> list[Trigger]:
    """Drop a noun that only completes another trigger, such as the accord in "signed an accord".

    A protest that is dispersed or banned stays: those are two acts.
    """
    whole = {at: trigger for trigger in triggers for at in trigger.company}
    kept: list[Trigger] = []
    for trigger in _without_relative_verbs(triggers, whole):
        light = whole.get(trigger.first)
        if light is None or trigger.form != "noun" or (trigger.act.type == "PROTEST" != light.act.type):
            kept.append(trigger)
        elif 0 < trigger.first - light.last <= NEXT:
            light.phrase_end = max(light.phrase_end, trigger.last)
    return kept


def _without_relative_verbs(triggers: list[Trigger], whole: dict[int, Trigger]) -> list[Trigger]:
    """Drop the verb that only tells of the noun before it: مظاهرات خرجت, التحقيقات التي تجريها النيابة."""
    dropped = []
    for noun in triggers:
        verb = whole.pop(noun.first, None) if _leads(noun, whole.get(noun.first)) else None
        if verb is not None:
            dropped.append(verb)
    return [trigger for trigger in triggers if all(trigger is not verb for verb in dropped)]


def _leads(noun: Trigger, verb: Trigger | None) -> bool:
    return verb is not None and noun.form == "noun" and noun.last < verb.first and noun.act.type == verb.act.type


def _without_accidents(sentence: LabelledSentence, triggers: list[Trigger], lexicon: Lexicon) -> list[Trigger]:
    """Drop deaths and injuries of an accident: no act of anybody (codebook section 1)."""
    casualties = [trigger for trigger in triggers if _is_casualty(sentence, trigger, lexicon)]
    if not casualties or not any(sentence.has_class(at, "casualties.accidents") for at in range(len(sentence.tokens))):
        return triggers
    if any(trigger.act.type == "ASSAULT" and trigger not in casualties for trigger in triggers):
        return triggers
    return [trigger for trigger in triggers if trigger not in casualties]


def _is_casualty(sentence: LabelledSentence, trigger: Trigger, lexicon: Lexicon) -> bool:
    return trigger.act.type == "ASSAULT" and bool(spoken_casualties(sentence, trigger, lexicon))


def spoken_casualties(sentence: LabelledSentence, trigger: Trigger, lexicon: Lexicon) -> set[str]:
    """Give `killed`, `injured`, `detained` where the trigger speaks of them."""
    word = sentence.words[trigger.first]
    is_phrase = trigger.form == "noun" and trigger.last > trigger.first
    if not (word.tells_casualties or trigger.suffix or trigger.company or is_phrase):
        return set()
    classes = set(word.classes)
    if is_phrase:
        ends = suffix_splits(sentence.words[trigger.last].core)
        classes |= {name for stem, suffix in ends if suffix for name in lexicon.classes.get(stem, ())}
    if trigger.reading is not None:
        classes |= lexicon.lemmas[trigger.reading.lemma].classes
    elif trigger.suffix:
        classes |= {name for stem, _ in suffix_splits(word.core) for name in lexicon.classes.get(stem, ())}
    victims = {name for at in trigger.company for name in sentence.words[at].classes}
    return {
        kind
        for kind in CASUALTIES
        if f"casualties.{kind}" in classes
        or f"casualties.verbs_{kind}" in classes
        or f"casualties.victims_{kind}" in victims
    }

"""Takes an event with its surroundings and gives the signs for and against it, and whether they suffice to keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp

from marsad.coding.chunks import Chunk
from marsad.coding.model import Event
from marsad.coding.roles import Roles
from marsad.coding.sentence import QUOTES, LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

ENOUGH = 0.3
"""The least probability with which an event is kept: where detection is best, cross-validated over documents."""
SELDOM = frozenset({"ORGANIZE"})
"""Types of which the annotations hold too few to weigh them; their events are kept."""
BIAS = "bias"
NEAR_START = 3
LOOK_BACK = 8
TOPICS = ("sport", "economy", "culture", "health", "technology", "law")


def probability(signs: frozenset[str], weights: Mapping[str, float]) -> float:
    """Give how likely an event with these signs is one that readers would code, by logistic regression.

    Without weights every event is certain.
    """
    if not weights:
        return 1.0
    return 1 / (1 + exp(-weights.get(BIAS, 0.0) - sum(weights.get(sign, 0.0) for sign in sorted(signs))))


def signs(
    sentence: LabelledSentence,
    chunks: list[Chunk],
    trigger: Trigger,
    triggers: list[Trigger],
    roles: Roles,
    event: Event,
    lexicon: Lexicon,
) -> frozenset[str]:
    """Give the signs that speak for or against an event: its word, its frame, who takes part, what surrounds it."""
    form = _form(trigger)
    found = {
        f"form={form}",
        f"type={trigger.act.type}",
        f"type={trigger.act.type},form={form}",
        f"mode={trigger.act.type}/{event.mode}",
        f"act={_act_name(trigger)}",
        f"act={_act_name(trigger)},form={form}",
        f"status={event.status}",
        f"status={event.status},form={form}",
        f"conditional={trigger.act.is_conditional}",
        f"background={event.background}",
    }
    found.update(_of_parties(roles, event, form))
    found.update(_of_word(sentence, trigger, form))
    found.update(_of_context(sentence, chunks, trigger, form, lexicon))
    found.update(_of_neighbours(trigger, triggers))
    found.update(_of_sentence(sentence))
    return frozenset(found)


def _form(trigger: Trigger) -> str:
    return "phrase" if trigger.last > trigger.first else trigger.form


def _act_name(trigger: Trigger) -> str:
    return trigger.act.name


def _of_parties(roles: Roles, event: Event, form: str) -> Iterator[str]:
    sentence = event.trigger.sentence
    for role, entities, resolved in (
        ("actor", event.actor, roles.actor),
        ("recipient", event.recipient, roles.recipient),
    ):
        count = min(len(entities), 2)
        yield f"{role}s={count}"
        yield f"{role}s={count},form={form}"
        yield f"{role}s={count},type={event.type}"
        if entities:
            strength = max((one.strength for one in resolved), default=0)
            yield f"{role} strength={strength}"
            if all(entity.sentence != sentence for entity in entities):
                yield f"{role} from afar"
            if all(entity.sector == "CVL" for entity in entities):
                yield f"{role} civilian"
            if any(entity.country for entity in entities):
                yield f"{role} country"
            yield f"{role} sector={entities[0].sector}"
    yield f"parties={min(len(event.actor) + len(event.recipient), 2)},form={form},type={event.type}"
    for name, value in (("place", event.place), ("when", event.when), ("said_by", event.said_by)):
        if value:
            yield f"has {name}"
    if event.when is None or not event.when.first_day:
        yield f"no when,form={form}"
    if event.killed or event.injured or event.detained:
        yield "has counts"


def _of_word(sentence: LabelledSentence, trigger: Trigger, form: str) -> Iterator[str]:
    word = sentence.words[trigger.first]
    yield f"article={word.proclitics.has_article},form={form}"
    yield f"suffix={bool(trigger.suffix)},form={form}"
    yield f"proclitic={word.proclitics.preposition or '-'},form={form}"
    if word.proclitics.conjunction:
        yield f"conjunction,form={form}"
    if trigger.reading is not None:
        tense = "future" if trigger.reading.proclitics.has_future else "I" if trigger.reading.is_imperfect else "P"
        yield f"tense={tense}"
        yield f"tense={tense},type={trigger.act.type}"
        if trigger.reading.persons.isdisjoint({"3ms", "3fs", "3mp", "3md", "3fd", "3fp"}):
            yield "first person"
    if word.is_known_noun and form == "verb":
        yield "verb that may be a noun"


def _of_context(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, form: str, lexicon: Lexicon
) -> Iterator[str]:
    chunk = chunks[trigger.chunk]
    if form not in ("verb",):
        yield f"preposition={chunk.preposition or '-'}"
    before = trigger.first - 1
    if before >= sentence.body:
        for name in sentence.classes(before):
            yield f"after {name}"
        previous = chunks[trigger.chunk - 1] if trigger.chunk else None
        if previous is not None:
            yield f"after chunk {previous.kind},form={form}"
    else:
        yield f"first word,form={form}"
    if trigger.first - sentence.body < NEAR_START:
        yield "near start"
    governor = next(
        (chunks[at] for at in range(trigger.chunk - 1, -1, -1) if chunks[at].kind in ("verb", "relative", "that")), None
    )
    kind = "none" if governor is None else _governor_kind(sentence, governor, lexicon)
    yield f"under {kind},form={form}"
    quotes = sum(token.norm in QUOTES for token in sentence.tokens[: trigger.first])
    if quotes % 2:
        yield f"quoted,form={form}"
    for at in range(max(trigger.first - LOOK_BACK, 0), trigger.first):
        for name in sentence.classes(at):
            if name.startswith(("modality.", "particles.conditional", "particles.possibility", "mentions.")):
                yield f"before: {name}"


def _governor_kind(sentence: LabelledSentence, chunk: Chunk, lexicon: Lexicon) -> str:
    if chunk.kind != "verb":
        return chunk.kind
    lemmas = [lexicon.lemmas[reading.lemma] for reading in sentence.words[chunk.first].verbs]
    for prefix in ("speech", "light", "modality"):
        if any(name.startswith(prefix) for lemma in lemmas for name in lemma.classes):
            return prefix
    return "act" if any(lemma.acts for lemma in lemmas) else "verb"


def _of_neighbours(trigger: Trigger, triggers: list[Trigger]) -> Iterator[str]:
    others = [other for other in triggers if other is not trigger]
    yield f"triggers={min(len(triggers), 5)}"
    same = [other for other in others if other.act.type == trigger.act.type]
    if any(other.first < trigger.first for other in same):
        yield "after same type"
    if any(other.first > trigger.first for other in same):
        yield "before same type"
    if any(0 < trigger.first - other.first <= LOOK_BACK for other in others):
        yield f"close after {next(o.act.type for o in others if 0 < trigger.first - o.first <= LOOK_BACK)}"
    if any(trigger.form != "verb" and other.form == "verb" for other in others):
        yield "noun beside verb"


def _of_sentence(sentence: LabelledSentence) -> Iterator[str]:
    yield f"sentence={min(sentence.index, 4)}"
    length = len(sentence.tokens)
    yield f"length={'short' if length < 14 else 'middle' if length < 35 else 'long'}"
    for topic in TOPICS:
        hits = sum(sentence.has_class(at, f"topics.{topic}") for at in range(length))
        if hits:
            yield f"topic {topic}"
        if hits > 1:
            yield f"topics {topic}"

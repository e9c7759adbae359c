"""Takes a sentence and gives it labelled: tokens, words, names of actors and places, times, numbers, verbs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from marsad.arabic import find_numbers, find_times, proclitic_splits, tokenize
from marsad.arabic.model import Kind, Number, TimeExpression, Token
from marsad.coding.labels import AL, Labeller, Proclitics, Word

TRANSPARENT = frozenset("\"'«»“”‘’#_")
QUOTES = frozenset('"«»“”')
NOUN_BEFORE = frozenset({"particles.prepositions", "particles.demonstratives"})
COMMON_NOUN = "nouns.common"
PRONOUN_ENDS = ("\u0647", "\u0647\u0627", "\u0647\u0645")
TA_MARBUTA = "\u0629"
MAX_NAME_GAP = 2
DASHES = frozenset("-–—")
MAX_DATELINE = 16
MAX_DATELINE_PLACES = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the lexicon found in a sentence; `first`, `last` are token positions, both inclusive."""

    first: int
    last: int
    kind: str
    index: int
    is_weak: bool
    proclitics: Proclitics
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class PhraseLabel:
    """A fixed phrase of the lexicon found in a sentence: an act, a role, or a class of function words."""

    first: int
    last: int
    kind: str
    value: int | str
    proclitics: Proclitics
    is_person: bool = False


@dataclass(slots=True)
class LabelledSentence:
    """A sentence with all that is known of it before any act is looked for."""

    index: int
    text: str
    tokens: list[Token]
    words: list[Word]
    actors: dict[int, Mention] = field(default_factory=dict)
    places: dict[int, Mention] = field(default_factory=dict)
    phrases: list[PhraseLabel] = field(default_factory=list)
    classes_of_phrases: dict[int, frozenset[str]] = field(default_factory=dict)
    """The classes of tokens at which a fixed phrase of function words begins, the token's own among them."""
    times: list[TimeExpression] = field(default_factory=list)
    numbers: dict[int, Number] = field(default_factory=dict)
    is_verb: list[bool] = field(default_factory=list)
    body: int = 0
    """The first token after the dateline, such as "Dubai, UAE (CNN) --"."""

    def classes(self, position: int) -> frozenset[str]:
        """Give the classes of function words at a token, those of fixed phrases that begin there included."""
        return self.classes_of_phrases.get(position) or self.words[position].classes

    def has_class(self, position: int, prefix: str) -> bool:
        """True where some class at the token begins with `prefix`."""
        classes = self.classes(position)
        return bool(classes) and any(name.startswith(prefix) for name in classes)


def label(
    index: int, text: str, published: date | None, labeller: Labeller, named: frozenset[int] = frozenset()
) -> LabelledSentence:
    """Give the labelled sentence; `published` resolves its time expressions, `named` are actors already met by name."""
    tokens = tokenize(text)
    words = [labeller.word(token.norm) for token in tokens]
    sentence = LabelledSentence(index, text, tokens, words)
    _find_names(sentence, labeller, named)
    _trust_surnames(sentence, named)
    _find_phrases(sentence, labeller)
    sentence.body = _after_dateline(sentence)
    sentence.is_verb = [_reads_as_verb(sentence, at) for at in range(len(tokens))]
    return sentence


def names_in(index: int, text: str, labeller: Labeller) -> tuple[set[int], list[int]]:
    """Give the actors that a sentence names in full, and its places."""
    tokens = tokenize(text)
    sentence = LabelledSentence(index, text, tokens, [labeller.word(token.norm) for token in tokens])
    _find_names(sentence, labeller)
    actors = {mention.index for mention in sentence.actors.values() if is_full_name(mention)}
    return actors, [mention.index for mention in sentence.places.values() if not mention.is_weak]


def add_circumstances(sentence: LabelledSentence, published: date | None) -> None:
    """Find the sentence's time expressions and numbers: costly, and needed only where there is an act."""
    sentence.times = find_times(sentence.tokens, published)
    sentence.numbers = {number.first: number for number in find_numbers(sentence.tokens)}


def _after_dateline(sentence: LabelledSentence) -> int:
    """Give the first token after a dateline: places, perhaps an agency in brackets, and a dash."""
    tokens = sentence.tokens
    for at in range(1, min(MAX_DATELINE, len(tokens) - 1)):
        if tokens[at].norm not in DASHES:
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].norm in DASHES:
            end += 1
        is_agency = tokens[at - 1].norm == ")" and at <= MAX_DATELINE
        is_places = at <= MAX_DATELINE_PLACES and all(
            token.kind is Kind.PUNCTUATION or any(m.first <= word <= m.last for m in sentence.places.values())
            for word, token in enumerate(tokens[:at])
        )
        return end if is_agency or is_places else 0
    return 0


def _find_names(sentence: LabelledSentence, labeller: Labeller, named: frozenset[int] = frozenset()) -> None:
    names = labeller.lexicon.names
    for at, token in enumerate(sentence.tokens):
        if token.kind is Kind.PUNCTUATION or token.kind is Kind.NUMBER:
            continue
        for text, rest in proclitic_splits(token.norm):
            proclitics = Proclitics.of(text)
            if proclitics.has_future:
                continue
            key = AL + rest if proclitics.has_article else rest
            if key in names and (found := _longest(sentence, at, names[key], proclitics, named)):
                for mention in found:
                    if mention.kind == "actor" and labeller.lexicon.actor(mention.index).kind == "person":
                        mention = replace(mention, is_person=True)
                    table = sentence.actors if mention.kind == "actor" else sentence.places
                    table.setdefault(at, mention)
                break
    _drop_inner(sentence.actors)
    _drop_inner(sentence.places)


def _trust_surnames(sentence: LabelledSentence, named: frozenset[int]) -> None:
    """Take a surname that is also a common word as a name once its bearer has been named in full: ماي, الأسد."""
    met = named | {mention.index for mention in sentence.actors.values() if is_full_name(mention)}
    for at, mention in sentence.actors.items():
        if mention.is_weak and mention.index in met:
            sentence.actors[at] = replace(mention, is_weak=False)


def is_full_name(mention: Mention) -> bool:
    """Tell a name that stands for itself from one that needs the company of a title or a longer form."""
    return not mention.is_weak or mention.last > mention.first


def _longest(
    sentence: LabelledSentence,
    at: int,
    entries: tuple[tuple[tuple[str, ...], str, int, bool], ...],
    proclitics: Proclitics,
    named: frozenset[int],
) -> list[Mention]:
    """Give the longest actor and the longest place that begin at `at`.

    Of several that share a weak name, such as التحالف (the coalition), the one that has been named in full counts.
    """
    found: dict[str, Mention] = {}
    following = _next_norm(sentence, at)
    for rest, kind, index, is_weak in entries:
        known = found.get(kind)
        if known is not None and not (known.is_weak and index in named and known.index not in named):
            continue
        if rest and rest[0] != following:
            continue
        last = _match(sentence, at, rest, exact=True)
        if last is not None and (known is None or known.last == last):
            found[kind] = Mention(at, last, kind, index, is_weak, proclitics)
    return list(found.values())


def _next_norm(sentence: LabelledSentence, at: int) -> str:
    """Give the normal form of the next token that is not a quote mark, or ''."""
    for token in sentence.tokens[at + 1 : at + 2 + MAX_NAME_GAP]:
        if token.norm not in TRANSPARENT:
            return token.norm
    return ""


def _match(sentence: LabelledSentence, at: int, rest: tuple[str, ...], *, exact: bool) -> int | None:
    """Give the last token of a phrase whose first word stands at `at`; quotes between words do not count."""
    tokens, words, last = sentence.tokens, sentence.words, at
    for expected in rest:
        following = last + 1
        while following < len(tokens) and tokens[following].norm in TRANSPARENT and following - last <= MAX_NAME_GAP:
            following += 1
        if following >= len(tokens):
            return None
        norm = tokens[following].norm
        matches = norm == expected or (
            not exact and (norm.removeprefix(AL) == expected or words[following].core == expected)
        )
        if not matches:
            return None
        last = following
    return last


def _drop_inner(mentions: dict[int, Mention]) -> None:
    """Drop names that lie inside a longer one."""
    covered = -1
    for at in sorted(mentions):
        if at <= covered:
            del mentions[at]
        else:
            covered = mentions[at].last


def _find_phrases(sentence: LabelledSentence, labeller: Labeller) -> None:
    table = labeller.lexicon.phrases
    for at, token in enumerate(sentence.tokens):
        if token.kind is not Kind.ARABIC:
            continue
        for text, rest in proclitic_splits(token.norm):
            entries = table.get(rest)
            if not entries:
                continue
            for cores, kind, value in entries:
                last = _match(sentence, at, cores, exact=False)
                if last is not None:
                    is_person = kind == "role" and labeller.lexicon.roles[int(value)].kind in ("person", "people")
                    sentence.phrases.append(PhraseLabel(at, last, kind, value, Proclitics.of(text), is_person))
                    if kind == "class":
                        sentence.classes_of_phrases[at] = sentence.classes(at) | {str(value)}


def _reads_as_verb(sentence: LabelledSentence, at: int) -> bool:
    """Decide whether a token that can be a finite verb is one here."""
    word = sentence.words[at]
    if not word.verbs:
        return False
    if any(at <= mention.last and at >= first and is_full_name(mention) for first, mention in sentence.actors.items()):
        return False
    readings = word.verbs
    if word.participles or TA_MARBUTA in sentence.tokens[at].text[-2:]:
        return False
    if any(reading.proclitics.has_future for reading in readings):
        return True
    if word.classes and any(name.startswith(("particles.", COMMON_NOUN)) for name in word.classes):
        return False
    before = at - 1
    while before >= 0 and sentence.tokens[before].norm in TRANSPARENT:
        before -= 1
    if all(reading.is_only_jussive for reading in readings) and not _leads_jussive(sentence, before):
        return False
    if before >= 0:
        if sentence.has_class(before, "particles.verb_signs") or sentence.has_class(before, "particles.relative"):
            return True
        if sentence.has_class(before, "particles.prepositions") or sentence.has_class(before, "governors.nominal"):
            return False
        if at in sentence.places and sentence.has_class(before, "places.kinds"):
            return False
    if at in sentence.places and (sentence.places[at].last > at or _continues_places(sentence, at, before)):
        return False
        if sentence.has_class(before, "particles.demonstratives") and not any(one.is_imperfect for one in readings):
            return False
    imperfect = any(reading.is_imperfect for reading in readings)
    if not word.is_known_noun:
        return True
    return _verb_context(sentence, at, before, imperfect=imperfect)


def _continues_places(sentence: LabelledSentence, at: int, before: int) -> bool:
    """True for the second of two towns: مدينتي الضالع وعدن."""
    follows = any(mention.last == before for mention in sentence.places.values())
    return follows and bool(sentence.words[at].proclitics.conjunction)


def _leads_jussive(sentence: LabelledSentence, before: int) -> bool:
    return before >= 0 and sentence.has_class(before, "governors.jussive")


def _verb_context(sentence: LabelledSentence, at: int, before: int, *, imperfect: bool) -> bool:
    """Tell verb from noun for a form that is both, by what stands around it."""
    word, tokens = sentence.words[at], sentence.tokens
    following = sentence.words[at + 1] if at + 1 < len(tokens) else None
    if following is None or tokens[at + 1].kind is Kind.PUNCTUATION:
        ends_name = before in {mention.last for mention in sentence.actors.values()}
        return bool(before >= 0 and (sentence.words[before].proclitics.has_article or ends_name))
    if sentence.has_class(at + 1, "particles.resumed") or (before >= 0 and _announces_verb(sentence, before)):
        return not word.proclitics.has_article
    marked = any(reading.persons.isdisjoint({"3ms"}) for reading in word.verbs)
    if word.act is None and (imperfect or marked):
        return True
    starts = (
        before < 0
        or before < sentence.body
        or tokens[before].kind is Kind.PUNCTUATION
        or word.proclitics.conjunction
        or _ends_transition(sentence, before)
    )
    if starts:
        place = at + 1 in sentence.places and at + 1 not in sentence.actors
        return not place
    previous = sentence.words[before]
    return previous.proclitics.has_article or before in {m.last for m in sentence.actors.values()}


def _announces_verb(sentence: LabelledSentence, at: int) -> bool:
    """True for أنه (that he) and its like, which have their noun in the pronoun."""
    return sentence.has_class(at, "particles.that") and sentence.tokens[at].norm.endswith(PRONOUN_ENDS)


def _ends_transition(sentence: LabelledSentence, at: int) -> bool:
    """True where a phrase such as من جهته (for his part) ends at `at`: a verb follows."""
    return any(
        phrase.last == at and phrase.kind == "class" and phrase.value == "particles.transitions"
        for phrase in sentence.phrases
    )

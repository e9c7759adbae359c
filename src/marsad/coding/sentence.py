"""Takes a sentence and gives it labelled: tokens, words, names of actors and places, times, numbers, verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from marsad.arabic import find_numbers, find_times, tokenize
from marsad.arabic.model import Number, TimeExpression, Token
from marsad.arabic.normal import YA
from marsad.coding.labels import Labeller
from marsad.coding.names import TRANSPARENT, Mention, NameReader, PhraseLabel, is_full_name
from marsad.coding.wording import is_common
from marsad.coding.words import GOVERNING, Word

QUOTES: Final = frozenset('"«»“”')
STRAIGHT: Final = '"'
CLOSING: Final = frozenset("»”")
ANY: Final = "اي"
THEY: Final = frozenset({"هو", "هي", "هم"})
ONE_OF: Final = frozenset({"احد", "احدي"})
MAX_SUBJECT: Final = 6
COMMON_NOUN: Final = "nouns.common"
PRONOUN_ENDS: Final = ("\u0647", "\u0647\u0627", "\u0647\u0645")
ALI: Final = "\u0639\u0644\u064a"
"""The name, which after a given name is not "on", على, though their normal form is one: محمد علي, أبو علي."""
UNDOTTED: Final = frozenset({"على", "إلى", "الى", "حتى", "لدى"})
NONE: Final[frozenset[str]] = frozenset()
TA_MARBUTA: Final = "\u0629"
DASHES: Final = frozenset("-–—")
MAX_DATELINE: Final = 16
MAX_DATELINE_PLACES: Final = 5
WEAPONS: Final = "instruments."


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
    roles: list[PhraseLabel] = field(default_factory=list)
    """Those of the fixed phrases that are roles."""
    classes_at: list[frozenset[str]] = field(default_factory=list)
    """The classes of function words at each token, those of fixed phrases that begin there among them."""
    times: list[TimeExpression] = field(default_factory=list)
    numbers: dict[int, Number] = field(default_factory=dict)
    is_verb: list[bool] = field(default_factory=list)
    body: int = 0
    """The first token after the dateline, such as "Dubai, UAE (CNN) --"."""

    def classes(self, position: int) -> frozenset[str]:
        """Give the classes of function words at a token, those of fixed phrases that begin there included."""
        return self.classes_at[position]

    def weapon_end(self, at: int) -> int:
        """Give where a weapon of several words ends, one of which may name an act elsewhere: طائرة مسيرة (a drone)."""
        if not self.phrases:
            return at
        known = (one for one in self.phrases if one.first == at and one.kind == "class")
        return next((one.last for one in known if str(one.value).startswith(WEAPONS)), at)

    def has_class(self, position: int, prefix: str) -> bool:
        """True where some class at the token begins with `prefix`."""
        classes = self.classes_at[position]
        return bool(classes) and _begin(classes, prefix)


@lru_cache(maxsize=20_000)
def _begin(classes: frozenset[str], prefix: str) -> bool:
    return any(name.startswith(prefix) for name in classes)


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence's tokens with what the lexicon says of each."""

    tokens: list[Token]
    words: list[Word]


def cut(text: str, labeller: Labeller) -> Cut:
    """Give the tokens of a sentence, each with what the lexicon says of its form."""
    tokens = tokenize(text)
    words = [labeller.word(token.norm, is_noun=TA_MARBUTA in token.text[-2:]) for token in tokens]
    for at, token in enumerate(tokens):
        if token.text == ALI and _is_ali(tokens, words, at):
            words[at] = replace(words[at], is_given_name=True, is_preposition=False, classes=NONE, stops=NONE)
    return Cut(tokens, words)


def _is_ali(tokens: list[Token], words: list[Word], at: int) -> bool:
    """Tell the name from "on": after a given name, or before a name where the sentence spells "to" with its own letter.

    اعتقلت الشرطة علي الأسدي وأحالته إلى القضاء (arrested Ali al-Asadi).
    """
    if at and words[at - 1].is_given_name:
        return True
    if at + 1 >= len(words) or not any(token.text in UNDOTTED for token in tokens):
        return False
    following = words[at + 1]
    is_known = following.role is not None or following.act is not None or following.is_known_noun
    is_known |= bool(following.verbs or following.classes) or following.nation is not None
    return tokens[at + 1].is_arabic and not (is_known or is_common(following.core))


def label(
    index: int, text: str, labeller: Labeller, named: frozenset[int] = frozenset(), known: Cut | None = None
) -> LabelledSentence:
    """Give the labelled sentence; `named` are actors already met by name, `known` its tokens where they are known."""
    parts = known or cut(text, labeller)
    reader = NameReader(parts.tokens, parts.words, labeller.lexicon, named)
    actors, places = reader.names()
    sentence = LabelledSentence(index, text, parts.tokens, parts.words, actors, places, reader.phrases())
    sentence.classes_at = [word.classes for word in parts.words]
    sentence.roles = [phrase for phrase in sentence.phrases if phrase.kind == "role"]
    for phrase in sentence.phrases:
        if phrase.kind == "class":
            sentence.classes_at[phrase.first] |= {str(phrase.value)}
    _drop_within_roles(sentence)
    sentence.body = _after_dateline(sentence)
    named_at = {at for one in actors.values() if is_full_name(one) for at in range(one.first, one.last + 1)}
    named_at |= {at for role in sentence.roles if role.last > role.first for at in range(role.first, role.last + 1)}
    for at, word in enumerate(parts.words):
        sentence.is_verb.append(bool(word.verbs) and at not in named_at and _reads_as_verb(sentence, at))
    return sentence


def _drop_within_roles(sentence: LabelledSentence) -> None:
    """Drop names that begin a longer office or body: مجلس الأمن in مجلس الأمن القومي (a national security council)."""
    for role in sentence.roles:
        mention = sentence.actors.get(role.first)
        if mention is not None and mention.last < role.last:
            del sentence.actors[role.first]


def names_in(parts: Cut, labeller: Labeller) -> tuple[set[int], list[int]]:
    """Give the actors that a sentence names in full, and its places."""
    found, places = NameReader(parts.tokens, parts.words, labeller.lexicon).names()
    actors = {mention.index for mention in found.values() if is_full_name(mention)}
    return actors, [mention.index for mention in places.values() if not mention.is_weak]


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
            token.is_mark or any(m.first <= word <= m.last for m in sentence.places.values())
            for word, token in enumerate(tokens[:at])
        )
        return end if is_agency or is_places else 0
    return 0


def _reads_as_verb(sentence: LabelledSentence, at: int) -> bool:
    """Decide whether a token that can be a finite verb, and is no part of a full name, is one here."""
    word = sentence.words[at]
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
        governs = sentence.has_class(before, "governors.nominal") and not sentence.words[before].proclitics.has_article
        if governs or sentence.has_class(before, "particles.prepositions"):
            return False
        if sentence.words[before].core == ANY or _counts_one(sentence.words[before]):
            return False
        if at in sentence.places and sentence.has_class(before, "places.kinds"):
            return False
        if word.nation is not None and sentence.tokens[before].norm.isdigit():
            return False
    if at in sentence.places and (sentence.places[at].last > at or _continues_places(sentence, at, before)):
        return False
    if word.is_given_name and _is_beside_name(sentence, at, before):
        return False
    imperfect = any(reading.is_imperfect for reading in readings)
    if not word.is_known_noun:
        return True
    if word.role is not None and all(_addresses(reading.persons) for reading in readings):
        return False
    return _verb_context(sentence, at, before, imperfect=imperfect)


def _is_beside_name(sentence: LabelledSentence, at: int, before: int) -> bool:
    """True for a given name before or after another: نزار بن عبيد, which could be "we visit"."""
    after = at + 1 < len(sentence.words) and sentence.words[at + 1].is_given_name
    return after or (before >= 0 and sentence.words[before].is_given_name)


def _addresses(persons: frozenset[str]) -> bool:
    """True for forms of the first and second person alone: جندي (a soldier), not "enlist!"."""
    return not any(person.startswith("3") for person in persons)


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
    if following is None or tokens[at + 1].is_mark:
        ends_name = before in {mention.last for mention in sentence.actors.values()}
        return bool(before >= 0 and (sentence.words[before].proclitics.has_article or ends_name))
    if sentence.has_class(at + 1, "particles.resumed") or (before >= 0 and _announces_verb(sentence, before)):
        return not word.proclitics.has_article
    if imperfect and before >= 0 and sentence.words[before].core in THEY:
        return True
    marked = any(reading.persons.isdisjoint({"3ms"}) for reading in word.verbs)
    if word.act is None and (imperfect or marked):
        return True
    starts = (
        before < 0
        or before < sentence.body
        or tokens[before].is_mark
        or word.proclitics.conjunction
        or _ends_transition(sentence, before)
    )
    if starts:
        if _describes_act(word, following) or _is_owned_act(sentence, at):
            return False
        place = at + 1 in sentence.places and at + 1 not in sentence.actors
        return not place
    previous = sentence.words[before]
    follows_name = previous.proclitics.has_article or before in {m.last for m in sentence.actors.values()}
    return follows_name and not _is_object(sentence, at)


def _is_object(sentence: LabelledSentence, at: int) -> bool:
    """Tell the noun after a verb and its subject, whose object it is: دان الوزير قصف المدينة, أعلن الجيش قتل القائد."""
    for before in range(at - 1, max(at - 1 - MAX_SUBJECT, -1), -1):
        if sentence.is_verb[before]:
            return True
        is_break = sentence.tokens[before].is_mark and sentence.tokens[before].norm not in TRANSPARENT
        if is_break or sentence.has_class(before, "particles.") or sentence.words[before].proclitics.preposition:
            return False
    return False


def _is_owned_act(sentence: LabelledSentence, at: int) -> bool:
    """Tell the masdar that a verb before a parenthesis governs: أكدت مصر، الأحد، رفضها (Egypt affirmed its refusal)."""
    act = sentence.words[at].act
    if act is None or not act.suffix or sentence.words[at].proclitics.text or not sentence.tokens[at - 1].is_mark:
        return False
    for before in range(at - 1, -1, -1):
        if sentence.is_verb[before]:
            return any(name.startswith(GOVERNING) for name in sentence.words[before].verb_classes)
        if sentence.has_class(before, "particles.that") or sentence.has_class(before, "particles.relative"):
            return False
    return False


def _counts_one(word: Word) -> bool:
    """Tell أحد (one of), after which a noun stands, from the day of the week."""
    return word.core in ONE_OF and not word.proclitics.has_article


def _describes_act(word: Word, following: Word) -> bool:
    """Tell an act by its nationality, قصف تركي على (Turkish shelling), from who is hit: قتل تركي (a Turk died)."""
    if word.act is None or word.tells_casualties or following.nation is None or following.proclitics.text:
        return False
    return following.core.endswith(YA)


def _announces_verb(sentence: LabelledSentence, at: int) -> bool:
    """True for أنه (that he) and its like, which have their noun in the pronoun."""
    return sentence.has_class(at, "particles.that") and sentence.tokens[at].norm.endswith(PRONOUN_ENDS)


def _ends_transition(sentence: LabelledSentence, at: int) -> bool:
    """True where a phrase such as من جهته (for his part) ends at `at`: a verb follows."""
    return any(
        phrase.last == at and phrase.kind == "class" and phrase.value == "particles.transitions"
        for phrase in sentence.phrases
    )


def opens_quote(tokens: Sequence[Token], at: int) -> bool:
    """Tell an opening quotation mark at `at` from a closing one; the straight mark is both in turn."""
    norm = tokens[at].norm
    if norm == STRAIGHT:
        return not sum(token.norm == STRAIGHT for token in tokens[:at]) % 2
    return norm not in CLOSING

"""Takes the triggers of a sentence and gives how many each act killed, injured and detained (codebook section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from marsad.arabic.model import Number
from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.coding.words import Word
from marsad.lexicon import Lexicon

KINDS: Final = ("killed", "injured", "detained")
TYPES: Final = {"killed": ("ASSAULT",), "injured": ("ASSAULT",), "detained": ("COERCE", "ASSAULT")}
AHEAD: Final = 6
BACK: Final = 5
FAR: Final = 30
BOUND_WORDS: Final = 3
LATER_COSTS: Final = 6
FEMININE_DUALS: Final = ("\u062a\u064a\u0646", "\u062a\u0627\u0646")
HA: Final = "\u0647"


@dataclass(frozen=True, slots=True)
class _Toll:
    """A number of victims at the word that says what befell them."""

    kind: str
    value: int
    at: int


def tolls(
    sentence: LabelledSentence, triggers: list[Trigger], repeated: dict[int, int], lexicon: Lexicon
) -> dict[int, dict[str, int]]:
    """Give, by place of its trigger, the numbers of each act; `repeated` leads from a consequence to its act.

    >>> # مقتل 8 جنود وإصابة 13 في هجوم: eight killed, thirteen injured, both by the attack
    """
    counts: dict[int, dict[str, int]] = {}
    values: dict[tuple[int, str], list[int]] = {}
    for toll in _tolls(sentence, lexicon):
        owner = _owner(sentence, triggers, toll)
        if owner is None:
            continue
        owner = repeated.get(owner, owner)
        known = values.setdefault((owner, toll.kind), [])
        if toll.value not in known:
            known.append(toll.value)
            counts.setdefault(owner, {})[toll.kind] = sum(known)
    return counts


def _tolls(sentence: LabelledSentence, lexicon: Lexicon) -> Iterator[_Toll]:
    for at, word in enumerate(sentence.words):
        if not word.tells_casualties or not sentence.tokens[at].is_arabic:
            continue
        for kind in KINDS:
            value = None
            if _names(word, f"casualties.victims_{kind}"):
                value = _of_victims(sentence, at)
            elif _befalls(sentence, at, kind, lexicon) and not _is_shared(sentence, at):
                value = _of_act(sentence, at, kind)
            if value is not None:
                yield _Toll(kind, value, at)


def _names(word: Word, name: str) -> bool:
    return name in word.classes


def _befalls(sentence: LabelledSentence, at: int, kind: str, lexicon: Lexicon) -> bool:
    """True where the word is a verb or masdar that befalls victims: قتل, أصيب, مقتل, اعتقال."""
    word = sentence.words[at]
    if not sentence.is_verb[at]:
        return _names(word, f"casualties.{kind}")
    classes = {name for reading in word.verbs for name in lexicon.lemmas[reading.lemma].classes}
    return f"casualties.verbs_{kind}" in classes


def _is_shared(sentence: LabelledSentence, at: int) -> bool:
    """True for "the killing and wounding of twelve": the text does not say how many of each."""
    after = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
    before = sentence.words[at - 1] if at else None
    here = sentence.words[at]
    counted = ("casualties.killed", "casualties.injured")
    joined_after = after is not None and after.proclitics.conjunction and any(_names(after, name) for name in counted)
    joined_before = before is not None and here.proclitics.conjunction and any(_names(before, name) for name in counted)
    return any(_names(here, name) for name in counted) and (joined_after or joined_before)


def _of_victims(sentence: LabelledSentence, at: int) -> int | None:
    """Give the number of a noun for victims: قتيل, قتيلان, 3 قتلى."""
    number = _number_ending(sentence, at - 1)
    if number is not None:
        return number.value
    if at + 1 < len(sentence.words) and at + 1 in sentence.numbers and sentence.words[at].proclitics.has_article:
        return sentence.numbers[at + 1].value
    core = sentence.words[at].core
    if sentence.has_class(at, "casualties.one"):
        return 1
    return 2 if sentence.has_class(at, "casualties.two") or core.endswith(FEMININE_DUALS) else None


def _of_act(sentence: LabelledSentence, at: int, kind: str) -> int | None:
    """Give the number of those whom a verb or masdar befalls: after it, else before a verb."""
    for after in range(at + 1, min(at + 1 + AHEAD, len(sentence.tokens))):
        token = sentence.tokens[after]
        if token.is_mark and token.norm in CLAUSE_MARKS | {"\u060c"}:
            break
        if after in sentence.numbers and not _is_time(sentence, after):
            number = sentence.numbers[after]
            return None if _is_vague(sentence, number) else number.value
        if (sentence.is_verb[after] or sentence.has_class(after, "particles.prepositions")) and not _leads_to_bound(
            sentence, after
        ):
            break
        found = _people(sentence, after)
        if found is not None:
            total = found + _joined(sentence, after)
            return total if total > 1 or kind != "detained" else None
    if sentence.is_verb[at]:
        return _before(sentence, at)
    return None


def _leads_to_bound(sentence: LabelledSentence, at: int) -> bool:
    """True inside "no less than" before its number: ما لا يقل عن 60."""
    near = (sentence.numbers.get(after) for after in range(at + 1, at + 1 + BOUND_WORDS))
    return any(number is not None and number.is_lower_bound for number in near)


def _people(sentence: LabelledSentence, at: int) -> int | None:
    """Give 2 for a dual and 1 for a singular noun of a person; None for a plural or another word."""
    word = sentence.words[at]
    core = word.core
    if sentence.has_class(at, "casualties.duals"):
        return 2
    if core.endswith(FEMININE_DUALS) and len(core) > 5:
        return 2
    if sentence.has_class(at, "casualties.persons") or (
        word.is_person and core.endswith(HA) and not sentence.has_class(at, "casualties.groups")
    ):
        return 1
    if at in sentence.actors and sentence.actors[at].is_person:
        return 1
    return None


def _joined(sentence: LabelledSentence, at: int) -> int:
    """Give how many more are joined to a person by "and": ضابط وجندي (an officer and a soldier)."""
    more = 0
    for after in range(at + 1, min(at + 1 + AHEAD, len(sentence.tokens))):
        is_act = sentence.is_verb[after] or sentence.words[after].act is not None
        if sentence.tokens[after].is_mark or (is_act and _people(sentence, after) is None):
            break
        if sentence.words[after].proclitics.conjunction:
            if after in sentence.numbers:
                return more + sentence.numbers[after].value
            more += _people(sentence, after) or 0
    return more


def _before(sentence: LabelledSentence, at: int) -> int | None:
    """Give the number of a verb's victims where they stand before it: 35 محتجا أصيبوا."""
    for before in range(at - 1, max(at - 1 - BACK, -1), -1):
        if sentence.tokens[before].norm in CLAUSE_MARKS or sentence.is_verb[before]:
            return None
        number = _number_ending(sentence, before)
        if number is not None and not _is_vague(sentence, number):
            return number.value
    return None


def _number_ending(sentence: LabelledSentence, at: int) -> Number | None:
    if at < 0:
        return None
    number = next((found for found in sentence.numbers.values() if found.first <= at <= found.last), None)
    return None if number is None or _is_time(sentence, number.first) else number


def _is_vague(sentence: LabelledSentence, number: Number) -> bool:
    """True for "dozens", "hundreds": no whole number of the text."""
    return sentence.has_class(number.first, "numbers.vague") or sentence.has_class(number.first, "nouns.quantities")


def _is_time(sentence: LabelledSentence, at: int) -> bool:
    number = sentence.numbers[at]
    following = number.last + 1
    return any(time.first <= at <= time.last for time in sentence.times) or sentence.has_class(
        following if following < len(sentence.tokens) else at, "casualties.not_people"
    )


def _owner(sentence: LabelledSentence, triggers: list[Trigger], toll: _Toll) -> int | None:
    """Give the place of the act that a toll belongs to: its own word, else the nearest attack or arrest."""
    fitting = [place for place, trigger in enumerate(triggers) if trigger.act.type in TYPES[toll.kind]]
    own = next((place for place in fitting if triggers[place].first <= toll.at <= triggers[place].last), None)
    if own is not None:
        return own
    near = [place for place in fitting if abs(triggers[place].first - toll.at) <= FAR]
    return min(near, key=lambda place: _distance(triggers[place], toll), default=None)


def _distance(trigger: Trigger, toll: _Toll) -> int:
    return abs(trigger.first - toll.at) + LATER_COSTS * (trigger.first > toll.at)

"""Takes a trigger in its sentence and tells whether the act is reported there or only mentioned as known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from marsad.arabic.normal import normalize
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger, begins_one
from marsad.lexicon import Lexicon

WERE: Final = frozenset({"كان", "كانت", "كانوا", "كانا", "كانتا", "وكان", "وكانت", "وكانوا", "فكان", "فكانت"})
BACK: Final = frozenset({"قبل", "منذ", "بعد", "مضت", "مضي", "على"})
LONG_AGO, SOME_TIME_AGO, FRESH = timedelta(days=366), timedelta(days=31), timedelta(days=8)
REACH: Final = 4
TOPIC_REACH: Final = 4
CLAUSE_REACH: Final = 12
COUNT_REACH: Final = 3
SPOKEN: Final = frozenset({"REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
OUTCOME_REACH: Final = 3
OUTCOME: Final = ("casualties.verbs_consequence", "light_verbs.reaching", "light_verbs.impersonal")
PASS: Final = frozenset({"np", "word", "time", "act"})
DISCUSSED: Final = frozenset({"discussed"})
PARTING: Final = DISCUSSED | {"since", "after", "answer", "condemned"}
PARTING_REACH: Final = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words and fixed phrases, in normal form."""

    single: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    by_first: dict[str, tuple[tuple[str, ...], ...]]
    """The phrases by their first words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that are signs, and what each sign weighs: above zero for a mention, below for a report."""

    words: dict[str, Words]
    weights: dict[str, float]


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """Give the content of background.toml."""
    data = tomllib.loads((Path(__file__).parent / "background.toml").read_text("utf-8"))
    words = {}
    for name, entries in data["words"].items():
        normal = [normalize(entry) for entry in entries]
        single = frozenset(entry for entry in normal if " " not in entry)
        phrases = tuple(tuple(entry.split()) for entry in normal if " " in entry)
        by_first = {
            first: tuple(phrase for phrase in phrases if phrase[0] == first) for first in {one[0] for one in phrases}
        }
        words[name] = Words(single, phrases, by_first)
    return Evidence(words, data["weights"])


def sign_words() -> frozenset[str]:
    """Give the words that are signs, those of their phrases apart."""
    lists = evidence().words.values()
    return frozenset().union(*(words.single for words in lists), *(phrase for one in lists for phrase in one.phrases))


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an act is only mentioned, and the signs that decided."""

    is_background: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the coder has already found of an event: its days, its status, and whether it was told before."""

    last_day: date | None
    status: str
    is_told: bool


class Background:
    """Tells mentions from reports in one sentence of a document published on `published`."""

    def __init__(
        self, sentence: LabelledSentence, chunks: list[Chunk], lexicon: Lexicon, published: date | None
    ) -> None:
        self.sentence, self.chunks, self.lexicon, self.published = sentence, chunks, lexicon, published
        self._signs_at: dict[int, frozenset[str]] = {}
        self._ends = [at for at, token in enumerate(sentence.tokens) if token.norm in CLAUSE_MARKS]
        self._asked = [at for at, word in enumerate(sentence.words) if word.asked]

    def judge(self, trigger: Trigger, known: Known) -> Judgement:
        """Weigh the signs of one event."""
        signs = self.signs(trigger, known)
        weights = evidence().weights
        total = sum(weights.get(sign, 0.0) for sign in (*signs, "always"))
        kind = "mention" if total > 0 else "report"
        return Judgement(total > 0, f"{kind}: {', '.join(signs)}")

    def parts(self, before: int, trigger: Trigger, signs: frozenset[str] = PARTING) -> bool:
        """True where a noun stands apart from what is told `before` it: اجتمعوا الاثنين لبحث الهجوم (on it)."""
        return trigger.form == "noun" and any(
            not signs.isdisjoint(self._signs(at))
            for at in range(max(before + 1, trigger.first - PARTING_REACH), trigger.first)
        )

    def signs(self, trigger: Trigger, known: Known) -> list[str]:
        """Give the names of the signs that hold, sorted."""
        found = {
            *self._of_time(trigger, known),
            *self._of_form(trigger, known),
            *self._of_governor(trigger),
            *self._of_verb(trigger),
        }
        return sorted(found)

    def _of_time(self, trigger: Trigger, known: Known) -> Iterator[str]:
        if known.last_day is not None and self.published is not None:
            age = self.published - known.last_day
            if age > LONG_AGO:
                yield "dated over a year ago"
            elif age > SOME_TIME_AGO:
                yield "dated over a month ago"
            elif age <= FRESH:
                yield "dated these days"
        for at in self._clause(trigger):
            signs = self._signs(at)
            if "past_years" in signs or ("units" in signs and self._is_counted_back(at)):
                yield "years back"
            if "today" in signs:
                yield "today"
        if self.published is not None and any(
            time.end is not None and self.published - time.end > LONG_AGO and abs(time.first - trigger.first) > 0
            for time in self.sentence.times
        ):
            yield "old date in the sentence"

    def _is_counted_back(self, at: int) -> bool:
        return any(
            self.sentence.words[before].core in BACK or self.sentence.tokens[before].norm in BACK
            for before in range(max(at - COUNT_REACH, 0), at)
        )

    def _of_form(self, trigger: Trigger, known: Known) -> Iterator[str]:
        if known.status in ("future", "hypothetical"):
            yield known.status
        word = self.sentence.words[trigger.first]
        if trigger.form == "adjective":
            yield "attribute"
        if trigger.form == "noun":
            definite = word.proclitics.has_article or bool(trigger.suffix)
            yield "definite noun" if definite else "noun"
            if definite and trigger.first and self._has(trigger.first - 1, "pointing"):
                yield "pointed at"
            if known.is_told:
                yield "noun of what was told" if not definite else "definite noun of what was told"
            if self._of_named(trigger):
                yield "noun of a named person"
            if self._tells_more(trigger):
                yield "what came of it is told"
        elif trigger.reading is not None and trigger.reading.is_imperfect:
            yield "imperfect"
        if trigger.act.type in SPOKEN:
            yield "spoken act"

    def _of_named(self, trigger: Trigger) -> bool:
        """True for an act done to somebody named right after it: اغتيال الحريري (the assassination of Hariri)."""
        mention = self.sentence.actors.get(trigger.last + 1)
        return mention is not None and mention.is_person

    def _tells_more(self, trigger: Trigger) -> bool:
        """True for an act whose own outcome the clause reports: الهجوم أسفر عن (the attack resulted in)."""
        for position in range(trigger.chunk + 1, min(trigger.chunk + 1 + OUTCOME_REACH, len(self.chunks))):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                classes = self.sentence.words[chunk.first].verb_classes
                return any(name.startswith(OUTCOME) for name in classes)
            if chunk.kind not in PASS:
                return False
        return False

    def _of_governor(self, trigger: Trigger) -> Iterator[str]:
        """Give the signs that stand in the words right before the trigger."""
        for at in range(trigger.first - 1, max(trigger.first - 1 - TOPIC_REACH, -1), -1):
            if self.sentence.tokens[at].norm in CLAUSE_MARKS or (self.sentence.is_verb[at] and at < trigger.first - 1):
                break
            signs = self._signs(at)
            if signs and (trigger.first - at <= 2 or trigger.form == "noun"):
                yield from signs & {"topics", "charged", "who"}
            if signs and trigger.first - at <= 3:
                yield from signs & {"since", "after", "answer", "when"}
        for at in self._clause(trigger, before_only=True):
            if self._has(at, "recall"):
                yield "recall"

    def _of_verb(self, trigger: Trigger) -> Iterator[str]:
        """Give the signs of how the trigger hangs on the verb or noun that governs it."""
        governor = self._before(trigger)
        if trigger.form == "verb":
            before = self.chunks[trigger.chunk - 1].kind if trigger.chunk else ""
            if self._is_relative(trigger.chunk):
                yield "relative clause"
            elif self._is_pluperfect(trigger.chunk):
                yield "pluperfect"
            elif trigger.suffix and before in ("np", "word"):
                yield "describes a noun"
            elif governor is None:
                yield "main verb"
        elif governor is not None:
            classes = self.sentence.words[self.chunks[governor].first].verb_classes
            if self._is_pluperfect(governor) or self._is_relative(governor):
                yield "noun under an earlier verb"
            if any(
                name.startswith(("light_verbs.active", "light_verbs.impersonal", "light_verbs.patient"))
                for name in classes
            ):
                yield "noun of a light verb"
            elif any(name.startswith("speech") for name in classes):
                yield "noun of a verb of speech"
            else:
                yield "noun of another verb"
        elif trigger.chunk == 0:
            yield "begins the sentence"

    def _before(self, trigger: Trigger) -> int | None:
        """Give the nearest verb before the trigger in its clause."""
        for position in range(trigger.chunk - 1, -1, -1):
            chunk = self.chunks[position]
            if chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in CLAUSE_MARKS:
                return None
            if chunk.kind in ("that", "source"):
                return None
            if chunk.kind == "verb":
                return position
        return None

    def _is_relative(self, position: int) -> bool:
        for before in range(position - 1, max(position - 3, -1), -1):
            chunk = self.chunks[before]
            if chunk.kind == "relative":
                return True
            if chunk.kind != "word":
                return False
        return False

    def _is_pluperfect(self, position: int) -> bool:
        """True for a verb in the past under كان: وكانت القوات قد قصفت, كان هدد."""
        readings = self.sentence.words[self.chunks[position].first].verbs
        if not readings or all(reading.is_imperfect for reading in readings):
            return False
        for before in range(position - 1, max(position - 7, -1), -1):
            chunk = self.chunks[before]
            if any(self.sentence.tokens[at].norm in WERE for at in range(chunk.first, chunk.last + 1)):
                return True
            if chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm not in '،()«»"':
                return False
            if chunk.kind not in PASS and chunk.kind != "mark":
                return False
        return False

    def _clause(self, trigger: Trigger, *, before_only: bool = False) -> list[int]:
        """Give the tokens around the trigger that belong to its clause and may be signs."""
        first, last = trigger.first, trigger.last
        start = max([first - CLAUSE_REACH, *(at + 1 for at in self._ends if at < first)])
        end = min([first + CLAUSE_REACH + 1, *(at for at in self._ends if at > last)])
        return [at for at in self._asked if start <= at < first or (last < at < end and not before_only)]

    def _has(self, at: int, name: str) -> bool:
        return name in self._signs(at)

    def _signs(self, at: int) -> frozenset[str]:
        """Give the lists that have the word at a token, or a phrase that begins there."""
        asked = self.sentence.words[at].asked
        if not asked:
            return asked
        found = self._signs_at.get(at)
        if found is None:
            found, begun = _lists_of(asked)
            if begun:
                found |= {name for name, phrases in begun if begins_one(self.sentence, at, phrases)}
            self._signs_at[at] = found
        return found


@lru_cache(maxsize=50_000)
def _lists_of(forms: frozenset[str]) -> tuple[frozenset[str], tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]]:
    """Give the lists that have a word by one of its forms, and for the others the phrases that it may begin."""
    lists = evidence().words.items()
    single = frozenset(name for name, words in lists if not words.single.isdisjoint(forms))
    begun = (
        (name, tuple(phrase for form in sorted(forms) for phrase in words.by_first.get(form, ())))
        for name, words in lists
        if name not in single
    )
    return single, tuple((name, phrases) for name, phrases in begun if phrases)

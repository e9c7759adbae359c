"""What the coder knows of a written form: its clitics, its readings as verb, act and name, and its classes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from marsad.arabic.frequency import frequencies

AL: Final = "\u0627\u0644"
LL: Final = "\u0644\u0644"
CONJUNCTIONS: Final = "\u0648\u0641"
PREPOSITIONS: Final = "\u0628\u0644\u0643"
LAM: Final = "\u0644"
GOVERNING: Final = ("governors.", "modality.", "speech.", "light_verbs.")
"""Classes of nouns that only govern acts and words."""
FUTURE: Final = "\u0633"
UNHEARD: Final = 2.5
"""Zipf frequency below which a word is no word of Arabic, but a name."""
MIN_NAME: Final = 4


@dataclass(frozen=True, slots=True)
class Proclitics:
    """What is written before a word: conjunction, preposition, future particle, article."""

    text: str = ""
    conjunction: bool = False
    preposition: str = ""
    has_future: bool = False
    has_article: bool = False

    @staticmethod
    @lru_cache(maxsize=1000)
    def of(text: str) -> Proclitics:
        """Read a proclitic string such as `وبال`."""
        rest = text[1:] if text[:1] and text[0] in CONJUNCTIONS else text
        has_article = rest.endswith((AL, LL))
        inner = rest.removesuffix(LL).removesuffix(AL) or (LAM if rest.endswith(LL) else "")
        return Proclitics(
            text,
            rest != text,
            inner[:1] if inner[:1] and inner[0] in PREPOSITIONS else "",
            rest.endswith(FUTURE),
            has_article,
        )


class VerbReading:
    """A token read as a verb form, with what its tags say: `Pa3ms` is perfect, active, third person and so on.

    There is one for every reading of a form, asked many times: a plain class, whose answers are found once.
    """

    __slots__ = (
        "is_imperfect",
        "is_only_jussive",
        "is_only_passive",
        "lemma",
        "may_be_passive",
        "persons",
        "proclitics",
        "suffix",
        "tags",
    )

    def __init__(self, lemma: int, tags: frozenset[str], proclitics: Proclitics, suffix: str) -> None:
        told = _told_by(tags)
        self.lemma: Final = lemma
        self.tags: Final = tags
        self.proclitics: Final = proclitics
        self.suffix: Final = suffix
        self.is_imperfect: Final = told[0]
        self.is_only_jussive: Final = told[1]
        """True where the written form needs a particle such as لم before it: يزر (has not visited)."""
        self.is_only_passive: Final = told[2]
        """True where the written form has no active reading."""
        self.may_be_passive: Final = told[3]
        self.persons: Final = told[4]
        """Person, gender and number codes of the readings: `3ms`, `3fp` ..."""


@lru_cache(maxsize=5000)
def _told_by(tags: frozenset[str]) -> tuple[bool, bool, bool, bool, frozenset[str]]:
    """Give what the tags of a reading tell, in the order of its attributes: few sets of tags are had by many forms."""
    return (
        any(tag[0] in "IJ" for tag in tags),
        all(tag[0] == "J" for tag in tags),
        all(tag[1] == "p" for tag in tags),
        any(tag[1] == "p" for tag in tags),
        frozenset([tag[2:] for tag in tags]),
    )


@dataclass(frozen=True, slots=True)
class ActReading:
    """A token read as a noun or participle that names an act."""

    acts: tuple[int, ...]
    proclitics: Proclitics
    suffix: str


NameEntry = tuple[tuple[str, ...], str, int, bool]
PhraseEntry = tuple[tuple[str, ...], str, Any]


@dataclass(frozen=True, slots=True)
class NameStart:
    """The names of the lexicon that begin with a word, once its proclitics are off: longest first."""

    proclitics: Proclitics
    by_next: dict[str, tuple[NameEntry, ...]]
    """Those that may stand where a normal form follows, by that form."""
    alone: tuple[NameEntry, ...]
    """Those of one word."""

    def followed_by(self, norm: str) -> tuple[NameEntry, ...]:
        """Give the names whose second word, where they have one, is `norm`."""
        return self.by_next.get(norm, self.alone)


@dataclass(frozen=True, slots=True)
class PhraseStart:
    """The fixed phrases of the lexicon that begin with a word, once its proclitics are off."""

    proclitics: Proclitics
    entries: tuple[PhraseEntry, ...]
    alone: tuple[PhraseEntry, ...]
    """Those of one word."""
    seconds: frozenset[str]
    """The second words of the others."""

    @staticmethod
    def of(proclitics: Proclitics, entries: tuple[PhraseEntry, ...]) -> PhraseStart:
        """Sort the phrases that begin with one word."""
        alone = tuple(entry for entry in entries if not entry[0])
        return PhraseStart(proclitics, entries, alone, frozenset(entry[0][0] for entry in entries if entry[0]))


@dataclass(slots=True)
class Word:
    """Everything the lexicon says of one written form; indices lead into the lexicon's tables.

    There is one for every form, and never a change to it: it is not frozen because that takes three times as long.
    """

    norm: str
    proclitics: Proclitics
    core: str
    verbs: tuple[VerbReading, ...] = ()
    participles: tuple[int, ...] = ()
    act: ActReading | None = None
    adjective: ActReading | None = None
    role: int | None = None
    is_person: bool = False
    nation: int | None = None
    is_title: bool = False
    pattern: str | None = None
    classes: frozenset[str] = frozenset()
    is_given_name: bool = False
    is_feminine_name: bool = False
    names: tuple[NameStart, ...] = ()
    phrases: tuple[PhraseStart, ...] = ()
    tells_casualties: bool = False
    """Whether some class of the word or of its verbs is one of `casualties`."""
    verb_classes: frozenset[str] = frozenset()
    """The classes of the verbs that it can be."""
    persons: frozenset[str] = frozenset()
    """Person, gender and number of its readings as a verb."""
    stops: frozenset[str] = frozenset()
    """Those of its classes that end a noun phrase: particles and phrases of saying."""
    asked: frozenset[str] = frozenset()
    """Those of its forms, with and without clitics and suffixes, that some condition of the lexicon asks for."""
    is_known_noun: bool = False
    """True where the lexicon knows the word as something other than a verb."""
    is_preposition: bool = False
    is_saying: bool = False
    """True where it can be a verb of saying."""
    owns_saying: bool = False
    """True for a noun of saying with its pronoun: قوله (his saying)."""
    may_link: bool = False
    """True where words that tie two parties may begin with it."""


def is_unheard(word: Word) -> bool:
    """Tell a foreign name, ياكوفينكو, from words that the lexicon or the list of frequencies knows."""
    if len(word.core) < MIN_NAME or word.proclitics.text or word.is_known_noun or word.verbs or word.classes:
        return False
    return frequencies().zipf(word.core) < UNHEARD


def names_somebody(word: Word) -> bool:
    """Tell a noun that the lexicon knows from one that only governs acts or words: محاولات (attempts), خطة (a plan)."""
    is_other = word.role is not None or word.act is not None or word.adjective is not None or word.nation is not None
    if is_other or word.is_title or word.pattern is not None:
        return True
    return any(not name.startswith(GOVERNING) for name in word.classes) or "nouns.members" in word.classes

"""Takes a token's normal form and gives everything the lexicon says of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from marsad.arabic import proclitic_splits, suffix_splits
from marsad.arabic.frequency import frequencies
from marsad.arabic.normal import ALEF, HA, YA, normalize
from marsad.coding.words import (
    AL,
    LAM,
    ActReading,
    NameEntry,
    NameStart,
    PhraseStart,
    Proclitics,
    VerbReading,
    Word,
)
from marsad.lexicon import Lexicon

TA_MARBUTA: Final = "\u0629"
PLURAL: Final = "\u0627\u062a"
KAF: Final = "\u0643"
"""Like, under which no condition asks for a word: كما (as) is no ما (what)."""
FREQUENT, RATHER_FREQUENT, RARE = 3.7, 3.2, 1.7
"""Zipf frequencies that the rest of an unknown word needs."""
LIKELIER: Final = 0.6
"""By how much it must exceed that of the whole."""
OFTEN_CUT: Final = frozenset({"\u0628", "\u0644"})
"""In and to, which begin fewer names than "like" does: بمداخلات (with interventions), but كاندي (Kandy)."""
SERVANT_OF: Final = "\u0639\u0628\u062f\u0627\u0644"
"""Begins names such as عبدالباسط, when written in one word."""
FEMININE: Final = "names.feminine"
NAMES: Final = frozenset({"names.given", FEMININE, "names.particles"})
RELATIVE: Final = "particles.relative"
CASUALTIES: Final = "casualties."
PEOPLE: Final = frozenset({"casualties.persons", "casualties.groups"})
"""Of words that are no act with a pronoun: امرأة (a woman), أسرة (a family)."""
PLAIN: Final = frozenset({"verbs.verbs"})
PREPOSITION: Final = "particles.prepositions"
SAYING, MASDARS_OF_SAYING = "speech.", "speech.masdars"
GOVERNS: Final = frozenset({PREPOSITION})
"""What no word with the article is: العلي is a name, الشمالي an adjective."""
STOPS: Final = ("particles.", "speech.phrases")
NONE: Final[frozenset[str]] = frozenset()
NOUNS: Final = ("act", "adjective", "role", "nation", "is_title", "pattern", "classes")


Split = tuple[Proclitics, str]
NounReadings = dict[str, tuple[Any, Proclitics, str]]


class Labeller:
    """Gives the `Word` of a normal form, remembering what it has seen; `asked` are the words that conditions want."""

    CAPACITY = 200_000

    def __init__(self, lexicon: Lexicon, asked: frozenset[str]) -> None:
        self.lexicon, self._asked = lexicon, asked
        self._words: dict[str, Word] = {}
        self._by_next: dict[str, dict[str, tuple[NameEntry, ...]]] = {}
        tables = (lexicon.verbs, lexicon.act_nouns, lexicon.act_adjectives, lexicon.roles_of, lexicon.nations_of)
        self._stems = frozenset().union(*tables, lexicon.titles, lexicon.patterns, lexicon.classes)
        self._links = frozenset().union(lexicon.link_phrases, lexicon.links_of)

    def word(self, norm: str, *, is_noun: bool = False) -> Word:
        """Give everything the lexicon says of `norm`, which ends in no pronoun where it is a noun for certain."""
        key = norm + TA_MARBUTA if is_noun else norm
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= self.CAPACITY:
                self._words.clear()
            found = self._words[key] = self._read(norm, is_noun=is_noun)
        return found

    def _read(self, norm: str, *, is_noun: bool) -> Word:
        splits = [(Proclitics.of(proclitics), rest) for proclitics, rest in proclitic_splits(norm)]
        found, verbs, asked = self._readings(splits, is_noun=is_noun)
        proclitics, core = self._segmentation(found, verbs, splits)
        if not (found or verbs or proclitics.text):
            proclitics, core = self._joined_participle(splits) or (proclitics, core)
        values = {name: value for name, (value, _, _) in found.items()}
        table = self.lexicon.phrases
        return Word(
            norm,
            proclitics,
            core,
            verbs,
            self._participles(core),
            names=self._name_starts(splits),
            phrases=tuple(PhraseStart.of(cut, table[rest]) for cut, rest in splits if rest in table),
            persons=frozenset([person for verb in verbs for person in verb.persons]),
            asked=asked,
            is_known_noun=any(name in values for name in NOUNS),
            may_link=not self._links.isdisjoint((norm, core)),
            owns_saying=self._owns_saying(core),
            **self._told_by_classes(verbs, values.get("classes", NONE)),
            **values,
        )

    def _readings(
        self, splits: list[Split], *, is_noun: bool
    ) -> tuple[NounReadings, tuple[VerbReading, ...], frozenset[str]]:
        """Give the nouns and verbs that a word can be, by proclitics cut off, and its forms that conditions ask."""
        found: NounReadings = {}
        readings: list[VerbReading] = []
        asked: set[str] = set()
        for proclitics, rest in splits:
            cuts = suffix_splits(rest)
            if proclitics.preposition != KAF:
                asked.update([stem for stem, _ in cuts if stem in self._asked])
            stems = [pair for pair in cuts if pair[0] in self._stems]
            if stems and not proclitics.has_future:
                for name, value in self._noun_readings(proclitics, rest, stems, is_noun=is_noun):
                    found.setdefault(name, (value, proclitics, rest))
            if stems:
                readings += self._verb_readings(proclitics, stems)
            if rest.startswith(SERVANT_OF) and rest != SERVANT_OF:
                found.setdefault("is_given_name", (True, proclitics, rest))
        return found, _kept_beside(found, self._least_cut(readings)), frozenset(asked)

    def _told_by_classes(self, verbs: tuple[VerbReading, ...], classes: frozenset[str]) -> dict[str, Any]:
        """Give what the classes of a word and of its verbs tell, so that no class is looked at word by word again."""
        lemmas = self.lexicon.lemmas
        of_verbs = frozenset().union(*[lemmas[verb.lemma].classes for verb in verbs]) if verbs else NONE
        if not (of_verbs or classes):
            return {}
        return {
            "verb_classes": of_verbs,
            "stops": frozenset([name for name in classes if name.startswith(STOPS)]),
            "tells_casualties": any(name.startswith(CASUALTIES) for name in (*of_verbs, *classes)),
            "is_preposition": any(name.startswith(PREPOSITION) for name in classes),
            "is_saying": any(name.startswith(SAYING) for name in of_verbs),
        }

    def _owns_saying(self, core: str) -> bool:
        table = self.lexicon.classes
        return any(MASDARS_OF_SAYING in table.get(stem, ()) for stem, _ in suffix_splits(core)[1:])

    def _name_starts(self, splits: list[tuple[Proclitics, str]]) -> tuple[NameStart, ...]:
        """Give the names that may begin with the word, by the proclitics cut off for them, the fewest first."""
        starts = []
        for proclitics, rest in splits:
            key = AL + rest if proclitics.has_article else rest
            entries = () if proclitics.has_future else self.lexicon.names.get(key, ())
            if entries:
                alone = tuple(entry for entry in entries if not entry[0])
                starts.append(NameStart(proclitics, self._names_by_next(key, entries), alone))
        return tuple(starts)

    def _names_by_next(self, key: str, entries: tuple[NameEntry, ...]) -> dict[str, tuple[NameEntry, ...]]:
        found = self._by_next.get(key)
        if found is None:
            grouped: dict[str, list[NameEntry]] = {}
            for entry in entries:
                if entry[0]:
                    grouped.setdefault(entry[0][0], []).append(entry)
            alone = [entry for entry in entries if not entry[0]]
            found = self._by_next[key] = {norm: (*longer, *alone) for norm, longer in grouped.items()}
        return found

    def _noun_readings(
        self, proclitics: Proclitics, rest: str, stems: list[tuple[str, str]], *, is_noun: bool
    ) -> list[tuple[str, Any]]:
        """Give what the lexicon says of a noun and of its known `stems`, each with the pronoun cut off for it."""
        lexicon = self.lexicon
        found: list[tuple[str, Any]] = []
        if rest in lexicon.roles_of:
            found.append(("role", lexicon.roles_of[rest][0]))
            found.append(("is_person", self._is_person(lexicon.roles_of[rest])))
        if rest in lexicon.nations_of:
            found.append(("nation", lexicon.nations_of[rest][0]))
        if rest in lexicon.titles:
            found.append(("is_title", True))
        if rest in lexicon.patterns:
            found.append(("pattern", lexicon.patterns[rest][0]))
        if rest in lexicon.classes:
            classes = frozenset(lexicon.classes[rest]) - (GOVERNS if proclitics.has_article else NONE)
            if classes & NAMES:
                found.append(("is_given_name", True))
                found.append(("is_feminine_name", FEMININE in classes))
            if classes - NAMES:
                found.append(("classes", classes - NAMES))
        is_whole = is_noun or proclitics.has_article or not PEOPLE.isdisjoint(lexicon.classes.get(rest, ()))
        for name, table in (("act", lexicon.act_nouns), ("adjective", lexicon.act_adjectives)):
            for stem, suffix in stems:
                if stem in table and not (suffix and is_whole) and not _is_nisba(stem, suffix):
                    found.append((name, ActReading(table[stem], proclitics, suffix)))
                    break
        if not any(name in ("role", "classes") for name, _ in found):
            for stem, suffix in stems:
                if suffix and stem in lexicon.roles_of and not proclitics.has_article and not _is_nisba(stem, suffix):
                    found.append(("role", lexicon.roles_of[stem][0]))
                    break
        return found

    def _is_person(self, roles: tuple[int, ...]) -> bool:
        return self.lexicon.roles[roles[0]].kind in ("person", "people")

    def _verb_readings(self, proclitics: Proclitics, stems: list[tuple[str, str]]) -> list[VerbReading]:
        if proclitics.has_article or proclitics.preposition not in ("", LAM):
            return []
        readings = []
        for stem, suffix in stems:
            if suffix == YA:  # "my": a verb has ni for "me", so جندي (a soldier) holds none
                continue
            for lemma, tags in self.lexicon.verbs.get(stem, ()):
                finite = _finite(
                    tags,
                    "I" if proclitics.has_future or proclitics.preposition else "PIJ",
                    "3" if proclitics.preposition else "123",
                    "a" if suffix else "ap",
                )
                if finite:
                    readings.append(VerbReading(lemma, finite, proclitics, suffix))
            if readings:
                break
        return _third_persons(readings) or readings

    def _least_cut(self, readings: list[VerbReading]) -> tuple[VerbReading, ...]:
        """Keep the readings that cut the fewest particles off the word, but of those that tell something.

        ورد الجيش بقصف (and the army replied) is not "was reported", a verb that no rule asks for.
        """
        if len(readings) < 2:
            return tuple(readings)
        lemmas = self.lexicon.lemmas
        telling = [one for one in readings if lemmas[one.lemma].acts or lemmas[one.lemma].classes - PLAIN]
        shortest = min([len(reading.proclitics.text) for reading in telling or readings])
        return tuple(reading for reading in readings if len(reading.proclitics.text) == shortest)

    def _participles(self, core: str) -> tuple[int, ...]:
        """Give the verbs whose active participle stands in the adverbial accusative: `متهماً`, `داعياً` (calling)."""
        if not core.endswith(ALEF) or core[-2:-1] == HA:
            return ()
        stem = core[:-1]
        found = self.lexicon.verbs.get(stem, ()) or (self._of_weak_root(stem[:-1]) if stem.endswith(YA) else ())
        return tuple(lemma for lemma, tags in found if "ap" in tags)

    def _of_weak_root(self, stem: str) -> list[tuple[int, tuple[str, ...]]]:
        """Give the verbs whose participle ends in a weak letter: داعيا (calling); هاتفيا (by telephone) is none."""
        lemmas = self.lexicon.lemmas
        found = self.lexicon.verbs.get(stem, ())
        return [pair for pair in found if normalize(lemmas[pair[0]].text).endswith((ALEF, YA))]

    def _joined_participle(self, splits: list[tuple[Proclitics, str]]) -> tuple[Proclitics, str] | None:
        """Give the cut of "and" from an adverbial participle: ومنتقدا (and criticising)."""
        for cut, rest in splits:
            if cut.conjunction and not (cut.preposition or cut.has_article) and self._participles(rest):
                return cut, rest
        return None

    @staticmethod
    def _segmentation(
        found: dict[str, tuple[Any, Proclitics, str]],
        verbs: tuple[VerbReading, ...],
        splits: list[tuple[Proclitics, str]],
    ) -> tuple[Proclitics, str]:
        """Give the shortest proclitics under which the lexicon knows the word, else those that spelling shows."""
        if len(splits) == 1:
            return splits[0]
        known = [(proclitics, rest) for _, proclitics, rest in found.values()]
        if known:
            return min(known, key=lambda pair: len(pair[0].text))
        if verbs:
            best = min(verbs, key=lambda reading: len(reading.proclitics.text))
            text = best.proclitics.text
            return best.proclitics, splits[0][1][len(text) :]
        if _begins_with_own_article(splits):
            splits = [pair for pair in splits if not pair[0].has_article]
        shown = [pair for pair in splits if pair[0].has_article or _is_masdar_after_preposition(*pair)]
        return shown[0] if shown else _likeliest(splits)


def _kept_beside(found: NounReadings, verbs: tuple[VerbReading, ...]) -> tuple[VerbReading, ...]:
    """Keep the verbs unless a noun cuts less off the word; classes that cut more than the verb go from `found`."""
    if "classes" in found and RELATIVE in found["classes"][0]:
        return ()
    if not (verbs and found):
        return verbs
    least = len(verbs[0].proclitics.text)
    if min(len(cut.text) for _, cut, _ in found.values()) < least:
        return ()
    if "classes" in found and len(found["classes"][1].text) > least:
        del found["classes"]
    return verbs


def _is_nisba(stem: str, suffix: str) -> bool:
    """Tell the adjectives حربي (of war) and قتالي from زيارتي (my visit)."""
    return suffix == YA and not stem.endswith(HA)


def _third_persons(readings: list[VerbReading]) -> list[VerbReading]:
    """Keep what reports of others: أصيب is "was wounded", not "I hit"."""
    third = [(reading, _third(reading.tags)) for reading in readings]
    return [
        reading if tags == reading.tags else VerbReading(reading.lemma, tags, reading.proclitics, reading.suffix)
        for reading, tags in third
        if tags
    ]


@lru_cache(maxsize=5000)
def _third(tags: frozenset[str]) -> frozenset[str]:
    return frozenset([tag for tag in tags if tag[2] == "3"])


@lru_cache(maxsize=5000)
def _finite(tags: tuple[str, ...], tenses: str, persons: str, voices: str) -> frozenset[str]:
    """Give the tags of finite forms that clitics leave possible."""
    return frozenset(
        [tag for tag in tags if tag[0] in tenses and len(tag) > 2 and tag[2] in persons and tag[1] in voices]
    )


def _likeliest(splits: list[tuple[Proclitics, str]]) -> tuple[Proclitics, str]:
    """Give the cut under which an unknown word is far more frequent, بتوجيه (by directing), else the whole word."""
    known = frequencies()
    whole = known.zipf(splits[0][1])
    best, most = splits[0], whole
    for proclitics, rest in splits[1:]:
        frequency = 0.0 if proclitics.has_future else known.zipf(rest)
        if frequency >= _least(proclitics, rest) and frequency >= max(most, whole + LIKELIER):
            best, most = (proclitics, rest), frequency
    return best


def _begins_with_own_article(splits: list[Split]) -> bool:
    """Tell التزامها (its commitment), whose first letters are its own, from words with the article."""
    known = frequencies()
    for proclitics, rest in splits:
        if proclitics.has_article and not known.zipf(rest):
            stems = [stem for stem, suffix in suffix_splits(AL + rest) if suffix.startswith(HA)]
            return any(known.zipf(stem) >= RATHER_FREQUENT and not stem.endswith(YA) for stem in stems)
    return False


def _least(proclitics: Proclitics, rest: str) -> float:
    """Give how frequent the rest of an unknown word must be for its first letters to be cut off."""
    if proclitics.preposition in OFTEN_CUT:
        return RARE
    return FREQUENT if proclitics.preposition and not rest.endswith(PLURAL) else RATHER_FREQUENT


def _is_masdar_after_preposition(proclitics: Proclitics, rest: str) -> bool:
    """Tell لإعادة (for repeating) and باستخدام (by using) from words that begin with these letters."""
    looks_masdar = rest.startswith(ALEF) and len(rest) >= 5 and (rest.endswith(HA) or rest[-2] == ALEF)
    return bool(proclitics.preposition) and looks_masdar

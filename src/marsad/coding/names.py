"""Takes the words of a sentence and gives the names and fixed phrases of the lexicon that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.arabic.model import Token
from marsad.coding.words import AL, NameEntry, NameStart, PhraseStart, Proclitics, Word
from marsad.lexicon import Lexicon

TRANSPARENT: Final = frozenset("\"'«»“”‘’#_")
TODAY: Final = "\u0627\u0644\u064a\u0648\u0645"
"""The last word of some newspapers' and channels' names."""
MEDIA: Final = "JRN"
ALIKE: Final = 0.75
MAX_NAME_GAP: Final = 2
GOVERNING: Final = frozenset({"particles.prepositions", "particles.agents"})
"""Phrases that govern a noun take no article: من سيطرة (from the control of), but من السيطرة على (to seize)."""

BODIES: Final = frozenset({"party", "group", "government", "body"})


@dataclass(slots=True)
class Mention:
    """A name of the lexicon found in a sentence; `first`, `last` are token positions, both inclusive."""

    first: int
    last: int
    kind: str
    index: int
    is_weak: bool
    proclitics: Proclitics
    is_person: bool = False
    is_state: bool = False


@dataclass(slots=True)
class PhraseLabel:
    """A fixed phrase of the lexicon found in a sentence: an act, a role, or a class of function words."""

    first: int
    last: int
    kind: str
    value: int | str
    proclitics: Proclitics
    is_person: bool = False


class NameReader:
    """Reads the names and fixed phrases of one sentence; `named` are actors already met by name."""

    def __init__(
        self, tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, named: frozenset[int] = frozenset()
    ) -> None:
        self.tokens, self.words, self.lexicon, self.named = tokens, words, lexicon, named
        self._following = _followings(tokens)

    def names(self) -> tuple[dict[int, Mention], dict[int, Mention]]:
        """Give the actors and the places named, each by its first token."""
        actors: dict[int, Mention] = {}
        places: dict[int, Mention] = {}
        for at, word in enumerate(self.words):
            if not word.names or self.tokens[at].is_mark or self.tokens[at].is_number:
                continue
            following = self._following[at]
            norm = "" if following is None else self.tokens[following].norm
            for start in word.names:
                entries = start.followed_by(norm)
                if not entries:
                    continue
                found = self._longest(at, start, entries)
                for mention in found:
                    (actors if mention.kind == "actor" else places)[at] = mention
                if found:
                    break
        _drop_inner(actors)
        _drop_inner(places)
        self._drop_namesakes(actors)
        self._trust_surnames(actors)
        self._trust_joined(actors)
        return actors, places

    def phrases(self) -> list[PhraseLabel]:
        """Give the fixed phrases in the order in which they begin."""
        found: list[PhraseLabel] = []
        for at, word in enumerate(self.words):
            if not word.phrases or not self.tokens[at].is_arabic:
                continue
            following = self._following[at]
            for start in word.phrases:
                for cores, kind, value in start.entries if self._may_go_on(start, following) else start.alone:
                    last = self._match(at, cores, exact=value in GOVERNING)
                    if last is not None:
                        is_person = kind == "role" and self.lexicon.roles[int(value)].kind in ("person", "people")
                        found.append(PhraseLabel(at, last, kind, value, start.proclitics, is_person))
        return found

    def _may_go_on(self, start: PhraseStart, following: int | None) -> bool:
        """Tell whether the token at `following` may be the second word of a phrase."""
        if following is None or not start.seconds:
            return False
        norm, seconds = self.tokens[following].norm, start.seconds
        return norm in seconds or self.words[following].core in seconds or norm.removeprefix(AL) in seconds

    def _longest(self, at: int, start: NameStart, entries: tuple[NameEntry, ...]) -> list[Mention]:
        """Give the longest actor and the longest place that begin at `at`, of the names that may stand there.

        Of several that share a weak name, such as التحالف (the coalition), the one that has been named in full counts.
        """
        found: dict[str, Mention] = {}
        for rest, kind, index, is_weak in entries:
            known = found.get(kind)
            if known is not None and not (known.is_weak and index in self.named and known.index not in self.named):
                continue
            last = self._match(at, rest, exact=True)
            if last is not None and self.tokens[last].norm == TODAY and not self._is_medium(at, start.proclitics):
                continue
            if last is not None and (known is None or known.last == last):
                named = self.lexicon.actor(index).kind if kind == "actor" else ""
                is_person, is_state = named == "person", named == "state"
                found[kind] = Mention(at, last, kind, index, is_weak, start.proclitics, is_person, is_state)
        return list(found.values())

    def _is_medium(self, at: int, proclitics: Proclitics) -> bool:
        """Tell a newspaper or channel by what leads to it, قناة روسيا اليوم, from ردت روسيا اليوم (replied today)."""
        before = at - 1
        if before < 0 or proclitics.preposition:
            return True
        role = self.words[before].role
        is_announced = role is not None and self.lexicon.roles[role].sector == MEDIA
        return is_announced or self.tokens[before].norm in TRANSPARENT

    def _match(self, at: int, rest: tuple[str, ...], *, exact: bool) -> int | None:
        """Give the last token of a phrase whose first word stands at `at`; quotes between words do not count."""
        last = at
        for expected in rest:
            following = self._following[last]
            if following is None:
                return None
            norm = self.tokens[following].norm
            if norm != expected and (
                exact or (norm.removeprefix(AL) != expected and self.words[following].core != expected)
            ):
                return None
            last = following
        return last

    def _drop_namesakes(self, actors: dict[int, Mention]) -> None:
        """Drop the surname of another: خالد العبادي is not Haider al-Abadi."""
        for at in [at for at, mention in actors.items() if mention.is_person and mention.last == at > 0]:
            mention, given = actors[at], self.words[at - 1]
            is_after_name = given.is_given_name and not mention.proclitics.text and not given.proclitics.text
            if is_after_name and not any(
                one.first < at <= one.last + 1 for one in actors.values() if one is not mention
            ):
                known = self.lexicon.first_words.get(mention.index, frozenset())
                if known and not any(_is_alike(given.core, one) for one in known):
                    del actors[at]

    def _trust_surnames(self, actors: dict[int, Mention]) -> None:
        """Take a surname that is also a common word as a name once its bearer was named in full: ماي, الأسد."""
        if not any(mention.is_weak for mention in actors.values()):
            return
        met = self.named | {mention.index for mention in actors.values() if is_full_name(mention)}
        for at, mention in actors.items():
            if mention.is_weak and mention.index in met:
                actors[at] = replace(mention, is_weak=False)

    def _trust_joined(self, actors: dict[int, Mention]) -> None:
        """Take a party spelt like a common word as a name beside another of its country: فتح وحماس (Fatah, Hamas)."""
        for at, mention in list(actors.items()):
            beside = actors.get(mention.last + 1)
            if beside is None or not beside.proclitics.conjunction or beside.proclitics.preposition:
                continue
            one, other = self.lexicon.actor(mention.index), self.lexicon.actor(beside.index)
            are_alike = one.country == other.country and {one.kind, other.kind} <= BODIES
            if are_alike and mention.is_weak != beside.is_weak:
                weak = at if mention.is_weak else beside.first
                actors[weak] = replace(actors[weak], is_weak=False)


def _is_alike(one: str, other: str) -> bool:
    """Tell spellings of one given name: ديميتري, دميتري."""
    letters, others = set(one), set(other)
    return one[0] == other[0] and len(letters & others) >= ALIKE * min(len(letters), len(others))


def _followings(tokens: Sequence[Token]) -> list[int | None]:
    """Give for each token the next that is not a quote mark, of which few may stand between the words of a name."""
    found: list[int | None] = []
    following: int | None = None
    for at in range(len(tokens) - 1, -1, -1):
        found.append(None if following is None or following > at + 1 + MAX_NAME_GAP else following)
        if tokens[at].norm not in TRANSPARENT:
            following = at
    found.reverse()
    return found


def is_full_name(mention: Mention) -> bool:
    """Tell a name that stands for itself from one that needs the company of a title or a longer form."""
    return not mention.is_weak or mention.last > mention.first


def _drop_inner(mentions: dict[int, Mention]) -> None:
    """Drop names that lie inside a longer one."""
    covered = -1
    for at in sorted(mentions):
        if at <= covered:
            del mentions[at]
        else:
            covered = mentions[at].last

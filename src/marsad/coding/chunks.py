"""Takes a labelled sentence and gives its chunks: noun phrases, verbs, act nouns, times and boundaries, in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marsad.coding.extents import BARE, WAW, phrase_end
from marsad.coding.names import TRANSPARENT
from marsad.coding.sentence import WEAPONS, LabelledSentence
from marsad.coding.words import AL, Proclitics, Word

DIRECTIONS, KINDS, WHOLES = "places.directions", "places.kinds", "places.wholes"
WITHOUT: Final = frozenset({"بدون", "دون", "من"})
"""First words of "without a pilot", which says of a plane what it is: طائرة إيرانية بدون طيار."""
PLACING: Final = frozenset({"في", "من"})
WAS: Final = "\u0643\u0627\u0646"
"""Was, which without its hamza is spelt like "as if"."""


@dataclass(slots=True)
class Chunk:
    """A stretch of tokens `first`..`last` (inclusive) of one kind.

    Kinds: `np`, `act` (a noun naming an act), `verb`, `time`, `mark` (punctuation), `relative`, `that` (أن and its
    kin), `link` (subordinators), `word` (other function words). `preposition` is the one that governs it; `is_added`
    tells a phrase that a coordinator adds to an earlier one: إيران، ومن بعدها الفصائل.
    """

    kind: str
    first: int
    last: int
    preposition: str = ""
    conjunction: bool = False
    is_added: bool = False


def chunk(sentence: LabelledSentence) -> list[Chunk]:
    """Give the chunks that cover the sentence's tokens after its dateline, in reading order."""
    return _Chunker(sentence).run()


class _Chunker:
    def __init__(self, sentence: LabelledSentence) -> None:
        self.sentence = sentence
        self.times = {time.first: time for time in sentence.times}
        self.act_phrases = {phrase.first: phrase for phrase in reversed(sentence.phrases) if phrase.kind == "act"}
        self.role_phrases = {phrase.first: phrase for phrase in reversed(sentence.phrases) if phrase.kind == "role"}
        self.class_phrases = {phrase.first: phrase for phrase in reversed(sentence.phrases) if phrase.kind == "class"}
        self.pending = ""
        self.pending_conjunction = self.pending_added = False

    def run(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        at, end = self.sentence.body, len(self.sentence.tokens)
        while at < end:
            if self.sentence.tokens[at].norm in TRANSPARENT:
                at += 1
                continue
            found = self._chunk_at(at)
            if found is not None:
                chunks.append(found)
                at = found.last + 1
            else:
                at = self._consumed
        return chunks

    def _chunk_at(self, at: int) -> Chunk | None:
        """Give the chunk that begins at `at`, or None when the token only changes what follows (prepositions)."""
        sentence = self.sentence
        token, word = sentence.tokens[at], sentence.words[at]
        if token.is_mark:
            return self._plain("mark", at, at)
        if at in self.times:
            return self._plain("time", at, self.times[at].last)
        is_name = at in sentence.actors and not sentence.actors[at].is_weak
        if not is_name and at in self.act_phrases and at not in self.role_phrases:
            return self._governed("act", at, self.act_phrases[at].last)
        self._consumed = at
        if token.norm in BARE:
            self.pending_conjunction = self.pending_conjunction or token.norm == WAW
            self.pending = self.pending if token.norm == WAW else token.norm
            self._consumed = at + 1
            return None
        if not is_name and (function := self._function_word(at)) is not None:
            return function
        if self._consumed > at:
            return None
        if not is_name and word.is_preposition:
            self.pending, self.pending_conjunction = token_preposition(sentence, at), word.proclitics.conjunction
            self._consumed = at + 1
            return None
        if sentence.is_verb[at]:
            return self._plain("verb", at, at)
        is_act = word.act is not None and not _is_role(word) and not self._begins_place(at)
        if not is_name and at not in self.role_phrases and is_act:
            return self._governed("act", at, at)
        return self._governed("np", at, phrase_end(sentence, at, self.times, self.role_phrases))

    def _function_word(self, at: int) -> Chunk | None:
        phrase = self.class_phrases.get(at)
        if phrase is not None and str(phrase.value).startswith(WEAPONS) and self.sentence.tokens[at].norm in WITHOUT:
            return self._plain("word", at, phrase.last)
        if phrase is not None and str(phrase.value).startswith(("particles.", "speech.", "modality.")):
            name = str(phrase.value)
            if name.startswith("particles.adding"):
                self.pending_conjunction, self._consumed = True, phrase.last + 1
                return None
            if name.startswith("particles.coordinators"):
                if phrase.proclitics.conjunction:
                    self.pending, self.pending_added, self._consumed = "", True, phrase.last + 1
                    return None
                return self._plain("word", at, phrase.last)
            if name.startswith(("particles.preposition", "particles.agent")):
                self.pending = " ".join(token.norm for token in self.sentence.tokens[phrase.first : phrase.last + 1])
                self.pending = self.pending[len(phrase.proclitics.text) :]
                self._consumed = phrase.last + 1
                return None
            if name.startswith("particles.demonstratives") and phrase.last > at:
                self._skip(phrase.proclitics, phrase.last)
                return None
            return self._plain(_function_kind(frozenset({name})), at, phrase.last)
        if not self.sentence.classes_at[at]:
            return None
        if self.sentence.has_class(at, "particles.demonstratives") and self._points_on(at + 1):
            self._skip(self.sentence.words[at].proclitics, at)
            return None
        classes = self.sentence.words[at].stops
        if not classes:
            return None
        if self._places_before(at):
            self.pending, self._consumed = self.sentence.words[at].core, at + 1
            return None
        if "particles.coordinators" in classes and self.sentence.words[at].proclitics.conjunction:
            self.pending, self.pending_added, self._consumed = "", True, at + 1
            return None
        if self.sentence.words[at].is_preposition or "particles.demonstratives" in classes:
            return None
        return self._plain(_function_kind(classes, self.sentence.words[at].core), at, at)

    def _places_before(self, at: int) -> bool:
        """Tell where something stands from what goes on around it: وسط المدينة (in the middle of), وسط توتر (amid)."""
        following = at + 1
        if following >= len(self.sentence.tokens) or not self.sentence.has_class(at, DIRECTIONS):
            return False
        return following in self.sentence.places or any(
            self.sentence.has_class(following, name) for name in (KINDS, WHOLES)
        )

    def _begins_place(self, at: int) -> bool:
        """Tell مقاطعة كذا (the province of ...) from مقاطعة (a boycott)."""
        following = at + 1
        if following >= len(self.sentence.tokens) or not self.sentence.has_class(at, KINDS):
            return False
        if following in self.sentence.places and following not in self.sentence.actors:
            return True
        has_article = self.sentence.words[following].proclitics.has_article
        return self.pending in PLACING and not has_article and following not in self.sentence.actors

    def _points_on(self, at: int) -> bool:
        """Tell a number or an act, which takes the clitics of the word that points at it: في هذه الهجمات."""
        if at in self.sentence.numbers:
            return True
        if at >= len(self.sentence.words) or self.sentence.is_verb[at]:
            return False
        word = self.sentence.words[at]
        return word.act is not None and not _is_role(word) and word.proclitics.text in ("", AL)

    def _skip(self, proclitics: Proclitics, last: int) -> None:
        """Pass over what only counts, up to token `last`: what it counts takes its clitics. وحوالي 30 درزيا."""
        self.pending_conjunction = self.pending_conjunction or proclitics.conjunction
        self.pending = proclitics.preposition or self.pending
        self._consumed = last + 1

    def _plain(self, kind: str, first: int, last: int) -> Chunk:
        conjunction = self.sentence.words[first].proclitics.conjunction
        if kind != "word":
            self.pending, self.pending_conjunction = "", False
        return Chunk(kind, first, last, conjunction=conjunction)

    def _governed(self, kind: str, first: int, last: int) -> Chunk:
        proclitics = self.sentence.words[first].proclitics
        mention = self.sentence.actors.get(first) or self.sentence.places.get(first)
        if mention is not None:
            proclitics = mention.proclitics
        found = Chunk(
            kind,
            first,
            last,
            proclitics.preposition or self.pending,
            proclitics.conjunction or self.pending_conjunction,
            self.pending_added,
        )
        self.pending, self.pending_conjunction, self.pending_added = "", False, False
        return found

    _consumed = 0


def _is_role(word: Word) -> bool:
    """Tell المعارضة (the opposition) from معارضة (opposing): with the article the role is meant."""
    return word.role is not None and word.proclitics.has_article


def token_preposition(sentence: LabelledSentence, at: int) -> str:
    """Give the preposition at a token without its conjunction: `وعلى` gives `علي`."""
    return sentence.words[at].core


@lru_cache(maxsize=5000)
def _function_kind(classes: frozenset[str], core: str = "") -> str:
    for prefix, kind in (
        ("particles.relative", "relative"),
        ("particles.that", "that"),
        ("particles.subordinators", "link"),
        ("particles.conditional", "link"),
        ("speech.phrases", "source"),
    ):
        if any(name.startswith(prefix) for name in classes):
            return "word" if core == WAS else kind
    return "word"

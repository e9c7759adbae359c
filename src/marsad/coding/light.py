"""Takes a noun that names an act and gives the light verb that governs it, and whether its subject does the act."""

from __future__ import annotations

from typing import Final

from marsad.coding.contents import DENYING
from marsad.coding.phrases import OF
from marsad.coding.subjects import Subjects

FROM: Final = "من"
ON, ANSWERING = "علي", "light_verbs.answering"
LASTING: Final = "light_verbs.lasting"
MAX_GOVERNED: Final = 9
OUTER: Final = frozenset({"ب", "في", "علي"})
"""Prepositions that lead on from another act rather than from the verb before it: قدم احتجاجا على الاعتداءات."""
AROUND: Final = frozenset({"مع", "خلال", "بعد", "قبل", "منذ", "وسط", "عقب", "اثر"})
TOPICS: Final = frozenset({"بشان", "حول", "بسبب", "جراء", "ازاء", "بخصوص"})
"""Prepositions of what an act is about, which its subject did not do: أجرت تحقيقا بشأن انفجارين."""
ABOUT: Final = "عن"
MAX_PHRASES_CROSSED: Final = 2


class LightVerbs:
    """The light verbs of one sentence: شن هجوما (waged an attack)."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects, self.phrases = subjects, subjects.phrases
        self.sentence, self.chunks, self.lexicon = subjects.sentence, subjects.chunks, subjects.lexicon

    def find(self, at: int) -> tuple[int, frozenset[str]] | None:
        """Give the position of the light verb that governs the act at a chunk, with the classes that make it one."""
        phrases = 0
        before = self.chunks[at - 1]
        if before.kind == "np" and before.preposition in AROUND and not self.chunks[at].preposition:
            return None
        if self.chunks[at].preposition == FROM and before.kind == "time":
            return None
        for position in range(at - 1, max(at - MAX_GOVERNED, -1), -1):
            chunk = self.chunks[position]
            if chunk.kind == "act" and (self.chunks[at].preposition in OUTER or chunk.preposition == OF):
                return None
            if chunk.kind == "verb":
                if self.chunks[at].preposition in TOPICS or self._is_of_doers(at):
                    return None
                classes = self.phrases.lemma_classes(chunk.first)
                light = frozenset(name for name in classes if name.startswith("light_verbs"))
                if light - {"light_verbs.impersonal", "light_verbs.reaching"}:
                    return position, light
                return None
            phrases += chunk.kind == "np" and bool(chunk.preposition)
            if (
                chunk.kind in ("that", "source", "relative")
                or phrases > MAX_PHRASES_CROSSED
                or self.phrases.ends_sentence(chunk)
            ):
                return None
            if chunk.kind == "link" and (position + 1 == at or self.chunks[position + 1].kind not in ("act", "np")):
                return None
        return None

    def is_of_others(self, verb: int, act: int) -> bool:
        """Tell an act after a light verb that its subject does not do."""
        return self._refuses(verb) or self._is_subject(verb, act) or self._answers(verb, act)

    def goes_on(self, at: int) -> bool:
        """Tell whether the verb at a chunk goes on from another clause, so that its subject can stand there."""
        before = self.chunks[at - 1].kind if at else "mark"
        return self.chunks[at].conjunction or before in ("that", "relative", "link", "word")

    def is_own_doing(self, position: int, act: int) -> bool:
        """Tell a masdar with its doer, which looks like a verb with its object: أعلن الجيش شنه غارة (its waging)."""
        has_object = act == position + 1 and not self.chunks[act].preposition
        if not has_object or not self.subjects.resumes_object(position):
            return False
        verbs = (before for before in range(position - 1, -1, -1) if self.chunks[before].kind == "verb")
        before = next(verbs, None)
        return before is not None and self.sentence.words[self.chunks[before].first].is_saying

    def _is_of_doers(self, at: int) -> bool:
        """Tell an act of others who are named before it: بتقديم المسؤولين عن التفجيرين (responsible for it)."""
        doers = self.chunks[at - 1]
        is_led = self.chunks[at].preposition == ABOUT and doers.kind == "np" and at > 1
        return is_led and self.chunks[at - 2].kind == "act" and self.sentence.words[doers.first].role is not None

    def _refuses(self, verb: int) -> bool:
        """Tell a verb of refusing, whose subject does not do what it refuses: رفض اعتذار الوزير; but نفى القصف does."""
        acts = [self.lexicon.acts[index] for index in self.acts_of(verb)]
        classes = self.phrases.lemma_classes(self.chunks[verb].first)
        refuses = any(act.type == "REJECT" and not (act.with_words or act.with_before) for act in acts)
        return refuses and not any(name.startswith(DENYING) for name in classes)

    def _is_subject(self, position: int, act: int) -> bool:
        """Tell an act that goes on from one that somebody goes on with: واستمر الدعم, but استمر في الدعم."""
        is_next = act == position + 1 and not self.chunks[act].preposition
        return is_next and LASTING in self.phrases.lemma_classes(self.chunks[position].first)

    def _answers(self, position: int, act: int) -> bool:
        """Tell what one replies to, which others did: ردت القوات على القصف (replied to the shelling)."""
        return self.chunks[act].preposition == ON and ANSWERING in self.phrases.lemma_classes(
            self.chunks[position].first
        )

    def acts_of(self, at: int) -> set[int]:
        """Give the acts that the verb at a chunk position can name."""
        verbs = self.sentence.words[self.chunks[at].first].verbs
        return {index for reading in verbs for index in self.lexicon.lemmas[reading.lemma].acts}

"""Takes a chunked sentence and gives, around a trigger, the groups of noun phrases that can fill its roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.sentence import LabelledSentence

STILL: Final = frozenset({"يزال", "تزال", "زال", "زالت"})
CLAUSE_MARKS: Final = frozenset(".:؛;؟?!…")
COMMAS: Final = frozenset("،,-–—()")
MAX_COMMAS: Final = 3
MAX_CROSSED: Final = 4
MAX_INNER: Final = 10
WAW: Final = "\u0648"
DIRECTIONS: Final = "places.directions"
PRONOUNS: Final = ("\u0647\u0645\u0627", "\u0647\u0645", "\u0647\u0646", "\u0647\u0627", "\u0647")
ADVERBIAL: Final = frozenset({"دون", "بدون", "بشكل", "بصوره", "بطريقه"})
"""Words that make an adverbial of what follows: دون تفاصيل (without details), بشكل واضح (clearly)."""
BEGINNING: Final = frozenset({"وقد", "ولقد", "فقد", "كما"})
"""What a verb begins a clause with, whose subject then stands after it: وقد حذرت المنظمات (they warned)."""
THEY: Final = frozenset({"هو", "هي", "هم"})
"""Between a noun and the clause on it: إسرائيل هي التي شنت الغارة (it is Israel that waged the raid)."""
AS_FOR: Final = frozenset({"اما", "واما"})
"""What names a subject before such a word: أما الأمين العام فقد أدان (as for the secretary, he condemned)."""
AMONG: Final = frozenset({"بينهم", "بينها", "بينهن", "منهم", "منها", "منهن", "فيهم"})
"""What joins a part to those that were told; the last word of من بينهم and بمن فيهم."""
ADJECTIVES: Final = "nouns.adjectives"
IN: Final = "\u0641\u064a"
BETWEEN: Final = "\u0628\u064a\u0646"


@dataclass(slots=True)
class Group:
    """Coordinated noun phrases under one preposition ('' for none); `chunks` are chunk positions.

    `after_comma` tells that a comma stands between the trigger and the group.
    """

    preposition: str
    chunks: list[int] = field(default_factory=list)
    after_comma: bool = False
    pronoun: str = ""
    """The pronoun on the preposition, where that is the whole phrase: فيها (in it)."""


class Clause:
    """The surroundings of chunk `at` in its sentence."""

    def __init__(self, sentence: LabelledSentence, chunks: list[Chunk], at: int) -> None:
        self.sentence, self.chunks, self.at = sentence, chunks, at

    def after(self, through: tuple[int, ...] = ()) -> list[Group]:
        """Give the groups that follow, to the end of the clause; act nouns at tokens `through` do not end it."""
        groups: list[Group] = []
        commas, has_adverbial, is_part = 0, False, False
        position = self.at + 1
        while position < len(self.chunks):
            chunk = self.chunks[position]
            resumption = self._after_inner_clause(position)
            if resumption is not None:
                position, commas = resumption, commas + 1
                continue
            if chunk.kind == "act" and chunk.first not in through and self._is_adverbial(position):
                position, has_adverbial = self._after_adverbial(position), True
                continue
            if self._ends_clause(chunk) and not self._completes(position, through):
                break
            if has_adverbial and chunk.kind in ("np", "word") and chunk.preposition:
                break
            if chunk.kind == "mark":
                commas += 1
                if commas > MAX_COMMAS:
                    break
            elif chunk.kind == "np":
                is_part = self._is_part(position) or (is_part and chunk.conjunction and not chunk.preposition)
                is_part |= self._describes_act(position, through)
                if chunk.preposition or (not is_part and self._names_party(chunk.first)):
                    self._add(groups, position, commas)
            elif chunk.kind == "word" and self.sentence.has_class(chunk.first, "particles.resumed"):
                groups.append(self._resumed(position))
            position += 1
        return groups

    def _is_adverbial(self, position: int) -> bool:
        """Tell an act in which the verb's own takes place: اتهم السيسي في حوار الجماعة (accused in an interview)."""
        return self.chunks[self.at].kind == "verb" and self.chunks[position].preposition == IN

    def _after_adverbial(self, position: int) -> int:
        """Give the chunk after an act and the phrase that completes it."""
        act, following = self.chunks[position], position + 1
        if following >= len(self.chunks):
            return following
        chunk = self.chunks[following]
        has_own = chunk.kind == "np" and not chunk.preposition and not chunk.conjunction
        word = self.sentence.words[act.first]
        is_complete = word.proclitics.has_article or (word.act is not None and bool(word.act.suffix))
        counts = chunk.first in self.sentence.numbers
        return following + (has_own and not is_complete and not counts)

    def _completes(self, position: int, through: tuple[int, ...]) -> bool:
        """Tell the act that the trigger's phrase holds, and what joins it: وجه تهمة القتل, هدد بتوجيه ضربة."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        if chunk.kind != "act" or chunk.first in through:
            return chunk.kind == "act"
        if before.kind == "act" and before.first in through:
            return not chunk.preposition and not chunk.conjunction
        following = self.chunks[position + 1] if position + 1 < len(self.chunks) else chunk
        return following.kind == "act" and not following.preposition and following.first in through

    def _is_part(self, position: int) -> bool:
        """Tell who is counted among those told before, no object: قتل ثلاثة بينهم طفلة (three, a girl among them)."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        is_after = position > self.at + 2 and not chunk.preposition
        return is_after and before.kind == "word" and self.sentence.tokens[before.last].norm in AMONG

    def _describes_act(self, position: int, through: tuple[int, ...]) -> bool:
        """Tell an adjective of the act before it: وقع اتفاقات عديدة (signed numerous accords)."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        is_lone = chunk.first == chunk.last and not chunk.preposition and not chunk.conjunction
        return (
            is_lone
            and before.kind == "act"
            and before.first in through
            and self.sentence.has_class(chunk.first, ADJECTIVES)
        )

    def _names_party(self, at: int) -> bool:
        """Tell a state called after a direction, جنوب السودان (South Sudan), from the direction itself."""
        return at in self.sentence.actors or not self.sentence.has_class(at, DIRECTIONS)

    def _after_inner_clause(self, position: int) -> int | None:
        """Give where the clause goes on after a relative clause in it that a comma closes, or None.

        "accused, in a report it published on Thursday, the forces": the object comes after the comma.
        """
        chunk, before = self.chunks[position], self.chunks[position - 1]
        if before.kind == "mark" and position - 2 > self.at:
            before = self.chunks[position - 2]
        is_reduced = (
            chunk.kind == "verb"
            and not chunk.conjunction
            and before.kind in ("np", "act")
            and before.preposition in (IN, "ب")
        )
        before = self.chunks[position - 1]
        is_relative = chunk.kind == "relative" and before.kind == "mark" and self._follows_comma(position)
        if not (is_reduced or is_relative) or position - 1 == self.at:
            return None
        for later in range(position + 1, min(position + MAX_INNER, len(self.chunks) - 1)):
            inner = self.chunks[later]
            if inner.kind == "mark":
                following = self.chunks[later + 1]
                is_object = following.kind == "np" and not following.preposition and not following.conjunction
                closes = self.sentence.tokens[inner.first].norm in COMMAS and is_object
                return later + 1 if closes else None
            if inner.kind in ("that", "source"):
                return None
        return None

    def _resumed(self, position: int) -> Group:
        """Give the group of a preposition with its pronoun."""
        core = self.sentence.words[self.chunks[position].first].core
        pronoun = next(ending for ending in PRONOUNS if core.endswith(ending))
        return Group(core.removesuffix(pronoun), [position], pronoun=pronoun)

    def _ends_clause(self, chunk: Chunk) -> bool:
        if chunk.kind in ("verb", "relative", "that", "link", "act", "source"):
            return True
        if chunk.kind == "word" and chunk.conjunction and self.sentence.words[chunk.last].core in STILL:
            return True
        return chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in CLAUSE_MARKS

    def _add(self, groups: list[Group], position: int, commas: int) -> None:
        chunk = self.chunks[position]
        previous = self.chunks[position - 1]
        if previous.kind == "word" and self.sentence.tokens[previous.first].norm in ADVERBIAL:
            return
        is_next = bool(groups) and groups[-1].chunks[-1] == position - 1 and previous.kind == "np"
        joined = (
            groups
            and chunk.conjunction
            and (is_next or self._goes_on_after_comma(groups[-1], position))
            and chunk.preposition in ("", groups[-1].preposition)
        )
        subject = next((group for group in groups if not group.preposition), None)
        if chunk.is_added and subject is not None:
            subject.chunks.append(position)
        elif joined:
            groups[-1].chunks.append(position)
        else:
            groups.append(Group(chunk.preposition, [position], commas > 0))

    def _goes_on_after_comma(self, group: Group, position: int) -> bool:
        """Tell a list whose members commas part, too: كل من فرنسا، وبريطانيا، وألمانيا; no clause of its own."""
        comma = self.chunks[position - 1]
        is_after = group.chunks[-1] == position - 2 and self.sentence.tokens[comma.first].norm in COMMAS
        following = self.chunks[position + 1] if position + 1 < len(self.chunks) else None
        first = self.chunks[position].first
        word = self.sentence.words[first]
        names_party = word.role is not None or word.proclitics.has_article or word.nation is not None
        names_party |= first in self.sentence.actors or first in self.sentence.places
        return is_after and names_party and not (following is not None and following.kind == "verb")

    def before(self) -> Group | None:
        """Give the subject that stands before a verb: a group without preposition that begins the clause.

        Between the two may stand adverbials, a name in apposition and a relative clause set off by commas. A verb
        after "and" has no subject before it.
        """
        if self.sentence.words[self.chunks[self.at].first].proclitics.text.startswith(WAW):
            return None
        position, crossed = self.at - 1, 0
        while position >= 0 and crossed <= MAX_CROSSED:
            chunk = self.chunks[position]
            if self._begins_with(position, BEGINNING) and not self._begins_with(0, AS_FOR):
                return None
            if self._is_skipped_before(position):
                position -= 1
            elif chunk.kind == "np":
                group = self._group_ending_at(position)
                first = group.chunks[0]
                if group.preposition and first < position == self.at - 1 and self._begins_anew(position):
                    return Group("", [position])
                if not group.preposition and self._begins_clause(first):
                    return self._described_before(group)
                if not group.preposition and not self._follows_comma(first):
                    return None
                position, crossed = first - 1, crossed + 1
            elif chunk.kind == "act" and chunk.preposition:
                position, crossed = position - 1, crossed + 1
            elif chunk.kind == "verb" and self._follows_comma(self._next(position)):
                relative = self._relative_before(position)
                if relative is None:
                    return None
                position, crossed = relative - 1, crossed + 1
            else:
                return None
        return None

    def _begins_with(self, position: int, words: frozenset[str]) -> bool:
        chunk = self.chunks[position]
        return chunk.kind == "word" and self.sentence.tokens[chunk.first].norm in words

    def _begins_anew(self, position: int) -> bool:
        """Tell a subject joined to the clause before from a member of its last phrase: في طرابلس | وحزب الله يعزي."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        return before.first in self.sentence.places and chunk.first not in self.sentence.places

    def _described_before(self, group: Group) -> Group:
        """Give the phrase that a name after a comma completes: "the minister, X, said" has the minister for subject."""
        first = group.chunks[0]
        if first >= 2 and self._follows_comma(first) and not self.chunks[first].conjunction:
            described = self.chunks[first - 2]
            if described.kind == "np" and not described.preposition and self._begins_clause(first - 2):
                return Group("", [first - 2])
        return group

    def _follows_comma(self, position: int) -> bool:
        before = position - 1
        return (
            before >= 0
            and self.chunks[before].kind == "mark"
            and self.sentence.tokens[self.chunks[before].first].norm in COMMAS
        )

    def _next(self, position: int) -> int:
        """Give the first chunk after the noun phrases and times that follow a verb."""
        position += 1
        while position < self.at and self.chunks[position].kind in ("np", "time", "word", "act"):
            position += 1
        return position + 1

    def _relative_before(self, position: int) -> int | None:
        """Give the relative pronoun whose clause holds the verb at `position`."""
        for before in range(position - 1, max(position - 4, -1), -1):
            if self.chunks[before].kind == "relative":
                return before
            if self.chunks[before].kind not in ("word", "np"):
                return None
        return None

    def _is_skipped_before(self, position: int) -> bool:
        chunk = self.chunks[position]
        return chunk.kind in ("time", "word") or (
            chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in COMMAS
        )

    def _group_ending_at(self, position: int) -> Group:
        first = position
        while (
            first > 0
            and self.chunks[first].conjunction
            and self.chunks[first - 1].kind == "np"
            and self.chunks[first].preposition in ("", self.chunks[first - 1].preposition)
        ):
            first -= 1
        return Group(self.chunks[first].preposition, list(range(first, position + 1)))

    def _begins_clause(self, position: int) -> bool:
        if position == 0:
            return True
        before = self.chunks[position - 1]
        if before.kind == "mark":
            return self.sentence.tokens[before.first].norm in CLAUSE_MARKS or self._comma_begins(position - 1)
        return before.kind in ("that", "link", "word", "time") or self.chunks[position].conjunction

    def _comma_begins(self, mark: int) -> bool:
        return not any(chunk.kind == "verb" for chunk in self.chunks[max(mark - 4, 0) : mark])

    def antecedent(self) -> int | None:
        """Give the noun phrase that a relative pronoun before the verb resumes, or None where there is no pronoun."""
        position = self.at - 1
        while position >= 0 and self.chunks[position].kind == "word":
            position -= 1
        if position < 0 or self.chunks[position].kind != "relative":
            return None
        return self.noun_before(position)

    def noun_before(self, position: int) -> int | None:
        """Give the nearest noun phrase or act before a chunk, over commas and times."""
        for before in range(position - 1, max(position - 5, -1), -1):
            if self.chunks[before].kind in ("np", "act"):
                return before
            if self.chunks[before].kind not in ("mark", "time") and not self._begins_with(before, THEY):
                return None
        return None

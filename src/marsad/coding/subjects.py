"""Takes the verbs of a sentence and gives the subject and the object of each."""

from __future__ import annotations

from typing import Final

from marsad.coding.agreement import DUAL_PERSONS, FEMININE_PERSONS, FIRST_PERSONS, agrees_as_hidden, may_be_subject
from marsad.coding.appositions import Appositions
from marsad.coding.clauses import Clause, Group
from marsad.coding.parties import Resolved
from marsad.coding.phrases import NISBA, Phrases
from marsad.coding.roles import party_key
from marsad.coding.sentence import QUOTES
from marsad.coding.triggers import Trigger

MASCULINE_RELATIVE: Final = "الذي"
OPENING, STRAIGHT = frozenset("«“"), '"'
FEMININE_RELATIVE: Final = "التي"
HIS: Final = ("ه", "ها", "هم")
ADJECTIVES: Final = "nouns.adjectives"
WEAPONS: Final = "instruments."
HARMING: Final = ("casualties.verbs_killed", "casualties.verbs_injured", "casualties.killed", "casualties.injured")
MANY: Final = frozenset({"الذين", "اللواتي", "اللاتي"})
EACH: Final = ["كل", "من"]
EACH_OF: Final = "subject after the verb, each of several"
RESUMED: Final = "what the relative pronoun resumes"


class Subjects:
    """The subjects of the verbs of one sentence; `known` gives them by chunk position once noted."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.sentence, self.chunks, self.lexicon = phrases.sentence, phrases.chunks, phrases.lexicon
        self.appositions = Appositions(phrases)
        self.known: dict[int, list[Resolved]] = {}
        self.inherited, self.speaker = phrases.memory.subject, phrases.memory.speaker
        self.topic, self.has_topic = phrases.memory.topic, False
        self._quote_marks = [(at, token.norm) for at, token in enumerate(self.sentence.tokens) if token.norm in QUOTES]

    def note_subject(self, at: int) -> None:
        """Find and remember the subject of the verb at a chunk position, whether or not it is a trigger."""
        clause = Clause(self.sentence, self.chunks, at)
        subject, _, how = self.subject_and_object(at, clause, clause.after(), None)
        known = [one for one in subject if one.can_act]
        self.known[at] = known
        if known and not how.startswith("hidden"):
            if not self.has_topic:
                self.phrases.memory.topic, self.has_topic = known[0], True
            self.phrases.memory.subject = known[0]
        if known and self._is_saying(at):
            self.phrases.memory.speaker = known[0]

    def note_sayer(self, at: int) -> None:
        """Remember of whose words a noun such as قوله (his saying) at a chunk position speaks: of the one before it."""
        if not self.sentence.words[self.chunks[at].first].owns_saying:
            return
        for before in range(at - 1, -1, -1):
            if self.chunks[before].kind == "np" and self.phrases.resolved(before).can_act:
                self.known[at] = [self.phrases.resolved(before)]
                self.phrases.memory.speaker = self.phrases.memory.subject = self.phrases.resolved(before)
                return

    def subject_and_object(
        self, at: int, clause: Clause, groups: list[Group], trigger: Trigger | None
    ) -> tuple[list[Resolved], list[Resolved], str]:
        """Give the verb's subject and object and how the subject was found."""
        free = [group for group in groups if not (group.preposition or group.pronoun or self._is_led_to(group))]
        plain = self.appositions.without(free)
        if plain and self._is_each(plain[0]):
            return self.phrases.group(plain[0]), self.phrases.group(plain[1]) if len(plain) > 1 else [], EACH_OF
        antecedent = clause.antecedent()
        if antecedent is not None:
            return self._in_relative(at, antecedent, plain)
        described = self._described_by(at, plain)
        if described is not None:
            return self._in_relative(at, described, plain)
        left = clause.before()
        if left is not None and not self._describes_act(left.chunks[0]):
            subject = [self.phrases.party_of(one) for one in self.phrases.group(left)]
            if any(one.can_act for one in subject):
                return subject, self.phrases.group(plain[0]) if plain else [], "subject before the verb"
            if trigger is not None and not plain and self.may_be_victim(trigger, subject[0], [left]):
                return subject, [], "subject of the passive"
        if plain:
            if self._has_surname_after(at):
                return self._split_after(at)
            if len(plain) > 1 and self._is_hit_by_weapon(trigger, plain[0]):
                return [], self.phrases.group(plain[1]), "a weapon, of nobody told"
            first = self.phrases.group(plain[0])
            takes_patient = trigger is not None and trigger.act.subject in ("recipient", "both")
            fits = may_be_subject(self._persons(at), first[0]) and not self._is_hit(trigger, plain[0], first[0])
            if fits and not first[0].can_act and trigger is not None and self.may_be_victim(trigger, first[0], plain):
                return first, [], "subject of the passive"
            if fits and self._goes_on_to_meet(at, trigger, plain) and (same := self.hidden_subject(at)):
                return same, first, "hidden subject: the subject before"
            if fits and self._goes_on_to_harm(at, trigger, plain):
                return [], first, "object of a joined verb"
            if fits and self._is_done_by_pronoun(at, trigger, plain):
                return self.hidden_subject(at), first, "hidden subject: the subject before"
            if fits and (any(one.can_act for one in first) or takes_patient):
                return first, self.phrases.group(plain[1]) if len(plain) > 1 else [], "subject after the verb"
            if fits and len(plain) > 1 and first[0].strength == 0 and not self._is_feminine_verb(at, first[0]):
                return first, self.phrases.group(plain[1]), "subject after the verb"
        told = (left is not None and self._follows_that(left.chunks[0])) or self._is_of_act(at)
        told |= trigger is not None and trigger.act.type == "ASSAULT" and self._has_act_after(at, trigger.company)
        hidden = [] if told else self.hidden_subject(at)
        return hidden, self.phrases.group(plain[0]) if plain else [], "hidden subject: the subject before"

    def _is_led_to(self, group: Group) -> bool:
        """Tell what a phrase that ends in a preposition leads to: وأكدت تضامنها مع السعودية (with Saudi Arabia)."""
        before = self.chunks[group.chunks[0] - 1] if group.chunks and group.chunks[0] else None
        return before is not None and before.kind == "act" and self.sentence.words[before.last].is_preposition

    def _is_each(self, group: Group) -> bool:
        """Tell a subject by what counts it: تتهم كل من سوريا وإيران إسرائيل (each of Syria and Iran accuses Israel)."""
        first = self.chunks[group.chunks[0]].first
        before = self.sentence.tokens[max(first - 2, 0) : first]
        return [token.norm for token in before] == EACH and self.phrases.resolved(group.chunks[0]).can_act

    def _describes_act(self, position: int) -> bool:
        """Tell the nationality of an act from a party: في قصف إسرائيلي استهدف المقهى (Israeli shelling that hit)."""
        chunk = self.chunks[position]
        before = self.chunks[position - 1] if position else chunk
        word, act = self.sentence.words[chunk.first], self.sentence.words[before.last]
        is_alike = word.nation is not None or word.proclitics.has_article == act.proclitics.has_article
        is_lone = chunk.first == chunk.last and not chunk.preposition and not chunk.conjunction
        return is_lone and is_alike and before.kind == "act" and word.core.endswith(NISBA)

    def _goes_on_to_meet(self, at: int, trigger: Trigger | None, plain: list[Group]) -> bool:
        """Tell a joined verb of meeting whose one phrase is whom it meets: زار باريس والتقى الرئيس."""
        if trigger is None or trigger.act.type != "CONSULT" or trigger.act.object not in ("recipient", "both"):
            return False
        return len(plain) == 1 and self.chunks[at].conjunction and any(self.known.get(before) for before in range(at))

    def _is_hit_by_weapon(self, trigger: Trigger | None, group: Group) -> bool:
        """Tell a weapon that hits from who fires it: استهدفت عبوة ناسفة عربتهما (a bomb hit their vehicle)."""
        if trigger is None or trigger.act.type != "ASSAULT" or trigger.act.object != "recipient":
            return False
        chunk = self.chunks[group.chunks[0]]
        is_known = self.sentence.words[chunk.first].role is not None or self.phrases.resolved(group.chunks[0]).can_act
        return not is_known and any(name.startswith(WEAPONS) for name in self.sentence.classes(chunk.first))

    def _goes_on_to_harm(self, at: int, trigger: Trigger | None, plain: list[Group]) -> bool:
        """Tell a joined verb that harms others than the verb before it: تفجيرات تقتل أربعة وتصيب العشرات."""
        if trigger is None or len(plain) != 1 or not self.chunks[at].conjunction or not self._harms(at):
            return False
        before = next((one for one in range(at - 1, -1, -1) if self.chunks[one].kind == "verb"), None)
        return before is not None and self._harms(before) and self._persons(before) == self._persons(at)

    def _harms(self, at: int) -> bool:
        classes = self.phrases.lemma_classes(self.chunks[at].first)
        return self._is_imperfect(at) and any(name.startswith(HARMING) for name in classes)

    def _is_done_by_pronoun(self, at: int, trigger: Trigger | None, plain: list[Group]) -> bool:
        """Tell a verb right after "that he", whose first phrase is its object: قال إنه يحمل الحزب المسؤولية."""
        if trigger is None or trigger.act.subject == "recipient" or not plain or not at:
            return False
        before = self.chunks[at - 1]
        is_led = before.kind == "that" and self.sentence.tokens[before.last].norm.endswith(HIS)
        return is_led and trigger.act.object in ("recipient", "both")

    def _is_hit(self, trigger: Trigger | None, group: Group, found: Resolved) -> bool:
        """Tell what belongs to somebody after a verb of violence, its object: قصف مواقع للتنظيم (hit its positions)."""
        if trigger is None or trigger.act.type != "ASSAULT" or group.pronoun:
            return False
        own = self.phrases.resolved(group.chunks[-1])
        return own.kind == "site" and own.entity != found.entity

    def _has_surname_after(self, at: int) -> bool:
        """Tell a known surname right after the verb, next to which the object stands: نفى حيدري شائعات."""
        following = at + 1
        if following >= len(self.chunks) or self.chunks[following].kind != "np" or self.chunks[following].preposition:
            return False
        chunk = self.chunks[following]
        known = self.phrases.memory.surnames.get(self.sentence.words[chunk.first].core)
        if known is None or chunk.first == chunk.last or self.phrases.resolved(following).can_act:
            return False
        return may_be_subject(self._persons(at), known)

    def _split_after(self, at: int) -> tuple[list[Resolved], list[Resolved], str]:
        """Give the surname after the verb as subject and the rest of its phrase as object."""
        first, last = self.chunks[at + 1].first, self.chunks[at + 1].last
        subject = self.phrases.memory.repeat(self.phrases.reader.resolve(self.sentence, first, first))
        rest = self.phrases.memory.repeat(self.phrases.reader.resolve(self.sentence, first + 1, last))
        return [subject], [rest], "subject after the verb"

    def _follows_that(self, position: int) -> bool:
        """True for the noun after أن or إن, which is the subject whoever it names."""
        return position > 0 and self.chunks[position - 1].kind == "that"

    def _is_of_act(self, at: int) -> bool:
        """Tell a verb whose subject is an act: قالت إن العملية تأتي بعد السيطرة (that the operation comes after)."""
        before = at - 1
        while before > 0 and (self._is_adjective_of_act(before) or self._is_aside(before)):
            before -= 1
        is_act = before > 0 and self.chunks[before].kind == "act" and not self.chunks[before].preposition
        return is_act and not self.chunks[at].conjunction and self._follows_that(before)

    def _is_aside(self, position: int) -> bool:
        """Tell where or when an act was, between it and its verb: أن انفجارا في شمال البلاد استهدف سيارة."""
        chunk = self.chunks[position]
        return chunk.kind == "time" or (chunk.kind == "np" and bool(chunk.preposition))

    def _is_adjective_of_act(self, position: int) -> bool:
        """Tell الأولى in إن الضربة الأولى استهدفت مركزا (that the first strike hit a centre)."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        is_lone = chunk.kind == "np" and chunk.first == chunk.last and not chunk.preposition and not chunk.conjunction
        is_adjective = is_lone and self.sentence.has_class(chunk.first, ADJECTIVES)
        return is_adjective and before.kind == "act"

    def _persons(self, at: int) -> frozenset[str]:
        """Give person, gender and number of the readings of the verb at a chunk position."""
        return self.sentence.words[self.chunks[at].first].persons

    def _described_by(self, at: int, plain: list[Group]) -> int | None:
        """Give the indefinite noun right before the verb, which is then a clause on it: "a raid that hit him"."""
        before = at - 1
        if before < 1 or self.chunks[at].conjunction or self.chunks[before].kind not in ("np", "act"):
            return None
        before -= self._describes_act(before)
        chunk = self.chunks[before]
        words = self.sentence.words[chunk.first : chunk.last + 1]
        if any(word.proclitics.has_article or (word.verbs and chunk.kind == "np") for word in words):
            return None
        if chunk.kind == "np":
            found = self.phrases.resolved(before)
            if found.strength == 3 or found.kind == "place" or (not chunk.preposition and self._opens_clause(before)):
                return None
        suffixed = chunk.kind == "act" and (act := words[0].act) is not None and act.suffix
        return None if suffixed else before

    def _opens_clause(self, position: int) -> bool:
        return position == 0 or self.chunks[position - 1].kind not in ("np", "verb", "act", "time")

    def _in_relative(self, at: int, antecedent: int, plain: list[Group]) -> tuple[list[Resolved], list[Resolved], str]:
        is_doer = self._names_doer(antecedent) and not self._describes_act(antecedent)
        head = [self.phrases.resolved(antecedent)] if is_doer else []
        after = self.phrases.group(plain[0]) if plain else []
        if after and self.resumes_object(at):
            return after, head, "subject of the relative clause"
        if self.resumes_object(at) and (hidden := self._hidden_in_relative(at, head)):
            return hidden, head, "hidden subject of the relative clause"
        if after and after[0].can_act and (self._disagrees(at) or self._resumes_after(at)):
            return after, self.phrases.group(plain[1]) if len(plain) > 1 else [], "subject of the relative clause"
        return head, after, RESUMED

    def _hidden_in_relative(self, at: int, head: list[Resolved]) -> list[Resolved]:
        """Give who does what a clause tells of a thing: تؤمن القوات المناطق التي حررتها (the areas that it freed)."""
        can_act = any(one.can_act for one in head) and not self._tells_of_many(at)
        if not head or can_act or self._has_act_after(at):
            return []
        return self.hidden_subject(at)

    def _tells_of_many(self, at: int) -> bool:
        """Tell a verb of one in a clause on many, who are its object: المدنيين الذين خطفهم (whom it abducted)."""
        before = self.chunks[at - 1] if at else self.chunks[at]
        is_many = before.kind == "relative" and self.sentence.tokens[before.last].norm in MANY
        return is_many and self._persons(at) <= {"3ms", "3fs"}

    def _has_act_after(self, at: int, company: tuple[int, ...] = ()) -> bool:
        """Tell an act that is the subject of the verb before it: استهدف القصف البلدة (the shelling hit the town)."""
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else self.chunks[at]
        is_definite = self.sentence.words[following.first].proclitics.has_article
        is_subject = following.kind == "act" and not following.preposition and following.first not in company
        return is_subject and is_definite

    def _names_doer(self, antecedent: int) -> bool:
        """Tell a phrase from one that ends in an act, which the clause is on: ضحايا التفجير الذي استهدف السوق."""
        chunk = self.chunks[antecedent]
        last = self.sentence.words[chunk.last]
        ends_in_act = chunk.last > chunk.first and last.act is not None and last.proclitics.has_article
        return chunk.kind == "np" and not ends_in_act

    def resumes_object(self, at: int) -> bool:
        """True where the verb carries a pronoun: التي أعلنتها الفصائل (which the factions announced)."""
        return any(reading.suffix for reading in self.sentence.words[self.chunks[at].first].verbs)

    def _resumes_after(self, at: int) -> bool:
        """True where a pronoun after a preposition is what the clause resumes: الجبهة التي تقدم فيها الجيش."""
        following = at + 1
        return (
            following < len(self.chunks)
            and self.chunks[following].kind == "word"
            and self.sentence.has_class(self.chunks[following].first, "particles.resumed")
        )

    def _disagrees(self, at: int) -> bool:
        """True where the relative pronoun's gender is not the verb's, so that the verb has a subject of its own."""
        before = next(
            (self.chunks[position] for position in range(at - 1, -1, -1) if self.chunks[position].kind == "relative"),
            None,
        )
        if before is None:
            return False
        persons = self._persons(at)
        norm = self.sentence.words[before.last].core
        return (norm == MASCULINE_RELATIVE and persons <= FEMININE_PERSONS) or (
            norm == FEMININE_RELATIVE and bool(persons) and persons.isdisjoint(FEMININE_PERSONS | {"3mp"})
        )

    def _is_feminine_verb(self, at: int, subject: Resolved) -> bool:
        return self._persons(at) <= {"3fs", "3fp"} and not subject.is_feminine and not subject.is_plural

    def hidden_subject(self, at: int) -> list[Resolved]:
        """Give the nearest subject before the verb at a chunk position that agrees with it."""
        is_phrase = self.chunks[at].kind == "act" and self.chunks[at].last > self.chunks[at].first
        persons = self._persons(at) if self.chunks[at].kind == "verb" or is_phrase else frozenset()
        if persons and persons <= FIRST_PERSONS:
            return self.speaker_before(at)
        if persons and persons <= DUAL_PERSONS and (pair := self.phrases.pair_before(at)):
            return pair
        before = [position for position in range(at - 1, -1, -1) if self.known.get(position)]
        quoting = [position for position in before if self._quotes(position, at)]
        speakers = [party_key(one) for position in quoting for one in self.known[position]]
        before = [position for position in before if position not in quoting]
        if self.chunks[at].kind == "verb" and self.chunks[at].conjunction:
            before.sort(key=lambda position: self._is_imperfect(position) != self._is_imperfect(at))
        for position in before:
            known = [one for one in self.known[position] if agrees_as_hidden(persons, one)]
            if known:
                return known
        is_saying = self.chunks[at].kind == "verb" and self._is_saying(at)
        earlier = (self.speaker, self.topic, self.inherited) if is_saying else (self.topic, self.inherited)
        fitting = (one for one in earlier if one is not None and agrees_as_hidden(persons, one))
        return next(([one] for one in fitting if party_key(one) not in speakers), [])

    def _quotes(self, saying: int, at: int) -> bool:
        """True where a chunk stands in the quoted words of a verb of saying: whom they call "he" is another."""
        if not self._is_saying(saying):
            return False
        first, last = self.chunks[saying].first, self.chunks[at].first
        marks = [mark for place, mark in self._quote_marks if first <= place < last]
        return bool(marks) and (marks[-1] in OPENING or (marks[-1] == STRAIGHT and len(marks) % 2 == 1))

    def _is_imperfect(self, at: int) -> bool:
        """Tell the aspect of the verb at a chunk: verbs joined by "and" share it, those of an inner clause may not."""
        return any(reading.is_imperfect for reading in self.sentence.words[self.chunks[at].first].verbs)

    def speaker_before(self, at: int) -> list[Resolved]:
        """Give in whose words a verb stands: the subject of the nearest verb of saying before it.

        Who passes words on has not said them: قال في خطاب نقلته الإذاعة (that the radio carried).
        """
        for before in range(at - 1, -1, -1):
            is_aside = self.chunks[before].kind == "verb" and self.resumes_object(before)
            if self.known.get(before) and self._is_saying(before) and not is_aside:
                return self.known[before][:1]
        if self.phrases.memory.speaker is not None:
            return [self.phrases.memory.speaker]
        return self._before_colon(at)

    def _before_colon(self, at: int) -> list[Resolved]:
        """Give who speaks in a headline such as «باراك: سنستهدف»."""
        for position in range(min(at, 3)):
            chunk = self.chunks[position]
            if chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm == ":" and position:
                return [self.phrases.resolved(0)] if self.chunks[0].kind == "np" else []
        return []

    def _is_saying(self, at: int) -> bool:
        return self.chunks[at].kind == "np" or self.sentence.words[self.chunks[at].first].is_saying

    @staticmethod
    def may_be_victim(trigger: Trigger, first: Resolved, plain: list[Group]) -> bool:
        """Tell whether the only phrase after a verb of violence, unknown as it is, is whom it was done to."""
        return (
            trigger.reading is not None
            and trigger.reading.may_be_passive
            and trigger.act.type in ("ASSAULT", "COERCE")
            and trigger.act.object == "recipient"
            and (first.count is not None or (len(plain) == 1 and first.kind == "unknown"))
        )

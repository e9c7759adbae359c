"""Takes a trigger with its frame and gives who fills its roles: actors, recipients, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.arabic import suffix_splits
from marsad.arabic.normal import normalize
from marsad.coding.agreement import FEMININE_PERSONS, FIRST_PERSONS, agrees_as_hidden, may_be_subject
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS, Clause, Group
from marsad.coding.entities import EntityReader, Resolved, entity_span
from marsad.coding.memory import Memory, agrees_with_suffix
from marsad.coding.model import Entity
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger, spoken_casualties
from marsad.lexicon import Lexicon
from marsad.lexicon.model import Act, Lemma

AGENT_MARKS = frozenset({"من قبل", "علي يد", "علي ايدي", "من جانب", "بايدي", "بيد", "علي يدي"})
BETWEEN = "بين"
WITH = "مع"
OF = "ل"
FROM = "من"
DAMMA = "\u064f"
MASCULINE_RELATIVE = "الذي"
FEMININE_RELATIVE = "التي"
OWNED = "تابع"
ADDRESSING = frozenset({"REQUEST", "ACCUSE"})
MAX_GOVERNED = 9
MAX_PHRASES_CROSSED = 2
PLACING = frozenset({"علي", "في"})
VICTIM_SECTORS = frozenset({"CVL", "JRN", "REL", "EDU", "MED", "LAB", "REF", "BUS", "NGO", "UNK"})
PERSONAL_TYPES = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "ACCUSE",
        "ORGANIZE",
        "SANCTION",
        "CONSULT",
        "REQUEST",
        "THREATEN",
        "RETREAT",
        "REJECT",
        "SUPPORT",
        "AID",
        "AGREE",
    }
)


@dataclass(slots=True)
class Roles:
    """Who fills the roles of one trigger; `why` says how each was found."""

    actor: list[Resolved] = field(default_factory=list)
    recipient: list[Resolved] = field(default_factory=list)
    partners: list[Resolved] = field(default_factory=list)
    """Actors that stand after "with": who is met, and in a meeting to come, to whom it is promised."""
    why: list[str] = field(default_factory=list)

    def with_partners_addressed(self) -> None:
        """Make the partners recipients: a meeting announced is an offer to them (codebook section 3)."""
        if self.partners and len(self.actor) > len(self.partners):
            self.actor = [one for one in self.actor if one not in self.partners]
            self.recipient += self.partners

    def add(self, role: str, found: list[Resolved], reason: str) -> None:
        """Add entities to a role, each once."""
        targets = {"actor": self.actor, "both": self.actor, "recipient": self.recipient}.get(role)
        if targets is None:
            return
        for entity in found:
            if all(_key(entity) != _key(known) for known in (*self.actor, *self.recipient)):
                targets.append(entity)
                self.why.append(f"{role} «{entity.entity.text}»: {reason}")


class RoleFinder:
    """Finds the roles of the triggers of one sentence."""

    def __init__(
        self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, memory: Memory, lexicon: Lexicon
    ) -> None:
        self.sentence, self.chunks, self.reader, self.memory, self.lexicon = sentence, chunks, reader, memory, lexicon
        self._resolved: dict[int, Resolved] = {}
        self.subjects: dict[int, list[Resolved]] = {}

    def find(self, trigger: Trigger) -> Roles:
        """Give the roles of `trigger` by its frame."""
        match trigger.form:
            case "verb":
                return self._of_verb(trigger)
            case "noun":
                return self._of_noun(trigger)
            case "adjective":
                return self._of_adjective(trigger)
        return self._of_participle(trigger)

    def resolved(self, position: int) -> Resolved:
        """Give what the noun phrase at a chunk position names."""
        found = self._resolved.get(position)
        if found is None:
            chunk = self.chunks[position]
            found = self.memory.repeat(self.reader.resolve(self.sentence, chunk.first, chunk.last))
            found = self._with_apposition(position, found)
            self.memory.note_surname(found)
            self._resolved[position] = found
        return found

    def _with_apposition(self, position: int, found: Resolved) -> Resolved:
        """Give a person described and then named: "the foreign minister, X", "the scholar close to Y, X"."""
        if (found.kind != "person" and found.entity.sector != "CVL") or found.strength >= 3 or found.count is not None:
            return found
        for gap in (2, 1):
            named = position + gap
            if (
                named >= len(self.chunks)
                or self.chunks[named].kind != "np"
                or self.chunks[named].preposition
                or self.chunks[named].conjunction
            ):
                continue
            between = self.chunks[position + 1 : named]
            if any(
                chunk.kind not in ("mark", "np") or (chunk.kind == "np" and not chunk.preposition) for chunk in between
            ):
                continue
            name = self.reader.resolve(self.sentence, self.chunks[named].first, self.chunks[named].last)
            if name.strength == 3 and name.kind == "person":
                span = entity_span(self.sentence, self.chunks[position].first, self.chunks[named].last)
                entity = replace(name.entity, text=span.text, start=span.start, end=span.end)
                return replace(name, entity=entity, first=found.first, head=found.head)
        return found

    def group(self, group: Group) -> list[Resolved]:
        """Give what the members of a group name; for things that belong to somebody named, the owner."""
        if group.pronoun:
            return self._meant(group)
        owner = self._owner(group.chunks[-1])
        return [owner] if owner is not None else [self.resolved(position) for position in group.chunks]

    def _meant(self, group: Group) -> list[Resolved]:
        """Give what the pronoun of a group such as عليها (against it) means: the nearest earlier phrase that agrees."""
        for position in range(group.chunks[0] - 1, -1, -1):
            if self.chunks[position].kind == "np":
                found = self.resolved(position)
                if found.strength >= 1 and agrees_with_suffix(group.pronoun, found):
                    return [found]
        found_before = self.memory.pronoun(group.pronoun)
        return [] if found_before is None else [found_before]

    def _owner(self, position: int) -> Resolved | None:
        """Give Y of "camps belonging to Y": buildings are not recipients where an owner is named (codebook 2)."""
        following = position + 1
        if following >= len(self.chunks) or self.chunks[following].preposition != OF:
            return None
        last = self.sentence.words[self.chunks[position].last].core.removesuffix("ه")
        return self.resolved(following) if last == OWNED else None

    # --- verbs ---------------------------------------------------------------------------------------------------

    def _of_verb(self, trigger: Trigger) -> Roles:
        roles, act = Roles(), trigger.act
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = clause.after(trigger.company)
        subject, objects, how = self._subject_and_object(trigger.chunk, clause, groups, trigger)
        agents = [group for group in groups if group.preposition in AGENT_MARKS]
        if subject and act.subject == "actor" and self._is_passive(trigger, subject, objects, bool(agents)):
            roles.add(
                act.object if act.object != "none" else "recipient", self._fitting(subject, act), "verb is passive"
            )
        else:
            roles.add(act.subject, [one for one in subject if one.can_act or act.subject != "actor"], how)
            roles.add(act.object, self._fitting(objects, act), "object of the verb")
        if trigger.suffix and act.object in ("recipient", "both", "actor") and not objects:
            self._add_pronoun(roles, act.object, trigger, clause)
        self._add_governed(roles, act, groups)
        return roles

    def _subject_and_object(
        self, at: int, clause: Clause, groups: list[Group], trigger: Trigger | None
    ) -> tuple[list[Resolved], list[Resolved], str]:
        """Give the verb's subject and object and how the subject was found."""
        plain = self._without_appositions([group for group in groups if not group.preposition and not group.pronoun])
        antecedent = clause.antecedent()
        if antecedent is not None:
            return self._in_relative(at, antecedent, plain)
        described = self._described_by(at, plain)
        if described is not None:
            return self._in_relative(at, described, plain)
        left = clause.before()
        if left is not None:
            subject = self.group(left)
            if any(one.can_act for one in subject):
                return subject, self.group(plain[0]) if plain else [], "subject before the verb"
        if plain:
            first = self.group(plain[0])
            takes_patient = trigger is not None and trigger.act.subject in ("recipient", "both")
            fits = may_be_subject(self._persons(at), first[0])
            if fits and not first[0].can_act and trigger is not None and self._may_be_victim(trigger, first[0], plain):
                return first, [], "subject of the passive"
            if fits and (any(one.can_act for one in first) or takes_patient):
                return first, self.group(plain[1]) if len(plain) > 1 else [], "subject after the verb"
            if fits and len(plain) > 1 and first[0].strength == 0 and not self._is_feminine_verb(at, first[0]):
                return first, self.group(plain[1]), "subject after the verb"
        hidden = self._hidden_subject(at)
        return hidden, self.group(plain[0]) if plain else [], "hidden subject: the subject before"

    def _without_appositions(self, plain: list[Group]) -> list[Group]:
        """Drop a person named or described anew after a comma: "met the president, X, the queen"."""
        kept: list[Group] = []
        for group in plain:
            if kept and group.after_comma and not self.chunks[group.chunks[0]].conjunction:
                before, found = self.resolved(kept[-1].chunks[-1]), self.resolved(group.chunks[0])
                is_inside = found.entity.end <= before.entity.end
                if is_inside or (before.kind == "person" and found.kind == "person" and before.count is None):
                    continue
            kept.append(group)
        return kept

    def _persons(self, at: int) -> frozenset[str]:
        """Give person, gender and number of the readings of the verb at a chunk position."""
        verbs = self.sentence.words[self.chunks[at].first].verbs
        return frozenset(person for reading in verbs for person in reading.persons)

    def _described_by(self, at: int, plain: list[Group]) -> int | None:
        """Give the indefinite noun right before the verb, which is then a clause on it: "a raid that hit him"."""
        before = at - 1
        if before < 1 or self.chunks[at].conjunction or self.chunks[before].kind not in ("np", "act"):
            return None
        chunk = self.chunks[before]
        words = self.sentence.words[chunk.first : chunk.last + 1]
        if any(word.proclitics.has_article or (word.verbs and chunk.kind == "np") for word in words):
            return None
        if chunk.kind == "np":
            found = self.resolved(before)
            if found.strength == 3 or found.kind == "place" or (not chunk.preposition and self._opens_clause(before)):
                return None
        suffixed = chunk.kind == "act" and (act := words[0].act) is not None and act.suffix
        return None if suffixed else before

    def _opens_clause(self, position: int) -> bool:
        return position == 0 or self.chunks[position - 1].kind not in ("np", "verb", "act", "time")

    def _in_relative(self, at: int, antecedent: int, plain: list[Group]) -> tuple[list[Resolved], list[Resolved], str]:
        head = [self.resolved(antecedent)] if self.chunks[antecedent].kind == "np" else []
        after = self.group(plain[0]) if plain else []
        if after and self._resumes_object(at):
            return after, head, "subject of the relative clause"
        if after and after[0].can_act and (self._disagrees(at) or not any(one.can_act for one in head)):
            return after, [], "subject of the relative clause"
        return head, after, "what the relative pronoun resumes"

    def _resumes_object(self, at: int) -> bool:
        """True where the verb carries a pronoun: التي أعلنتها الفصائل (which the factions announced)."""
        return any(reading.suffix for reading in self.sentence.words[self.chunks[at].first].verbs)

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

    def _hidden_subject(self, at: int) -> list[Resolved]:
        """Give the nearest subject before the verb at a chunk position that agrees with it."""
        persons = self._persons(at) if self.chunks[at].kind == "verb" else frozenset()
        if persons and persons <= FIRST_PERSONS:
            return self._speaker(at)
        before = [position for position in range(at - 1, -1, -1) if self.subjects.get(position)]
        if self.chunks[at].kind == "verb" and self.chunks[at].conjunction:
            before.sort(key=lambda position: self._is_imperfect(position) != self._is_imperfect(at))
        for position in before:
            known = [one for one in self.subjects[position] if agrees_as_hidden(persons, one)]
            if known:
                return known
        subject = self.memory.subject
        return [subject] if subject is not None and agrees_as_hidden(persons, subject) else []

    def _is_imperfect(self, at: int) -> bool:
        """Tell the aspect of the verb at a chunk: verbs joined by "and" share it, those of an inner clause may not."""
        return any(reading.is_imperfect for reading in self.sentence.words[self.chunks[at].first].verbs)

    def _speaker(self, at: int) -> list[Resolved]:
        """Give who speaks where a verb stands in the first person: the subject of the nearest verb of saying."""
        for before in range(at - 1, -1, -1):
            if self.subjects.get(before) and self._is_saying(before):
                return self.subjects[before][:1]
        return [self.memory.speaker] if self.memory.speaker is not None else []

    def _is_saying(self, at: int) -> bool:
        return self.chunks[at].kind == "np" or any(
            name.startswith("speech.") for name in self._lemma_classes(self.chunks[at].first)
        )

    def note_sayer(self, at: int) -> None:
        """Remember of whose words a noun such as قوله (his saying) at a chunk position speaks: of the one before it."""
        word = self.sentence.words[self.chunks[at].first]
        stems = {stem for stem, suffix in suffix_splits(word.core) if suffix}
        if not any("speech.masdars" in self.lexicon.classes.get(stem, ()) for stem in stems):
            return
        for before in range(at - 1, -1, -1):
            if self.chunks[before].kind == "np" and self.resolved(before).can_act:
                self.subjects[at] = [self.resolved(before)]
                self.memory.speaker = self.memory.subject = self.resolved(before)
                return

    def note_subject(self, at: int) -> None:
        """Find and remember the subject of the verb at a chunk position, whether or not it is a trigger."""
        clause = Clause(self.sentence, self.chunks, at)
        subject, _, how = self._subject_and_object(at, clause, clause.after(), None)
        known = [one for one in subject if one.can_act]
        self.subjects[at] = known
        if known and not how.startswith("hidden"):
            self.memory.subject = known[0]
        if known and self._is_saying(at):
            self.memory.speaker = known[0]

    @staticmethod
    def _may_be_victim(trigger: Trigger, first: Resolved, plain: list[Group]) -> bool:
        """Tell whether the only phrase after a verb of violence, unknown as it is, is whom it was done to."""
        return (
            trigger.reading is not None
            and trigger.reading.may_be_passive
            and trigger.act.type in ("ASSAULT", "COERCE")
            and trigger.act.object == "recipient"
            and (first.count is not None or (len(plain) == 1 and first.kind == "unknown"))
        )

    def _is_passive(self, trigger: Trigger, subject: list[Resolved], objects: list[Resolved], has_agent: bool) -> bool:
        reading = trigger.reading
        if reading is None or not reading.may_be_passive or reading.suffix:
            return False
        if reading.is_only_passive or has_agent:
            return True
        if not subject[0].can_act and self._may_be_victim(trigger, subject[0], []):
            return True
        if DAMMA in self.sentence.tokens[trigger.first].text[1:3]:
            return True
        if objects and any(one.strength for one in objects):
            return False
        first = subject[0]
        if first.count is not None and first.entity.sector not in ("MIL", "COP") and trigger.act.object == "recipient":
            return True
        if not objects and first.kind == "person" and trigger.act.object == "recipient":
            return trigger.act.type in ("ASSAULT", "COERCE", "SANCTION")
        return (
            trigger.act.type in ("ASSAULT", "COERCE")
            and trigger.act.object == "recipient"
            and (first.entity.sector in VICTIM_SECTORS or first.count is not None)
        )

    # --- nouns ---------------------------------------------------------------------------------------------------

    def _of_noun(self, trigger: Trigger) -> Roles:
        roles, act = Roles(), trigger.act
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = clause.after(trigger.company)
        self._add_light_noun(roles, trigger)
        self._add_relative(roles, trigger)
        if not roles.actor:
            self._add_light_verb(roles, trigger, clause)
        complement = self._complement(trigger, groups)
        if trigger.suffix:
            self._add_pronoun(roles, self._of(act, groups, None), trigger, clause)
            if groups and not groups[0].preposition and not groups[0].after_comma and act.of in ("actor", "both"):
                roles.add("recipient", self._fitting(self.group(groups[0]), act), "object of the noun")
        elif complement is not None:
            members = self.group(complement)
            role = self._of(act, groups, members)
            roles.add(
                role,
                self._fitting(members, act) if role == "recipient" else [one for one in members if one.can_act],
                "complement of the noun",
            )
            groups = [group for group in groups if group is not complement]
        self._add_adjective(roles, trigger)
        self._add_governed(roles, act, groups)
        self._add_dative(roles, trigger)
        self._add_umbrella(roles, trigger)
        self._add_addressee(roles, trigger)
        return roles

    def _add_addressee(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of what somebody is accused of or asked to do: "accuses X of using phosphorus"."""
        if roles.actor or trigger.act.subject != "actor" or trigger.act.of not in ("recipient", "either"):
            return
        verb = self._governing_verb(trigger.chunk)
        if verb is None or not ADDRESSING & {self.lexicon.acts[index].type for index in self._acts_of(verb)}:
            return
        around = Clause(self.sentence, self.chunks, verb)
        _, addressed, _ = self._subject_and_object(verb, around, around.after(), None)
        taken = {_key(one) for one in roles.recipient}
        roles.add(
            "actor", [one for one in addressed if one.can_act and _key(one) not in taken], "who is accused or asked"
        )

    def _acts_of(self, at: int) -> set[int]:
        """Give the acts that the verb at a chunk position can name."""
        verbs = self.sentence.words[self.chunks[at].first].verbs
        return {index for reading in verbs for index in self.lexicon.lemmas[reading.lemma].acts}

    def _governing_verb(self, at: int) -> int | None:
        """Give the verb whose complement the masdar at a chunk is: only its subject and times stand between."""
        for position in range(at - 1, max(at - MAX_GOVERNED, -1), -1):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                return position
            if chunk.kind not in ("time", "word") and (chunk.kind != "np" or chunk.preposition):
                return None
        return None

    def _add_light_noun(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor from a noun such as إقدام or تصميم: "the factions' proceeding to the assassination"."""
        before = trigger.chunk - 1
        if before < 0 or self.chunks[before].kind != "np":
            return
        first = self._light_noun_in(before)
        if first is not None and self.chunks[before].last > first:
            inner = self.memory.repeat(self.reader.resolve(self.sentence, first + 1, self.chunks[before].last))
            roles.add("actor", [inner] if inner.can_act else [], "complement of the light noun")
        elif (
            before
            and self.sentence.has_class(self.chunks[before - 1].first, "light_verbs.nouns")
            and not self.chunks[before].preposition
        ):
            found = self.resolved(before)
            roles.add("actor", [found] if found.can_act else [], "complement of the light noun")
        else:
            return
        self._add_speaker(roles, trigger)

    def _light_noun_in(self, position: int) -> int | None:
        chunk = self.chunks[position]
        return next(
            (at for at in range(chunk.first, chunk.last + 1) if self.sentence.has_class(at, "light_verbs.nouns")), None
        )

    def _add_umbrella(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of an attack from what it is called part of: "the shelling, a chapter of X's escalation"."""
        if roles.actor or trigger.act.type != "ASSAULT":
            return
        for position in range(trigger.chunk + 1, len(self.chunks) - 1):
            chunk, following = self.chunks[position], self.chunks[position + 1]
            if self._ends_sentence(chunk):
                return
            names_it = chunk.kind in ("np", "act") and any(
                self.sentence.has_class(at, "light_verbs.umbrella") for at in range(chunk.first, chunk.last + 1)
            )
            if names_it and following.kind == "np" and following.preposition == FROM:
                found = self.resolved(position + 1)
                roles.add("actor", [found] if found.can_act else [], "whose escalation it is called part of")
                return

    def _ends_sentence(self, chunk: Chunk) -> bool:
        return chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in CLAUSE_MARKS

    def _add_dative(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of an act that somebody is given cause for: "a pretext for X to repeat the shelling"."""
        at = trigger.chunk
        if roles.actor or at == 0:
            return
        if self.chunks[at].preposition != OF:
            at -= 1
            if self.chunks[at].kind != "np" or self.chunks[at].preposition != OF or self.resolved(at).strength:
                return
        if at and self.chunks[at - 1].kind == "np" and self.chunks[at - 1].preposition == OF:
            found = self.resolved(at - 1)
            roles.add("actor", [found] if found.can_act else [], "for whom there is cause")

    def _add_speaker(self, roles: Roles, trigger: Trigger) -> None:
        """Add who voices a threat in the words "his affirmation of X's resolve to ..."."""
        if trigger.act.type != "THREATEN":
            return
        for at in range(trigger.first - 1, max(trigger.first - 6, -1), -1):
            stems = {stem for stem, suffix in suffix_splits(self.sentence.words[at].norm) if suffix}
            if any("speech.masdars" in self.lexicon.classes.get(stem, ()) for stem in stems):
                roles.add("actor", self._hidden_subject(trigger.chunk), "who says so")

    def _add_relative(self, roles: Roles, trigger: Trigger) -> None:
        """Take roles from a clause on the noun: "the calm that the factions announced", "the shelling that hit X"."""
        position = trigger.chunk + 1
        if position < len(self.chunks) and self.chunks[position].kind == "relative":
            position += 1
        if position >= len(self.chunks) or self.chunks[position].kind != "verb":
            return
        classes = self._lemma_classes(self.chunks[position].first)
        groups = Clause(self.sentence, self.chunks, position).after()
        plain = [group for group in groups if not group.preposition]
        if "light_verbs.reaching" in classes and plain:
            roles.add("recipient", self._fitting(self.group(plain[0]), trigger.act), "object of the relative clause")
        elif self._resumes_object(position) and not roles.actor and plain:
            roles.add("actor", [one for one in self.group(plain[0]) if one.can_act], "subject of the relative clause")
            self._add_governed(roles, trigger.act, groups)

    def _complement(self, trigger: Trigger, groups: list[Group]) -> Group | None:
        """Give the idafa complement: the phrase without preposition right after the noun."""
        if not groups or groups[0].preposition or groups[0].after_comma or trigger.suffix:
            return None
        if self.sentence.words[trigger.first].proclitics.has_article and trigger.first == trigger.last:
            return None
        first = self.chunks[groups[0].chunks[0]].first
        return groups[0] if first <= trigger.last + 2 else None

    def _of(self, act: Act, groups: list[Group], members: list[Resolved] | None) -> str:
        if act.of != "either":
            return act.of
        if any(group.preposition in act.recipient_after for group in groups):
            return "actor"
        if members is None:
            return "actor"
        first = members[0]
        forces = first.entity.sector in ("MIL", "REB", "PRM", "UAF", "COP", "GOV") and first.strength >= 2
        return "actor" if forces and first.kind not in ("place", "people") and first.count is None else "recipient"

    def _add_light_verb(self, roles: Roles, trigger: Trigger, clause: Clause) -> None:
        """Lend the noun the subject of the light verb that governs it: "waged an attack"."""
        light = self._light_verb(trigger.chunk)
        if light is None or spoken_casualties(self.sentence, trigger, self.lexicon):
            return
        position, classes = light
        around = Clause(self.sentence, self.chunks, position)
        subject, _, how = self._subject_and_object(position, around, around.after(), None)
        if how.startswith("hidden") and not self._goes_on(position):
            return
        is_patient = any(name.endswith(("patient", "verbs_patient")) for name in classes)
        role = "recipient" if is_patient else "actor"
        roles.add(role, [one for one in subject if one.can_act or is_patient], "subject of the light verb")

    def _goes_on(self, at: int) -> bool:
        """Tell whether the verb at a chunk goes on from another clause, so that its subject can stand there."""
        before = self.chunks[at - 1].kind if at else "mark"
        return self.chunks[at].conjunction or before in ("that", "relative", "link", "word")

    def _light_verb(self, at: int) -> tuple[int, frozenset[str]] | None:
        phrases = 0
        for position in range(at - 1, max(at - MAX_GOVERNED, -1), -1):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                classes = self._lemma_classes(chunk.first)
                light = frozenset(name for name in classes if name.startswith("light_verbs"))
                if light - {"light_verbs.impersonal", "light_verbs.reaching"}:
                    return position, light
                return None
            phrases += chunk.kind == "np" and bool(chunk.preposition)
            if (
                chunk.kind in ("that", "source", "relative")
                or phrases > MAX_PHRASES_CROSSED
                or self._ends_sentence(chunk)
            ):
                return None
            if chunk.kind == "link" and (position + 1 == at or self.chunks[position + 1].kind not in ("act", "np")):
                return None
        return None

    def _lemma_classes(self, at: int) -> frozenset[str]:
        lemmas: list[Lemma] = [self.lexicon.lemmas[reading.lemma] for reading in self.sentence.words[at].verbs]
        return frozenset(name for lemma in lemmas for name in lemma.classes)

    def _add_adjective(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor from a nationality adjective: "Israeli raids"."""
        if roles.actor or trigger.act.of == "recipient" or trigger.act.type == "ORGANIZE":
            return
        for at in range(trigger.last + 1, min(trigger.last + 4, len(self.sentence.words))):
            word = self.sentence.words[at]
            if word.nation is not None and not word.proclitics.preposition and not word.proclitics.conjunction:
                nation = self.lexicon.nations[word.nation]
                span = entity_span(self.sentence, at, at)
                entity = replace(
                    span, name=self.lexicon.state_names.get(nation.country or ""), country=nation.country, sector="GOV"
                )
                found = Resolved(entity, 2, "state", word.core, None, True, False, at, at)
                roles.add("actor", [found], "nationality adjective of the noun")
                return
            if word.role is not None or word.is_known_noun or at in self.sentence.actors:
                return

    # --- participles and adjectives --------------------------------------------------------------------------------

    def _of_adjective(self, trigger: Trigger) -> Roles:
        roles, act = Roles(), trigger.act
        groups = Clause(self.sentence, self.chunks, trigger.chunk).after()
        chunk = self.chunks[trigger.chunk]
        if trigger.first > chunk.first:
            head = self.reader.resolve(self.sentence, chunk.first, trigger.first - 1)
            roles.add(act.subject, self._fitting([head], act), "noun that the participle describes")
        elif trigger.chunk and self.chunks[trigger.chunk - 1].kind == "np":
            roles.add(act.subject, self._fitting([self.resolved(trigger.chunk - 1)], act), "noun before the participle")
        self._add_governed(roles, act, groups)
        return roles

    def _of_participle(self, trigger: Trigger) -> Roles:
        roles, act = Roles(), trigger.act
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = clause.after()
        roles.add(act.subject, self._hidden_subject(trigger.chunk), "subject of the main verb")
        chunk = self.chunks[trigger.chunk]
        if chunk.last > trigger.last:
            inner = self.reader.resolve(self.sentence, trigger.last + 1, chunk.last)
            roles.add(act.object, self._fitting([inner], act), "object of the participle")
        elif groups and not groups[0].preposition:
            roles.add(act.object, self._fitting(self.group(groups[0]), act), "object of the participle")
        self._add_governed(roles, act, groups)
        return roles

    # --- shared ----------------------------------------------------------------------------------------------------

    def _add_governed(self, roles: Roles, act: Act, groups: list[Group]) -> None:
        """Fill roles from the prepositions the frame names."""
        for group in groups:
            if not group.preposition:
                continue
            members = self.group(group)
            able = [one for one in members if one.can_act]
            if group.preposition in AGENT_MARKS or group.preposition in act.actor_after:
                roles.add("actor", able, f"after {group.preposition}")
            elif group.preposition in act.both_after:
                role = (
                    "actor"
                    if group.preposition == BETWEEN or act.of == "both" or act.subject == "both"
                    else "recipient"
                )
                roles.add(role, able, f"after {group.preposition}")
                if role == "actor" and group.preposition == WITH:
                    roles.partners += able
            elif group.preposition in act.recipient_after:
                hit = [one for one in members if not (one.kind == "place" and group.preposition in PLACING)]
                roles.add("recipient", self._fitting(hit, act), f"after {group.preposition}")

    def _add_pronoun(self, roles: Roles, role: str, trigger: Trigger, clause: Clause) -> None:
        antecedent = clause.antecedent() if trigger.form == "verb" else None
        if antecedent is not None and self.chunks[antecedent].kind == "np":
            found: Resolved | None = self.resolved(antecedent)
        else:
            found = self._nearest(trigger, roles)
        if found is not None:
            roles.add(role, [found], f"pronoun {trigger.suffix}")

    def _nearest(self, trigger: Trigger, roles: Roles) -> Resolved | None:
        excluded = roles.actor[0] if roles.actor else None
        subject = self._hidden_subject(trigger.chunk)
        if trigger.form == "noun" and subject and trigger.act.of in ("actor", "both"):
            return subject[0]
        return self._agreeing_before(trigger, excluded) or self.memory.pronoun(trigger.suffix, excluded)

    def _agreeing_before(self, trigger: Trigger, excluded: Resolved | None) -> Resolved | None:
        """Give the nearest phrase of the sentence before the trigger that its pronoun can mean."""
        for position in range(trigger.chunk - 1, -1, -1):
            if self.chunks[position].kind != "np":
                continue
            found = self.resolved(position)
            is_other = excluded is None or _key(found) != _key(excluded)
            if found.can_act and is_other and agrees_with_suffix(trigger.suffix, found):
                return found
        return None

    def _fitting(self, found: list[Resolved], act: Act) -> list[Resolved]:
        """Keep those that can be done to: known entities, places hit, and unknown names where a person is expected."""
        return [one for one in found if one.strength >= 1 or (act.type in PERSONAL_TYPES and self._looks_named(one))]

    def _looks_named(self, found: Resolved) -> bool:
        """Tell an unknown name from an abstract noun: two or more words without article, none of them known."""
        words = self.sentence.words[found.first : found.last + 1]
        return len(words) >= 2 and not any(
            word.proclitics.has_article or word.is_known_noun or word.verbs for word in words
        )


def _key(found: Resolved) -> tuple[object, ...]:
    entity: Entity = found.entity
    return (entity.name,) if entity.name else (entity.sentence, entity.start, normalize(entity.text))

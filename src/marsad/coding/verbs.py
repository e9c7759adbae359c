"""Takes a verb, participle or adjective that names an act and gives who fills its roles."""

from __future__ import annotations

from typing import Final

from marsad.coding.clauses import Clause, Group
from marsad.coding.governed import AGENT_MARKS, SPOKEN_TO, Governed
from marsad.coding.parties import Resolved
from marsad.coding.roles import Roles
from marsad.coding.subjects import RESUMED
from marsad.coding.triggers import Trigger, spoken_casualties

AIMED: Final = frozenset({"ل", "علي", "ضد", "الي"})
BY: Final = "ب"
THAT: Final = "ان"
MAX_TO_DEMAND: Final = 5
MAX_TO_THREAT: Final = 6
DAMMA: Final = "\u064f"
COERCING: Final = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "PRM", "REB", "LEG", "IGO"})
VICTIM_SECTORS: Final = frozenset({"CVL", "JRN", "REL", "EDU", "MED", "LAB", "REF", "BUS", "NGO", "UNK"})
MAX_CHARGED: Final = 2
CONVICT: Final = "convict"
OF_PEOPLE: Final = ("ون", "ين")
MAX_DESCRIBED: Final = 3


class VerbRoles:
    """Roles by the order, voice and prepositions of a verb."""

    def __init__(self, governed: Governed) -> None:
        self.governed, self.subjects, self.phrases = governed, governed.subjects, governed.phrases
        self.sentence, self.chunks = governed.sentence, governed.chunks

    def of_verb(self, trigger: Trigger) -> Roles:
        """Give the roles of a finite verb."""
        roles, act = Roles(), trigger.act
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = clause.after(trigger.company)
        subject, objects, how = self.subjects.subject_and_object(trigger.chunk, clause, groups, trigger)
        harmed = spoken_casualties(self.sentence, trigger, self.phrases.lexicon)
        is_aimed = any(group.preposition in AIMED for group in groups)
        is_passive = subject and act.subject == "actor" and self._is_passive(trigger, subject, objects, groups)
        if is_passive and not (how.startswith("hidden") and self._is_active(trigger)):
            roles.add(
                act.object if act.object != "none" else "recipient",
                self.governed.fitting(subject, act, harmed),
                "verb is passive",
            )
        elif how == RESUMED and (resumed := self._resumed_passive(trigger, groups)) is not None:
            roles.add("recipient", self.governed.fitting(subject, act, harmed), "whom the pronoun resumes")
            groups = [group for group in groups if group is not resumed]
        elif self._are_people_judged(trigger, subject) and (how.startswith("hidden") or not is_aimed):
            roles.add("" if is_aimed else "recipient", subject, "people, who judge nobody")
        elif not self._is_impersonal(trigger):
            takes_unknown = act.subject != "actor" and act.type != "CONSULT"
            doers = [one for one in subject if (one.can_act or takes_unknown) and not self._completes(trigger, one)]
            roles.add(act.subject, doers, how)
            met = self.governed.fitting(objects, act, harmed)
            roles.add(act.object, met, "object of the verb")
            roles.partners += met if act.object == "both" else []
        if trigger.suffix and act.object in ("recipient", "both", "actor") and not self.governed.fitting(objects, act):
            self.governed.add_pronoun(roles, act.object, trigger, clause)
        self.governed.add_governed(roles, act, groups)
        if not roles.recipient and act.object == "none" and act.subject == "actor":
            self._add_completed(roles, trigger, groups)
            self._add_whose(roles, trigger, objects)
        self._add_asked(roles, trigger)
        self._add_threat(roles, trigger)
        self.governed.add_told(roles, trigger)
        return roles

    @staticmethod
    def _are_people_judged(trigger: Trigger, subject: list[Resolved]) -> bool:
        """Tell people, who judge nobody: ثلاثة أشخاص حكموا بالإعدام (were sentenced), وحكم عليه بالسجن (he was)."""
        may_be = trigger.act.mode == CONVICT and trigger.reading is not None and trigger.reading.may_be_passive
        return may_be and bool(subject) and all(one.entity.sector in VICTIM_SECTORS for one in subject)

    def _is_active(self, trigger: Trigger) -> bool:
        """Tell an imperfect with an object, which is no passive: يوقف نفوذ إيران (puts an end to its influence)."""
        reading = trigger.reading
        following = self.chunks[trigger.chunk + 1] if trigger.chunk + 1 < len(self.chunks) else None
        has_object = following is not None and following.kind in ("np", "act") and not following.preposition
        return has_object and reading is not None and reading.is_imperfect and not reading.is_only_passive

    def _add_asked(self, roles: Roles, trigger: Trigger) -> None:
        """Take of whom a demand speaks: طالب الحزب بأن تستقيل الحكومة (demanded that the government resign)."""
        if roles.recipient or trigger.act.type != "REQUEST":
            return
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_TO_DEMAND, len(self.chunks) - 1)):
            chunk = self.chunks[position]
            if chunk.kind == "that":
                asked = self.subjects.known.get(position + 1, [])
                is_plain = self.sentence.tokens[chunk.last].norm.endswith(THAT)
                after = [one for one in asked if one.entity.sentence == self.sentence.index and one.first > chunk.last]
                roles.add("recipient", after if is_plain else [], "of whom it is demanded")
                return
            if chunk.kind not in ("np", "time", "word"):
                return

    def _add_threat(self, roles: Roles, trigger: Trigger) -> None:
        """Take who threatens in words of his own, and whom he is to hit: حذر من أن بلاده سترد على إسرائيل."""
        if trigger.act.type != "THREATEN":
            return
        if not roles.actor and trigger.act.subject == "recipient":
            speakers = [one for one in self.subjects.speaker_before(trigger.chunk) if one.can_act]
            roles.add("actor", speakers, "in whose words it stands")
        if roles.recipient:
            return
        is_content = False
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_TO_THREAT, len(self.chunks))):
            chunk = self.chunks[position]
            is_content |= chunk.kind == "that"
            if chunk.kind == "verb" and is_content:
                groups = Clause(self.sentence, self.chunks, position).after()
                aimed = [group for group in groups if group.preposition in AIMED]
                hit = [one for group in aimed for one in self.phrases.group(group, roles.actor) if one.can_act]
                roles.add("recipient", hit, "whom the threatened act is to hit")
                return
            if chunk.kind not in ("np", "time", "word", "that"):
                return

    def _add_completed(self, roles: Roles, trigger: Trigger, groups: list[Group]) -> None:
        """Take whom the noun names that completes the verb: رفض لقاء المبعوث (refused to meet the envoy)."""
        for group in groups:
            chunk = self.chunks[group.chunks[0]]
            is_subject = any(one.first >= chunk.first and one.last <= chunk.last for one in roles.actor)
            has_more = chunk.last > chunk.first and not is_subject
            is_named = trigger.act.type in SPOKEN_TO or trigger.act.type == "RETREAT"
            if is_named and chunk.first in trigger.company and has_more:
                found = self.phrases.reader.resolve(self.sentence, chunk.first + 1, chunk.last)
                roles.add("recipient", [found] if found.can_act else [], "whom the noun names")
            is_envoy = trigger.act.type == "SANCTION" and chunk.first in trigger.company and not group.preposition
            if is_envoy and self.sentence.words[chunk.first].core in self.phrases.lexicon.roles_of:
                roles.add("recipient", [one for one in self.phrases.group(group) if one.can_act], "whose envoy it is")
            before = self.chunks[group.chunks[0] - 1]
            is_aimed = trigger.act.type == "THREATEN" and group.preposition in AIMED and chunk.first > trigger.last
            if is_aimed and any(at < chunk.first for at in trigger.company):
                able = [one for one in self.phrases.group(group) if one.can_act]
                roles.add("recipient", able, "whom the threatened act is to hit")
            if before.kind == "act" and before.first in trigger.company and not group.preposition:
                roles.add(
                    "recipient", self.governed.fitting(self.phrases.group(group), trigger.act), "whom the noun names"
                )

    def _completes(self, trigger: Trigger, one: Resolved) -> bool:
        """Tell the thing that makes the verb an act, with whose it is: أطلق سراح مسلم (Muslim was released)."""
        if one.entity.sentence != self.sentence.index:
            return False
        word = self.sentence.words[one.first]
        is_thing = word.role is None and one.first not in self.sentence.actors and not word.is_person
        return is_thing and one.first in trigger.company and one.last > one.first

    def _add_whose(self, roles: Roles, trigger: Trigger, objects: list[Resolved]) -> None:
        """Take whose thing is spoken of: رفضت محاولات الحكومة عقد لقاء (refused the government's attempts)."""
        if trigger.act.type in SPOKEN_TO:
            owners = [self.phrases.party_of(one) for one in objects if one.kind == "thing"]
            roles.add("recipient", [one for one in owners if one.can_act], "whose thing it is")

    def _is_impersonal(self, trigger: Trigger) -> bool:
        """Tell a passive whose phrase has its object in it: الذي ألقي القبض عليه (who was arrested)."""
        reading = trigger.reading
        return reading is not None and reading.is_only_passive and trigger.act.object == "none"

    def _resumed_passive(self, trigger: Trigger, groups: list[Group]) -> Group | None:
        """Give the pronoun by which a passive hits what its clause is on: الرجل الذي ألقي القبض عليه (was arrested)."""
        if trigger.reading is None or not trigger.reading.may_be_passive or trigger.act.object != "none":
            return None
        return next((one for one in groups if one.pronoun and one.preposition in trigger.act.recipient_after), None)

    def _is_passive(
        self, trigger: Trigger, subject: list[Resolved], objects: list[Resolved], groups: list[Group]
    ) -> bool:
        reading = trigger.reading
        if reading is None or not reading.may_be_passive or reading.suffix:
            return False
        if reading.is_only_passive or any(group.preposition in AGENT_MARKS for group in groups):
            return True
        if not subject[0].can_act and self.subjects.may_be_victim(trigger, subject[0], []):
            return True
        if DAMMA in self.sentence.tokens[trigger.first].text[1:3]:
            return True
        is_held = trigger.act.type == "COERCE" and trigger.act.object == "recipient"
        if any(one.strength and not (is_held and one.kind == "place") for one in objects):
            return False
        if trigger.act.mode in ("allege", "appoint") and trigger.act.object == "recipient" and not objects:
            return self._is_charged(trigger)
        first = subject[0]
        if first.count is not None and first.entity.sector not in ("MIL", "COP") and trigger.act.object == "recipient":
            return True
        is_somebody = self.subjects.appositions.tells_one(first) or not (first.is_definite or reading.is_imperfect)
        if not objects and is_somebody and trigger.act.object == "recipient":
            return trigger.act.type in ("ASSAULT", "COERCE", "SANCTION")
        if trigger.act.type == "COERCE" and trigger.act.object == "recipient" and not objects:
            return first.kind != "state" and first.entity.sector not in COERCING
        return (
            trigger.act.type in ("ASSAULT", "COERCE")
            and trigger.act.object == "recipient"
            and (first.entity.sector in VICTIM_SECTORS or first.count is not None)
        )

    def _is_charged(self, trigger: Trigger) -> bool:
        """Tell who is accused or charged, where only with what follows: واتهمت الإمارات بالوقوف وراء العملية.

        A long phrase may hold both who accuses and who is accused: واتهمت وزارة الخزانة الأميركية الكواري بالتمويل.
        """
        is_long = any(one.last - one.first > MAX_CHARGED for one in self.chunks[trigger.chunk + 1 :][:1])
        if is_long or (trigger.reading is not None and trigger.reading.is_imperfect):
            return False
        for chunk in self.chunks[trigger.chunk + 1 :]:
            if chunk.kind not in ("np", "time", "act") or chunk.preposition:
                return chunk.preposition == BY
        return False

    def of_adjective(self, trigger: Trigger) -> Roles:
        """Give the roles of a participle that describes a noun: المدعومة من روسيا (backed by Russia)."""
        roles, act = Roles(), trigger.act
        groups = Clause(self.sentence, self.chunks, trigger.chunk).after()
        chunk = self.chunks[trigger.chunk]
        if trigger.first > chunk.first:
            head = self.phrases.reader.resolve(self.sentence, chunk.first, trigger.first - 1)
            roles.add(act.subject, self.governed.fitting([head], act), "noun that the participle describes")
        elif trigger.chunk and self.chunks[trigger.chunk - 1].kind == "np":
            described = self._described(trigger.chunk)
            roles.add(act.subject, self.governed.fitting(described, act), "noun before the participle")
        self.governed.add_governed(roles, act, groups, own=trigger.last)
        return roles

    def _described(self, position: int) -> list[Resolved]:
        """Give what a participle after it describes; a plural is of people: الحوثيون في اليمن والمدعومون من إيران."""
        before = range(position - 1, max(position - 1 - MAX_DESCRIBED, -1), -1)
        phrases = [self.phrases.resolved(at) for at in before if self.chunks[at].kind == "np"]
        if self.sentence.words[self.chunks[position].first].core.endswith(OF_PEOPLE):
            phrases = [one for one in phrases if one.is_plural and one.kind != "place"]
        return phrases[:1]

    def of_participle(self, trigger: Trigger) -> Roles:
        """Give the roles of an adverbial participle: متهماً (accusing)."""
        roles, act = Roles(), trigger.act
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = clause.after()
        roles.add(act.subject, self.subjects.hidden_subject(trigger.chunk), "subject of the main verb")
        chunk = self.chunks[trigger.chunk]
        if chunk.last > trigger.last:
            inner = self.phrases.reader.resolve(self.sentence, trigger.last + 1, chunk.last)
            roles.add(act.object, self.governed.fitting([inner], act), "object of the participle")
        elif groups and not groups[0].preposition:
            roles.add(act.object, self.governed.fitting(self.phrases.group(groups[0]), act), "object of the participle")
        self.governed.add_governed(roles, act, groups)
        return roles

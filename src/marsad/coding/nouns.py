"""Takes a noun that names an act and gives who fills its roles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from marsad.arabic.normal import ALEF
from marsad.coding.clauses import PRONOUNS, Clause, Group
from marsad.coding.governed import Governed
from marsad.coding.lent import FROM, Lent
from marsad.coding.mutual import BETWEEN
from marsad.coding.nations import Nations
from marsad.coding.parties import Resolved
from marsad.coding.phrases import NISBA, OF, WITH
from marsad.coding.roles import Roles
from marsad.coding.sides import Sides
from marsad.coding.triggers import Trigger, spoken_casualties
from marsad.coding.wording import is_common
from marsad.lexicon.model import Act

POSSESSING: Final = frozenset({OF, FROM})
OWNED_ACTS: Final = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})
GOVERNING: Final = ("speech", "light_verbs", "modality")
NISBA_ENDS: Final = ("\u064a\u0627", "\u064a\u0647", "\u064a\u064a\u0646")
FEMININE_ENDS: Final = ("\u0647", "\u0627\u062a")
UNDERGONE: Final = "verbs.undergone"
OPEN: Final = frozenset({"ORGANIZE", "CONSULT"})
"""Types whose complement may be whom it is done to, too: زيارة الزعيم, تشكيل الحكومة."""
VISIT: Final = "visit"
BY: Final = "ب"
MORE_THAN: Final = 2
"""Words that may stand between a noun and a number: مقتل أكثر من 20 (the death of more than 20)."""
HELPED: Final = frozenset({"CVL", "REB", "REF", "OPP", "MED", "PTY"})
"""Sectors of who is helped where nothing else tells: دعم المعارضة (support for the opposition)."""
RELEASE: Final = "release"
SITES: Final = "places.sites"
WEAPONS: Final = "instruments."
TALKS: Final = frozenset({"CONSULT", "AGREE"})
TAKING: Final = frozenset({"killed", "detained"})


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a noun: its clause, the phrases after it, its complement, and the object that follows that.

    `is_undergone` tells that its complement is its object: تم تكليف الهيئة.
    """

    clause: Clause
    groups: list[Group]
    complement: Group | None
    aimed: Group | None
    is_undergone: bool


class NounRoles:
    """Roles of a masdar: by its idafa, its adjective, its prepositions and what governs it."""

    def __init__(self, governed: Governed) -> None:
        self.governed, self.subjects, self.phrases = governed, governed.subjects, governed.phrases
        self.sentence, self.chunks, self.lexicon = governed.sentence, governed.chunks, governed.phrases.lexicon
        self.lent, self.mutual = Lent(governed), governed.mutual
        self.nations, self.sides = Nations(governed), Sides(governed)

    def of_noun(self, trigger: Trigger) -> Roles:
        """Give the roles of a masdar or another noun that names an act."""
        roles, around = Roles(), self._around(trigger)
        if self._is_death(trigger):
            subject, _, how = self.subjects.subject_and_object(trigger.chunk, around.clause, around.groups, trigger)
            roles.add("recipient", subject, how)
            self.governed.add_governed(roles, trigger.act, around.groups)
            return roles
        if self.phrases.counts_dead(trigger.chunk - 1):
            dead = self.phrases.resolved(trigger.chunk - 1)
            roles.add("recipient", [dead], "the dead that are counted")
            around = self._without_first(around, dead)
        self.lent.add_light_noun(roles, trigger)
        has_doer = bool(roles.actor)
        self.lent.add_relative(roles, trigger)
        self._add_lent(roles, trigger, around)
        groups = self._add_own(roles, trigger, around, has_doer=has_doer)
        self._add_canceller(roles, trigger)
        self.nations.add_to(roles, trigger, around.complement)
        groups = self._add_demander(roles, trigger, groups)
        self.governed.add_governed(roles, trigger.act, groups)
        self.governed.add_told(roles, trigger)
        roles.add("actor", self.mutual.between(trigger), f"after {BETWEEN}")
        self.sides.add_own(roles, trigger)
        self.sides.add_other(roles, trigger)
        self.lent.add_charged(roles, trigger)
        self.lent.add_dative(roles, trigger)
        self.lent.add_umbrella(roles, trigger)
        self.lent.add_addressee(roles, trigger)
        self.lent.add_backed(roles, trigger)
        return roles

    def _around(self, trigger: Trigger) -> _Around:
        """Give what stands around the noun."""
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        groups = self._without_adjectives(trigger, clause.after(trigger.company))
        complement = self._complement(trigger, groups)
        is_undergone = complement is not None and self._is_undergone(trigger)
        aimed = None if is_undergone else self._object_after(trigger, complement, groups)
        return _Around(clause, groups, complement, aimed, is_undergone)

    def _without_first(self, around: _Around, dead: Resolved) -> _Around:
        """Leave out the nationality of the dead that are counted, which names nobody else."""
        groups = around.groups
        if not groups or self.chunks[groups[0].chunks[0]].first > dead.last:
            return around
        more = replace(groups[0], chunks=groups[0].chunks[1:])
        if not more.chunks:
            return replace(around, groups=groups[1:], complement=None)
        return replace(around, groups=[more, *groups[1:]], complement=more)

    def _add_lent(self, roles: Roles, trigger: Trigger, around: _Around) -> None:
        """Take the subject of the light verb that governs a noun that names no doer, and who is accused of it."""
        if not roles.actor:
            is_done = not self._names_doer(trigger, around)
            self.lent.add_light_verb(roles, trigger, around.clause, is_done=is_done)
        if self.lent.is_content(trigger):
            self.lent.add_addressee(roles, trigger)
            self.lent.add_accused(roles, trigger)

    def _names_doer(self, trigger: Trigger, around: _Around) -> bool:
        """True where the noun's own phrases tell who does it."""
        led = bool(around.groups) and around.groups[0].preposition in trigger.act.actor_after
        if led or self.nations.is_of_one(trigger):
            return True
        complement = around.complement
        return complement is not None and (around.aimed is not None or self._is_doer(trigger.act, complement))

    def _add_own(self, roles: Roles, trigger: Trigger, around: _Around, *, has_doer: bool) -> list[Group]:
        """Take the roles of the noun's pronoun, complement or owner; give the phrases that are left."""
        act, groups, complement = trigger.act, around.groups, around.complement
        if around.aimed is not None:
            self._add_doer_and_object(roles, trigger, around.clause, complement, around.aimed)
            return [group for group in groups if group is not complement and group is not around.aimed]
        if trigger.suffix:
            self._add_of_pronoun(roles, trigger, around)
            return groups
        if complement is None:
            owner = self._possessor(trigger, groups)
            if owner is not None:
                able = [one for one in self.phrases.group(owner) if one.can_act]
                roles.add("actor", able, f"after {owner.preposition}")
            return [group for group in groups if group is not owner]
        nations = self.mutual.nations(complement.chunks[0], act)
        if nations and self._is_accused(act, complement, groups):
            roles.add("recipient", [self.nations.person(one) for one in nations], "complement of the noun")
        elif nations:
            roles.add("actor", self.nations.protesters(act, nations), "nationality adjectives of the noun")
        elif around.is_undergone:
            roles.add("recipient", self.governed.fitting(self.phrases.group(complement), act), "whom it was done to")
        else:
            self._add_complement(roles, trigger, complement, groups, has_doer=has_doer)
        return [group for group in groups if group is not complement]

    def _add_canceller(self, roles: Roles, trigger: Trigger) -> None:
        """Take who stands between a noun and the one that completes it: إلغاء بيونغ يانغ المحادثات (the cancelling)."""
        following = trigger.chunk + 1
        if trigger.act.of != "none" or roles.actor or trigger.phrase_end <= trigger.last:
            return
        chunk = self.chunks[following]
        if chunk.kind == "np" and not chunk.preposition and chunk.last < min(trigger.company, default=0):
            found = self.phrases.resolved(following)
            roles.add("actor", [found] if found.can_act else [], "between the noun and what completes it")

    def _add_of_pronoun(self, roles: Roles, trigger: Trigger, around: _Around) -> None:
        """Take whom the noun's pronoun means, and the object that follows: زيارته المدينة, قتله ثلاثة."""
        act, groups = trigger.act, around.groups
        meant = self._of(act, groups, None)
        if meant == "actor":
            self._add_own_doer(roles, trigger, around.clause)
        else:
            self.governed.add_pronoun(roles, meant, trigger, around.clause)
        role = "recipient" if act.of in ("actor", "both") else "actor" if act.object == "actor" else ""
        if role and groups and not groups[0].preposition and not groups[0].after_comma:
            roles.add(role, self.governed.fitting(self.phrases.group(groups[0]), act), "object of the noun")

    def _add_own_doer(self, roles: Roles, trigger: Trigger, clause: Clause) -> None:
        """Take whom the noun's pronoun means, where the verb lends it no doer: كثف التحالف غاراته (its raids)."""
        if not roles.actor:
            self.governed.add_pronoun(roles, "actor", trigger, clause)

    def _without_adjectives(self, trigger: Trigger, groups: list[Group]) -> list[Group]:
        """Leave out the adjectives of an indefinite noun: إجلاء طبي فوري (a medical evacuation), اتصالات دبلوماسية."""
        if not groups or groups[0].preposition or groups[0].pronoun or groups[0].after_comma or trigger.suffix:
            return groups
        noun, chunk = self.sentence.words[trigger.last], self.chunks[groups[0].chunks[0]]
        word = self.sentence.words[chunk.first]
        is_next = chunk.first == trigger.last + 1 and not (noun.proclitics.has_article or word.proclitics.has_article)
        sentence, at = self.sentence, chunk.first
        is_name = at in sentence.actors or at in sentence.places or at in sentence.numbers or word.nation is not None
        agrees = word.core.endswith(NISBA[1]) and noun.core.endswith(FEMININE_ENDS) and not word.is_given_name
        is_adjective = agrees or (word.core.endswith(NISBA) and is_common(word.core))
        if not is_next or is_name or not is_adjective:
            return groups
        is_known = word.role is not None or word.is_known_noun
        is_alone = chunk.first == chunk.last and not sentence.has_class(at, SITES)
        describes = word.role is not None and is_alone and trigger.act.of in ("actor", "either")
        return groups[1:] if agrees or describes or not is_known else groups

    def _add_complement(
        self, roles: Roles, trigger: Trigger, complement: Group, groups: list[Group], *, has_doer: bool
    ) -> None:
        """Give the complement of the noun its role: the doer's, or the object's where the doer stands elsewhere.

        `has_doer` tells that a noun before has named the doer: تورط إيران في دعم الفصائل (involvement in supporting).
        What is done in order to is done to its complement: لدعم الفصائل (so as to support them).
        """
        act, members = trigger.act, self.phrases.group(complement)
        role = self._of(act, groups, members)
        if role == "actor" and act.of == "either" and (roles.actor or self._is_owned(complement)):
            role = "recipient"
        if act.type in TALKS and self._is_venue(complement, groups):
            if act.mode == VISIT:
                roles.add("recipient", members, "where the visit goes")
            return
        is_aimed = any(group.preposition in act.recipient_after for group in groups)
        is_purpose = self._is_purpose(trigger) and not is_aimed
        is_object = (has_doer or is_purpose) and act.object == "recipient" and act.subject == "actor"
        is_object |= self.lent.is_content(trigger) or (bool(roles.actor) and act.type == "CONSULT")
        if role == "actor" and is_object:
            role = "recipient"
        if role == "recipient":
            members = self.governed.fitting(members, act, spoken_casualties(self.sentence, trigger, self.lexicon))
        else:
            members = [one for one in members if one.can_act]
        if role == "both" and roles.actor:
            roles.partners += members
        roles.add(role, members, "complement of the noun")

    def _is_accused(self, act: Act, complement: Group, groups: list[Group]) -> bool:
        """Tell who is charged, by his nationality, from who charges: اتهام بلغاري بتصدير (of a Bulgarian)."""
        chunk = self.chunks[complement.chunks[-1]]
        following = complement.chunks[-1] + 1
        is_described = following < len(self.chunks) and self.chunks[following].kind == "verb"
        is_charged = any(group.preposition == BY for group in groups) or self._is_charged_with(following)
        is_one = chunk.first == chunk.last
        return is_one and act.type in ("ACCUSE", "SANCTION") and (is_described or is_charged)

    def _is_charged_with(self, position: int) -> bool:
        return position < len(self.chunks) and self.chunks[position].preposition == BY

    def _is_venue(self, complement: Group, groups: list[Group]) -> bool:
        """Tell where talks were from whose they are: قمة طهران (the Tehran summit), but محادثات واشنطن وموسكو."""
        chunk = self.chunks[complement.chunks[0]]
        is_town = chunk.first == chunk.last and chunk.first in self.sentence.places
        is_one = len(complement.chunks) == 1 and not any(group.preposition in (WITH, BETWEEN) for group in groups)
        return is_town and is_one

    def _is_purpose(self, trigger: Trigger) -> bool:
        """Tell what is done in order to, لدعم الفصائل, from what a phrase leads to: وفقا لاتهامات الحزب."""
        before = self.chunks[trigger.chunk - 1].kind if trigger.chunk else ""
        is_masdar = not self.sentence.words[trigger.first].core.endswith(FEMININE_ENDS[1])
        return self.chunks[trigger.chunk].preposition == OF and is_masdar and before != "source"

    def _is_undergone(self, trigger: Trigger) -> bool:
        """Tell an act that "took place", whose complement is its object: تم تكليف الهيئة, جرى استهداف الجيش."""
        if trigger.chunk == 0 or trigger.act.object != "recipient" or self.chunks[trigger.chunk].preposition:
            return False
        before = self.chunks[trigger.chunk - 1]
        return before.kind == "verb" and UNDERGONE in self.phrases.lemma_classes(before.first)

    def _is_doer(self, act: Act, complement: Group) -> bool:
        """Tell an act that can only be its complement's: بموافقة أعضاء الحلف (with the consent of the members)."""
        found = self.phrases.resolved(complement.chunks[-1])
        return act.of == "actor" and act.type not in OPEN and found.can_act and found.kind != "state"

    def _is_owned(self, complement: Group) -> bool:
        """Tell what belongs to somebody, which acts on nobody: قصف مواقع للتنظيم (shelling positions of the group)."""
        return self.phrases.resolved(complement.chunks[-1]).kind == "site"

    def _is_death(self, trigger: Trigger) -> bool:
        """Tell a phrase that is a verb with its object, whose subject is whom the act is done to: لقوا مصرعهم."""
        first, last = self.sentence.words[trigger.first], self.sentence.words[trigger.last]
        is_verb = bool(first.verbs) and first.act is None and trigger.last > trigger.first
        return is_verb and trigger.act.of == "recipient" and last.core.endswith(PRONOUNS)

    def _complement(self, trigger: Trigger, groups: list[Group]) -> Group | None:
        """Give the idafa complement: the phrase without preposition right after the noun, which has then no article."""
        if not groups or groups[0].preposition or groups[0].after_comma or trigger.suffix:
            return None
        noun, chunk = self.sentence.words[trigger.last], self.chunks[groups[0].chunks[0]]
        if noun.proclitics.has_article or (self._is_accusative(noun.core) and not chunk.conjunction):
            return None
        between = range(trigger.last + 1, chunk.first)
        is_counted = len(between) == MORE_THAN and chunk.first in self.sentence.numbers
        return groups[0] if len(between) <= 1 or is_counted else None

    def _is_accusative(self, core: str) -> bool:
        """Tell a noun with tanwin, which no idafa follows: إن قصفا إسرائيليا استهدف (Israeli shelling)."""
        return core.endswith(ALEF) and core[:-1] in self.lexicon.act_nouns

    def _object_after(self, trigger: Trigger, complement: Group | None, groups: list[Group]) -> Group | None:
        """Give the object that ل leads to where the noun has its doer: قتله لزملائه, احتلال الحوثيين للعاصمة."""
        if trigger.act.object != "recipient" or trigger.act.subject != "actor":
            return None
        doer = None if complement is None else self.phrases.resolved(complement.chunks[-1])
        if doer is None and not trigger.suffix:
            return None
        if doer is not None and not (doer.can_act and doer.is_definite and doer.count is None):
            return None
        at = (trigger.chunk if complement is None else complement.chunks[-1]) + 1
        aimed = next((group for group in groups if group.preposition in ("", OF) and group.chunks[0] == at), None)
        if aimed is not None and not aimed.preposition and not self._is_bare_object(trigger, aimed, doer):
            return None
        if aimed is not None and not aimed.preposition and trigger.act.mode == RELEASE:
            return None
        if aimed is None or aimed.pronoun or spoken_casualties(self.sentence, trigger, self.lexicon) - TAKING:
            return None
        members = self.phrases.group(aimed)
        is_seized = aimed.preposition == OF and any(one.kind in ("place", "site") for one in members)
        return aimed if is_seized or self.governed.fitting(members, trigger.act) else None

    def _is_bare_object(self, trigger: Trigger, aimed: Group, doer: Resolved | None) -> bool:
        """Tell the noun's object from a name that goes on and from the object of the verb before the noun.

        اعتقال الشرطة ثلاثة ناشطين; but اعتقال القائد الميداني فلان, دفع هجوم الجيش الآلاف (the attack drove).
        """
        before = self.chunks[trigger.chunk - 1] if trigger.chunk else None
        is_subject = before is not None and before.kind == "verb" and not self._governs_acts(before.first)
        found = self.phrases.resolved(aimed.chunks[0])
        goes_on = doer is None or doer.kind == "person" or found.kind in ("person", "unknown")
        goes_on = goes_on or self.sentence.words[found.first].nation is not None or found.head.endswith(NISBA_ENDS)
        return not (is_subject or goes_on or aimed.after_comma)

    def _governs_acts(self, verb: int) -> bool:
        """Tell a verb of speech or a light verb, whose object an act can be: أعلنت اعتقال (announced the arrest)."""
        return any(name.startswith(GOVERNING) for name in self.phrases.lemma_classes(verb))

    def _add_doer_and_object(
        self, roles: Roles, trigger: Trigger, clause: Clause, complement: Group | None, aimed: Group
    ) -> None:
        if complement is None:
            self._add_own_doer(roles, trigger, clause)
        else:
            roles.add("actor", self.phrases.group(complement), "complement of the noun")
        how = f"after {OF}" if aimed.preposition else "object of the noun"
        roles.add("recipient", self.governed.fitting(self.phrases.group(aimed), trigger.act), how)

    def _possessor(self, trigger: Trigger, groups: list[Group]) -> Group | None:
        """Give whose act an indefinite noun is: غارات للتحالف (raids of the coalition), غارات من طائرات."""
        if trigger.act.mode == VISIT:
            return self._visitor(groups)
        if not groups or groups[0].preposition not in POSSESSING:
            return None
        if trigger.act.of not in ("actor", "either"):
            return None
        is_definite = self.sentence.words[trigger.first].proclitics.has_article
        is_next = groups[0].chunks[0] == trigger.chunk + 1
        led = groups[0].preposition != OF and groups[0].preposition in trigger.act.recipient_after
        if is_definite or led or not is_next or trigger.act.type not in OWNED_ACTS:
            return None
        if spoken_casualties(self.sentence, trigger, self.lexicon) or self.governed.is_directed(trigger):
            return None
        return groups[0] if self.phrases.resolved(groups[0].chunks[0]).can_act else None

    def _is_inside(self, group: Group, members: list[Resolved] | None) -> bool:
        """Tell a phrase that belongs to the title of whom the noun names: اغتيال نائب رئيس المكتب لحركة حماس فلان."""
        part = self.phrases.resolved(group.chunks[0]).entity
        return any(one.entity.sentence == part.sentence and part.end < one.entity.end for one in members or [])

    def _visitor(self, groups: list[Group]) -> Group | None:
        """Give the person who visits places: الزيارة المرتقبة لولي العهد إلى لندن (of the prince to London)."""
        at = next((at for at, group in enumerate(groups[:2]) if group.preposition == OF), None)
        if at is None or (
            at and not self.sentence.words[self.chunks[groups[0].chunks[0]].first].proclitics.has_article
        ):
            return None
        are_persons = any(one.kind == "person" for one in self.phrases.group(groups[at]))
        return groups[at] if are_persons else None

    def _of(self, act: Act, groups: list[Group], members: list[Resolved] | None) -> str:
        if act.of != "either":
            return act.of
        if any(group.preposition in act.recipient_after and not self._is_inside(group, members) for group in groups):
            return "actor"
        if act.type == "ACCUSE":
            return "recipient"
        if members is None:
            return "actor"
        first = members[0]
        if act.type == "AID":
            are_helped = first.kind == "people" or (first.entity.sector in HELPED and first.kind != "person")
            return "recipient" if are_helped and not self.nations.is_one(first) else "actor"
        forces = first.entity.sector in ("MIL", "REB", "PRM", "UAF", "COP", "GOV") and first.strength >= 2
        return "actor" if forces and first.kind not in ("place", "people") and first.count is None else "recipient"

    def _add_demander(self, roles: Roles, trigger: Trigger, groups: list[Group]) -> list[Group]:
        """Take from whom a demand comes; who is asked stands after the verb: مطالبة من كندا, but طالبت من كندا."""
        is_led = bool(groups) and groups[0].preposition == FROM
        if trigger.act.type != "REQUEST" or roles.actor or trigger.suffix or not is_led:
            return groups
        roles.add("actor", [one for one in self.phrases.group(groups[0]) if one.can_act], f"after {FROM}")
        return groups[1:]

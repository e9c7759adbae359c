"""Takes a frame and the phrases around its trigger and fills roles by preposition, pronoun and fitness."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from marsad.coding.clauses import Clause, Group
from marsad.coding.memory import agrees_with_suffix, clashes_with_suffix
from marsad.coding.mutual import BETWEEN, Mutual
from marsad.coding.parties import Resolved
from marsad.coding.roles import Roles, party_key
from marsad.coding.subjects import Subjects
from marsad.coding.triggers import Trigger, spoken_casualties
from marsad.coding.wording import is_common
from marsad.lexicon.model import Act

AGENT_MARKS: Final = frozenset({"من قبل", "علي يد", "علي ايدي", "من جانب", "بايدي", "بيد", "علي يدي"})
LED: Final = "nouns.led"
FROM: Final = "من"
OR: Final = "او"
BY, IN = "ب", "في"
MEETING: Final = frozenset({"مع", BY})
"""Prepositions that lead to whom one meets: اجتمع مع, التقى بنظيره."""
PEOPLE: Final = frozenset({"person", "people", "group"})
"""Whom one meets with بـ; elsewhere it tells where: اجتمع بالوفد, but اجتماع بالقصر الرئاسي (at the palace)."""
NEARBY: Final = frozenset({"امام", "خارج", "قرب", "قباله"})
"""Prepositions that lead from a bomb to whose building it was aimed at: خارج مبنى تابع للحزب (of the party)."""
HARMING: Final = frozenset({"ASSAULT"})
"""Types whose recipient is who or what was hit; a town is where it happened."""
SPOKEN_TO: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONCEDE"})
"""Types whose words about a thing are to the one whose thing it is: نددت بتصريحات الوزير."""
COUNTED: Final = frozenset({"ACCUSE", "COERCE", "SANCTION", "RETREAT"})
OWNED: Final = frozenset({"ASSAULT", "COERCE"})
WEAPONS: Final = "instruments.modes.explosives"
HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "PROTEST"})
AGAINST: Final = frozenset({"ضد", "بحق", "في حق", "تجاه", "باتجاه", "في اتجاه", "للقضاء علي"})
"""Prepositions that lead to whom a hostile act hits, whatever its frame: أطلقوا الغاز تجاه الشبان."""
TANWEEN, ADJECTIVAL = "\u064b", "\u064a\u0647"
"""Endings that names do not have: فتيلاً صاعقاً, صواعق كهربائية."""
DIRECTING: Final = "light_verbs.directing"
TOLD_OF: Final = frozenset({"killed", "injured"})
AMONG: Final = frozenset({"بينهم", "بينهن", "بينها"})
MAX_TO_AMONG: Final = 6
JUDGED: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
JUDGED_AFTER: Final = frozenset({"", "ب", "ل", "علي", "عن", "من"})
STRONGEST: Final = 3
PROTESTING: Final = ("احتجاج", "تنديد")
HOLDING: Final = "places.holding"
PATIENT, ABOUT = "patient", "عن"
MAX_TO_CLAUSE: Final = 8
NOTHING: Final[frozenset[str]] = frozenset()
INANIMATE: Final = frozenset({"state", "igo", "media", "body", "government", "place", "site", "thing"})
SEIZING: Final = frozenset({"targeted", "abduct", "arrest", "deport"})
UNKNOWN: Final = "UNK"
UNSEIZED: Final = frozenset({"state", "igo", "thing"})
"""Kinds that nobody can take hold of or murder."""
BODILY: Final = frozenset({"targeted", "abduct", "arrest", "deport", "beat"})
PLACING: Final = frozenset({"علي", "في"})
PERSONAL_TYPES: Final = frozenset(
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


class Governed:
    """Fills roles with the phrases that the frame of an act governs."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects, self.phrases = subjects, subjects.phrases
        self.sentence, self.chunks = subjects.sentence, subjects.chunks
        self.mutual = Mutual(self.phrases)

    def add_governed(self, roles: Roles, act: Act, groups: list[Group], own: int = -1) -> None:
        """Fill roles from the prepositions the frame names; where the act has its object, they lead to others.

        `own` is the token of an adjective that names the act itself: المدعومة من إيران.
        """
        has_object = act.object == "recipient" and any(one.can_act for one in roles.recipient)
        led: set[str] = set()
        for group in groups:
            if not group.preposition or self._belongs_before(group, own):
                continue
            is_first = group.preposition not in led or self._is_joined(group.chunks[0])
            members = self.phrases.group(group, roles.actor)
            able = [one for one in members if one.can_act]
            if group.preposition in AGENT_MARKS or group.preposition in act.actor_after:
                roles.add("actor", able, f"after {group.preposition}")
            elif group.preposition == BETWEEN and self.mutual.is_place(group.chunks[0]):
                continue
            elif group.preposition in act.both_after:
                role = (
                    "actor"
                    if group.preposition == BETWEEN or act.of == "both" or act.subject == "both"
                    else "recipient"
                )
                able = [one for one in able if group.preposition != BY or one.kind in PEOPLE]
                roles.add(role, able, f"after {group.preposition}")
                if role == "actor" and group.preposition in MEETING:
                    roles.partners += able
            elif self._leads_to_recipient(group.preposition, act) and is_first and not has_object:
                hit = able if group.preposition in NEARBY else members
                hit = [one for one in hit if not self._is_scene(one, group.preposition, act)]
                fit = self.fitting(hit, act)
                led |= {group.preposition} if group.pronoun or (fit and group.preposition == BY) else set()
                roles.add("recipient", fit, f"after {group.preposition}")

    def is_directed(self, trigger: Trigger) -> bool:
        """Tell a blow that a word before it directs at somebody: توجيه ضربة للنظام, وجهت واشنطن ضربة للنظام."""
        starts = [chunk.first for chunk in self.chunks[max(trigger.chunk - 2, 0) : trigger.chunk]]
        return any(
            DIRECTING in self.phrases.lemma_classes(at) or self.sentence.has_class(at, DIRECTING) for at in starts
        )

    @staticmethod
    def _leads_to_recipient(preposition: str, act: Act) -> bool:
        return preposition in act.recipient_after or (act.type in HOSTILE and preposition in AGAINST)

    def add_told(self, roles: Roles, trigger: Trigger) -> None:
        """Take recipients that only what follows the act tells: a clause on its object, a cause, those among them."""
        self._add_doer(roles, trigger)
        self._add_holder(roles, trigger)
        self._add_cause(roles, trigger)
        self._add_among(roles, trigger)

    def _add_doer(self, roles: Roles, trigger: Trigger) -> None:
        """Take whose act is judged where a clause tells it: أدان الجريمة التي ارتكبها المستوطنون."""
        if roles.recipient or trigger.act.type not in JUDGED:
            return
        end = min(trigger.chunk + MAX_TO_CLAUSE, len(self.chunks) - 1)
        for position in range(trigger.chunk + 1, end):
            chunk = self.chunks[position]
            if chunk.kind == "relative" and self.chunks[position + 1].kind == "verb":
                classes = self.phrases.lemma_classes(self.chunks[position + 1].first)
                if not any(name.endswith(PATIENT) for name in classes):
                    doers = [one for one in self.subjects.known.get(position + 1, []) if one.first > chunk.last]
                    roles.add("recipient", doers, "who did what the words judge")
                return
            is_other = chunk.kind in ("verb", "that", "source", "relative") or chunk.preposition not in JUDGED_AFTER
            is_other = is_other or (chunk.preposition == ABOUT and trigger.act.type == "REJECT")
            if is_other or self.phrases.ends_sentence(chunk):
                return

    def _add_holder(self, roles: Roles, trigger: Trigger) -> None:
        """Take from whom a place is taken where a clause tells it: استعاد الجيش بلدات يسيطر عليها المتمردون."""
        if roles.recipient or trigger.act.type != "ASSAULT":
            return
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_TO_CLAUSE, len(self.chunks))):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                if HOLDING in self.phrases.lemma_classes(chunk.first) and not chunk.conjunction:
                    holders = [one for one in self.subjects.known.get(position, []) if one.first > chunk.last]
                    roles.add("recipient", holders, "who holds the place")
                return
            if chunk.kind not in ("np", "relative", "word", "time", "act") or self.phrases.ends_sentence(chunk):
                return

    def _add_cause(self, roles: Roles, trigger: Trigger) -> None:
        """Take whose doing is protested against: تظاهر المئات احتجاجا على سياسة الحكومة (the government's policy)."""
        if roles.recipient or trigger.act.type != "PROTEST":
            return
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_TO_CLAUSE, len(self.chunks) - 1)):
            chunk, following = self.chunks[position], self.chunks[position + 1]
            if chunk.kind == "link":
                stands_against = self.sentence.tokens[chunk.first].norm.startswith(PROTESTING)
                if stands_against and following.kind == "np":
                    found = self.phrases.party_of(self.phrases.resolved(position + 1))
                    is_somebody = found.strength == STRONGEST or self.sentence.words[found.first].role is not None
                    able = [found] if found.can_act and is_somebody else []
                    roles.add("recipient", able, "whose doing is protested against")
                return
            if chunk.kind not in ("np", "time", "word") or self.phrases.ends_sentence(chunk):
                return

    def _add_among(self, roles: Roles, trigger: Trigger) -> None:
        """Add who is named among those hit: سقط 60 قتيلا، بينهم ثلاثة جنود (60 dead, among them three soldiers)."""
        if not (roles.recipient or spoken_casualties(self.sentence, trigger, self.phrases.lexicon) & TOLD_OF):
            return
        for position in range(trigger.chunk + 1, min(trigger.chunk + MAX_TO_AMONG, len(self.chunks) - 1)):
            chunk, following = self.chunks[position], self.chunks[position + 1]
            if chunk.kind == "word" and self.sentence.words[chunk.last].core in AMONG:
                if following.kind == "np" and not following.preposition:
                    roles.add("recipient", [one for one in self._joined(position + 1) if one.can_act], "among them")
                return
            if chunk.kind not in ("np", "mark", "word", "time") or self.phrases.ends_sentence(chunk):
                return

    def _joined(self, first: int) -> list[Resolved]:
        """Give what a phrase names, and those that "and" joins to it."""
        last = first + 1
        while last < len(self.chunks) and self.chunks[last].kind == "np" and self._is_joined(last):
            last += 1
        return [self.phrases.resolved(position) for position in range(first, last)]

    def _is_scene(self, found: Resolved, preposition: str, act: Act) -> bool:
        """Tell where an act takes place from whom it hits: هجوم في سوريا, هجوم على مقر للشرطة بمقديشو."""
        if found.kind == "place" and (preposition in PLACING or (preposition == BY and act.type == "CONSULT")):
            return True
        return act.type in HARMING and preposition in (IN, BY) and found.first in self.sentence.places

    def _belongs_before(self, group: Group, own: int) -> bool:
        """Tell what completes an adjective or a part: الميليشيات الموالية لإيران, تحالف من الأكراد."""
        before = self.chunks[group.chunks[0] - 1]
        if group.pronoun or before.kind != "np" or before.last == own:
            return False
        if self.sentence.has_class(before.last, LED):
            return True
        word = self.sentence.words[before.first]
        is_part = group.preposition == FROM and before.first == before.last and word.role is not None
        return is_part and not word.proclitics.has_article and not before.preposition

    def _is_joined(self, position: int) -> bool:
        """Tell a phrase that "and" or "or" joins to the one before: على لبنان أو على سوريا."""
        chunk, before = self.chunks[position], self.chunks[position - 1]
        return chunk.conjunction or (before.kind == "word" and self.sentence.tokens[before.first].norm == OR)

    def add_pronoun(self, roles: Roles, role: str, trigger: Trigger, clause: Clause) -> None:
        """Fill a role with what the pronoun on the trigger means."""
        antecedent = clause.antecedent() if trigger.form == "verb" else None
        if antecedent is not None and self.chunks[antecedent].kind == "np":
            found: Resolved | None = self.phrases.resolved(antecedent)
        else:
            found = self._nearest(trigger, roles)
        if found is not None:
            roles.add(role, [found], f"pronoun {trigger.suffix}")

    def meant(self, suffix: str, trigger: Trigger, other: Resolved) -> Resolved | None:
        """Give whom a pronoun after the trigger means, who is not the other side."""
        subject = self.subjects.hidden_subject(trigger.chunk)
        if subject and agrees_with_suffix(suffix, subject[0]):
            return subject[0]
        return self._agreeing_before(replace(trigger, suffix=suffix), other)

    def _nearest(self, trigger: Trigger, roles: Roles) -> Resolved | None:
        excluded = roles.actor[0] if roles.actor else None
        subject = self.subjects.hidden_subject(trigger.chunk)
        is_doer = trigger.act.of in ("actor", "both") or (trigger.act.of == "either" and trigger.act.type == "AID")
        is_of_subject = trigger.form == "noun" and bool(subject) and is_doer
        if is_of_subject and not clashes_with_suffix(trigger.suffix, subject[0]):
            return subject[0]
        barred = INANIMATE if self._harms(trigger) else NOTHING
        before = self._agreeing_before(trigger, excluded, barred)
        return before or self.phrases.memory.pronoun(trigger.suffix, excluded, barred)

    def _harms(self, trigger: Trigger) -> bool:
        """Tell an act that is done to people alone: إعدامها (her execution), اعتقالهم (their arrest)."""
        is_object = trigger.act.of == "recipient" if trigger.form == "noun" else trigger.act.object == "recipient"
        bodily = trigger.act.mode in BODILY or spoken_casualties(self.sentence, trigger, self.phrases.lexicon)
        return is_object and bool(bodily)

    def _agreeing_before(
        self, trigger: Trigger, excluded: Resolved | None, barred: frozenset[str] = NOTHING
    ) -> Resolved | None:
        """Give the nearest phrase of the sentence before the trigger that its pronoun can mean, of no barred kind."""
        for position in range(trigger.chunk - 1, -1, -1):
            if self.chunks[position].kind != "np":
                continue
            found = self.phrases.resolved(position)
            is_other = excluded is None or party_key(found) != party_key(excluded)
            is_fit = found.can_act and not self.phrases.describes(position) and is_other and found.kind not in barred
            if is_fit and agrees_with_suffix(trigger.suffix, found):
                return found
        return None

    def fitting(self, found: list[Resolved], act: Act, harmed: Collection[str] = ()) -> list[Resolved]:
        """Keep those that can be done to: known entities, places hit, and unknown names where a person is expected.

        `harmed` is what befalls them where the act is told by its victims (`killed`, `injured`, `detained`): people.
        """
        if act.mode in SEIZING:
            found = [one for one in found if one.kind not in UNSEIZED]
        found, earlier = (
            [one for one in found if one.entity.sentence == self.sentence.index],
            [one for one in found if one.entity.sentence != self.sentence.index and one.strength],
        )
        if act.type in SPOKEN_TO:
            found = [self.phrases.party_of(one) for one in found]
        elif act.type in OWNED:
            found = [self.phrases.owner_of(one) for one in found if not self._is_weapon(one, act)]
        return earlier + [
            _as_person(one) if harmed else one
            for one in found
            if (one.strength >= 1 and not (act.type in HARMING and one.kind == "place"))
            or (act.type in PERSONAL_TYPES and self._looks_named(one))
            or (one.kind == "unknown" and self._may_be_victim(one, harmed))
            or (act.type in COUNTED and self._is_bare_count(one))
        ]

    def _is_bare_count(self, found: Resolved) -> bool:
        """Tell a number that stands for people: واشنطن تقاضي 8, القبض على اثنين من أفراد المجموعة."""
        if found.count is None or found.kind != "unknown":
            return False
        numbers, following = self.sentence.numbers, self.sentence.tokens[found.first + 1 : found.first + 2]
        return found.last in numbers or (found.first in numbers and any(token.norm == FROM for token in following))

    def _is_weapon(self, found: Resolved, act: Act) -> bool:
        """Tell what one is attacked with: قام بتفجير سيارة مفخخة (set off a car bomb)."""
        return (
            act.type in HARMING
            and any(self.sentence.has_class(at, WEAPONS) for at in range(found.first, found.last + 1))
            and found.kind in ("site", "thing", "unknown")
        )

    def _may_be_victim(self, found: Resolved, harmed: Collection[str]) -> bool:
        """Tell an unknown word that can only be somebody: counted, or a name, or whoever is killed."""
        if found.count is not None or "killed" in harmed:
            return bool(harmed)
        words = self.sentence.words[found.first : found.last + 1]
        return bool(harmed) and not any(
            word.proclitics.has_article or word.is_known_noun or is_common(word.core) for word in words
        )

    def _looks_named(self, found: Resolved) -> bool:
        """Tell an unknown name from an abstract noun: two or more words without article, none of them known."""
        words = self.sentence.words[found.first : found.last + 1]
        if TANWEEN in found.entity.text or (words[-1].core.endswith(ADJECTIVAL) and not words[-1].is_given_name):
            return False
        return len(words) >= 2 and not any(
            word.proclitics.has_article or word.is_known_noun or word.verbs for word in words
        )


def _as_person(found: Resolved) -> Resolved:
    """Give somebody killed or detained of whom nothing is known as what most are: a civilian."""
    is_unknown = found.kind == "unknown" and found.entity.sector == UNKNOWN
    return replace(found, entity=replace(found.entity, sector="CVL")) if is_unknown else found

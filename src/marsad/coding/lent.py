"""Takes a noun that names an act and gives the roles that other words lend it: light verbs, light nouns, clauses."""

from __future__ import annotations

from typing import Final

from marsad.arabic import suffix_splits
from marsad.coding.clauses import Clause
from marsad.coding.governed import Governed
from marsad.coding.light import MAX_GOVERNED, LightVerbs
from marsad.coding.memory import agrees_with_suffix
from marsad.coding.phrases import OF
from marsad.coding.roles import Roles, party_key
from marsad.coding.triggers import Trigger, spoken_casualties

FROM: Final = "من"
BY, IN = "ب", "في"
BOMBS: Final = "instruments.modes.explosives"
ANSWERS: Final = "light_verbs.answers"
CHARGED: Final = "nouns.charged"
ADDRESSING: Final = frozenset({"REQUEST", "ACCUSE"})
KILLING: Final = "casualties.killing"
HARMED: Final = frozenset({"killed", "injured"})
FIGHTING: Final = frozenset({"MIL", "REB", "PRM", "UAF"})
ANNOUNCING: Final = "light_verbs.announcing"
SCENES: Final = "places.scenes"
JUDGING, FORCE = frozenset({"ACCUSE", "REJECT"}), frozenset({"ASSAULT", "COERCE"})
MAX_RESUMED: Final = 6


class Lent:
    """Roles lent to a masdar by the words around it."""

    def __init__(self, governed: Governed) -> None:
        self.governed, self.subjects, self.phrases = governed, governed.subjects, governed.phrases
        self.sentence, self.chunks, self.lexicon = governed.sentence, governed.chunks, governed.phrases.lexicon
        self.light = LightVerbs(governed.subjects)

    def add_light_noun(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor from a noun such as إقدام or تصميم: "the factions' proceeding to the assassination"."""
        before = trigger.chunk - 1
        if before < 0 or self.chunks[before].kind != "np":
            return
        first = self._light_noun_in(before)
        if first is None:
            first = self._answer_in(before, trigger)
        if first is not None and self.chunks[before].last > first:
            inner = self.phrases.memory.repeat(
                self.phrases.reader.resolve(self.sentence, first + 1, self.chunks[before].last)
            )
            inner = self.phrases.party_of(inner)
            roles.add("actor", [inner] if inner.can_act else [], "complement of the light noun")
        elif (
            before
            and self.sentence.has_class(self.chunks[before - 1].first, "light_verbs.nouns")
            and not self.chunks[before].preposition
        ):
            found = self.phrases.resolved(before)
            roles.add("actor", [found] if found.can_act else [], "complement of the light noun")
        else:
            return
        self._add_speaker(roles, trigger)

    def _light_noun_in(self, position: int) -> int | None:
        chunk = self.chunks[position]
        light = (
            at for at in range(chunk.last, chunk.first - 1, -1) if self.sentence.has_class(at, "light_verbs.nouns")
        )
        return next(light, None)

    def _answer_in(self, position: int, trigger: Trigger) -> int | None:
        """Give the noun of replying that an act completes: رد الجيش بقصف البلدة (the army's reply by shelling)."""
        chunk = self.chunks[position]
        is_led = self.chunks[trigger.chunk].preposition == BY and not self.chunks[trigger.chunk].conjunction
        return chunk.first if is_led and self.sentence.has_class(chunk.first, ANSWERS) else None

    def add_light_verb(self, roles: Roles, trigger: Trigger, clause: Clause, *, is_done: bool = True) -> None:
        """Lend the noun the subject of the light verb that governs it: "waged an attack".

        Where the noun names its doer, `is_done` is False, and only whom the act befell is lent: "suffered an attack".
        """
        light = self.light.find(trigger.chunk)
        is_harm = bool(spoken_casualties(self.sentence, trigger, self.lexicon) & HARMED)
        if light is None or (is_harm and not self._claims_killing(light[1], trigger)):
            return
        position, classes = light
        if self.light.is_of_others(position, trigger.chunk):
            return
        around = Clause(self.sentence, self.chunks, position)
        subject, _, how = self.subjects.subject_and_object(position, around, around.after(), None)
        if self.light.is_own_doing(position, trigger.chunk):
            subject = self.subjects.speaker_before(position)
        elif how.startswith("hidden") and not self.light.goes_on(position):
            return
        is_patient = any(name.endswith(("patient", "verbs_patient")) for name in classes)
        if not (is_patient or is_done):
            return
        if is_patient and any(
            chunk.preposition or chunk.kind == "act" for chunk in self.chunks[position + 1 : trigger.chunk]
        ):
            return
        if ANNOUNCING in classes and trigger.act.type == "ASSAULT" and not self._is_doing(trigger.chunk - 1):
            subject = [one for one in subject if one.entity.sector in FIGHTING]
        if not self.chunks[trigger.chunk].preposition:
            given = [group for group in around.after() if group.chunks[-1] < trigger.chunk and group.preposition == OF]
            self.governed.add_governed(roles, trigger.act, given)
        role = "recipient" if is_patient else "actor"
        roles.add(role, [one for one in subject if one.can_act or is_patient], "subject of the light verb")

    def _is_doing(self, position: int) -> bool:
        """Tell a noun of doing alone: أعلنت تركيا شن هجمات (announced the waging of attacks)."""
        chunk = self.chunks[position]
        is_alone = chunk.kind == "np" and chunk.first == chunk.last and not chunk.preposition
        return is_alone and self.sentence.has_class(chunk.first, "light_verbs.nouns")

    def _claims_killing(self, classes: frozenset[str], trigger: Trigger) -> bool:
        """Tell أعلن الجيش قتل القائد (announced having killed him) from the death of somebody: مقتل جنوده."""
        return ANNOUNCING in classes and self.sentence.has_class(trigger.first, KILLING)

    def add_relative(self, roles: Roles, trigger: Trigger) -> None:
        """Take roles from a clause on the noun: "the calm that the factions announced", "the shelling that hit X"."""
        position = self._clause_on(trigger)
        if position is None:
            return
        classes = self.phrases.lemma_classes(self.chunks[position].first)
        groups = Clause(self.sentence, self.chunks, position).after()
        plain = [group for group in groups if not group.preposition]
        if "light_verbs.reaching" in classes and plain:
            roles.add(
                "recipient",
                self.governed.fitting(self.phrases.group(plain[0]), trigger.act),
                "object of the relative clause",
            )
        elif self._tells_doer(position, trigger) and not roles.actor and plain:
            roles.add(
                "actor", [one for one in self.phrases.group(plain[0]) if one.can_act], "subject of the relative clause"
            )
            self.governed.add_governed(roles, trigger.act, groups)

    def _tells_doer(self, position: int, trigger: Trigger) -> bool:
        """Tell a clause whose subject does what the noun names; a noun with a pronoun has its doer there."""
        has_own = trigger.suffix and trigger.act.of == "actor"
        is_doing = not self._is_scene(position) and not self._is_against(position, trigger)
        return not has_own and self.subjects.resumes_object(position) and is_doing

    def _is_against(self, position: int, trigger: Trigger) -> bool:
        """Tell what others do about an act: الهجوم الذي أدانته تركيا (that Turkey condemned), تظاهرة فرقتها الشرطة."""
        lemmas, acts = self.lexicon.lemmas, self.lexicon.acts
        readings = self.sentence.words[self.chunks[position].first].verbs
        told = [acts[at] for one in readings for at in lemmas[one.lemma].acts]
        if trigger.act.type == "PROTEST":
            return any(act.type in FORCE for act in told)
        return trigger.act.type not in JUDGING and any(act.type in JUDGING for act in told if not act.is_conditional)

    def _is_scene(self, position: int) -> bool:
        """Tell a verb whose subject is where things happen: مواجهات تشهدها المحافظة (that the province sees)."""
        return self.sentence.has_class(self.chunks[position].first, SCENES)

    def _clause_on(self, trigger: Trigger) -> int | None:
        """Give the verb of a clause on the noun: right after it, or where a light verb resumes it further on.

        "the wide operations that X wages", "an attack in Sinai, carried out by X".
        """
        position = trigger.chunk + 1
        if position < len(self.chunks) and self._describes(position, trigger):
            position += 1
        is_near = True
        while position < len(self.chunks) and position - trigger.chunk <= MAX_RESUMED:
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                classes = self.phrases.lemma_classes(chunk.first)
                resumes = "light_verbs.active" in classes and self.subjects.resumes_object(position)
                return position if is_near or resumes else None
            if chunk.kind != "relative":
                is_near = False
                if chunk.kind not in ("time", "mark") and not (chunk.kind == "np" and chunk.preposition):
                    return None
                if self.phrases.ends_sentence(chunk):
                    return None
            position += 1
        return None

    def _describes(self, position: int, trigger: Trigger) -> bool:
        """Tell whether a phrase is only an adjective of the noun before it: الواسعة (the wide), ضربات صاروخية."""
        chunk = self.chunks[position]
        is_definite = self.sentence.words[trigger.first].proclitics.has_article
        return (
            chunk.kind == "np"
            and chunk.first == chunk.last
            and not (chunk.preposition or chunk.conjunction)
            and self.sentence.words[chunk.first].proclitics.has_article == is_definite
            and not self.sentence.has_class(chunk.first, BOMBS)
            and self.phrases.resolved(position).strength == 0
        )

    def is_content(self, trigger: Trigger) -> bool:
        """Tell a transitive act that somebody is accused of or sets about, its complement its object.

        اتهمت إيران بدعم الحوثيين (accused Iran of supporting the Houthis), but بدعم إيراني (with Iranian support).
        """
        if self.chunks[trigger.chunk].preposition != BY or trigger.act.object != "recipient":
            return False
        before = self._head_before(trigger.chunk)
        if before < 0 or trigger.act.type == "ORGANIZE":
            return False
        if self.chunks[before].kind != "verb":
            return self._accuses(before)
        is_light = "light_verbs.active" in self.phrases.lemma_classes(self.chunks[before].first)
        return is_light or "ACCUSE" in {self.lexicon.acts[index].type for index in self.light.acts_of(before)}

    def _head_before(self, at: int) -> int:
        """Give the verb or act before a chunk that only phrases without preposition part from it, or -1."""
        before = at - 1
        while before >= 0 and self.chunks[before].kind == "np" and not self.chunks[before].preposition:
            before -= 1
        return before if before >= 0 and self.chunks[before].kind in ("act", "verb") else -1

    def _accuses(self, position: int) -> bool:
        act = self.sentence.words[self.chunks[position].first].act
        if act is None or self.chunks[position].kind != "act":
            return False
        return "ACCUSE" in {self.lexicon.acts[index].type for index in act.acts}

    def add_accused(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of what a noun accuses somebody of: لاتهامها بدعم المتمردين (for her alleged support of)."""
        before = self._head_before(trigger.chunk)
        if roles.actor or before < 0 or not self._accuses(before):
            return
        act = self.sentence.words[self.chunks[before].first].act
        suffix = act.suffix if act is not None else ""
        around = range(before - 1, -1, -1) if suffix else range(before + 1, trigger.chunk)
        for position in around:
            found = self.phrases.resolved(position) if self.chunks[position].kind == "np" else None
            if found is not None and found.can_act and (not suffix or agrees_with_suffix(suffix, found)):
                roles.add("actor", [found], "who is accused")
                return

    def add_charged(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of what somebody is charged with: المتهمين باغتيال النائب, المشتبه به في التفجير."""
        before = trigger.chunk - 1
        own = self.chunks[trigger.chunk]
        if roles.actor or trigger.suffix or before < 0 or own.conjunction or own.preposition not in (BY, IN):
            return
        while before > 0 and self.chunks[before].preposition == BY and self._light_noun_in(before) is not None:
            before -= 1
        chunk = self.chunks[before]
        is_named = (
            chunk.preposition or chunk.last > chunk.first or self.sentence.words[chunk.first].proclitics.has_article
        )
        is_party = chunk.kind == "np" and bool(is_named) and not self.sentence.words[chunk.first].participles
        if is_party and any(self._charges(at) for at in range(max(chunk.first, chunk.last - 1), chunk.last + 1)):
            roles.add("actor", [self.phrases.resolved(before)], "who is charged with it")

    def _charges(self, at: int) -> bool:
        word = self.sentence.words[at]
        acts = word.adjective.acts if word.adjective is not None else ()
        is_accused = "ACCUSE" in {self.lexicon.acts[index].type for index in acts}
        return is_accused or self.sentence.has_class(at, CHARGED)

    def add_addressee(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of what somebody is accused of or asked to do: "accuses X of using phosphorus"."""
        if roles.actor or trigger.act.subject != "actor":
            return
        verb = self._governing_verb(trigger.chunk)
        if verb is None or not ADDRESSING & {self.lexicon.acts[index].type for index in self.light.acts_of(verb)}:
            return
        around = Clause(self.sentence, self.chunks, verb)
        _, addressed, _ = self.subjects.subject_and_object(verb, around, around.after(), None)
        taken = {party_key(one) for one in roles.recipient}
        roles.add(
            "actor",
            [one for one in addressed if one.can_act and party_key(one) not in taken],
            "who is accused or asked",
        )

    def _governing_verb(self, at: int) -> int | None:
        """Give the verb whose complement the masdar at a chunk is: only its subject and times stand between."""
        for position in range(at - 1, max(at - MAX_GOVERNED, -1), -1):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                return position
            if chunk.kind not in ("time", "word") and (chunk.kind != "np" or chunk.preposition):
                return None
        return None

    def add_umbrella(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of an attack from what it is called part of: "the shelling, a chapter of X's escalation"."""
        if roles.actor or trigger.act.type != "ASSAULT":
            return
        for position in range(trigger.chunk + 1, len(self.chunks) - 1):
            chunk, following = self.chunks[position], self.chunks[position + 1]
            if self.phrases.ends_sentence(chunk):
                return
            names_it = chunk.kind in ("np", "act") and any(
                self.sentence.has_class(at, "light_verbs.umbrella") for at in range(chunk.first, chunk.last + 1)
            )
            if names_it and following.kind == "np" and following.preposition == FROM:
                found = self.phrases.resolved(position + 1)
                roles.add("actor", [found] if found.can_act else [], "whose escalation it is called part of")
                return

    def add_dative(self, roles: Roles, trigger: Trigger) -> None:
        """Take the actor of an act that somebody is given cause for: "a pretext for X to repeat the shelling"."""
        at = trigger.chunk
        if roles.actor or at == 0:
            return
        if self.chunks[at].preposition != OF:
            at -= 1
            if self.chunks[at].kind != "np" or self.chunks[at].preposition != OF or self.phrases.resolved(at).strength:
                return
        if at and self.chunks[at - 1].kind == "np" and self.chunks[at - 1].preposition == OF:
            found = self.phrases.resolved(at - 1)
            roles.add("actor", [found] if found.can_act else [], "for whom there is cause")

    def add_backed(self, roles: Roles, trigger: Trigger) -> None:
        """Take who does what with another's support: تقدم الجيش بدعم من الحلفاء (with support from the allies)."""
        is_adverbial = self.chunks[trigger.chunk].preposition == BY and not trigger.suffix
        if trigger.act.type != "AID" or not is_adverbial or roles.recipient or not roles.actor:
            return
        backers = {party_key(one) for one in roles.actor}
        around = (*range(trigger.chunk - 1, -1, -1), *range(trigger.chunk + 1, len(self.chunks)))
        for position in around:
            doers = [one for one in self.subjects.known.get(position, []) if party_key(one) not in backers]
            if self.chunks[position].kind == "verb" and doers:
                roles.add("recipient", doers, "whose act is supported")
                return

    def _add_speaker(self, roles: Roles, trigger: Trigger) -> None:
        """Add who voices a threat in the words "his affirmation of X's resolve to ..."."""
        if trigger.act.type != "THREATEN":
            return
        for at in range(trigger.first - 1, max(trigger.first - 6, -1), -1):
            stems = {stem for stem, suffix in suffix_splits(self.sentence.words[at].norm) if suffix}
            if any("speech.masdars" in self.lexicon.classes.get(stem, ()) for stem in stems):
                roles.add("actor", self.subjects.hidden_subject(trigger.chunk), "who says so")

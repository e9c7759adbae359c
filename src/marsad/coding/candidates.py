"""Takes a trigger and the roles that rules gave it, and gives every phrase that could fill a role, with its traits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.coding.agreement import is_oblique, may_be_subject
from marsad.coding.clauses import Clause
from marsad.coding.entities import Resolved
from marsad.coding.finder import RoleFinder
from marsad.coding.governed import AGENT_MARKS
from marsad.coding.model import Event
from marsad.coding.roles import Roles, party_key
from marsad.coding.status import Standing
from marsad.coding.triggers import Trigger

REACH = 14
"""How many chunks on each side of a trigger are looked at."""
PATH = {"verb": "v", "act": "a", "that": "t", "relative": "r", "link": "l", "source": "s", "mark": "m"}
MAX_PATH, MAX_NEAR, MAX_RANK = 2, 4, 2
STOPS = ".؛:"
KNOWN, NAMED = 2, 3
"""Strengths: what is weaker is looked at only near the trigger; only names are taken from memory."""
ROLES = ("actor", "recipient")
FORCES = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
RULERS = frozenset({"GOV", "LEG", "JUD", "ELI"})
CIVILIANS = frozenset({"CVL", "JRN", "REL", "EDU", "MED", "LAB", "REF", "BUS", "NGO", "UNK", "SOC"})
KINDS = frozenset({"place", "site", "thing", "state", "igo", "media"})
PREPOSITIONS = frozenset(
    {"ل", "ب", "في", "من", "الي", "علي", "مع", "ضد", "بين", "عن", "بحق", "ك", "عبر", "حول", "بشان", "تجاه", "نحو"}
)
GOVERNORS = ("speech", "light", "modality")

Traits = dict[str, str]
Key = tuple[object, ...]


@dataclass(slots=True)
class Candidate:
    """A phrase that could fill a role, its traits, and the role that rules gave its party, if any, by what phrase."""

    found: Resolved
    traits: Traits
    rule: str
    as_ruled: Resolved | None


class Candidates:
    """The candidates of the triggers of one sentence; `found` are its triggers with the roles that rules gave."""

    def __init__(self, finder: RoleFinder, found: Sequence[tuple[Trigger, Roles]], told: Sequence[Event]) -> None:
        self.phrases, self.subjects, self.found = finder.phrases, finder.subjects, found
        self.sentence, self.chunks = finder.phrases.sentence, finder.phrases.chunks
        self.previous = told[-1] if told else None
        self.heads = self._heads()
        self._traits: dict[int, Traits] = {}

    def of(self, trigger: Trigger, roles: Roles, stands: Standing) -> list[Candidate]:
        """Give the candidates of a trigger: those after it, those before it, those that stand elsewhere."""
        around = _Around(self, trigger, roles, stands)
        found = [*around.walk(1), *around.walk(-1)]
        keys = {party_key(candidate.found) for candidate in found}
        for how, one in self._elsewhere(trigger, roles):
            if (how in ("ruled", "hidden") or one.strength == NAMED) and party_key(one) not in keys:
                keys.add(party_key(one))
                found.append(around.elsewhere(one, how))
        return found

    def _elsewhere(self, trigger: Trigger, roles: Roles) -> Iterator[tuple[str, Resolved]]:
        """Give what rules found inside phrases or in memory, and what the document spoke of last."""
        for one in (*roles.actor, *roles.recipient):
            yield "ruled", one
        for one in self.subjects.hidden_subject(trigger.chunk)[:1]:
            yield "hidden", one
        if self.subjects.inherited is not None:
            yield "inherited", self.subjects.inherited
        for one in self.phrases.memory.entities[-1:]:
            yield "last", one

    def _heads(self) -> list[int]:
        """Give for each chunk the first of the coordinated phrases it belongs to."""
        heads: list[int] = []
        for position, chunk in enumerate(self.chunks):
            before = self.chunks[position - 1] if position else None
            is_joined = (
                before is not None
                and chunk.conjunction
                and before.kind == "np"
                and chunk.preposition in ("", before.preposition)
            )
            heads.append(heads[-1] if is_joined else position)
        return heads

    def of_entity(self, one: Resolved) -> Traits:
        """Give the traits of what a phrase names, whatever the trigger."""
        known = self._traits.get(id(one))
        if known is None:
            known = self._traits[id(one)] = {
                "what": _what(one),
                "strength": str(one.strength),
                "kind": one.kind,
                "definite": _flag(one.is_definite),
                "counted": _flag(one.count is not None),
                "told": self._told(one),
            }
        return known

    def _told(self, one: Resolved) -> str:
        """Give the role the party had in the event told last, and whether that stands in this sentence."""
        if self.previous is None:
            return ""
        here = "/here" if self.previous.sentence == self.sentence.index else ""
        for role in reversed(ROLES):
            for entity in getattr(self.previous, role):
                if (entity.name and entity.name == one.entity.name) or (
                    entity.sentence == one.entity.sentence and entity.start == one.entity.start
                ):
                    return role + here
        return ""

    def of_position(self, position: int) -> Traits:
        """Give the traits of where a chunk stands, whatever the trigger."""
        chunks = self.chunks
        return {
            "first": _flag(all(chunks[at].kind in ("mark", "word") for at in range(position))),
            "joined": _flag(self.heads[position] != position),
            "before": chunks[position - 1].kind if position else "start",
            "next": chunks[position + 1].kind if position + 1 < len(chunks) else "end",
        }


class _Around:
    """The traits of candidates around one trigger."""

    def __init__(self, pool: Candidates, trigger: Trigger, roles: Roles, stands: Standing) -> None:
        self.pool, self.trigger, self.act = pool, trigger, trigger.act
        self.sentence, self.chunks = pool.sentence, pool.chunks
        self.persons = trigger.reading.persons if trigger.reading is not None else frozenset()
        clause = Clause(self.sentence, self.chunks, trigger.chunk)
        self.groups = self._groups(clause)
        self.left = clause.before() if trigger.form == "verb" else None
        self.antecedent = clause.antecedent()
        self.hidden = {party_key(one) for one in pool.subjects.hidden_subject(trigger.chunk)}
        self.governor, governor_kind = self._governor()
        self.governs = {party_key(one) for one in pool.subjects.known.get(self.governor, ())}
        self.ruled = {party_key(one): (role, roles.reason(one), one) for role in ROLES for one in getattr(roles, role)}
        self.others = self._others()
        self.base = self._base(roles, governor_kind, stands)

    def _base(self, roles: Roles, governor_kind: str, stands: Standing) -> Traits:
        """Give the traits of the trigger itself, which all its candidates share."""
        trigger, act = self.trigger, self.act
        form = "phrase" if trigger.last > trigger.first and trigger.form == "noun" else trigger.form
        word = self.sentence.words[trigger.first]
        frame = act.subject if form == "participle" else act.of
        if form == "verb":
            frame = f"{self._voice()}/{act.subject}/{act.object}"
        return {
            "form": form,
            "type": stands.type,
            "frame": f"{form}/{frame}",
            "has": _flag(bool(roles.actor)) + "/" + _flag(bool(roles.recipient)),
            "own": "" if form == "verb" else self.chunks[trigger.chunk].preposition,
            "state": "article" if word.proclitics.has_article else "suffix" if trigger.suffix else "bare",
            "governor": governor_kind,
            "headline": _flag(self.sentence.index == 0),
        }

    def _voice(self) -> str:
        reading = self.trigger.reading
        if reading is None:
            return ""
        return "passive" if reading.is_only_passive else "either" if reading.may_be_passive else "active"

    def _groups(self, clause: Clause) -> dict[int, str]:
        """Give for each chunk that the clause governs which group after the trigger it belongs to."""
        found: dict[int, str] = {}
        bare = 0
        for index, group in enumerate(clause.after(self.trigger.company)):
            name = f"{min(index, 3)}{'led' if group.preposition else 'bare'}{min(bare, MAX_RANK)}"
            found.update(dict.fromkeys(group.chunks, name))
            bare += not group.preposition
        return found

    def _governor(self) -> tuple[int, str]:
        """Give the nearest verb before the trigger and of what kind it is."""
        lexicon = self.pool.phrases.lexicon
        for position in range(self.trigger.chunk - 1, max(self.trigger.chunk - REACH, -1), -1):
            chunk = self.chunks[position]
            if chunk.kind == "verb":
                classes = self.pool.phrases.lemma_classes(chunk.first)
                for kind in GOVERNORS:
                    if any(name.startswith(kind) for name in classes):
                        return position, kind
                verbs = self.sentence.words[chunk.first].verbs
                acts = [index for reading in verbs for index in lexicon.lemmas[reading.lemma].acts]
                return position, min((lexicon.acts[index].type for index in acts), default="verb")
            if self._stops(position):
                break
        return -1, "none"

    def _stops(self, position: int) -> bool:
        chunk = self.chunks[position]
        return chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in STOPS

    def _others(self) -> dict[Key, str]:
        """Give for each party the role that rules gave it in another act of the sentence."""
        found: dict[Key, str] = {}
        for trigger, roles in self.pool.found:
            if trigger is not self.trigger:
                side = "<" if trigger.first < self.trigger.first else ">"
                same = "=" if trigger.act.type == self.act.type else ""
                for role in ROLES:
                    for one in getattr(roles, role):
                        found[party_key(one)] = role + side + same
        return found

    def walk(self, step: int) -> Iterator[Candidate]:
        """Give the candidates on one side, nearest first."""
        path = ""
        near = stops = 0
        position = self.trigger.chunk + step
        end = min(len(self.chunks), self.trigger.chunk + REACH + 2) if step > 0 else max(-1, position - REACH - 1)
        for at in range(position, end, step):
            chunk = self.chunks[at]
            if self._stops(at):
                path, stops = path + ".", stops + 1
                if stops > MAX_PATH:
                    return
            elif chunk.kind in PATH and not path.endswith(PATH[chunk.kind]):
                path += PATH[chunk.kind]
            if chunk.kind == "np":
                one = self.pool.phrases.resolved(at)
                place = {
                    "path": path[:MAX_PATH],
                    "near": str(min(near, MAX_NEAR)),
                }
                if one.strength >= KNOWN or len(path) < MAX_PATH or party_key(one) in self.ruled:
                    yield self._near(one, at, step, place)
                near += 1

    def _near(self, one: Resolved, position: int, step: int, place: Traits) -> Candidate:
        head = self.pool.heads[position]
        preposition = self.chunks[head].preposition
        side, slot = ("after" if step > 0 else "before"), self._slot(preposition)
        is_subject = self.governor >= 0 and party_key(one) in self.governs
        traits = {
            **self._shared(one),
            **self.pool.of_position(position),
            **place,
            "side": side,
            "slot": slot,
            "stands": f"{side}:{slot}",
            "group": self.groups.get(position, self.groups.get(head, "-")),
            "left": _flag(self.left is not None and position in self.left.chunks),
            "antecedent": _flag(position == self.antecedent),
            "subject": _flag(is_subject),
            "object": _flag(self.governor >= 0 and self.governor < position < self.trigger.chunk and not is_subject),
            "fits": self._fits(one),
        }
        return self._candidate(one, traits)

    def _candidate(self, one: Resolved, traits: Traits) -> Candidate:
        rule, _, as_ruled = self.ruled.get(party_key(one), ("", "", None))
        return Candidate(one, traits, rule, as_ruled)

    def elsewhere(self, one: Resolved, how: str) -> Candidate:
        """Give a candidate that stands inside another phrase or in an earlier sentence."""
        here = "here" if one.entity.sentence == self.sentence.index else "afar"
        traits = {**self._shared(one), "side": here, "slot": how, "stands": f"{here}:{how}"}
        return self._candidate(one, traits)

    def _shared(self, one: Resolved) -> Traits:
        key = party_key(one)
        rule, reason, _ = self.ruled.get(key, ("", "", None))
        return {
            **self.base,
            **self.pool.of_entity(one),
            "rule": rule,
            "reason": reason,
            "others": self.others.get(key, ""),
            "hidden": _flag(key in self.hidden),
        }

    def _fits(self, one: Resolved) -> str:
        if not self.persons:
            return ""
        return "oblique" if is_oblique(one) else "fits" if may_be_subject(self.persons, one) else "unfit"

    def _slot(self, preposition: str) -> str:
        """Give what the frame says of a preposition, else the preposition."""
        act = self.act
        if not preposition:
            return "bare"
        if preposition in AGENT_MARKS or preposition in act.actor_after:
            return "actor"
        if preposition in act.both_after:
            return "both"
        if preposition in act.recipient_after:
            return "recipient"
        if preposition in act.place_after:
            return "place"
        return preposition if preposition in PREPOSITIONS else "other"


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _what(one: Resolved) -> str:
    """Give in a word what a phrase names."""
    sector = one.entity.sector
    if one.kind in KINDS:
        return one.kind
    if one.strength == 0:
        return "unknown counted" if one.count is not None else "unknown"
    if one.count is not None:
        return "counted force" if sector in FORCES else "counted"
    person = " person" if one.kind == "person" else ""
    if sector in FORCES:
        return "force" + person
    if sector in RULERS:
        return "government" + person
    return "civilian" if sector in CIVILIANS else "party" + person

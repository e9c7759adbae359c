"""Takes the candidates of a trigger and decides, by learned weights, which of them are actors and recipients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from operator import itemgetter

from marsad.coding.candidates import ROLES, Candidate, Traits
from marsad.coding.roles import Roles, party_key
from marsad.lexicon.model import RoleWeights

TOLD_SIGNS = 3

SIGNS = """
rule what strength path group left antecedent subject first joined fits told others hidden counted near kind
rule+reason rule+has rule+what rule+others stands+frame stands+type what+type what+form what+has subject+has
object+governor antecedent+has hidden+others others+has told+has told+type fits+side+path first+headline+side
own+state+stands own+type+side definite+what before+side+slot next+side
"""
TEMPLATES = {name: tuple(name.split("+")) for name in SIGNS.split()}
"""The signs that are weighed: traits alone and together. The value of a sign joins the values of its traits."""

Likely = tuple[float, float]
"""How likely a candidate is an actor, and a recipient."""


def values(traits: Traits) -> list[tuple[str, str]]:
    """Give the signs of a candidate, each with its value."""
    return [(name, _value(traits, parts)) for name, parts in TEMPLATES.items()]


def _value(traits: Traits, parts: tuple[str, ...]) -> str:
    return "|".join([traits.get(part, "") for part in parts])


def _keyed(parts: tuple[str, ...], table: Mapping[str, Likely]) -> dict[object, Likely]:
    """Give a table of weights by what `itemgetter(*parts)` gives, which is quicker to make than a joined value."""
    return {value if len(parts) == 1 else tuple(value.split("|")): pair for value, pair in table.items()}


def choose(candidates: Sequence[Candidate], likely: Sequence[Likely], enough: Likely) -> list[tuple[int, str]]:
    """Give the candidates that are likely enough, each party once, in the order of the text, with their roles."""
    chosen: dict[tuple[object, ...], tuple[int, str]] = {}
    for at in sorted(range(len(candidates)), key=lambda at: (-max(likely[at]), at)):
        role = _role(likely[at], enough)
        key = party_key(candidates[at].found)
        if role and key not in chosen:
            chosen[key] = at, role
    return sorted(chosen.values(), key=lambda one: _place(candidates[one[0]]))


def _role(likely: Likely, enough: Likely) -> str:
    """Give the role whose probability lies furthest above what is enough for it, or ''."""
    actor, recipient = likely[0] - enough[0], likely[1] - enough[1]
    if max(actor, recipient) < 0:
        return ""
    return ROLES[0] if actor >= recipient else ROLES[1]


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.found.entity.sentence, candidate.found.entity.start


class Weigher:
    """Decides on roles by learned weights."""

    def __init__(self, weights: RoleWeights) -> None:
        self.weights = weights
        self.tables = [
            (itemgetter(*parts), _keyed(parts, weights.signs.get(name, {}))) for name, parts in TEMPLATES.items()
        ]
        self.absent = {part: "" for parts in TEMPLATES.values() for part in parts}

    @property
    def is_trained(self) -> bool:
        """True where there is something to weigh by."""
        return bool(self.weights.signs)

    def likely(self, traits: Traits) -> Likely:
        """Give how likely a candidate with these traits is an actor, and a recipient."""
        actor, recipient = self.weights.bias
        full = {**self.absent, **traits}
        for value_of, table in self.tables:
            pair = table.get(value_of(full))
            if pair is not None:
                actor += pair[0]
                recipient += pair[1]
        first, second = exp(min(actor, 30.0)), exp(min(recipient, 30.0))
        total = 1.0 + first + second
        return first / total, second / total

    def weigh(self, candidates: Sequence[Candidate]) -> Roles:
        """Give the roles that the weights choose among the candidates, and why each was taken or left."""
        likely = [self.likely(candidate.traits) for candidate in candidates]
        roles = Roles()
        for at, role in choose(candidates, likely, self.weights.enough):
            candidate = candidates[at]
            found, reason = candidate.found, self._told(candidate, role)
            if candidate.rule == role and candidate.as_ruled is not None:
                found, reason = candidate.as_ruled, candidate.traits["reason"]
            roles.take(role, found, f"{reason} ({likely[at][ROLES.index(role)]:.2f})")
        _tell_rejected(candidates, likely, roles)
        return roles

    def _told(self, candidate: Candidate, role: str) -> str:
        """Name the signs that speak most for a role."""
        column = ROLES.index(role)
        found = [
            (self.weights.signs[name][value][column], f"{name}={value}")
            for name, value in values(candidate.traits)
            if value in self.weights.signs.get(name, {})
        ]
        best = sorted(found, key=lambda one: (-one[0], one[1]))[:TOLD_SIGNS]
        return "weighed by " + ", ".join(sign for weight, sign in best if weight > 0)


def _tell_rejected(candidates: Sequence[Candidate], likely: Sequence[Likely], roles: Roles) -> None:
    """Say which parties the rules had chosen and the weights did not."""
    kept = {(role, party_key(one)) for role in ROLES for one in getattr(roles, role)}
    for candidate, pair in zip(candidates, likely, strict=True):
        key = candidate.rule, party_key(candidate.found)
        if candidate.rule and key not in kept:
            kept.add(key)
            value = pair[ROLES.index(candidate.rule)]
            reason = candidate.traits["reason"]
            roles.why.append(f"not {candidate.rule} «{candidate.found.entity.text}»: {reason} ({value:.2f})")

"""The learned weights of roles: their file, what they decide, what is told of it, and how they are learned."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from marsad.coding import code
from marsad.coding.candidates import Candidate
from marsad.coding.coder import DocumentCoder
from marsad.coding.weighing import TEMPLATES, Weigher
from marsad.errors import LexiconError
from marsad.lexicon import load
from marsad.lexicon.compiler import read_role_weights
from marsad.lexicon.model import RoleWeights

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from train_roles import minimised

SENTENCE = "هاجم مسلحون مجهولون حاجزا للجيش العراقي في كركوك"  # unknown gunmen attacked a checkpoint of the Iraqi army


def test_weights_know_only_signs_that_are_weighed() -> None:
    weights = load().role_weights
    assert weights.signs.keys() <= TEMPLATES.keys()
    assert all(0 < least < 1 for least in weights.enough)
    for name, table in weights.signs.items():
        assert all(value.count("|") == len(TEMPLATES[name]) - 1 for value in table)


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "roles.tsv"
    file.write_text("all\tbias\t0.1\t0.2\nrule\tactor\tmuch\n", "utf-8")
    with pytest.raises(LexiconError, match="line 2"):
        read_role_weights(file)


def test_each_role_says_why_and_how_sure() -> None:
    (event,) = code([SENTENCE])
    told = [why for why in event.why if why.startswith(("actor", "recipient"))]
    assert len(told) == len(event.actor) + len(event.recipient) > 0
    assert all(why.endswith(")") and 0 < float(why[-5:-1]) <= 1 for why in told)


class Unweighed(DocumentCoder):
    """A coder with weights of its own; it keeps the candidates it met."""

    def use(self, weights: RoleWeights) -> list[list[Candidate]]:
        self.weigher, self.met = Weigher(weights), []
        return self.met

    def settle(self, trigger, candidates, ruled):  # type: ignore[no-untyped-def]
        self.met.append(candidates)
        return super().settle(trigger, candidates, ruled)


def test_without_weights_the_rules_decide() -> None:
    coder = Unweighed(load(), None)
    met = coder.use(RoleWeights())
    (event,) = coder.read(SENTENCE).events
    ruled = {one.found.entity.text for one in met[0] if one.rule}
    assert ruled == {one.text for one in (*event.actor, *event.recipient)}


def test_weights_decide_over_rules_and_tell_it() -> None:
    coder = Unweighed(load(), None)
    coder.use(RoleWeights((-9.0, -9.0), (0.5, 0.5), {"rule": {"": (0.0, 0.0)}}))
    analysis = coder.read(SENTENCE)
    assert not any(event.actor or event.recipient for event in analysis.events)
    whys = [why for event in analysis.events for why in event.why]
    assert not analysis.events or any(why.startswith("not actor") for why in whys)


@pytest.mark.parametrize("centre", [(1.0, -2.0, 3.0), (0.0, 0.5, -40.0)])
def test_minimiser_finds_the_lowest_point(centre: tuple[float, ...]) -> None:
    scale, goal = np.array([1.0, 10.0, 0.1]), np.array(centre)

    def bowl(point):  # type: ignore[no-untyped-def]
        return float(scale @ (point - goal) ** 2), 2 * scale * (point - goal)

    assert np.allclose(minimised(bowl, np.zeros(3)), goal, atol=0.05)

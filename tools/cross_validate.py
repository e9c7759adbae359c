"""Takes annotated documents and gives how well what was fitted on them holds on documents that were left out.

    python tools/cross_validate.py FOLDER [FOLDER ...] [--folds 6]

Two sets of weights were fitted: the signs of a repeated happening (`same_as`) and those of a mention (`background`).
Both are fitted anew, by logistic regression and a level that gives the best F1, on all folds but one and tried on that
one. Beside it stand the weights in use, which were fitted on some of these documents, and what fitting on all gives.
Only documents that mark `background` count for it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from marsad.coding import Event, repeats
from marsad.coding.background import evidence
from marsad.coding.coder import DocumentCoder
from marsad.coding.repeats import Wording, same_happening
from marsad.lexicon import load

SEED = 2026
PENALTY = 1.0
STEPS = tuple(step / 4 for step in range(-8, 9))  # added to the level
JUDGED = ("mention: ", "report: ")
Told = list[tuple[Event, Wording]]


@dataclass(frozen=True)
class Read:
    """A document's events as coded, and which annotated event each is, by their ids."""

    told: Told
    gold: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Example:
    """The signs that hold, and whether the decision they speak for is right."""

    signs: tuple[str, ...]
    is_so: bool


@dataclass
class Tally:
    """Decisions made, those that are right, and those that should have been made."""

    made: int = 0
    right: int = 0
    due: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.made + self.due, 1)

    def row(self) -> str:
        """Give precision, recall and F1 as cells."""
        return f"{self.right / max(self.made, 1):.3f} | {self.right / max(self.due, 1):.3f} | {self.f1:.3f}"


Finder = Callable[[Read, Mapping[str, float]], Tally]
Kind = tuple[dict[str, float], Callable[[Read], Iterable[Example]], Finder]


def read(path: Path) -> Read:
    """Code a document of the gold form and pair its events with annotated ones of their type whose triggers meet."""
    held = json.loads(path.read_text("utf-8"))
    coder = DocumentCoder(load(), date.fromisoformat(held["published"]) if held.get("published") else None)
    coder.note_full_names(held["sentences"])
    for text in held["sentences"]:
        coder.read(text)
    gold: dict[str, Mapping[str, Any]] = {}
    for event, _ in coder.told:
        mates = (one for one in held["events"] if one["type"] == event.type and _meet(one["trigger"], event))
        mate = next((one for one in mates if one not in gold.values()), None)
        if mate is not None:
            gold[event.id] = mate
    return Read(coder.told, gold)


def _meet(span: Mapping[str, Any], event: Event) -> bool:
    trigger = event.trigger
    return span["sentence"] == trigger.sentence and span["start"] < trigger.end and trigger.start < span["end"]


def repeat_examples(one: Read) -> Iterable[Example]:
    """Give each event with each earlier one that could be the same happening: the first told of it."""
    for place, (event, wording) in enumerate(one.told):
        mate = one.gold.get(event.id)
        earlier = [(known, word) for known, word in one.told[:place] if known.type == event.type]
        for known, known_wording in earlier if mate is not None else ():
            other = one.gold.get(known.id)
            if mate is None or other is None or other["same_as"] is not None:
                continue
            signs = repeats.signs(event, wording, known, known_wording, of_type=len(earlier))
            yield Example(tuple(signs), mate["same_as"] == other["id"])


def repeats_found(one: Read, weights: Mapping[str, float]) -> Tally:
    """Give how the links of a document are, made with these weights."""
    told: Told = []
    tally = Tally()
    by_id = {event.id: mate for event, mate in ((event, one.gold.get(event.id)) for event, _ in one.told) if mate}
    with patch.dict(repeats.WEIGHTS, weights):
        for event, wording in one.told:
            link = same_happening(replace(event, same_as=None), wording, told)
            told.append((replace(event, same_as=link), wording))
            mate = by_id.get(event.id)
            if mate is None:
                continue
            first = by_id.get(link) if link else None
            tally.made += first is not None
            tally.due += mate["same_as"] is not None
            tally.right += first is not None and mate["same_as"] == first["id"]
    return tally


def mention_examples(one: Read) -> Iterable[Example]:
    """Give the signs of each event and whether it is only a mention, where the annotators say so."""
    for event, _ in one.told:
        mate = one.gold.get(event.id)
        reason = event.why[-1]
        if mate is not None and "background" in mate and reason.startswith(JUDGED):
            signs = reason.split(": ", 1)[1].split(", ")
            yield Example((*filter(None, signs), "always"), bool(mate["background"]))


def mentions_found(one: Read, weights: Mapping[str, float]) -> Tally:
    """Give how the mentions of a document are, told with these weights."""
    examples = list(mention_examples(one))
    called = [sum(weights.get(sign, 0.0) for sign in example.signs) > 0 for example in examples]
    right = sum(example.is_so and is_called for example, is_called in zip(examples, called, strict=True))
    return Tally(sum(called), right, sum(example.is_so for example in examples))


def fitted(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Give the weights of a logistic regression with a penalty on their squares."""
    signs = np.array([[float(name in example.signs) for name in names] for example in examples])
    sense = np.array([1.0 if example.is_so else -1.0 for example in examples])

    def loss(weights: np.ndarray[Any, np.dtype[np.float64]]) -> float:
        return float(np.logaddexp(0.0, -sense * (signs @ weights)).sum() + PENALTY / 2 * (weights**2).sum())

    return dict(zip(names, map(float, minimize(loss, np.zeros(len(names)), method="L-BFGS-B").x), strict=True))


def added(tallies: Iterable[Tally]) -> Tally:
    """Give the sum."""
    total = Tally()
    for one in tallies:
        total.made, total.right, total.due = total.made + one.made, total.right + one.right, total.due + one.due
    return total


def levelled(weights: dict[str, float], learnt: Sequence[Read], found: Finder) -> dict[str, float]:
    """Give the weights with the level, "always", at which they find best what they were fitted on."""
    tried = [{**weights, "always": weights["always"] + step} for step in STEPS]
    return max(tried, key=lambda one: added(found(document, one) for document in learnt).f1)


def print_rows(name: str, documents: Sequence[Read], folds: int, kind: Kind) -> None:
    """Print the rows of one set of weights."""
    in_use, examples_of, found = kind

    def learnt_from(some: Sequence[Read]) -> dict[str, float]:
        return levelled(fitted([example for one in some for example in examples_of(one)], list(in_use)), some, found)

    left_out = []
    for at in range(folds):
        weights = learnt_from([one for place, one in enumerate(documents) if place % folds != at])
        left_out += [found(one, weights) for one in documents[at::folds]]
    everything = learnt_from(documents)
    for title, tallies in (
        ("in use", [found(one, in_use) for one in documents]),
        ("fitted on the other folds", left_out),
        ("fitted on all", [found(one, everything) for one in documents]),
    ):
        print(f"| {name} | {title} | {added(tallies).row()} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=6)
    options = parser.parse_args()
    documents = [read(path) for folder in options.folders for path in sorted(folder.glob("*.json"))]
    random.Random(SEED).shuffle(documents)
    print(f"{len(documents)} documents, {options.folds} folds\n")
    print("| what | weights | precision | recall | F1 |\n|---|---|---|---|---|")
    print_rows("same_as", documents, options.folds, (dict(repeats.WEIGHTS), repeat_examples, repeats_found))
    print_rows("background", documents, options.folds, (evidence().weights, mention_examples, mentions_found))


if __name__ == "__main__":
    main()

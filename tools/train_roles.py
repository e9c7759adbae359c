"""Takes annotated documents and writes the weights by which parties are given their roles: lexicon/built/roles.tsv.

    python tools/train_roles.py FOLDER ... [--folds 10] [--dry-run]

A folder holds one JSON file a document, in the form of `marsad annotate`, with the events that readers found. The coder
reads each document and gives, for each trigger, all phrases that could fill its roles; where a reader has the same
trigger, a phrase is an actor, a recipient or neither by the reader's word. From these a multinomial logistic
regression with L2 penalty learns. The report gives the rules' figures beside the weighed ones, cross-validated over
documents. Same documents, same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.coding.candidates import ROLES, Candidate
from marsad.coding.coder import DocumentCoder
from marsad.coding.model import Entity
from marsad.coding.roles import Roles, party_key
from marsad.coding.triggers import Trigger
from marsad.coding.weighing import TEMPLATES, choose, values
from marsad.lexicon import load
from marsad.lexicon.reader import ROOT

TARGET = ROOT / "built" / "roles.tsv"
PENALTY = 20.0
LEAST_SEEN = 2
STEPS = 150
MEMORY = 10
SMALLEST_WEIGHT = 0.01
ENOUGH = (0.35, 0.28)
"""For actor and recipient. Cross-validated F1 is best at about (0.3, 0.25), but the coder also codes acts that no
reader has, and each party it gives those is one too many."""
SKIPPED = -1

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Act:
    """One trigger that a reader has too: its candidates, their signs, the right role of each, and the parties."""

    candidates: list[Candidate]
    signs: list[list[tuple[str, str]]]
    labels: list[int]
    parties: dict[str, list[set[int]]]
    """By role, for each party the reader names, the candidates that are it."""


@dataclass(slots=True)
class Read:
    """One document: its acts."""

    acts: list[Act] = field(default_factory=list)


class Collector(DocumentCoder):
    """A coder that keeps to the rules and remembers the candidates of each trigger."""

    def __init__(self, published: date | None) -> None:
        super().__init__(load(), published)

    def settle(self, trigger: Trigger, candidates: list[Candidate], ruled: Roles) -> Roles:
        """Remember and keep what the rules say."""
        self.candidates_of.append((trigger, candidates))
        return ruled

    candidates_of: list[tuple[Trigger, list[Candidate]]]


def main() -> int:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--dry-run", action="store_true", help="only report")
    options = parser.parse_args()
    files = [file for folder in options.folders for file in sorted(folder.glob("*.json"))]
    if not files:
        sys.exit(f"no *.json in {', '.join(map(str, options.folders))}")
    documents = [read(json.loads(file.read_text("utf-8"))) for file in files]
    acts = [act for document in documents for act in document.acts]
    print(f"{len(documents)} documents, {len(acts)} acts that readers have too")
    report("by rules", acts, [_by_rules(act) for act in acts])
    likely = cross_validated(documents, options.folds)
    report(
        f"weighed, {options.folds} folds",
        acts,
        [_weighed(act, pairs) for act, pairs in zip(acts, likely, strict=True)],
    )
    weights = Weights.learned(acts)
    report("weighed, learned from the same", acts, [_weighed(act, weights.of(act)) for act in acts])
    if not options.dry_run:
        count = weights.write(TARGET)
        print(f"{count} weights in {TARGET}")
    return 0


def read(document: dict[str, Any]) -> Read:
    """Code a document by rules and mark which candidates readers took."""
    published = date.fromisoformat(document["published"][:10]) if document.get("published") else None
    coder = Collector(published)
    coder.note_full_names(document["sentences"])
    free = dict(enumerate(document["events"]))
    result = Read()
    for text in document["sentences"]:
        coder.candidates_of = []
        sentence = coder.read(text).sentence
        for trigger, candidates in coder.candidates_of:
            start, end = sentence.tokens[trigger.first].start, sentence.tokens[trigger.last].end
            mates = [
                (event["type"] != trigger.act.type, index)
                for index, event in free.items()
                if event["trigger"]["sentence"] == sentence.index
                and event["trigger"]["start"] < end
                and start < event["trigger"]["end"]
            ]
            if mates:
                result.acts.append(_act(candidates, free.pop(min(mates)[1])))
    return result


def _act(candidates: list[Candidate], event: dict[str, Any]) -> Act:
    labels = [0] * len(candidates)
    parties: dict[str, list[set[int]]] = {role: [] for role in ROLES}
    for column, role in enumerate(ROLES, start=1):
        for party in event[role]:
            there = {at for at, one in enumerate(candidates) if _stands_at(party, one.found.entity)}
            named = {at for at, one in enumerate(candidates) if _is_called(party, one.found.entity)}
            for at in named - there:
                labels[at] = labels[at] or SKIPPED
            for at in there or set(sorted(named)[:1]):
                labels[at] = column
            parties[role].append(there | named)
    return Act(candidates, [values(one.traits) for one in candidates], labels, parties)


def _stands_at(party: dict[str, Any], entity: Entity) -> bool:
    if party["sentence"] != entity.sentence:
        return False
    shared = min(party["end"], entity.end) - max(party["start"], entity.start)
    return 2 * shared >= min(party["end"] - party["start"], entity.end - entity.start) > 0


def _is_called(party: dict[str, Any], entity: Entity) -> bool:
    return bool(party.get("name") and entity.name) and party["name"].lower() == str(entity.name).lower()


Chosen = dict[str, list[int]]


def _by_rules(act: Act) -> Chosen:
    keys = [party_key(one.found) for one in act.candidates]
    return {
        role: [at for at, one in enumerate(act.candidates) if one.rule == role and keys.index(keys[at]) == at]
        for role in ROLES
    }


def _weighed(act: Act, likely: Sequence[tuple[float, float]]) -> Chosen:
    chosen = choose(act.candidates, likely, ENOUGH)
    return {role: [at for at, taken in chosen if taken == role] for role in ROLES}


@dataclass(slots=True)
class Figures:
    """Hits, found and annotated parties of each role, and how many acts are right in both."""

    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    right: int = 0

    def add(self, act: Act, chosen: Chosen) -> None:
        """Count one act."""
        is_right = True
        for role in ROLES:
            free, hits = set(chosen[role]), 0
            for party in act.parties[role]:
                match = min(free & party, default=None)
                if match is not None:
                    free.discard(match)
                    hits += 1
            self.hit[role] += hits
            self.found[role] += len(chosen[role])
            self.annotated[role] += len(act.parties[role])
            is_right &= hits == len(act.parties[role]) and len(free) <= (1 if act.parties[role] else 0)
        self.right += is_right

    def f1(self, role: str) -> float:
        """Give F1 of a role."""
        return 2 * self.hit[role] / max(self.found[role] + self.annotated[role], 1)


def figures(acts: Sequence[Act], chosen: Sequence[Chosen]) -> Figures:
    """Count over acts."""
    counted = Figures()
    for act, taken in zip(acts, chosen, strict=True):
        counted.add(act, taken)
    return counted


def report(name: str, acts: Sequence[Act], chosen: Sequence[Chosen]) -> None:
    """Print how well roles are found where the act is."""
    counted = figures(acts, chosen)
    parts = [
        f"{role} P {counted.hit[role] / max(counted.found[role], 1):.3f} "
        f"R {counted.hit[role] / max(counted.annotated[role], 1):.3f} F1 {counted.f1(role):.3f}"
        for role in ROLES
    ]
    print(f"{name:32s} {'  '.join(parts)}  both right {counted.right / max(len(acts), 1):.3f}")


def cross_validated(documents: Sequence[Read], folds: int) -> list[list[tuple[float, float]]]:
    """Give the probabilities of the candidates of each act by weights learned without its document's fold."""
    found: list[list[list[tuple[float, float]]]] = [[] for _ in documents]
    for fold in range(folds):
        weights = Weights.learned(
            [act for at, document in enumerate(documents) if at % folds != fold for act in document.acts]
        )
        for at in range(fold, len(documents), folds):
            found[at] = [weights.of(act) for act in documents[at].acts]
    return [pairs for document in found for pairs in document]


@dataclass(slots=True)
class Weights:
    """Learned weights: `table[column_of[sign, value]]` for actor and recipient, `bias` without any sign."""

    column_of: dict[tuple[str, str], int]
    table: Floats
    bias: Floats

    @staticmethod
    def learned(acts: Sequence[Act]) -> Weights:
        """Learn from acts."""
        rows = [signs for act in acts for signs, label in zip(act.signs, act.labels, strict=True) if label != SKIPPED]
        labels = np.array([label for act in acts for label in act.labels if label != SKIPPED])
        seen = Counter(sign for signs in rows for sign in signs)
        column_of = {sign: at for at, sign in enumerate(sorted(sign for sign, n in seen.items() if n >= LEAST_SEEN))}
        places = _places(rows, column_of)
        target = np.stack([labels == 1, labels == 2], axis=1).astype(float)
        solved = minimised(_objective(places, target, len(column_of)), np.zeros(2 * (len(column_of) + 2)))
        table = solved.reshape(-1, 2)
        return Weights(column_of, table[:-2], table[-1])

    def of(self, act: Act) -> list[tuple[float, float]]:
        """Give how likely each candidate is an actor, and a recipient."""
        if not act.signs:
            return []
        padded = np.vstack([self.table, np.zeros((1, 2))])
        margins = padded[_places(act.signs, self.column_of)].sum(axis=1) + self.bias
        return [(float(actor), float(recipient)) for actor, recipient in _softmax(margins)]

    def write(self, target: Path) -> int:
        """Write the weights that matter and give how many."""
        lines = [f"all\tbias\t{self.bias[0]:.3f}\t{self.bias[1]:.3f}", f"all\tenough\t{ENOUGH[0]}\t{ENOUGH[1]}"]
        for (sign, value), column in self.column_of.items():
            actor, recipient = self.table[column]
            if max(abs(actor), abs(recipient)) >= SMALLEST_WEIGHT:
                lines.append(f"{sign}\t{value}\t{actor:.3f}\t{recipient:.3f}")
        target.write_text("\n".join(lines) + "\n", "utf-8")
        return len(lines)


def _places(rows: Sequence[Sequence[tuple[str, str]]], column_of: dict[tuple[str, str], int]) -> NDArray[np.int64]:
    """Give the columns of the signs of each row; those not known lead to one column more, whose weight is 0."""
    unknown = len(column_of)
    return np.array([[column_of.get(sign, unknown) for sign in signs] for signs in rows]).reshape(-1, len(TEMPLATES))


def _softmax(margins: Floats) -> Floats:
    grown = np.exp(np.minimum(margins, 30.0))
    return np.asarray(grown / (1.0 + grown.sum(axis=1, keepdims=True)))


Objective = Callable[[Floats], tuple[float, Floats]]


def _objective(places: NDArray[np.int64], target: Floats, columns: int) -> Objective:
    """Give the penalised loss and its gradient; the last two rows are the unknown sign (kept 0) and the bias."""
    flat = places.ravel()

    def objective(point: Floats) -> tuple[float, Floats]:
        table = point.reshape(-1, 2)
        likely = _softmax(table[places].sum(axis=1) + table[-1])
        none = 1.0 - likely.sum(axis=1)
        right = (target * likely).sum(axis=1) + (1.0 - target.sum(axis=1)) * none
        penalised = table[:columns]
        loss = -np.log(np.maximum(right, 1e-12)).sum() + PENALTY / 2 * (penalised**2).sum()
        slope = likely - target
        gradient = np.zeros_like(table)
        for column in range(2):
            spread = np.repeat(slope[:, column], places.shape[1])
            gradient[:, column] = np.bincount(flat, spread, minlength=len(table))
        gradient[:columns] += PENALTY * penalised
        gradient[columns] = 0.0
        gradient[-1] = slope.sum(axis=0)
        return float(loss), gradient.ravel()

    return objective


def minimised(objective: Objective, point: Floats) -> Floats:
    """Minimise a smooth convex function by L-BFGS with backtracking (Nocedal and Wright, algorithm 7.5)."""
    value, slope = objective(point)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        direction = -_inverse_times(slope, pairs)
        step, decrease = 1.0, float(slope @ direction)
        while True:
            following = point + step * direction
            new_value, new_slope = objective(following)
            if new_value <= value + 1e-4 * step * decrease or step < 1e-8:
                break
            step /= 2
        moved, turned = following - point, new_slope - slope
        if moved @ turned > 1e-10:
            pairs = [*pairs, (moved, turned)][-MEMORY:]
        is_done = value - new_value < 1e-5 * abs(value)
        point, value, slope = following, new_value, new_slope
        if is_done:
            break
    return point


def _inverse_times(slope: Floats, pairs: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Give the inverse curvature, as far as the last steps tell it, times the slope."""
    result, factors = slope.copy(), []
    for moved, turned in reversed(pairs):
        factor = (moved @ result) / (turned @ moved)
        factors.append(factor)
        result -= factor * turned
    if pairs:
        moved, turned = pairs[-1]
        result *= (moved @ turned) / (turned @ turned)
    else:
        result /= max(float(np.abs(result).max()), 1.0)
    for (moved, turned), factor in zip(pairs, reversed(factors), strict=True):
        result += moved * (factor - (turned @ result) / (turned @ moved))
    return result


if __name__ == "__main__":
    sys.exit(main())

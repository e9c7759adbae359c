"""Takes annotated documents and writes the weights that tell events worth keeping: lexicon/built/evidence.tsv.

    python tools/train_evidence.py FOLDER ... [--folds 10] [--dry-run]

A folder holds one JSON file a document, in the form of `marsad annotate`, with the events that readers found. The coder
codes each document without weighing; an event is right where its trigger shares a character with a reader's. From
these a logistic regression with L2 penalty learns the weights. Before it writes, it reports detection with and without
weighing, cross-validated over documents. Same documents, same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.coding.coder import DocumentCoder
from marsad.coding.evidence import BIAS, ENOUGH, probability
from marsad.coding.model import Event
from marsad.lexicon import load
from marsad.lexicon.reader import ROOT

TARGET = ROOT / "built" / "evidence.tsv"
PENALTY = 8.0
LEAST_SEEN = 10
STEPS = 8
SMALLEST_WEIGHT = 0.02


@dataclass(frozen=True)
class Coded:
    """One document: the signs of each of its events, whether a reader found it, and how many readers found."""

    signs: list[frozenset[str]]
    is_right: list[bool]
    annotated: int


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
    documents = [coded(json.loads(file.read_text("utf-8"))) for file in files]
    report("all events kept", documents, [[1.0] * len(document.signs) for document in documents])
    report(f"weighed, {options.folds} folds", documents, cross_validated(documents, options.folds))
    weights = train(documents)
    report("weighed, on what it learned from", documents, probabilities(documents, weights))
    if not options.dry_run:
        TARGET.write_text("".join(f"{sign}\t{weight:.3f}\n" for sign, weight in sorted(weights.items())), "utf-8")
        print(f"{len(weights)} weights in {TARGET}")
    return 0


def coded(document: dict[str, Any]) -> Coded:
    """Code a document without weighing and mark what readers found too."""
    published = date.fromisoformat(document["published"][:10]) if document.get("published") else None
    coder = DocumentCoder(load(), published, keeps_all=True)
    coder.note_full_names(document["sentences"])
    events: list[Event] = []
    signs: list[frozenset[str]] = []
    for text in document["sentences"]:
        analysis = coder.read(text)
        events += analysis.events
        signs += analysis.signs
    return Coded(signs, matches(events, document["events"]), len(document["events"]))


def matches(events: Sequence[Event], annotated: Sequence[dict[str, Any]]) -> list[bool]:
    """Tell for each event whether its trigger is, one to one, that of an annotated one; equal types first."""
    pairs = sorted(
        (event.type != other["type"], here, there)
        for here, event in enumerate(events)
        for there, other in enumerate(annotated)
        if event.trigger.sentence == other["trigger"]["sentence"]
        and event.trigger.start < other["trigger"]["end"]
        and other["trigger"]["start"] < event.trigger.end
    )
    taken: set[int] = set()
    found: set[int] = set()
    for _, here, there in pairs:
        if here not in found and there not in taken:
            found.add(here)
            taken.add(there)
    return [here in found for here in range(len(events))]


def train(documents: Sequence[Coded]) -> dict[str, float]:
    """Give the weights of the signs that are seen often enough, by Newton's method on the penalised likelihood."""
    seen = Counter(sign for document in documents for signs in document.signs for sign in signs)
    names = sorted(sign for sign, count in seen.items() if count >= LEAST_SEEN)
    column = {sign: place + 1 for place, sign in enumerate(names)}
    rows = [signs for document in documents for signs in document.signs]
    matrix = np.zeros((len(rows), len(names) + 1))
    matrix[:, 0] = 1
    for row, signs in enumerate(rows):
        for sign in signs:
            if sign in column:
                matrix[row, column[sign]] = 1
    target = np.array([right for document in documents for right in document.is_right], dtype=float)
    solved = newton(matrix, target)
    weights = {BIAS: float(solved[0])} | {sign: float(solved[column[sign]]) for sign in names}
    return {sign: weight for sign, weight in weights.items() if abs(weight) >= SMALLEST_WEIGHT}


def newton(matrix: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minimise the logistic loss with an L2 penalty on all but the first column, in the dual (rows are few)."""
    penalty = np.full(matrix.shape[1], PENALTY)
    penalty[0] = 1e-3
    weights = np.zeros(matrix.shape[1])
    scaled = matrix / penalty
    gram = scaled @ matrix.T
    for _ in range(STEPS):
        margin = matrix @ weights
        likely = 1 / (1 + np.exp(-margin))
        curvature = np.maximum(likely * (1 - likely), 1e-6)
        working = margin + (target - likely) / curvature
        weights = scaled.T @ np.linalg.solve(gram + np.diag(1 / curvature), working)
    return weights


def probabilities(documents: Sequence[Coded], weights: dict[str, float]) -> list[list[float]]:
    """Give the probability of each event of each document."""
    return [[probability(signs, weights) for signs in document.signs] for document in documents]


def cross_validated(documents: Sequence[Coded], folds: int) -> list[list[float]]:
    """Give the probabilities of each document by weights learned without its fold."""
    found: list[list[float]] = [[] for _ in documents]
    for fold in range(folds):
        weights = train([document for at, document in enumerate(documents) if at % folds != fold])
        for at, document in enumerate(documents):
            if at % folds == fold:
                found[at] = [probability(signs, weights) for signs in document.signs]
    return found


def report(name: str, documents: Sequence[Coded], likely: Sequence[Sequence[float]]) -> None:
    """Print detection at the threshold the coder uses."""
    kept = [
        right
        for document, values in zip(documents, likely, strict=True)
        for right, value in zip(document.is_right, values, strict=True)
        if value >= ENOUGH
    ]
    annotated = sum(document.annotated for document in documents)
    precision, recall = sum(kept) / max(len(kept), 1), sum(kept) / max(annotated, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name:34s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({len(kept)} events, {annotated} annotated)")


if __name__ == "__main__":
    sys.exit(main())

"""Takes word frequencies and a corpus and writes the restoration model: src/marsad/restore/data/evidence.npz.

    python tools/build_restore_model.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

Word frequencies are those of wordfreq (CC BY-SA 4.0) and of the corpus (JSON lines with `id` and `text`), in halves.
Words used alike are put into classes; then a logistic regression learns to tell two words that follow each other from
two that were put side by side. Only hashes with a byte or two each are kept, so no text can be read from it.
One article in ten never enters, so that the model can be measured on it (is_held_out).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from math import log10

import numpy as np
import wordfreq
from numpy.typing import NDArray

from marsad.restore.evidence import DATA, ZIPF_STEP, Evidence, read_word
from marsad.restore.regression import MIXES, PARTS, SLOT_BITS, WEIGHT_STEP, multiplier
from marsad.restore.words import EDGE, NOTHING, bare_word, key, plain

MAX_WORDS = 350_000
MIN_CLASSED = 8
CLASSES, CONTEXTS, DIMENSIONS, ROUNDS = 250, 1500, 80, 12
WRONG = 3  # places put together at random, for each real one
BATCH = 20_000
RATES = {0.05: 0.8, 0.2: 0.5}  # a slow and a fast learner, whose mistakes differ, and their shares
HIDDEN = 0.25  # how often an outer word is not shown
NEAR = 40
SEED = 20201
HALF = np.uint64(32)

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def main() -> None:
    """Write the model and tell its size."""
    paragraphs = list(lines(sys.argv[1:]))
    counts = Counter(word for tokens in paragraphs for token in tokens if (word := bare_word(token)))
    values = frequencies(counts)
    classes = classified(paragraphs, counts)
    table = word_table(values, classes)
    weights = np.clip(np.rint(learned(paragraphs, classes) / WEIGHT_STEP), -127, 127).astype(np.int8)
    DATA.parent.mkdir(exist_ok=True)
    np.savez_compressed(DATA, weights=weights, **table)
    print(f"{len(values)} words, {len(classes)} of them in classes, {DATA.stat().st_size} bytes")


def is_held_out(article: str) -> bool:
    """Tell by its id whether an article is kept for measuring: one in ten, by a hash of the id."""
    return int.from_bytes(blake2b(article.encode(), digest_size=4).digest(), "little") % 10 == 0


def lines(paths: list[str], held_out: bool = False) -> Iterator[list[str]]:
    """Give the paragraphs of the corpus as tokens."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for record in stream:
                article = json.loads(record)
                if is_held_out(article["id"]) == held_out:
                    yield from filter(None, (line.split() for line in article["text"].split("\n")))


def frequencies(counts: Counter[str]) -> dict[str, int]:
    """Give the quantised Zipf frequency of every Arabic word form, from general use and from the corpus."""
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        form = plain(word)
        found[form] = found.get(form, 0.0) + frequency / 2
    total = sum(counts.values())
    for word, count in counts.items():
        if count > 1:
            found[word] = found.get(word, 0.0) + (count - 0.75) / total / 2
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS]
    return {word: max(1, min(255, round((log10(frequency) + 9) / ZIPF_STEP))) for word, frequency in best}


def classified(paragraphs: list[list[str]], counts: Counter[str]) -> dict[str, int]:
    """Give the class (from 1) of each word that is frequent enough: words with like neighbours are in one class."""
    words = [word for word, count in counts.most_common() if count >= MIN_CLASSED]
    number = {word: at for at, word in enumerate(words)}
    stream = np.array(
        [number.get(bare_word(token), -1) for tokens in paragraphs for token in [*tokens, ""]], dtype=np.int64
    )
    vectors = embedded(stream, len(words))
    return dict(zip(words, (int(one) + 1 for one in clustered(vectors)), strict=True))


def embedded(stream: Ints, size: int) -> Floats:
    """Give a vector for each word: its positive pointwise mutual information with neighbours, in few dimensions."""
    first, second = stream[:-1], stream[1:]
    known = (first >= 0) & (second >= 0)
    first, second = first[known], second[known]
    rows = np.concatenate([first[second < CONTEXTS], second[first < CONTEXTS]])
    columns = np.concatenate([second[second < CONTEXTS], first[first < CONTEXTS] + CONTEXTS])
    cells, count = np.unique(rows * 2 * CONTEXTS + columns, return_counts=True)
    rows, columns = cells // (2 * CONTEXTS), cells % (2 * CONTEXTS)
    by_row, by_column = np.bincount(rows, count, size), np.bincount(columns, count, 2 * CONTEXTS)
    value = np.maximum(0, np.log(count * count.sum() / (by_row[rows] * (by_column[columns] + 50)))).astype(np.float32)
    value = np.sqrt(value)
    starts = np.searchsorted(rows, np.arange(0, size + 2000, 2000))
    blocks = range(len(starts) - 1)

    def block(at: int) -> Floats:
        dense = np.zeros((min(2000, size - 2000 * at), 2 * CONTEXTS), dtype=np.float32)
        part = slice(starts[at], starts[at + 1])
        dense[rows[part] - 2000 * at, columns[part]] = value[part]
        return dense

    gram = np.zeros((2 * CONTEXTS, 2 * CONTEXTS), dtype=np.float32)
    for at in blocks:
        dense = block(at)
        gram += dense.T @ dense
    strengths, directions = np.linalg.eigh(gram)
    best = directions[:, -DIMENSIONS:] / np.sqrt(np.sqrt(np.maximum(strengths[-DIMENSIONS:], 1e-6)))
    found = np.concatenate([block(at) @ best for at in blocks])
    unit: Floats = (found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return unit


def clustered(vectors: Floats) -> Ints:
    """Give each vector's cluster (spherical k-means)."""
    chance = np.random.default_rng(SEED)
    centres = vectors[chance.choice(min(len(vectors), 8000), CLASSES, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(vectors, 20)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / (norms + 1e-9), centres)
    return nearest


def word_table(values: dict[str, int], classes: dict[str, int]) -> dict[str, NDArray[np.uint8]]:
    """Give the table of words by their sorted hashes: the gaps between these, a byte of frequency and of class each."""
    hashed: dict[int, tuple[int, int]] = {}
    for word, value in sorted(values.items(), key=lambda pair: pair[1]):
        hashed[key(word)] = (value, classes.get(word, 0))
    ordered = sorted(hashed)
    gaps = np.diff(np.array(ordered, dtype="<u4"), prepend=np.array([0], dtype="<u4"))
    rows = np.array([hashed[one] for one in ordered], dtype=np.uint8)
    return {"gaps": gaps.view(np.uint8).reshape(-1, 4).T, "values": rows[:, 0], "classes": rows[:, 1]}


class Classes(Evidence):
    """The model as far as it is known before learning: the classes of words."""

    def __init__(self, classes: dict[str, int]) -> None:
        self._class = classes

    def entry(self, word: str) -> tuple[float, int]:
        """Give no frequency and the class."""
        return 0.0, self._class.get(word, 0)


class Stream:
    """The corpus as arrays: for each token its four ids and its marks, paragraphs apart by an edge."""

    def __init__(self, paragraphs: list[list[str]], classes: dict[str, int]) -> None:
        model, number = Classes(classes), {"\n": 0}
        rows = [(*EDGE.ids, "", "")]
        places = [0]
        for tokens in paragraphs:
            for token in tokens:
                at = number.get(token)
                if at is None:
                    at = number[token] = len(rows)
                    word = read_word(token, model)
                    rows.append((*word.ids, word.opening, word.closing))
                places.append(at)
            places.append(0)
        self.ids = np.array([row[:4] for row in rows], dtype=np.uint64)
        signs = sorted({row[4] for row in rows} | {row[5] for row in rows})
        sign = {one: at for at, one in enumerate(signs)}
        self.opening = np.array([sign[row[4]] for row in rows])
        self.closing = np.array([sign[row[5]] for row in rows])
        self.marks = np.array([[key(f"{one} {two}") for two in signs] for one in signs], dtype=np.uint64)
        self.tokens = np.array(places)

    def slots(self, left: Ints, right: Ints, hidden: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Ints:
        """Give the slots of each place's features, for places after `left` (a position) and before `right`."""
        far_left, near_left, near_right, far_right = (
            self.tokens[np.clip(at, 0, len(self.tokens) - 1)] for at in (left - 1, left, right, right + 1)
        )
        ids = [self.ids[one] for one in (far_left, near_left, near_right, far_right)]
        ids[0][near_left == 0] = NOTHING.ids
        ids[3][near_right == 0] = NOTHING.ids
        ids[0][hidden[0]] = NOTHING.ids
        ids[3][hidden[1]] = NOTHING.ids
        mark = self.marks[self.closing[near_left], self.opening[near_right]]
        found = np.empty((len(left), len(MIXES)), dtype=np.int64)
        for at, mix in enumerate(MIXES):
            total = mark * np.uint64(multiplier(at, 4)) >> HALF if mix.mark else np.zeros(len(left), dtype=np.uint64)
            for role in range(4):
                if part := mix[role]:
                    total += ids[role][:, PARTS.index(str(part))] * np.uint64(multiplier(at, role)) >> HALF
            found[:, at] = ((total & np.uint64(0xFFFFFFFF)) >> np.uint64(32 - SLOT_BITS)).astype(np.int64)
        return found


def learned(paragraphs: list[list[str]], classes: dict[str, int]) -> Floats:
    """Give the weights (log10 of odds), learned in one pass so that no place is seen twice."""
    chance = np.random.default_rng(SEED)
    stream = Stream(paragraphs, classes)
    learners = {rate: Learner(rate) for rate in RATES}
    order = chance.permutation(len(stream.tokens) - 1)
    for start in range(0, len(order), BATCH // (1 + WRONG)):
        left = order[start : start + BATCH // (1 + WRONG)]
        slots, wanted, importance = examples(stream, left, chance)
        touched, place = np.unique(slots.ravel(), return_inverse=True)
        for learner in learners.values():
            learner.learn(slots, touched, place.ravel(), wanted, importance)
    found: Floats = sum(
        (np.float32(share) * learners[rate].weights for rate, share in RATES.items()),
        np.zeros(1 << SLOT_BITS, dtype=np.float32),
    )
    return (found / np.float32(np.log(10))).astype(np.float32)


class Learner:
    """A logistic regression over slots that learns at one rate (Adagrad)."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.weights: Floats = np.zeros(1 << SLOT_BITS, dtype=np.float32)
        self._squares: Floats = np.full(1 << SLOT_BITS, 1.0, dtype=np.float32)

    def learn(self, slots: Ints, touched: Ints, place: Ints, wanted: Floats, importance: Floats) -> None:
        """Take in one batch of places; `touched` are the slots met, `place` where each slot stands among them."""
        odds = self.weights[slots].sum(axis=1)
        error = (wanted - 1 / (1 + np.exp(-odds))) * importance
        gradient = np.repeat(error.astype(np.float32), slots.shape[1])
        summed = np.bincount(place, gradient, len(touched)).astype(np.float32)
        self._squares[touched] += summed * summed
        self.weights[touched] += self.rate * summed / np.sqrt(self._squares[touched])


def examples(stream: Stream, left: Ints, chance: np.random.Generator) -> tuple[Ints, Floats, Floats]:
    """Give real places and, for each, wrong ones: the same left side before another right side, mostly nearby."""
    size = len(stream.tokens)
    near = left + 1 + chance.integers(-NEAR, NEAR, len(left))
    sides = [left + 1, near, left + 1 + chance.integers(-NEAR, NEAR, len(left)), chance.integers(0, size, len(left))]
    right = np.concatenate([np.clip(one, 1, size - 1) for one in sides])
    lefts = np.tile(left, 1 + WRONG)
    hidden = (chance.random(len(lefts)) < HIDDEN, chance.random(len(lefts)) < HIDDEN)
    wanted = np.where(right == lefts + 1, 1.0, 0.0).astype(np.float32)
    importance = np.where(np.arange(len(lefts)) < len(left), 1.0, 1.0 / WRONG).astype(np.float32)
    importance[(wanted == 1.0) & (np.arange(len(lefts)) >= len(left))] = 0.0
    return stream.slots(lefts, right, hidden), wanted, importance


if __name__ == "__main__":
    main()

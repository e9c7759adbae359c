"""Takes a corpus and writes the networks that tell which words follow each other: restore/data/network.npz.

    python tools/build_restore_network.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

It learns to tell the place after a word from places elsewhere, mostly nearby, in a few passes over the corpus. The
words it knows are kept as hashes, its numbers in a byte or two each, so no text can be read from it. One article in ten
never enters (build_restore_model.is_held_out). The same corpus gives the same file: the work is done in one thread.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded: sums in another order would give other bytes

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from build_restore_model import Classes, lines
from marsad.restore.evidence import read_word
from marsad.restore.network import DATA, LAYERS, SIDE, Keys, Rows
from marsad.restore.words import EDGE, NOTHING, bare_word, key, shape, stem

MIN_WORD, MIN_STEM, MIN_SHAPE = 15, 10, 200  # how often one must be met to have a vector of its own
DIMENSIONS, FIRST, SECOND = 80, 160, 32
WRONG = 3  # places put together at random, for each real one
NEAR = 14  # as far as another word of the same line is
DEPTHS = (0.1, 0.2, 0.7)  # how often one, two, three words of a side are shown
BATCH = 2048
RATE, LEAST_RATE, WARM_UP = 3e-3, 0.03, 50
VECTOR_RATE = 25.0  # vectors learn faster: each is met seldom
REPORTED = 200
LEVELS = 31  # on either side of zero, that a number of a vector is rounded to
NETWORKS = ((20201, 6, 0.0), (4, 5, 0.2))  # seed, passes, and how often a word's own vector is hidden while it learns
HIDING_SEED = 99

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def main() -> None:
    """Write the network and tell how well it has learned."""
    paragraphs = list(lines(sys.argv[1:]))
    keys = known_keys(paragraphs)
    places = Places(paragraphs, Rows(*keys))
    content: dict[str, Any] = dict(zip(("words", "stems", "shapes"), keys, strict=True))
    for number, (seed, passes, hidden) in enumerate(NETWORKS):
        learner = Learner(places.rows_count, np.random.default_rng(seed))
        loss = learner.learn(places, passes, hidden)
        content |= {f"{name}_{number}": one for name, one in quantised(learner).items()}
        print(f"{places.rows_count} vectors, loss {loss:.4f}")
    np.savez_compressed(DATA, **content)
    print(f"{DATA.stat().st_size} bytes")


def known_keys(paragraphs: list[list[str]]) -> tuple[Keys, Keys, Keys]:
    """Give the sorted hashes of the words, stems and shapes that are frequent enough."""
    words = Counter(word for tokens in paragraphs for token in tokens if (word := bare_word(token)))
    stems: Counter[str] = Counter()
    shapes: Counter[str] = Counter()
    for word, count in words.items():
        stems[f"t{stem(word)}"] += count
        shapes[f"s{shape(word)}"] += count
    found = ((words, MIN_WORD), (stems, MIN_STEM), (shapes, MIN_SHAPE))
    first, second, third = (
        np.unique(np.array([key(one) for one, count in counts.items() if count >= least], dtype=np.uint32))
        for counts, least in found
    )
    return first, second, third


class Places:
    """The corpus as arrays: for each token its type, for each type the rows of its vectors; paragraphs have an edge."""

    def __init__(self, paragraphs: list[list[str]], rows: Rows) -> None:
        self.rows_count = rows.count + 1  # the last stays empty, for words of fewer than four rows
        model = Classes({})
        words = [EDGE, NOTHING]
        number: dict[str, int] = {}
        types = [0]
        for tokens in paragraphs:
            for token in tokens:
                at = number.get(token)
                if at is None:
                    at = number[token] = len(words)
                    words.append(read_word(token, model))
                types.append(at)
            types.append(0)
        self.table, self.types = rows.of(words), np.array(types)
        self._unknown_word = rows.starts[1] - 1

    def table_hidden(self, share: float, chance: np.random.Generator) -> Ints:
        """Give the rows of each type, some words without their own vector and half as many without their stem's.

        So a network learns to judge words that are rare, as names mostly are, by what is left of them.
        """
        if not share:
            return self.table
        found = self.table.copy()
        found[chance.random(len(found)) < share, 0] = self._unknown_word
        found[chance.random(len(found)) < share / 2, 1] = self.rows_count - 1
        found[:2] = self.table[:2]
        return found

    def side(self, start: Ints, step: int, chance: np.random.Generator) -> Ints:
        """Give the types of the three words from a position outwards, nothing beyond an edge or what is not shown."""
        found = np.empty((len(start), SIDE), dtype=np.int64)
        depth = chance.choice(np.arange(1, SIDE + 1), len(start), p=DEPTHS)
        is_inside = np.ones(len(start), dtype=bool)
        for at in range(SIDE):
            types = self.types[np.clip(start + step * at, 0, len(self.types) - 1)]
            found[:, at] = np.where(is_inside & (at < depth), types, 1)
            is_inside &= types != 0
        return found

    def examples(self, left: Ints, chance: np.random.Generator) -> tuple[Ints, Ints, Floats, Floats]:
        """Give left sides, and for each the real right side and wrong ones; whether it is real; how much it counts."""
        last = len(self.types) - 1
        wrong = [left + 1 + chance.integers(-NEAR, NEAR, len(left)) for _ in range(WRONG - 1)]
        wrong.append(chance.integers(0, last + 1, len(left)))
        starts = [left + 1, *(np.clip(one, 1, last) for one in wrong)]
        lefts = self.side(left, -1, chance)
        rights = np.concatenate([self.side(start, 1, chance) for start in starts])
        wanted = np.concatenate([start == left + 1 for start in starts]).astype(np.float32)
        counts = np.where(np.arange(len(wanted)) < len(left), 1.0, np.where(wanted == 1.0, 0.0, 1 / WRONG))
        return lefts, rights, wanted, counts.astype(np.float32)


class Learner:
    """The network as it learns: vectors by Adagrad, layers by Adam."""

    def __init__(self, rows: int, chance: np.random.Generator) -> None:
        self.chance = chance
        self.vectors = self._normal((rows, DIMENSIONS), 0.1)
        self.vectors[-1] = 0
        inputs = SIDE * DIMENSIONS
        self.layers: dict[str, Floats] = {
            "left": self._normal((inputs, FIRST), (2 / inputs) ** 0.5),
            "right": self._normal((inputs, FIRST), (2 / inputs) ** 0.5),
            "first_bias": np.zeros(FIRST, dtype=np.float32),
            "second": self._normal((FIRST, SECOND), (2 / FIRST) ** 0.5),
            "second_bias": np.zeros(SECOND, dtype=np.float32),
            "third": self._normal((SECOND,), 0.2),
            "third_bias": np.zeros(1, dtype=np.float32),
        }
        self._means = {name: np.zeros_like(one) for name, one in self.layers.items()}
        self._squares = {name: np.zeros_like(one) for name, one in self.layers.items()}
        self._vector_squares = np.zeros((rows, 1), dtype=np.float32)

    def _normal(self, size: tuple[int, ...], width: float) -> Floats:
        return (self.chance.standard_normal(size) * width).astype(np.float32)

    def learn(self, places: Places, passes: int, hidden: float) -> float:
        """Learn in a few passes, each with other wrong places; give the mean loss of the last tenth."""
        hiding = np.random.default_rng(HIDING_SEED)
        order = np.concatenate([self.chance.permutation(len(places.types) - 1) for _ in range(passes)])
        steps = len(order) // BATCH
        losses = []
        for step in range(steps):
            examples = places.examples(order[step * BATCH : (step + 1) * BATCH], self.chance)
            rate = RATE * min(1, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - step / steps)
            losses.append(self.step(places.table_hidden(hidden, hiding), examples, rate, step + 1))
            if step % REPORTED == 0:
                print(f"{step} of {steps} steps, loss {np.mean(losses[-REPORTED:]):.4f}", file=sys.stderr)
        return float(np.mean(losses[-max(1, steps // 10) :]))

    def step(self, table: Ints, examples: tuple[Ints, Ints, Floats, Floats], rate: float, number: int) -> float:
        """Take in one batch and give its loss."""
        lefts, rights, wanted, counts = examples
        layers, times = self.layers, len(rights) // len(lefts)
        left, left_rows = self._looked_up(table, lefts)
        right, right_rows = self._looked_up(table, rights)
        inner = np.tile(left @ layers["left"], (times, 1)) + right @ layers["right"] + layers["first_bias"]
        np.maximum(inner, 0, out=inner)
        outer = np.maximum(inner @ layers["second"] + layers["second_bias"], 0)
        sure = 1 / (1 + np.exp(-(outer @ layers["third"] + layers["third_bias"][0])))
        error = ((sure - wanted) * counts / len(lefts)).astype(np.float32)
        outer_error = np.outer(error, layers["third"]) * (outer > 0)
        inner_error = (outer_error @ layers["second"].T) * (inner > 0)
        left_error = inner_error.reshape(times, len(lefts), -1).sum(axis=0)
        vector_errors = [left_error @ layers["left"].T, inner_error @ layers["right"].T]
        slopes = {
            "left": left.T @ left_error,
            "right": right.T @ inner_error,
            "first_bias": inner_error.sum(axis=0),
            "second": inner.T @ outer_error,
            "second_bias": outer_error.sum(axis=0),
            "third": outer.T @ error,
            "third_bias": np.array([error.sum()], dtype=np.float32),
        }
        self._move_vectors(np.concatenate([left_rows, right_rows]), vector_errors, rate)
        self._move_layers(slopes, rate, number)
        likely = wanted * np.log(sure + 1e-7) + (1 - wanted) * np.log(1 - sure + 1e-7)
        return float(-(counts * likely).sum() / counts.sum())

    def _looked_up(self, table: Ints, types: Ints) -> tuple[Floats, Ints]:
        rows = table[types.ravel()]
        summed: Floats = sum((self.vectors[rows[:, at]] for at in range(1, 4)), self.vectors[rows[:, 0]])
        return summed.reshape(len(types), SIDE * DIMENSIONS), rows

    def _move_vectors(self, rows: Ints, errors: Iterable[Floats], rate: float) -> None:
        error = np.concatenate([one.reshape(-1, DIMENSIONS) for one in errors])
        places = (rows.ravel(), np.repeat(np.arange(len(rows)), rows.shape[1]))
        spread = csr_matrix((np.ones(rows.size, dtype=np.float32), places), shape=(len(self.vectors), len(rows)))
        slope = spread @ error
        slope[-1] = 0
        self._vector_squares += (slope * slope).mean(axis=1, keepdims=True)
        self.vectors -= VECTOR_RATE * rate * slope / (np.sqrt(self._vector_squares) + 1e-6)

    def _move_layers(self, slopes: dict[str, Floats], rate: float, number: int) -> None:
        for name, slope in slopes.items():
            mean, square = self._means[name], self._squares[name]
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            fair_mean, fair_square = mean / (1 - 0.9**number), square / (1 - 0.999**number)
            self.layers[name] = self.layers[name] - rate * fair_mean / (np.sqrt(fair_square) + 1e-8)


def quantised(learner: Learner) -> dict[str, NDArray[Any]]:
    """Give what is kept of a network: vectors in six bits a number (a byte before packing), layers in two bytes."""
    vectors = learner.vectors[:-1]
    step = np.float32(np.quantile(np.abs(vectors), 0.9995) / LEVELS)
    layers = {name: one for name, one in learner.layers.items() if name in LAYERS}
    layers["first"] = np.concatenate([learner.layers["left"], learner.layers["right"]])
    found: dict[str, NDArray[Any]] = {name: one.astype(np.float16) for name, one in layers.items()}
    kept = np.clip(np.rint(vectors / step), -LEVELS, LEVELS).astype(np.int8)
    return found | {"vectors": kept, "step": np.array(step)}


if __name__ == "__main__":
    main()

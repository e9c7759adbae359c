"""Takes word frequencies and a corpus and writes the restoration model: src/marsad/restore/data/evidence.bin.

    python tools/build_restore_model.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

Word frequencies are those of wordfreq (CC BY-SA 4.0). What two words attract each other is counted in the corpus
(JSON lines with `id` and `text`); only 32-bit hashes of pairs with one byte each are kept, so no text can be read from
it. One article in ten never enters, so that the model can be measured on it (is_held_out).
"""

from __future__ import annotations

import gzip
import json
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from math import log10

import wordfreq

from marsad.arabic.normal import normalize
from marsad.restore.evidence import (
    ASSOCIATION_STEP,
    DATA,
    PUNCTUATION,
    ZIPF_STEP,
    bare_word,
    folded,
    key,
    shape,
)

MIN_PAIR = 1
MIN_SHAPE = 5
MAX_PAIRS = 1_150_000
MAX_WORDS = 350_000


def main() -> None:
    """Write the model and tell its size."""
    words = frequencies()
    pairs = associations(sys.argv[1:], words)
    content = table(words) + table(pairs)
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_bytes(content)
    print(f"{len(words)} words, {len(pairs)} pairs, {len(content)} bytes")


def is_held_out(article: str) -> bool:
    """Tell by its id whether an article is kept for measuring: one in ten, by a hash of the id."""
    return int.from_bytes(blake2b(article.encode(), digest_size=4).digest(), "little") % 10 == 0


def frequencies() -> dict[str, int]:
    """Give the quantised Zipf frequency of every Arabic word form, in normal form."""
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        norm = normalize(word)
        found[norm] = found.get(norm, 0.0) + frequency
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS]
    return {word: max(1, min(255, round((log10(frequency) + 9) / ZIPF_STEP))) for word, frequency in best}


def associations(paths: list[str], frequency: dict[str, int]) -> dict[str, int]:
    """Give the quantised association (log10 of observed over expected) of pairs seen more than once."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    shapes: Counter[tuple[str, str]] = Counter()
    shape_of = {word: shape(word, value * ZIPF_STEP) for word, value in frequency.items()}
    for tokens in lines(paths):
        words = [bare_word(token) for token in tokens]
        single.update(words)
        for at in range(1, len(tokens)):
            first = tokens[at - 1][-1] if tokens[at - 1][-1] in PUNCTUATION else words[at - 1]
            pairs[first, words[at]] += 1
            before = first if first in PUNCTUATION else shape_of.get(first) or shape(first, 0.0)
            shapes[before, shape_of.get(words[at]) or shape(words[at], 0.0)] += 1
            if first == words[at - 1]:
                pairs[f"~{folded(first)}", folded(words[at])] += 1
    frequent = {pair: count for pair, count in shapes.items() if count >= MIN_SHAPE}
    return quantised(single, pairs) | quantised(single, Counter(frequent))


def quantised(single: Counter[str], pairs: Counter[tuple[str, str]]) -> dict[str, int]:
    """Give one byte a pair: the association, of pairs whose words are few enough to matter."""
    first, second = Counter[str](), Counter[str]()
    for (before, after), count in pairs.items():
        first[before] += count
        second[after] += count
    total = sum(single.values())
    kept = sorted(
        ((count, pair) for pair, count in pairs.items() if count >= MIN_PAIR and all(pair)),
        key=lambda item: (-item[0], item[1]),
    )[:MAX_PAIRS]
    values = {}
    for count, (before, after) in kept:
        strength = log10((count - 0.4) * total / (first[before] * second[after]))
        values[f"{before} {after}"] = max(1, min(255, round((strength + 2.0) / ASSOCIATION_STEP)))
    return values


def lines(paths: list[str]) -> Iterator[list[str]]:
    """Give the lines of the corpus as tokens."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for record in stream:
                article = json.loads(record)
                if is_held_out(article["id"]):
                    continue
                for line in article["text"].split("\n"):
                    tokens = [token for token in line.split() if bare_word(token)]
                    if len(tokens) > 1:
                        yield tokens


def table(values: dict[str, int]) -> bytes:
    """Give a table's bytes: the number of entries, their sorted hashes, a byte for each."""
    hashed: dict[int, int] = {}
    for text, value in values.items():
        number = key(text)
        hashed[number] = max(value, hashed.get(number, 0))
    ordered = sorted(hashed)
    return len(ordered).to_bytes(4, "little") + array("I", ordered).tobytes() + bytes(hashed[one] for one in ordered)


if __name__ == "__main__":
    main()

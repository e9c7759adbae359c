"""Takes articles and gives which of them are copies of one text, such as an agency's, whoever prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash
from scipy.sparse import csr_array

from marsad.arabic import tokenize
from marsad.arabic.model import Kind

HASHES, SEED = 512, 20180414
SHINGLE = 3
MOST_DAYS_APART = 5
SHARED = 0.49  # of the shorter text
SHORTEST = 12  # shingles; what is shorter is a headline, and like many others
ANY_DAY = 0  # of articles without one, which are held against those of all days
HASH_BITS = 32
Digest = NDArray[np.uint32]
Pair = tuple[str, str]
Order = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """What of a document tells whether it is a copy."""

    id: str
    text: str
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """An article's fingerprint: MinHash digest of its three-word sequences, and how many of those there are."""

    id: str
    published: date | None
    size: int
    digest: Digest

    @property
    def order(self) -> Order:
        """Which of several copies is the first: by publication, then by id."""
        return order(self.id, self.published)


def order(id_: str, published: date | None) -> Order:
    """Give where an article stands among others: by publication, then by id."""
    return (published.isoformat() if published else "9999"), id_


def prints(articles: Iterable[Article]) -> list[Print]:
    """Give the fingerprints of articles."""
    held = [(article, sorted(shingles(article.text))) for article in articles]
    digests = RMinHash.digests_from_token_sets([found for _, found in held], HASHES, SEED) if held else []
    return [
        Print(article.id, article.published, len(found), np.array(digest if found else (), np.uint32))
        for (article, found), digest in zip(held, digests, strict=True)
    ]


def shingles(text: str) -> set[str]:
    """Give the three-word sequences of a text."""
    words = [token.norm for token in tokenize(text) if token.kind is not Kind.PUNCTUATION]
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def pairs(fresh: Sequence[Print], held: Sequence[Print] = ()) -> Iterator[Pair]:
    """Give the pairs of copies, ids in order, of which at least one is among the fresh articles.

    Two are copies where most of the shorter one stands in the longer one and they are of the same days.
    """
    own = [one for one in fresh if one.size >= SHORTEST]
    everyone = [*own, *(one for one in held if one.size >= SHORTEST)]
    if not own:
        return
    alike = _equal_hashes(everyone)
    alike = (alike[: len(own)] @ alike.T).tocoo()
    days = np.array([ANY_DAY if one.published is None else one.published.toordinal() for one in everyone])
    sizes = np.array([one.size for one in everyone])
    first, second = alike.coords
    apart = np.abs(days[first] - days[second])
    near = (apart <= MOST_DAYS_APART) | (days[first] == ANY_DAY) | (days[second] == ANY_DAY)
    near &= shared(sizes[first], sizes[second], alike.data / HASHES) >= SHARED
    near &= (second >= len(own)) | (first < second)
    for one, other in zip(first[near].tolist(), second[near].tolist(), strict=True):
        ids = everyone[one].id, everyone[other].id
        yield min(ids), max(ids)


def _equal_hashes(some: Sequence[Print]) -> csr_array:
    """Give a row an article and a column for each hash at its place, so that products count how many are equal."""
    digests = np.array([one.digest for one in some], np.int64)
    _, columns = np.unique(digests + (np.arange(HASHES) << HASH_BITS), return_inverse=True)
    ends = np.arange(0, digests.size + 1, HASHES)
    return csr_array((np.ones(digests.size), columns.ravel(), ends), shape=(len(some), int(columns.max()) + 1))


def shared(size: Any, other: Any, equal: Any) -> Any:
    """Give which part of the shorter text's sequences the longer one has too, by how much of their digests is equal."""
    return equal / (1 + equal) * (size + other) / np.minimum(size, other)


def firsts(found: Iterable[Pair], order_of: Mapping[str, Order]) -> dict[str, str]:
    """Give of each copy the first article of its text: copies of copies are copies."""
    likes: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in found:
        likes[one].add(other)
        likes[other].add(one)
    home: dict[str, str] = {}
    for start in sorted(likes, key=order_of.__getitem__):
        waiting = [] if start in home else [start]
        while waiting:
            one = waiting.pop()
            home[one] = start
            waiting += [other for other in likes[one] if other not in home]
    return {one: first for one, first in home.items() if one != first}


def copies(articles: Iterable[Article]) -> Mapping[str, str]:
    """Give, of each article that is a copy, the id of the first one of the same text."""
    made = prints(articles)
    return firsts(pairs(made), {one.id: one.order for one in made})

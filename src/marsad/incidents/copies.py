"""Takes articles and gives which of them are copies of one text, such as an agency's, whoever prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash
from scipy.sparse import csr_array

from marsad.arabic import split_sentences, tokenize
from marsad.arabic.model import Kind

HASHES, SEED = 512, 20180414
SHINGLE = 3
MOST_DAYS_APART = 5
WORTH_READING = 0.3  # what two digests must tell of the shorter text's part so that the texts are compared
COPIED = 0.5  # of the shorter text's sequences and sentences
SHORTEST = 12  # shingles; what is shorter is a headline, and like many others
SENTENCE = 3  # shingles of a sentence that counts
ANY_DAY = 0  # of articles without one, which are held against those of all days
HASH_BITS = 32
Digest = NDArray[np.uint32]
Pair = tuple[str, str]
Order = tuple[str, str]
Texts = Callable[[Collection[str]], Mapping[str, str]]


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


def pairs(fresh: Sequence[Print], held: Sequence[Print], texts: Texts) -> set[Pair]:
    """Give the pairs of copies, ids in order, of which at least one is among the fresh articles.

    `texts` gives the texts of articles: those are compared whose digests are alike enough.
    """
    likely = sorted(set(_likely(fresh, held)))
    text_by_id = texts({id_ for pair in likely for id_ in pair})
    return {(one, other) for one, other in likely if copied(text_by_id[one], text_by_id[other]) >= COPIED}


def copied(first: str, second: str) -> float:
    """Give which part of the shorter text stands in the longer one, 0 to 1.

    It is the mean of the part of its three-word sequences, and of the part of its sentences: one stands in the other
    text, lightly edited perhaps, where half of its sequences do. Reports of one happening share quotations and names,
    but hardly most of their sentences.
    """
    ours, theirs = shingles(first), shingles(second)
    if len(ours) > len(theirs):
        first, ours, theirs = second, theirs, ours
    of_sentences = [found for one in split_sentences(first) if len(found := shingles(one.text)) >= SENTENCE]
    if not ours or not of_sentences:
        return 0.0
    standing = sum(2 * len(found & theirs) >= len(found) for found in of_sentences)
    return (len(ours & theirs) / len(ours) + standing / len(of_sentences)) / 2


def _likely(fresh: Sequence[Print], held: Sequence[Print]) -> Iterator[Pair]:
    """Give the pairs of the same days of which much of the shorter article seems to stand in the longer one."""
    own = [one for one in fresh if one.size >= SHORTEST]
    everyone = [*own, *(one for one in held if one.size >= SHORTEST)]
    if not own:
        return
    alike = _equal_hashes(everyone)
    alike = (alike[: len(own)] @ alike.T).tocoo()
    days = np.array([ANY_DAY if one.published is None else one.published.toordinal() for one in everyone])
    sizes = np.array([one.size for one in everyone])
    first, second = alike.coords
    near = np.abs(days[first] - days[second]) <= MOST_DAYS_APART
    near |= (days[first] == ANY_DAY) | (days[second] == ANY_DAY)
    near &= _shared(sizes[first], sizes[second], alike.data / HASHES) >= WORTH_READING
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


def _shared(size: Any, other: Any, equal: Any) -> Any:
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
    held = list(articles)
    made = prints(held)
    return firsts(copied_pairs(held, made), {one.id: one.order for one in made})


def copied_pairs(articles: Sequence[Article], made: Sequence[Print] | None = None) -> set[Pair]:
    """Give the pairs of copies among articles, ids in order; `made` are their fingerprints, where they are known."""
    text_by_id = {one.id: one.text for one in articles}
    return pairs(prints(articles) if made is None else made, (), lambda _: text_by_id)

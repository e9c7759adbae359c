"""Takes articles and gives which of them are copies of one text, such as an agency's, whoever prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rensa import RMinHash

from marsad.arabic import tokenize
from marsad.arabic.model import Kind

HASHES, SEED = 512, 20180414
BANDED = 256  # hashes by which articles to compare are found
ROWS = 2  # hashes in a band: two articles are compared where one whole band is equal
SHINGLE = 3
MOST_DAYS_APART = 5
SHARED = 0.49  # of the shorter text
SHORTEST = 12  # shingles; what is shorter is a headline, and like many others
Digest = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What of a document tells whether it is a copy."""

    id: str
    text: str
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Print:
    """An article's fingerprint: MinHash digest of its three-word sequences, and how many of those there are."""

    id: str
    published: date | None
    size: int
    digest: Digest

    @property
    def order(self) -> tuple[str, str]:
        """Which of several copies is the first: by publication, then by id."""
        return (self.published.isoformat() if self.published else "9999"), self.id


def print_of(article: Article) -> Print:
    """Give an article's fingerprint."""
    found = shingles(article.text)
    digest = RMinHash.digests_from_token_sets([sorted(found)], HASHES, SEED)[0] if found else ()
    return Print(article.id, article.published, len(found), tuple(digest))


def shingles(text: str) -> set[str]:
    """Give the three-word sequences of a text."""
    words = [token.norm for token in tokenize(text) if token.kind is not Kind.PUNCTUATION]
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def shared(first: Print, second: Print) -> float:
    """Give which part of the shorter article's sequences the longer one has too, 0 to 1, as the digests tell it."""
    if not first.digest or not second.digest:
        return 0.0
    equal = sum(map(int.__eq__, first.digest, second.digest)) / HASHES
    together = equal / (1 + equal) * (first.size + second.size)
    return min(1.0, together / min(first.size, second.size))


def are_copies(first: Print, second: Print) -> bool:
    """True where most of the shorter article stands in the longer one and they are of the same days."""
    if min(first.size, second.size) < SHORTEST:
        return False
    if first.published and second.published and abs((first.published - second.published).days) > MOST_DAYS_APART:
        return False
    return shared(first, second) >= SHARED


class Copies:
    """The copies among articles that come one by one, in whatever order."""

    def __init__(self) -> None:
        self.prints: dict[str, Print] = {}
        self._bands: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
        self._likes: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, one: Print) -> None:
        """Take an article's fingerprint."""
        for id_ in sorted({id_ for band in _bands(one) for id_ in self._bands.get(band, ())} - {one.id}):
            if are_copies(one, self.prints[id_]):
                self._likes[one.id].add(id_)
                self._likes[id_].add(one.id)
        self.prints[one.id] = one
        for band in _bands(one):
            self._bands[band].append(one.id)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give the pairs of copies."""
        return ((one, other) for one, others in self._likes.items() for other in others if one < other)

    def firsts(self) -> dict[str, str]:
        """Give of each copy the first article of its text: copies of copies are copies."""
        found: dict[str, str] = {}
        for start in sorted(self._likes, key=lambda id_: self.prints[id_].order):
            waiting = [] if start in found else [start]
            while waiting:
                one = waiting.pop()
                found[one] = start
                waiting += [other for other in self._likes[one] if other not in found]
        return {one: first for one, first in found.items() if one != first}


def _bands(one: Print) -> list[tuple[int, ...]]:
    return [(at, *one.digest[at : at + ROWS]) for at in range(0, min(BANDED, len(one.digest)), ROWS)]


def copies(articles: Iterable[Article]) -> Mapping[str, str]:
    """Give, of each article that is a copy, the id of the first one of the same text."""
    found = Copies()
    for article in articles:
        found.add(print_of(article))
    return found.firsts()

"""Takes the words cut at the ends of a document's lines and tells between which letters its lines are cut.

An extractor that takes a gap for the end of a run does so wherever the same letters meet: all words with `ري` or with
`لك` are cut in one document, none in another. What is usual (data/cuts.toml, tools/build_restore_cuts.py) was learned
from texts that PDFBox read; a document's own cuts outweigh it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from pathlib import Path

from marsad.restore.damage import TATWEEL

DATA = Path(__file__).parent / "data" / "cuts.toml"
USUAL = 0.1  # the share of cuts at letters that are not met elsewhere
TRUST = 1.0  # how many sights of the letters the share of rarer ones counts for
LEARNED_TRUST = 3.0  # and a share that was learned from other documents
MAX_WORTH = 1.5  # log10
SURELY_CUT = 0.7  # the share of cuts from which a token is taken to begin a run


@dataclass(frozen=True, slots=True)
class UsualCuts:
    """The shares of words cut between letters, and of tokens that are rests of words, that are usual if any are cut."""

    shares: dict[str, float]
    begins: dict[str, float]

    def worth(self, left: str, right: str) -> float:
        """Give log10 of how much likelier than elsewhere a cut is between two pieces of a word in any document."""
        three, two, _ = cut_keys(left.strip(TATWEEL)[-1:], right.strip(TATWEEL)[:2])
        return log10(self.shares.get(three, self.shares.get(two, USUAL)) / USUAL)


@lru_cache(maxsize=1)
def usual_cuts() -> UsualCuts:
    """Give the shipped shares, loaded when they are first needed."""
    content = tomllib.loads(DATA.read_text("utf-8"))
    return UsualCuts(content["shares"], content["begins"])


class Cuts:
    """How often words are cut, and are not, at the same two or three letters of a document."""

    def __init__(self, joints: Iterable[tuple[str, str]], tokens: Iterable[str]) -> None:
        self._cut = Counter(key for left, right in joints for key in cut_keys(left[-1:], right[:2]))
        self._whole = Counter(key for token in tokens for key in _inner_keys(token)) if self._cut else Counter()
        self._worths: dict[tuple[str, str], float] = {}
        self._begins: dict[str, float] = {}

    def worth(self, left: str, right: str) -> float:
        """Give log10 of how much likelier than usual a cut is between two pieces of a word."""
        if not self._cut:
            return 0.0
        place = (left.strip(TATWEEL)[-1:], right.strip(TATWEEL)[:2])
        found = self._worths.get(place)
        if found is None:
            three, two, after = cut_keys(*place)
            share = self._share(three, max(self._share(two), self._share(after)))
            found = self._worths[place] = max(-MAX_WORTH, min(MAX_WORTH, log10(share / USUAL)))
        return found

    def begins_run(self, token: str) -> float:
        """Give log10 of how much likelier a token is to begin a run than to stand within one, if it mostly does."""
        if not self._cut:
            return 0.0
        begin = token[:2]
        found = self._begins.get(begin)
        if found is None:
            share = self._share(f"|{begin}")
            found = min(MAX_WORTH, log10(share / (1 - share))) if share >= SURELY_CUT else 0.0
            self._begins[begin] = found
        return found

    def rest_begins_run(self, token: str) -> float:
        """Give the same of a token that is taken for the rest of a cut word."""
        learned = usual_cuts().begins.get(token[:2]) if self._cut else None
        if learned is None:
            return self.begins_run(token)
        share = self._share(f"|{token[:2]}", learned, LEARNED_TRUST)
        return max(self.begins_run(token), min(MAX_WORTH, log10(share / (1 - share))))

    def _share(self, key: str, usual: float = USUAL, trust: float = TRUST) -> float:
        learned = usual_cuts().shares.get(key)
        if learned is not None:
            usual, trust = learned, LEARNED_TRUST
        cut = max(0, self._cut[key] - 1)  # the cut that is asked for does not speak for itself
        return (cut + trust * usual) / (cut + self._whole[key] + trust)


def cut_keys(left: str, right: str) -> tuple[str, str, str]:
    """Give the three letters around a cut, the two, and the two after it."""
    return f"{left}|{right}", f"{left}|{right[:1]}", f"|{right}"


def _inner_keys(text: str) -> Iterator[str]:
    for at in range(1, len(text)):
        yield from cut_keys(text[at - 1], text[at : at + 2])

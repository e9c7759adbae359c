"""Takes a corpus and writes between which letters PDFBox cuts words: src/marsad/restore/data/cuts.toml.

    python tools/build_restore_cuts.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

Articles are set in Amiri, plain and stretched, and read by PDFBox (restore_pairs.py); the words it cuts are counted by
the letter before the cut and one or two after it. Only articles that entered the other models are used.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

import restore_pairs
from build_restore_model import is_held_out
from marsad.restore.cuts import DATA, cut_keys
from marsad.restore.damage import LETTERS, TATWEEL

ARTICLES, MAX_LENGTH = 400, 6000
MIN_CUT, MIN_SHARE = 4, 0.15
MIN_MET = 20  # from which it is told that letters are cut less often than with others after them
MIN_BEGUN, MIN_SHARE_BEGUN = 8, 0.5
LEAST, MOST = 0.01, 0.99
HEAD = """\
# Between which letters PDFBox cuts words set in Amiri, and how a token begins that is the rest of a cut word.
# Written by tools/build_restore_cuts.py (make restore-model).
"""


def main() -> None:
    """Write the shares and tell how many there are."""
    missing = restore_pairs.obstacle()
    if missing:
        sys.exit(f"{DATA.name} stays as it is; {missing}; install it and run this again")
    texts = list(articles(sys.argv[1:]))
    cuts = CutCounts()
    for maker in (restore_pairs.plain_pairs, restore_pairs.kashida_pairs):
        for clean, read in zip(texts, maker(texts), strict=True):
            cuts.add(clean, read.replace(TATWEEL, ""))
    shares, begins = cuts.shares(), cuts.begins()
    DATA.write_text(f"{HEAD}\n[shares]\n{table(shares)}\n[begins]\n{table(begins)}", "utf-8")
    print(f"{len(shares)} places between letters, {len(begins)} beginnings")


def articles(paths: list[str]) -> Iterator[str]:
    """Give some articles that are not held out, chosen by a hash of their ids."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for record in map(json.loads, stream):
                if not is_held_out(record["id"]):
                    order = blake2b(f"cuts {record['id']}".encode(), digest_size=8).digest()
                    found.append((order, record["text"][:MAX_LENGTH]))
    yield from (text for _, text in sorted(found)[:ARTICLES])


class CutCounts:
    """How often words are met, and met cut, at the same letters."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()
        self._cut: Counter[str] = Counter()
        self._tokens: Counter[str] = Counter()
        self._rests: Counter[str] = Counter()

    def add(self, clean: str, read: str) -> None:
        """Take in a text and what was read of it: a word is cut where its two pieces were read more often than set."""
        words, tokens = Counter(clean.split()), Counter(read.split())
        for token, times in tokens.items():
            self._tokens[token[:2]] += times
        for word, times in words.items():
            for at in range(1, len(word)):
                for key in cut_keys(word[at - 1], word[at : at + 2])[:2]:
                    self._met[key] += times
            lost = times - tokens[word]
            if lost > 0:
                self._add_cut(word, lost, [at for at in range(1, len(word)) if _is_cut(word, at, words, tokens)])

    def _add_cut(self, word: str, times: int, places: list[int]) -> None:
        if len(places) != 1:
            return
        rest = word[places[0] :]
        for key in cut_keys(word[places[0] - 1], rest[:2])[:2]:
            self._cut[key] += times
        if len(rest) > 1:
            self._rests[rest[:2]] += times

    def shares(self) -> dict[str, float]:
        """Give the share of words cut between letters, where it is no small one, or smaller than with other letters."""
        all_shares = {
            key: self._cut[key] / met for key, met in self._met.items() if LETTERS.issuperset(key[0] + key[2:])
        }
        found = {key for key, share in all_shares.items() if share >= MIN_SHARE and self._cut[key] >= MIN_CUT}
        other = {key for key in all_shares if len(key) > 3 and key[:3] in found and self._met[key] >= MIN_MET}
        return {key: all_shares[key] for key in found | other}

    def begins(self) -> dict[str, float]:
        """Give how often a token is the rest of a cut word, by the two letters with which it mostly is."""
        found = {key: times / self._tokens[key] for key, times in self._rests.items() if times >= MIN_BEGUN}
        return {key: share for key, share in found.items() if share >= MIN_SHARE_BEGUN and LETTERS.issuperset(key)}


def _is_cut(word: str, at: int, words: Counter[str], tokens: Counter[str]) -> bool:
    left, right = word[:at], word[at:]
    return tokens[left] > words[left] and tokens[right] > words[right]


def table(shares: dict[str, float]) -> str:
    """Give lines of TOML."""
    return "".join(f'"{key}" = {min(MOST, max(LEAST, share)):.2f}\n' for key, share in sorted(shares.items()))


if __name__ == "__main__":
    main()

"""Takes words in normal form and gives how frequent they are in general use, and the words without particles."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data" / "frequencies.bin"
ZIPF_STEP: Final = 0.04
PREFIXES: Final = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
SUFFIXES: Final = ("ها", "هم", "ه", "ا", "ين", "ون", "ات")


def key(text: str) -> int:
    """Give the 32-bit hash under which a word is kept."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Give a word without its commonest particles and endings, for what is known of its kin."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


class Frequencies:
    """How frequent words are (Zipf scale, 0..8), looked up by hash."""

    def __init__(self, keys: array[int], values: bytes) -> None:
        self._keys, self._values = keys, values
        self._zipf: dict[str, float] = {}

    def zipf(self, word: str) -> float:
        """Give log10 of how often the word occurs in a thousand million; 0 where it is not known."""
        found = self._zipf.get(word)
        if found is None:
            wanted = key(word)
            at = bisect_left(self._keys, wanted)
            known = at < len(self._keys) and self._keys[at] == wanted
            found = self._zipf[word] = self._values[at] * ZIPF_STEP if known else 0.0
        return found


@lru_cache(maxsize=1)
def frequencies() -> Frequencies:
    """Give the shipped frequencies, loaded when they are first needed."""
    content = DATA.read_bytes()
    count = int.from_bytes(content[:4], "little")
    keys = array("I")
    keys.frombytes(content[4 : 4 + 4 * count])
    return Frequencies(keys, content[4 + 4 * count :])

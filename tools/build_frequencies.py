"""Takes the word frequencies of wordfreq and writes those of normal forms: src/marsad/arabic/data/frequencies.bin.

python tools/build_frequencies.py
"""

from __future__ import annotations

from array import array
from math import log10

import wordfreq

from marsad.arabic.frequency import DATA, ZIPF_STEP, key
from marsad.arabic.normal import normalize

MAX_WORDS = 350_000


def main() -> None:
    """Write the table and tell its size."""
    content = table(frequencies())
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_bytes(content)
    print(f"{len(content)} bytes")


def frequencies() -> dict[str, int]:
    """Give the quantised Zipf frequency of every Arabic word form, in normal form."""
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        norm = normalize(word)
        found[norm] = found.get(norm, 0.0) + frequency
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS]
    return {word: max(1, min(255, round((log10(frequency) + 9) / ZIPF_STEP))) for word, frequency in best}


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

"""Takes a corpus and fonts and writes how wide letters are in print: src/marsad/restore/data/widths.toml.

    python tools/build_restore_widths.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...]

Words of articles that entered the other models are shaped in each font (HarfBuzz); how wide each letter is, joined to
the next or not, is found by least squares and is the mean over the fonts, in mean characters.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from build_restore_model import lines
from marsad.restore.room import DATA, glyph_keys

FONTS = ("Amiri-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "DejaVuSans.ttf")
FOLDER = Path("/usr/share/fonts")
WORDS, SEED = 8000, 1
MIN_MET = 15
RIDGE = 0.5  # pulls the width of what is seldom met towards nothing
_LATIN = re.compile("[A-Za-z]")  # the fonts of Arabic letters often have none
HEAD = """\
# How wide characters are in print, in mean characters: of letters first where they join the next one, then elsewhere.
# Written by tools/build_restore_widths.py (make restore-model).
"""


def main() -> None:
    """Write the widths and tell how many there are."""
    fonts = [path for name in FONTS for path in sorted(FOLDER.rglob(name))[:1]]
    if len(fonts) < len(FONTS):
        sys.exit(f"{DATA.name} stays as it is; not found under {FOLDER}: one of {', '.join(FONTS)}; install them")
    met = {token for tokens in lines(sys.argv[1:]) for token in tokens if not _LATIN.search(token)}
    words = random.Random(SEED).sample(sorted(met), WORDS)
    counts = Counter(key for word in words for key in glyph_keys(word))
    keys = sorted(key for key, count in counts.items() if count >= MIN_MET)
    found = [widths(words, keys, shaper(path)) for path in fonts]
    mean = {key: sum(one[key] for one in found) / len(found) for key in [" ", *keys]}
    DATA.write_text(f"{HEAD}\n{''.join(table(mean))}", "utf-8")
    print(f"{len(mean)} widths")


def widths(words: list[str], keys: list[str], shaped: Callable[[str], float]) -> dict[str, float]:
    """Give the widths in one font that make the words as wide as they are, best as they can."""
    number = {key: at for at, key in enumerate(keys)}
    known = [word for word in words if all(key in number for key in glyph_keys(word))]
    counts = np.zeros((len(known), len(keys)))
    for row, word in enumerate(known):
        for key in glyph_keys(word):
            counts[row, number[key]] += 1
    wanted = np.array([shaped(word) for word in known])
    found: NDArray[np.float64] = np.linalg.solve(counts.T @ counts + RIDGE * np.eye(len(keys)), counts.T @ wanted)
    unit = wanted.sum() / counts.sum()
    return {" ": shaped(" ") / unit, **dict(zip(keys, (found / unit).tolist(), strict=True))}


def shaper(path: Path) -> Callable[[str], float]:
    """Give what tells how wide a word is in a font, in sizes of the font."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    font = uharfbuzz.Font(face)

    def width(text: str) -> float:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        return float(sum(place.x_advance for place in buffer.glyph_positions) / face.upem)

    return width


def table(mean: dict[str, float]) -> Iterator[str]:
    """Give lines of TOML."""
    for key, width in mean.items():
        quoted = key.replace("\\", "\\\\").replace('"', '\\"')
        yield f'"{quoted}" = {width:.2f}\n'


if __name__ == "__main__":
    main()

"""Takes text with private-use characters inside words and gives it with the letters they must stand for."""

from __future__ import annotations

import re
from array import array
from itertools import product

from marsad.restore.damage import LETTER, MARK
from marsad.restore.evidence import Context
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

_PRIVATE = "\ue000-\uf8ff"
_WORD = re.compile(f"[{LETTER}{MARK}]*[{_PRIVATE}]+[{LETTER}{MARK}{_PRIVATE}]*")
_RUN = re.compile(f"[{_PRIVATE}]+")
MAX_UNKNOWN = 2
LETTERS = (
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
    "\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a\u0629\u0649\u0623\u0625\u0621\u0626"
)
BEAM = 400
MIN_MARGIN = 0.25
MIN_WORD = 2.0
VISUAL_ORDER = 0.3  # extractors put unmapped glyphs out as they stand on the page, left to right


def decoded(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with private-use characters read, jointly over the document and in the direction that fits.

    Where two readings are about as likely, the characters stay and the place is reported as doubtful.
    """
    words = list(dict.fromkeys(found.group() for found in _WORD.finditer(text.text)))
    if not words:
        return text
    readings = sorted(
        (reading for backwards in (True, False) for reading in _readings(words, context, backwards)),
        key=lambda reading: -reading[0],
    )
    if not readings:
        return _doubtful(text, changes)
    mapping, backwards = readings[0][1:]
    sure = {char: letter for char, letter in mapping.items() if _is_sure(char, words, readings)}
    return _written(text, sure, backwards, changes)


def _is_sure(char: str, words: list[str], readings: list[tuple[float, dict[str, str], bool]]) -> bool:
    """Tell whether every reading that reads a word with the character otherwise is clearly worse than the best."""
    score, mapping, backwards = readings[0]
    concerned = [(word, _read(word, mapping, backwards)) for word in words if char in word]
    rival = next(
        (
            other
            for other, letters, turned in readings[1:]
            if any(_read(word, letters, turned) != read for word, read in concerned)
        ),
        None,
    )
    return rival is None or score - rival >= MIN_MARGIN * len(concerned)


def _readings(words: list[str], context: Context, backwards: bool) -> list[tuple[float, dict[str, str], bool]]:
    """Give the best mappings of characters to letters, word after word, that with the fewest unknown next.

    A word that no mapping makes known is passed over: it may be a name.
    """
    beam: list[tuple[float, dict[str, str]]] = [(0.0, {})]
    left = list(dict.fromkeys(words))
    while left:
        word = min(left, key=lambda word: (len(_unknown(word, beam[0][1])), -len(word)))
        left.remove(word)
        grown: list[tuple[float, dict[str, str]]] = []
        for score, mapping in beam:
            unknown = _unknown(word, mapping)
            if len(unknown) > MAX_UNKNOWN:
                continue
            for letters in product(LETTERS, repeat=len(unknown)):
                fuller = mapping | dict(zip(unknown, letters, strict=True))
                known = context.known(_read(word, fuller, backwards))
                if known >= MIN_WORD:
                    grown.append((score + known, fuller))
        beam = sorted(grown, key=lambda item: -item[0])[:BEAM] or beam
    return [(score + VISUAL_ORDER * backwards, mapping, backwards) for score, mapping in beam]


def _unknown(word: str, mapping: dict[str, str]) -> list[str]:
    """Give the characters of a word's runs that a mapping does not read, each once."""
    return [char for char in dict.fromkeys("".join(_RUN.findall(word))) if char not in mapping]


def _read(word: str, mapping: dict[str, str], backwards: bool) -> str:
    def letters(found: re.Match[str]) -> str:
        run = found.group()[::-1] if backwards else found.group()
        return "".join(mapping.get(char, char) for char in run)

    return _RUN.sub(letters, word)


def _written(text: Tracked, mapping: dict[str, str], backwards: bool, changes: list[Change]) -> Tracked:
    parts, at = [], 0
    for found in _RUN.finditer(text.text):
        piece = text[found.start() : found.end()]
        start, end = piece.source_span()
        if any(char not in mapping for char in found.group()):
            changes.append(Change("doubtful", start, end, found.group(), found.group(), 0.0))
            continue
        offsets = piece.offsets[::-1] if backwards else piece.offsets
        after = _read(found.group(), mapping, backwards)
        parts += [text[at : found.start()], Tracked(after, array("i", offsets))]
        at = found.end()
        changes.append(Change("glyph", start, end, found.group(), after, 0.8))
    return Tracked.joined([*parts, text[at:]])


def _doubtful(text: Tracked, changes: list[Change]) -> Tracked:
    return _written(text, {}, False, changes)

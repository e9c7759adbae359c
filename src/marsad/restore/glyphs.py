"""Takes text with private-use characters inside words and gives it with the letters they must stand for."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappushpop
from itertools import product

import numpy as np

from marsad.restore.context import Context
from marsad.restore.damage import LETTER, MARK
from marsad.restore.following import Place
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.readings import WORD_WEIGHT, likelihood
from marsad.restore.tracked import Tracked
from marsad.restore.words import key, plain

_PRIVATE = "\ue000-\uf8ff"
_WORD = re.compile(f"[{LETTER}{MARK}]*[{_PRIVATE}]+[{LETTER}{MARK}{_PRIVATE}]*")
_RUN = re.compile(f"[{_PRIVATE}]+")
LETTERS = (
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
    "\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a\u0629\u0649\u0623\u0625\u0621\u0626\u0622\u0624"
)
MAX_UNKNOWN = 2
FOLLOW_WEIGHT = 0.5  # less than for whole words: the words beside may be pieces themselves
MIN_KNOWN = 2.0  # Zipf frequency of a word that may be read
NOT_READ = -9.5  # log10: a word that no reading makes known may be a name
BEAM = 80
HOPELESS = 20.0  # log10: so far behind, a mapping does not win any more
NEVER = float("-inf")
MAX_TIMES = 3
MIN_LEAD = 0.25  # log10: how much likelier a letter must be than any other
SURE = 3.0
VISUAL_ORDER = 1.0  # extractors put unmapped glyphs out as they stand on the page, left to right

Mapping = dict[str, str]
_Letters = tuple[str, ...]  # for each unmapped character its letter, "" for one that is not read
_Path = tuple[_Letters, float]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with unmapped characters, and the tokens before and after the place where it was first met."""

    text: str
    before: str
    after: str
    chars: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class _State:
    """A way to map the characters, and how likely the words are that it makes."""

    score: float
    mapping: Mapping
    backwards: bool


def decoded(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with private-use characters read, jointly over the document and in the direction that fits.

    Where two readings are about as likely, the characters stay and the place is reported as doubtful.
    """
    words = list(_words(text.text))
    if not words:
        return text
    directions = (True, False) if any(len(run) > 1 for word in words for run in _RUN.findall(word.text)) else (True,)
    states = sorted(
        (state for backwards in directions for state in _states(words, context, backwards)),
        key=lambda state: -state.score,
    )
    best = states[0]
    leads = {char: lead for char in best.mapping if (lead := _lead(char, states)) >= MIN_LEAD}
    return _written(text, {char: best.mapping[char] for char in leads}, leads, best.backwards, changes)


def _words(text: str) -> Iterator[_Word]:
    met: dict[str, tuple[str, str]] = {}
    times: Counter[str] = Counter()
    for line in text.split("\n"):
        tokens = ["", *line.split(), ""]
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            for found in _WORD.finditer(token):
                met.setdefault(found.group(), (before, after))
                times[found.group()] += 1
    for word, (before, after) in met.items():
        chars = tuple(dict.fromkeys("".join(_RUN.findall(word))))
        yield _Word(word, before, after, chars, min(MAX_TIMES, times[word]))


def _states(words: list[_Word], context: Context, backwards: bool) -> list[_State]:
    """Give the best mappings, found word after word: first those with the fewest unknown characters."""
    chars = tuple(sorted({char for word in words for char in word.chars}))
    number = {char: at for at, char in enumerate(chars)}
    beam: list[_Path] = [(("",) * len(chars), VISUAL_ORDER * backwards)]
    left = list(words)
    while left:
        mapped = {char for char, letter in zip(chars, beam[0][0], strict=True) if letter}
        word = min(left, key=lambda word: (sum(char not in mapped for char in word.chars), -len(word.text)))
        left.remove(word)
        fixed = dict(zip(chars, beam[0][0], strict=True))
        fills = [(fill, worth * word.times) for fill, worth in _fills(word, fixed, context, backwards)]
        fills.sort(key=lambda fill: -fill[1])
        beam = _grown(beam, fills, [number[char] for char in word.chars], NOT_READ * word.times)
    return [
        _State(score, {char: letter for char, letter in zip(chars, letters, strict=True) if letter}, backwards)
        for letters, score in beam
    ]


def _grown(beam: list[_Path], fills: list[tuple[_Letters, float]], places: list[int], not_read: float) -> list[_Path]:
    """Give the best mappings with one more word read in one of its ways (from the best on), or not read at all."""
    grown: dict[_Letters, float] = {}
    kept = [NEVER] * BEAM  # a heap: its first is what a mapping must reach to be among the best found so far
    agreeing: dict[_Letters, list[tuple[_Letters, float]]] = {}
    for letters, score in beam:
        _take(letters, score + not_read, grown, kept)
        own = tuple([letters[at] for at in places])
        if own not in agreeing:
            agreeing[own] = [item for item in fills if _agrees(own, item[0])]
        for fill, worth in agreeing[own]:
            total = score + worth
            if total < kept[0]:
                break
            fuller = list(letters)
            for at, letter in zip(places, fill, strict=True):
                fuller[at] = letter
            _take(tuple(fuller), total, grown, kept)
    least = max(max(grown.values()) - HOPELESS, kept[0])
    best = [item for item in grown.items() if item[1] >= least]
    return sorted(best, key=lambda item: (-item[1], item[0]))[:BEAM]


def _take(letters: _Letters, score: float, grown: dict[_Letters, float], kept: list[float]) -> None:
    """Take in a mapping, with the better of its scores; `kept` counts each once, so that it is never too strict."""
    before = grown.get(letters)
    if before is None:
        heappushpop(kept, score)
    if before is None or score > before:
        grown[letters] = score


def _agrees(own: _Letters, fill: _Letters) -> bool:
    """Tell whether a word's letters are those that its characters are mapped to already."""
    return all(letter in ("", other) for letter, other in zip(own, fill, strict=True))


def _fills(word: _Word, mapped: Mapping, context: Context, backwards: bool) -> Iterator[tuple[_Letters, float]]:
    """Give the letters for a word's characters that make it a known word; many unknown ones wait for other words."""
    is_free = [len(word.chars) <= MAX_UNKNOWN or not mapped[char] for char in word.chars]
    if sum(is_free) > MAX_UNKNOWN:
        return
    options = [LETTERS if free else mapped[char] for char, free in zip(word.chars, is_free, strict=True)]
    place = {char: at for at, char in enumerate(word.chars)}
    bare = _RUN.sub(lambda found: found.group()[::-1] if backwards else found.group(), plain(word.text))
    parts = [(char, place.get(char)) for char in bare]
    found = [
        (letters, "".join([char if at is None else letters[at] for char, at in parts]))
        for letters in _plausible(parts, options, context)
    ]
    context.prepare(place for _, read in found for place in _places(word, read))
    for letters, read in found:
        follows = sum([context.follows(place) for place in _places(word, read)])
        yield letters, WORD_WEIGHT * likelihood(read, context) + FOLLOW_WEIGHT * follows


def _plausible(parts: list[tuple[str, int | None]], options: list[str], context: Context) -> Iterator[_Letters]:
    """Give the choices of a letter for each character that make a known word.

    Of two free characters, all choices are looked up at once: the hash of a word is the exclusive or of what each
    letter changes in it, as all letters take the same number of bytes.
    """
    first = tuple(letters[0] for letters in options)
    free = [at for at, letters in enumerate(options) if len(letters) > 1]
    if len(free) < 2:
        for letters in product(*options):
            if context.known("".join([char if at is None else letters[at] for char, at in parts])) >= MIN_KNOWN:
                yield letters
        return

    def hashed(place: int, letter: str) -> int:
        return key("".join([char if at is None else letter if at == place else first[at] for char, at in parts]))

    one, two = (np.array([hashed(at, letter) for letter in options[at]], dtype=np.uint32) for at in free)
    zipfs = context.model.zipfs((one[:, np.newaxis] ^ two ^ one[0]).ravel())
    for number in np.flatnonzero(zipfs >= MIN_KNOWN).tolist():
        left, right = divmod(number, len(two))
        chosen = {free[0]: options[free[0]][left], free[1]: options[free[1]][right]}
        yield tuple(chosen.get(at, letter) for at, letter in enumerate(first))


def _places(word: _Word, read: str) -> list[Place]:
    """Give the places before and after a word once it is read."""
    places: list[Place] = []
    if word.before:
        places.append(("", "", word.before, read, word.after, ""))
    if word.after:
        places.append(("", word.before, read, word.after, "", ""))
    return places


def _lead(char: str, states: list[_State]) -> float:
    """Give how much likelier (log10) the best mapping is than any that maps the character otherwise."""
    best = states[0]
    others = (other.score for other in states[1:] if other.mapping.get(char, "") != best.mapping[char])
    return best.score - max(others, default=best.score - SURE)


def _read(word: str, mapping: Mapping, backwards: bool) -> str:
    def letters(found: re.Match[str]) -> str:
        run = found.group()[::-1] if backwards else found.group()
        return "".join([mapping.get(char, char) for char in run])

    return _RUN.sub(letters, word)


def _written(
    text: Tracked, mapping: Mapping, leads: dict[str, float], backwards: bool, changes: list[Change]
) -> Tracked:
    parts, at = [], 0
    for found in _RUN.finditer(text.text):
        piece = text[found.start() : found.end()]
        start, end = piece.source_span()
        after = _read(found.group(), mapping, backwards)
        lead = min(leads.get(char, 0.0) for char in found.group())
        if lead == 0.0:
            changes.append(Change(DOUBTFUL, start, end, found.group(), after, 0.0))
        if any(char in mapping for char in found.group()):
            offsets = piece.offsets[::-1] if backwards else piece.offsets
            parts += [text[at : found.start()], Tracked(after, array("i", offsets))]
            at = found.end()
            changes.append(Change("glyph", start, end, found.group(), after, round(1 - 0.5 * 10**-lead, 2)))
    return Tracked.joined([*parts, text[at:]])

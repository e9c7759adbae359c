"""Takes the tokens of a sentence and gives the quantities in it, written in digits or in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from marsad.arabic.model import Number, Token
from marsad.arabic.normal import normalize

DATA: Final = Path(__file__).parent.parent / "lexicon" / "words" / "numbers.toml"
AL: Final = "\u0627\u0644"
WAW: Final = "\u0648"
PREFIXES: Final = ("", "\u0628", "\u0644", "\u0643")
MAX_BOUND_WORDS: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+")


@dataclass(frozen=True, slots=True)
class _Words:
    """Number words by normal form."""

    small: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    halves: frozenset[str]
    bounds: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(DATA.read_text("utf-8"))

    def table(*names: str) -> dict[str, int]:
        return {normalize(word): int(value) for name in names for value, words in data[name].items() for word in words}

    bounds = tuple(tuple(normalize(word) for word in phrase.split()) for phrase in data["lower_bound"]["words"])
    return _Words(
        table("units", "ten", "tens", "hundreds"),
        table("scales"),
        table("vague"),
        frozenset(map(normalize, data["half"]["words"])),
        bounds,
    )


def find_numbers(tokens: Sequence[Token]) -> list[Number]:
    """Give the whole numbers of a sentence from left to right; fractions, dates and ordinals are not among them.

    >>> from marsad.arabic.tokens import tokenize
    >>> [n.value for n in find_numbers(tokenize("قتل خمسة وعشرون جنديا و3 ضباط"))]  # 25 soldiers and 3 officers
    [25, 3]
    """
    words, starts, free = _words(), _starts(), 0
    found: list[Number] = []
    for at, token in enumerate(tokens):
        if at < free or not (token.is_number or token.norm in starts):
            continue
        number = _number_at(tokens, at, words)
        if number is not None:
            found.append(number)
            free = number.last + 1
    return found


def _number_at(tokens: Sequence[Token], at: int, words: _Words) -> Number | None:
    token = tokens[at]
    if token.is_number:
        return _digits(tokens, at, words)
    if not token.is_arabic:
        return None
    norm = _starts().get(token.norm)
    if norm is None:
        return None
    if norm in words.halves:
        return _half(tokens, at, words)
    if norm in words.vague and norm not in words.scales:
        return Number(words.vague[norm], at, _vague_end(tokens, at, words), is_lower_bound=True)
    return _spelled(tokens, at, norm, words)


@lru_cache(maxsize=1)
def _starts() -> dict[str, str]:
    """Give the number words by every form that may begin a number: with and without particles before them."""
    words = _words()
    known = {*words.small, *words.scales, *words.vague, *words.halves}
    found: dict[str, str] = {}
    for before in (
        conjunction + prefix + article for conjunction in ("", WAW) for prefix in PREFIXES for article in ("", AL)
    ):
        for word in known:
            found.setdefault(before + word, word)
    return found


def _digits(tokens: Sequence[Token], at: int, words: _Words) -> Number | None:
    if not _DIGITS.fullmatch(tokens[at].norm):
        if _DECIMAL.fullmatch(tokens[at].norm) and at + 1 < len(tokens) and tokens[at + 1].norm in words.scales:
            scaled = float(tokens[at].norm.replace(",", ".")) * words.scales[tokens[at + 1].norm]
            return Number(int(scaled), at, at + 1, _is_lower_bound(tokens, at, words))
        return None
    value, last = int(tokens[at].norm), at
    if last + 1 < len(tokens) and tokens[last + 1].norm in words.scales:
        value, last = value * words.scales[tokens[last + 1].norm], last + 1
        if last + 2 < len(tokens) and tokens[last + 1].norm == WAW and _DIGITS.fullmatch(tokens[last + 2].norm):
            value, last = value + int(tokens[last + 2].norm), last + 2
    return Number(value, at, last, _is_lower_bound(tokens, at, words))


def _spelled(tokens: Sequence[Token], at: int, first: str, words: _Words) -> Number:
    """Read units, tens, hundreds and scales: ثلاثة آلاف ومئتان وخمسون."""
    total, group, last, norm = 0, 0, at, first
    position = at
    while True:
        if norm in words.scales:
            total, group = total + max(group, 1) * words.scales[norm], 0
        else:
            group = group * 100 if words.small[norm] == 100 and 2 < group < 10 else group + words.small[norm]
        last, position = position, position + 1
        following = _following(tokens, position, words)
        if following is None:
            break
        norm = following
    return Number(total + group, at, last, _is_lower_bound(tokens, at, words))


def _following(tokens: Sequence[Token], at: int, words: _Words) -> str | None:
    """Give the number word that goes on the number before it: `وعشرون`, `عشر`, `ألف`."""
    if at >= len(tokens) or not tokens[at].is_arabic:
        return None
    norm = tokens[at].norm
    if norm in words.scales or words.small.get(norm) in (10, 100):
        return norm
    rest = norm[1:]
    if (norm.startswith(WAW) and rest in words.small) or (norm.startswith(WAW) and rest in words.scales):
        return rest
    return None


def _half(tokens: Sequence[Token], at: int, words: _Words) -> Number | None:
    if at + 1 < len(tokens) and tokens[at + 1].norm in words.scales:
        return Number(words.scales[tokens[at + 1].norm] // 2, at, at + 1, _is_lower_bound(tokens, at, words))
    return None


def _vague_end(tokens: Sequence[Token], at: int, words: _Words) -> int:
    following = at + 1
    if following < len(tokens) and tokens[following].norm.removeprefix(AL) in words.scales:
        return following
    return at


def _is_lower_bound(tokens: Sequence[Token], at: int, words: _Words) -> bool:
    before = tuple(token.norm for token in tokens[max(at - MAX_BOUND_WORDS, 0) : at])
    return any(before[-len(bound) :] == bound for bound in words.bounds if len(before) >= len(bound))

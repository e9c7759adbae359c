"""Takes a Latin word and Arabic words and gives which of them it may be a spelling of; strict rather than clever."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from marsad.arabic.normal import HA
from marsad.search.terms import ARABIC, names

SHORTEST = 5  # letters of a Latin word: shorter ones are too often plain English
FEWEST_CONSONANTS = 3  # a shorter skeleton fits too many words to mean any of them
VOWEL = "[aeiou]?"
LETTERS = Path(__file__).parent / "letters.toml"


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Give the rough sound of an Arabic or Latin word, by which candidates are found; empty where too little is left.

    >>> sound("كاظمي") == sound("kadhimi")
    True
    """
    if ARABIC.match(word):
        word = word.removesuffix(HA)
    else:
        for letters, one in _letters()["digraphs"].items():
            word = word.replace(letters, one)
        word = word.removesuffix("h")
    classes = _classes()
    sounded = "".join(classes.get(letter, "") for letter in word)
    if len(sounded) < FEWEST_CONSONANTS:
        return ""
    return "".join(one for at, one in enumerate(sounded) if at == 0 or one != sounded[at - 1])


@lru_cache(maxsize=100_000)
def is_spelling(latin: str, arabic: str) -> bool:
    """True where a Latin word is a usual way to write an Arabic word.

    >>> is_spelling("kadhimi", "كاظمي"), is_spelling("mahmoud", "محمد")
    (True, False)
    """
    if latin in latin_names() or arabic in names()["spellings"]:
        return arabic in latin_names().get(latin, ())
    return len(latin) >= SHORTEST and bool(sound(arabic)) and _roman(arabic).fullmatch(latin) is not None


@lru_cache(maxsize=1)
def latin_names() -> dict[str, tuple[str, ...]]:
    """Give the given names in Arabic by each of their known Latin spellings."""
    found: dict[str, list[str]] = {}
    for arabic, spellings in names()["spellings"].items():
        for one in spellings:
            found.setdefault(one, []).append(arabic)
    return {latin: tuple(several) for latin, several in found.items()}


def name_spellings(latin: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the Arabic names that a known Latin spelling stands for, and their other Latin spellings."""
    arabic = latin_names().get(latin, ())
    others = {other: None for name in arabic for other in names()["spellings"][name] if other != latin}
    return arabic, tuple(others)


@lru_cache(maxsize=20_000)
def _roman(arabic: str) -> re.Pattern[str]:
    """Give the pattern of the Latin spellings of an Arabic word: short vowels may stand between any two letters."""
    parts = [_letter(letter, at, len(arabic) - 1) for at, letter in enumerate(arabic)]
    return re.compile(f"(?:al|el)?{VOWEL.join(parts)}")


def _letter(letter: str, at: int, last: int) -> str:
    tables = _letters()
    special = tables["first"] if at == 0 else tables["last"] if at == last else {}
    spelled = special.get(letter, tables["roman"].get(letter))
    return re.escape(letter) if spelled is None else f"(?:{'|'.join(spelled)})"


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Give the class of sounds of each letter."""
    return {letter: name for name, letters in _letters()["classes"].items() for letter in letters}


@lru_cache(maxsize=1)
def _letters() -> dict[str, dict[str, str]]:
    return tomllib.loads(LETTERS.read_text("utf-8"))

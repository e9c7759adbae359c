"""Takes text with letters that only look right or ligatures with lam turned or doubled, and gives the right letters."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

from marsad.restore.context import Context
from marsad.restore.damage import LETTER, MARK
from marsad.restore.letters import replaced
from marsad.restore.model import Change
from marsad.restore.tracked import Tracked

YA, MAQSURA, LAM, ALEF = "\u064a", "\u0649", "\u0644", "\u0627"
ALEFS = "\u0627\u0622\u0623\u0625"
ALIKE = {
    "\u06cc": YA,
    "\u06a9": "\u0643",
    "\u06aa": "\u0643",
    "\u06c1": "\u0647",
    "\u06be": "\u0647",
    "\u06d5": "\u0647",
    "\u06d2": YA,
    "\u06d3": "\u0626",
    "\u06c0": "\u0629",
    "\u06c3": "\u0629",
}
_ALIKES = "".join(ALIKE)
_FOREIGN = "\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06a4\u06c6\u06ce\u0695\u06b5\u06c7"
_WORD = re.compile(f"[{LETTER}{MARK}{_ALIKES}{_FOREIGN}]+")
_ALIKE = re.compile(f"[{_ALIKES}]")
_TURNED_ARTICLE = re.compile(f"(?<![{LETTER}{MARK}])[\u0648\u0641\u0628\u0643]?{ALEF}[{ALEFS}]{LAM}(?=[{LETTER}])")
_RIGHT_ARTICLE = re.compile(f"(?<![{LETTER}{MARK}])[\u0648\u0641\u0628\u0643]?{ALEF}{LAM}[{ALEFS}](?=[{LETTER}])")
_TURNED = re.compile(f"[{ALEFS}]{LAM}")
_DOUBLED = re.compile(f"(?<!{LAM}){LAM}{LAM}\u0643(?=[{LETTER}])")
_SINGLE = re.compile(f"(?<!{LAM}){LAM}\u0643(?=[{LETTER}])")
_WITH_DOUBLED = re.compile(f"[{LETTER}{MARK}]*{LAM}{LAM}\u0643[{LETTER}{MARK}]+")
MIN_DOUBLED = 2
EVIDENT_LEAD = 2.0
MIN_KNOWN = 2.5
SYSTEMATIC = 3.0
MIN_SHARE = 0.6
MIN_TURNED = 2
MAX_PLACES = 3


def has_look_alikes(text: str) -> bool:
    """Tell whether any letter of the text is a look-alike."""
    return _ALIKE.search(text) is not None


def without_look_alikes(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with Persian and Urdu look-alikes as Arabic letters, where the words are Arabic throughout.

    A Persian name or quotation in an Arabic text stays: there, the same letters occur in their Arabic form too.
    """
    letters = _systematic(text.text)
    words = [word for word in _WORD.findall(text.text) if any(char in letters for char in word)]
    if not words or not _are_arabic(words, context):
        return text

    def mended(found: re.Match[str]) -> str:
        word = found.group()
        if any(char in _FOREIGN for char in word):
            return word
        plain = "".join(ALIKE[char] if char in letters else char for char in word)
        final = word[-1] == "\u06cc" and plain[-1] == YA and MAQSURA not in text.text
        return plain[:-1] + MAQSURA if final and plain in _with_maqsura() else plain

    return replaced(text, _WORD, mended, "look-alike", changes, 0.9)


def _systematic(text: str) -> frozenset[str]:
    """Give the look-alikes that have taken the place of their letter in the document."""
    return frozenset(
        alike
        for alike, letter in ALIKE.items()
        if (count := text.count(alike)) and count > SYSTEMATIC * text.count(letter)
    )


def _are_arabic(words: list[str], context: Context) -> bool:
    plain = ["".join(ALIKE.get(char, char) for char in word) for word in words]
    known = sum(context.known(word) >= MIN_KNOWN and not any(char in _FOREIGN for char in word) for word in plain)
    return known >= MIN_SHARE * len(words)


@lru_cache(maxsize=1)
def _with_maqsura() -> frozenset[str]:
    """Give the common words that end in alef maqsura, written with ya."""
    listed = files("marsad.restore").joinpath("data/maqsura.txt").read_text("utf-8").splitlines()
    return frozenset(word.replace(MAQSURA, YA) for word in listed if word and not word.startswith("#"))


def is_lam_alef_turned(text: str) -> bool:
    """Tell whether the text writes lam-alef as alef-lam: `االمن` and `األمن` for `الامن` and `الأمن` (security)."""
    turned = len(_TURNED_ARTICLE.findall(text))
    return turned >= MIN_TURNED and turned > len(_RIGHT_ARTICLE.findall(text))


def lam_alef_in_order(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with alef-lam turned wherever the word is better known with lam-alef."""
    word = re.compile(f"[{LETTER}{MARK}]*[{ALEFS}]{LAM}[{LETTER}{MARK}]*")
    return replaced(text, word, lambda found: _in_order(found.group(), context), "lam-alef", changes, 0.9)


def _in_order(word: str, context: Context) -> str:
    if word in (ALEF + LAM, "\u0648" + ALEF + LAM):
        return word[:-2] + LAM + ALEF
    places = [found.start() for found in _TURNED.finditer(word)][:MAX_PLACES]
    readings = [word]
    for count in range(1, len(places) + 1):
        readings += [_with_turned(word, chosen) for chosen in combinations(places, count)]
    return max(readings, key=lambda reading: context.known(reading) - (0.2 if reading == word else 0.0))


def _with_turned(word: str, places: tuple[int, ...]) -> str:
    letters = list(word)
    for at in places:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def is_lam_doubled(text: str, context: Context) -> bool:
    """Tell whether the ligature lam-kaf came out with two lams throughout: `اللكرة` for `الكرة` (the ball)."""
    doubled = _DOUBLED.findall(text)
    if len(doubled) < MIN_DOUBLED or len(_SINGLE.findall(text)) >= len(doubled):
        return False
    words = _WITH_DOUBLED.findall(text)
    evident = [one for one in words if _gain_of_one_lam(one, context) >= EVIDENT_LEAD]
    return len(evident) >= MIN_DOUBLED and 2 * len(evident) > len(words)


def lam_once(text: Tracked, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with lam once before kaf wherever the word is not better known with two."""

    def mended(found: re.Match[str]) -> str:
        word = found.group()
        return _DOUBLED.sub(f"{LAM}\u0643", word) if _gain_of_one_lam(word, context) >= 0 else word

    return replaced(text, _WITH_DOUBLED, mended, "lam-kaf", changes, 0.9)


def _gain_of_one_lam(word: str, context: Context) -> float:
    return context.known(_DOUBLED.sub(f"{LAM}\u0643", word)) - context.known(word)

"""Takes a written word and gives its normal form, in which spelling variants of one word are equal."""

from __future__ import annotations

from typing import Final

ALEF: Final = "\u0627"
WAW: Final = "\u0648"
YA: Final = "\u064a"
HA: Final = "\u0647"
HAMZA: Final = "\u0621"

_FOLDS: Final = {
    "\u0622": ALEF,  # alef with madda
    "\u0623": ALEF,  # alef with hamza above
    "\u0625": ALEF,  # alef with hamza below
    "\u0671": ALEF,  # alef wasla
    "\u0624": WAW,  # waw with hamza
    "\u0626": YA,  # ya with hamza
    "\u0649": YA,  # alef maqsura
    "\u06cc": YA,  # Farsi ya
    "\u0629": HA,  # ta marbuta
    "\u06a9": "\u0643",  # Farsi kaf
    "\u06c1": HA,  # Urdu heh
    "\u06a4": "\u0641",  # veh, as in names
    "\u067e": "\u0628",  # peh
    "\u06af": "\u063a",  # gaf, usually written ghain in the Arabic press
    "\u0686": "\u062c",  # tcheh
}
_DROPPED: Final = "".join(
    map(
        chr,
        [
            *range(0x0610, 0x061B),
            0x0640,
            *range(0x064B, 0x0660),
            0x0670,
            *range(0x06D6, 0x06EE),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            0xFEFF,
        ],
    )
)
_ARABIC_INDIC: Final = {chr(0x0660 + digit): str(digit) for digit in range(10)}
_EXTENDED_INDIC: Final = {chr(0x06F0 + digit): str(digit) for digit in range(10)}
_TABLE: Final = str.maketrans({**_FOLDS, **_ARABIC_INDIC, **_EXTENDED_INDIC, **dict.fromkeys(_DROPPED)})


def normalize(word: str) -> str:
    """Give the normal form: marks, tatweel and controls off; alef, hamza seats, final ya and ta marbuta folded.

    Digits become ASCII; anything else stays. The normal form of a normal form is itself.

    >>> normalize("أعُلنَت") == normalize("اعلنت")  # she/it announced
    True
    """
    return word.translate(_TABLE)

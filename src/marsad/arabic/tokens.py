"""Takes a sentence and gives its tokens: words, numbers and punctuation marks with exact offsets and normal forms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from marsad.arabic.model import Kind, Token
from marsad.arabic.normal import normalize

_LETTERS: Final = (
    r"\u0621-\u063a\u0640-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
)
_DIGITS: Final = r"0-9\u0660-\u0669\u06f0-\u06f9"
_START: Final = re.compile(
    rf"(?P<arabic>[{_LETTERS}\u200c\u200d])|(?P<number>[{_DIGITS}])|(?P<latin>[^\W\d_\u0600-\u06ff\u0750-\u077f])"
)
_TOKEN: Final = re.compile(
    rf"[{_LETTERS}\u200c\u200d]+"
    rf"|[{_DIGITS}]+(?:[.,\u066b\u066c/:-][{_DIGITS}]+)*"
    r"|[^\W\d_\u0600-\u06ff\u0750-\u077f]+(?:['’][^\W\d_\u0600-\u06ff]+)*"
    r"|\S"
)
_KINDS: Final = {"arabic": Kind.ARABIC, "number": Kind.NUMBER, "latin": Kind.LATIN, "punctuation": Kind.PUNCTUATION}


def tokenize(sentence: str) -> list[Token]:
    """Give the tokens of a sentence; every character that is not space is in exactly one of them.

    Hashtags come apart into their words, `#` and `_` being punctuation. Commas that group thousands stay in `text`
    and are dropped from `norm` (`1,200` has the normal form `1200`).
    """
    tokens: list[Token] = []
    at = 0
    for part in sentence.split():
        at = sentence.index(part, at)
        for text, norm, kind, start, end in _cut(part):
            tokens.append(Token(text, norm, at + start, at + end, kind))
        at += len(part)
    return tokens


@lru_cache(maxsize=200_000)
def _cut(part: str) -> tuple[tuple[str, str, Kind, int, int], ...]:
    """Give text, normal form, kind, start and end of the tokens of a stretch without space, which most often recurs."""
    return tuple((found.group(), *_form(found.group()), found.start(), found.end()) for found in _TOKEN.finditer(part))


def _form(text: str) -> tuple[str, Kind]:
    """Give the normal form and the kind of a token, which its first character decides."""
    found = _START.match(text)
    kind = _KINDS[(found and found.lastgroup) or "punctuation"]
    return (_number_norm(text) if kind is Kind.NUMBER else normalize(text)), kind


def _number_norm(text: str) -> str:
    plain = normalize(text).replace("\u066c", ",").replace("\u066b", ".")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        return re.sub(r"[.,]", "", plain)
    return plain

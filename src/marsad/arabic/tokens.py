"""Takes a sentence and gives its tokens: words, numbers and punctuation marks with exact offsets and normal forms."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.arabic.model import Kind, Token
from marsad.arabic.normal import normalize

_LETTERS = r"\u0621-\u063a\u0640-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
_DIGITS = r"0-9\u0660-\u0669\u06f0-\u06f9"
_TOKEN = re.compile(
    rf"(?P<arabic>[{_LETTERS}\u200c\u200d]+)"
    rf"|(?P<number>[{_DIGITS}]+(?:[.,\u066b\u066c/:-][{_DIGITS}]+)*)"
    r"|(?P<latin>[^\W\d_\u0600-\u06ff\u0750-\u077f]+(?:['’][^\W\d_\u0600-\u06ff]+)*)"
    r"|(?P<punctuation>\S)"
)
_KINDS = {"arabic": Kind.ARABIC, "number": Kind.NUMBER, "latin": Kind.LATIN, "punctuation": Kind.PUNCTUATION}
_normal_form = lru_cache(maxsize=200_000)(normalize)


def tokenize(sentence: str) -> list[Token]:
    """Give the tokens of a sentence; every character that is not space is in exactly one of them.

    Hashtags come apart into their words, `#` and `_` being punctuation. Commas that group thousands stay in `text`
    and are dropped from `norm` (`1,200` has the normal form `1200`).
    """
    return [
        Token(
            found.group(),
            _norm(found.group(), found.lastgroup),
            found.start(),
            found.end(),
            _KINDS[found.lastgroup or "punctuation"],
        )
        for found in _TOKEN.finditer(sentence)
    ]


def _norm(text: str, kind: str | None) -> str:
    if kind == "number":
        return _number_norm(text)
    return _normal_form(text)


@lru_cache(maxsize=10_000)
def _number_norm(text: str) -> str:
    plain = normalize(text).replace("\u066c", ",").replace("\u066b", ".")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        return re.sub(r"[.,]", "", plain)
    return plain

"""Takes a sentence and says whether its number of victims is of a whole campaign: "killed since the marches began"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from marsad.arabic.normal import normalize
from marsad.incidents.tables import table

APART = 3  # words between "since" or "during" and what it leads to
BEFORE = 8  # words between a superlative and its "since"
AL = "(?:ال)?"
THAN = "من"  # behind a superlative makes it a comparative: أكثر من (more than), which says nothing of the day


def is_of_campaign(kind: str, number: int, says_span: bool) -> bool:
    """True for so many `killed`, `injured` or `detained` that words which tell a span (`tells_span`) mean them."""
    return says_span and number >= int(table("spans")["fewest_of_campaign"][kind])


@lru_cache(maxsize=50_000)
def tells_span(sentence: str) -> bool:
    """True where the words count since a month, year or beginning of a campaign, or during a time that long.

    >>> tells_span("قتل 123 فلسطينيا منذ بدء المسيرات")  # 123 Palestinians were killed since the marches began
    True
    """
    return any(not _compares(one) for one in _spans().finditer(normalize(sentence)))


def is_of_many(kind: str, number: int) -> bool:
    """True for more `killed`, `injured` or `detained` than one happening has."""
    return number >= int(table("spans")["more_than_one_happening"][kind])


def _compares(span: re.Match[str]) -> bool:
    """True for "the worst day since the war": the day is counted, not what was since."""
    words = [*span.string[: span.start()].split()[-BEFORE:], ""]
    met = (word for word, after in pairwise(words) if after != THAN)
    return span["since"] is not None and not _superlatives().isdisjoint(met)


@lru_cache(maxsize=1)
def _superlatives() -> frozenset[str]:
    return frozenset(table("spans")["superlatives"])


@lru_cache(maxsize=1)
def _spans() -> re.Pattern[str]:
    known = {name: _any(words) for name, words in table("spans").items() if isinstance(words, list)}
    between = rf"(?:[^\W_]+[ /]+){{0,{APART}}}?"
    long_time = rf"{between}{AL}{known['long_times']}"
    beginning = rf"{known['beginnings']} {between}{AL}{known['campaigns']}"
    year, month = rf"{between}(?:19|20)\d\d", rf"{between}{known['months']}"
    since = rf"منذ (?:{month}|{year}|{long_time}|{beginning}|{AL}{known['turns']})"
    return re.compile(rf"(?<!\w)[وف]?(?:(?P<since>{since})|{known['during']} {long_time})(?!\w)")


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"

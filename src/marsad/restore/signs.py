"""Takes text in which glyphs without a code came out as a sign inside words, and gives the letters they stood for.

`*`, `'`, `(` and U+FFFD inside a word are a stretching stroke in one document and a letter or a ligature in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from marsad.restore.context import Context
from marsad.restore.damage import LETTER, MARK
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.readings import Reading, likeliest
from marsad.restore.tracked import Tracked

SIGNS = "*'(\ufffd"
_INSIDE = {sign: re.compile(f"(?<=[{LETTER}{MARK}]){re.escape(sign)}+(?=[{LETTER}])") for sign in SIGNS}
LETTERS = tuple(
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
    "\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a\u0623\u0625\u0621\u0626\u0622\u0624"
)
LIGATURES = ("\u0644\u0627", "\u0644\u0623", "\u0644\u0625", "\u0644\u0622", "\u0644\u0644\u0647")
LIGATURE_COST = 0.5
MIN_PLACES = {"*": 2, "'": 3, "(": 3, "\ufffd": 1}
MAX_IN_WORD = 2
MIN_KNOWN = 2.2
MIN_STRETCHED = 0.6
TWO_WORDS = 3.0
MIN_LEAD = 1.0


def broken_signs(text: str, context: Context) -> str:
    """Give the signs that stand where letters should in this text; none in healthy text."""
    return "".join(sign for sign in SIGNS if sign in text and _is_broken(sign, text, context))


def _is_broken(sign: str, text: str, context: Context) -> bool:
    """Tell whether the sign stands inside words oftener than between two that only lack a space."""
    places = list(_INSIDE[sign].finditer(text))
    if len(places) < MIN_PLACES[sign]:
        return False
    between = sum(_is_between(text, found, context) for found in places)
    return sign == "\ufffd" or 3 * between <= len(places)


def _is_between(text: str, found: re.Match[str], context: Context) -> bool:
    left, right = text[: found.start()].split()[-1], text[found.end() :].split(maxsplit=1)[0]
    return min(context.known(left), context.known(right)) >= TWO_WORDS


def signs_read(text: Tracked, signs: str, context: Context, changes: list[Change]) -> Tracked:
    """Give the text with the signs inside words read; where two readings are about as likely they stay, as doubtful."""
    for sign in signs:
        stretched = _is_stretching(sign, text.text, context)
        is_new = True
        while is_new:  # a word that has been read tells more of the ones beside it
            found: list[Change] = []
            text = Tracked.joined_lines([_line(line, sign, stretched, context, found) for line in text.lines()])
            made = [change for change in found if change.kind != DOUBTFUL]
            changes += made
            is_new = bool(made)
        changes += found
    return text


def _is_stretching(sign: str, text: str, context: Context) -> bool:
    """Tell whether most words with the sign are known without it: then it was a stretching stroke."""
    words = [token for token in text.split() if _INSIDE[sign].search(token)]
    known = sum(context.known(_INSIDE[sign].sub("", word)) >= MIN_KNOWN for word in words)
    return len(words) > 1 and known >= MIN_STRETCHED * len(words)


def _line(line: Tracked, sign: str, stretched: bool, context: Context, changes: list[Change]) -> Tracked:
    if sign not in line.text:
        return line
    done: list[Tracked] = []
    parts, tokens, at = [], line.tokens(), 0
    for number, token in enumerate(tokens):
        start = line.text.index(token.text, at)
        parts.append(line[at:start])
        at = start + len(token)
        if _INSIDE[sign].search(token.text):
            token = _read(token, sign, stretched, done, tokens[number:], context, changes)
        parts.append(token)
        done.append(token)
    return Tracked.joined([*parts, line[at:]])


def _read(
    token: Tracked,
    sign: str,
    stretched: bool,
    done: list[Tracked],
    ahead: list[Tracked],
    context: Context,
    changes: list[Change],
) -> Tracked:
    places = [found.span() for found in _INSIDE[sign].finditer(token.text)]
    without = _filled(token, places, ("",) * len(places))
    start, end = token.source_span()
    if stretched:
        changes.append(Change("sign", start, end, token.text, without.text, 0.9))
        return without
    readings = [Reading((filled,), 1, cost) for filled, cost in _fillings(token, places, context)]
    if readings:
        chosen, lead = likeliest(readings, done, ahead, context)
        if lead >= MIN_LEAD:
            read = chosen.tokens[0]
            changes.append(Change("sign", start, end, token.text, read.text, round(1 - 0.5 * 10**-lead, 2)))
            return read
    changes.append(Change(DOUBTFUL, start, end, token.text, token.text, 0.0))
    return token


def _fillings(token: Tracked, places: list[tuple[int, int]], context: Context) -> Iterator[tuple[Tracked, float]]:
    """Give the known words that the token may be, each with its cost."""
    if len(places) > MAX_IN_WORD:
        return
    for letters in product(("", *LETTERS, *LIGATURES), repeat=len(places)):
        filled = _filled(token, places, letters)
        if context.known(filled.text) >= MIN_KNOWN:
            yield filled, sum(LIGATURE_COST for one in letters if len(one) != 1)


def _filled(token: Tracked, places: list[tuple[int, int]], letters: tuple[str, ...]) -> Tracked:
    parts, at = [], 0
    for (start, end), own in zip(places, letters, strict=True):
        parts += [token[at:start], Tracked.over(token[start:end], own)]
        at = end
    return Tracked.joined([*parts, token[at:]])

"""Takes event records and gives the claims in them: threats, promises, conditions and expectations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from marsad.arabic import find_times, tokenize
from marsad.arabic.model import Token
from marsad.claims.model import Claim
from marsad.incidents.model import Party
from marsad.incidents.parties import party
from marsad.lexicon import Lexicon, load
from marsad.lexicon.inflection import bare

RULES = Path(__file__).with_name("rules.toml")
CONDITIONAL = "particles.conditional"
CLAUSE_ENDS = frozenset("،,.؛:!؟")
ANSWERS = (
    "\u0641\u0633",
    "\u0641\u0627\u0646",
    "\u0641\u0642\u062f",
    "\u0641\u0644\u0646",
)  # فسـ فإن فقد فلن: the main clause
LONGEST_CONDITION = 25


def claims(records: Iterable[Mapping[str, Any]]) -> Iterator[Claim]:
    """Give the claims among event records (codebook section 2, with `sentence_text` and `published`), in their order.

    Records without a day of publication are passed over: nothing could be held against them.
    """
    for record in records:
        if record["published"] is None or record["background"]:
            continue
        found = _claim(record)
        if found is not None:
            yield found


@lru_cache(maxsize=1)
def kinds_of_records() -> frozenset[tuple[str, str]]:
    """Give the types of event records, each with its status, among which claims may be; all others hold none."""
    table = rules()
    stated = {("THREATEN", "actual"), *((type_, "actual") for type_ in table["promise"])}
    return frozenset(stated | set(product(table["expected"]["types"], ("hypothetical", "future"))))


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """Give the rules of rules.toml."""
    return tomllib.loads(RULES.read_text("utf-8"))


def _claim(record: Mapping[str, Any]) -> Claim | None:
    if _kind(record, has_condition=True)[0] is None:
        return None
    sentence = record["sentence_text"]
    tokens = tokenize(sentence)
    condition = _condition(sentence, tokens)
    kind, types = _kind(record, has_condition=condition is not None)
    if kind is None or (condition and _stands_in(record["trigger"], condition, sentence)):
        return None
    made = date.fromisoformat(record["published"])
    told = _told_due(record, tokens, made)
    is_statement = kind in ("threat", "promise")
    actors = _parties(record["actor"])
    return Claim(
        id=record["id"],
        kind=kind,
        speakers=actors if is_statement else _parties(record["said_by"]),
        types=tuple(types),
        actors=actors,
        recipients=_parties(record["recipient"]),
        country=_country(record),
        made=made,
        due=told or made + timedelta(rules()["days"][kind]),
        due_is_told=told is not None,
        condition=condition,
        sentence=sentence,
        start=record["trigger"]["start"],
        document_id=record["document"],
        outlet=record["outlet"],
    )


def _kind(record: Mapping[str, Any], *, has_condition: bool) -> tuple[str | None, list[str]]:
    type_, status = record["type"], record["status"]
    table = rules()
    if type_ == "THREATEN" and status == "actual":
        return "threat", table["threat"].get(record["mode"] or "other", table["threat"]["other"])
    if type_ in table["promise"] and status == "actual":
        return "promise", table["promise"][type_]
    if type_ in table["expected"]["types"]:
        if status == "hypothetical" and has_condition:
            return "condition", [type_]
        if status == "future":
            return "expectation", [type_]
    return None, []


def _stands_in(trigger: Mapping[str, Any], condition: str, sentence: str) -> bool:
    """True for the act on which another hangs: that shelling goes on is not what is claimed."""
    first = sentence.index(condition)
    return bool(first <= trigger["start"] < first + len(condition))


def _parties(spans: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(map(party, spans)))


def _country(record: Mapping[str, Any]) -> str | None:
    return next((place["country"] for place in record["place"] if place["country"]), None)


def _told_due(record: Mapping[str, Any], tokens: list[Token], made: date) -> date | None:
    """Give the last day that the record's own time, or else any time in its sentence, allows after publication."""
    when = record["when"]
    if when and when["to"]:
        own = date.fromisoformat(when["to"])
        return own if own > made else None
    days = [time.end for time in find_times(tokens, made) if time.end is not None]
    return max((day for day in days if day > made), default=None)


def condition_of(sentence: str) -> str | None:
    """Give the conditional clause of a sentence, from its particle to the end of the clause; None where it has none.

    >>> condition_of("قد تعود الغارات إذا استمر القصف، بحسب مصدر")  # air strikes may return if the shelling goes on
    'إذا استمر القصف'
    """
    return _condition(sentence, tokenize(sentence))


def _condition(sentence: str, tokens: list[Token]) -> str | None:
    lexicon = load()
    for at in range(len(tokens)):
        if not _is_conditional(tokens, at, lexicon):
            continue
        last = _clause_end(tokens, at)
        if last > at + 1:
            return sentence[tokens[at].start : tokens[last].end]
    return None


def _clause_end(tokens: list[Token], first: int) -> int:
    """Give the last token of the clause: before punctuation, or before the answer that فـ begins."""
    for at in range(first + 1, min(first + LONGEST_CONDITION, len(tokens))):
        norm = tokens[at].norm
        if norm in CLAUSE_ENDS or (at > first + 1 and norm.startswith(ANSWERS)):
            return at - 1
    return min(first + LONGEST_CONDITION, len(tokens)) - 1


def _is_conditional(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    norm = tokens[at].norm
    core = norm[1:] if norm[:1] in "وف" and len(norm) > 2 else norm
    if any(CONDITIONAL in lexicon.classes.get(form, ()) for form in (norm, core)):
        return True
    endings = [
        rest
        for form in (norm, core)
        for rest, kind, value in lexicon.phrases.get(form, ())
        if kind == "class" and value == CONDITIONAL
    ]
    if not endings:
        return False
    following = tuple(bare(token.norm) for token in tokens[at + 1 : at + 3])
    return any(rest == following[: len(rest)] for rest in endings)

"""Takes the unnamed parties of event records and gives names that recur, proposed for the registry with evidence."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marsad.actors.model import Evidence, Proposal
from marsad.actors.registry import Registry, folded
from marsad.lexicon import Lexicon
from marsad.lexicon.inflection import bare

ROLES = ("actor", "recipient", "said_by")
LEAST_MENTIONS = 3
LEAST_DOCUMENTS = 2
MOST_WORDS = 6
MOST_EVIDENCE = 5
MOST_LIKE = 3
ALIKE = 0.75
GIVEN = frozenset({"names.given", "names.feminine"})
MARKS = "\"'«»“”()[]"


@dataclass(slots=True)
class _Heard:
    kind: str
    texts: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    outlets: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def proposals(
    records: Iterable[Mapping[str, Any]],
    registry: Registry,
    lexicon: Lexicon,
    decided: Set[str] = frozenset(),
    least_mentions: int = LEAST_MENTIONS,
    least_documents: int = LEAST_DOCUMENTS,
) -> list[Proposal]:
    """Give the names without an entry that recur in event records, most frequent first; those `decided` left out.

    A name is a phrase that a naming pattern begins (لواء الفجر, "Dawn Brigade"), or that ends with a person's name.
    """
    heard: dict[str, _Heard] = {}
    for record in records:
        for role in ROLES:
            for span in record[role]:
                if span["name"] is None:
                    _note(heard, record, span, lexicon)
    known = dict(registry.forms())
    index = _forms_by_word(registry)
    return [
        _proposal(key, one, index)
        for key, one in sorted(heard.items(), key=lambda item: (-item[1].texts.total(), item[0]))
        if key not in decided
        and key not in known
        and one.texts.total() >= least_mentions
        and len(one.documents) >= least_documents
    ]


def own_name(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Give the name in a phrase, and whether a group or a person bears it; None where it is a description only.

    >>> from marsad.lexicon import load
    >>> own_name("الناشط السياسي أحمد الخطيب", load())  # the political activist Ahmad al-Khatib
    ('أحمد الخطيب', 'person')
    """
    words = text.translate(dict.fromkeys(map(ord, MARKS), " ")).split()
    cores = [bare(word) for word in words]
    if 2 <= len(words) <= MOST_WORDS and cores[0] in lexicon.patterns:
        return " ".join(words), "group"
    for at, core in enumerate(cores[:-1]):
        if GIVEN.isdisjoint(lexicon.classes.get(core, ())) or len(words) - at > MOST_WORDS:
            continue
        if at == 0 or not _is_fixed_phrase(cores[at - 1], core, lexicon):
            return " ".join(words[at:]), "person"
    return None


def _is_fixed_phrase(first: str, second: str, lexicon: Lexicon) -> bool:
    """True for المتحدث باسم (the spokesman of), where باسم is no given name."""
    return any(rest == (second,) and kind == "role" for rest, kind, _ in lexicon.phrases.get(first, ()))


def _note(heard: dict[str, _Heard], record: Mapping[str, Any], span: Mapping[str, Any], lexicon: Lexicon) -> None:
    found = own_name(span["text"], lexicon)
    if found is None:
        return
    text, kind = found
    one = heard.setdefault(folded(text), _Heard(kind))
    published = record["published"]
    day = date.fromisoformat(published) if published else None
    one.texts[text] += 1
    one.sectors[span["sector"]] += 1
    if span["country"]:
        one.countries[span["country"]] += 1
    if record["outlet"]:
        one.outlets.add(record["outlet"])
    if day is not None:
        one.days.append(day)
    if record["document"] not in one.documents and len(one.evidence) < MOST_EVIDENCE:
        sentence = record["sentence_text"] if span["sentence"] == record["sentence"] else span["text"]
        one.evidence.append(
            Evidence(record["document"], span["sentence"], sentence, record["outlet"], day, record["id"])
        )
    one.documents.add(record["document"])


def _proposal(key: str, one: _Heard, index: Mapping[str, Mapping[str, str]]) -> Proposal:
    return Proposal(
        key,
        one.texts.most_common(1)[0][0],
        one.kind,
        one.sectors.most_common(1)[0][0],
        one.countries.most_common(1)[0][0] if one.countries else None,
        one.texts.total(),
        len(one.documents),
        tuple(sorted(one.outlets)),
        min(one.days, default=None),
        max(one.days, default=None),
        tuple(one.evidence),
        _like(key, index),
    )


def _forms_by_word(registry: Registry) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for form, name in registry.forms():
        for word in form.split():
            found[word][form] = name
    return found


def _like(key: str, index: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Give known names whose spelling is close, among those that share a word."""
    near = {form: name for word in key.split() for form, name in index.get(word, {}).items()}
    best = difflib.get_close_matches(key, near, n=MOST_LIKE, cutoff=ALIKE)
    return tuple(dict.fromkeys(near[form] for form in best))

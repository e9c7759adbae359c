"""Takes what somebody looks for and gives its parts, each with the forms under which it is found and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from marsad.errors import UsageError
from marsad.search.aliases import aliases, longest
from marsad.search.latin import is_spelling, name_spellings, sound
from marsad.search.terms import ARABIC, names, terms

Terms = tuple[str, ...]
Vocabulary = Callable[[str], Iterable[str]]
MOST_FORMS = 200
WRITTEN, SPELLING, TRANSLITERATION, ALIAS = "as written", "spelling of the name", "transliteration", "alias"
_CHUNK = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')


@dataclass(frozen=True, slots=True)
class Form:
    """Search terms that stand one after another in what is found; `kind` says why they count, `of` for which alias."""

    terms: Terms
    kind: str = WRITTEN
    of: str | None = None
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One word, phrase or known name of a query: found where one of its forms is."""

    text: str
    forms: tuple[Form, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every part that is not excluded must be found."""

    parts: tuple[Part, ...]

    @property
    def wanted(self) -> tuple[Part, ...]:
        """The parts that must be found."""
        return tuple(part for part in self.parts if not part.is_excluded)

    @property
    def unwanted(self) -> tuple[Part, ...]:
        """The parts that must not."""
        return tuple(part for part in self.parts if part.is_excluded)


@dataclass(frozen=True, slots=True)
class _Chunk:
    text: str
    terms: Terms
    is_excluded: bool = False
    is_prefix: bool = False
    is_phrase: bool = False


def parse_query(text: str, vocabulary: Vocabulary, exact_script: bool = False) -> Query:
    """Give the query of `word`, `"a phrase"`, `begin*` and `-without`; UsageError where nothing is left to look for.

    `vocabulary` gives the Arabic words in the store of a sound (`latin.sound`). With `exact_script` nothing is found
    in another script than that in which it was asked for.
    """
    chunks = [chunk for chunk in _chunks(text) if chunk.terms]
    if all(chunk.is_excluded for chunk in chunks):
        raise UsageError(f"nothing to look for in {text!r}: give at least one word without a minus before it")
    return Query(tuple(_part(run, vocabulary, exact_script) for run in _runs(chunks)))


def _chunks(text: str) -> Iterator[_Chunk]:
    for found in _CHUNK.finditer(text):
        phrase, word = found["phrase"], found["word"]
        shown = word if phrase is None else phrase
        is_prefix = phrase is None and shown.endswith("*")
        yield _Chunk(shown, terms(shown), bool(found["minus"]), is_prefix, phrase is not None)


def _runs(chunks: Sequence[_Chunk]) -> Iterator[list[_Chunk]]:
    """Give runs of words that together are a known name, the longest first, and every other chunk alone."""
    at = 0
    while at < len(chunks):
        length = next((n for n in range(min(len(chunks) - at, longest()), 1, -1) if _is_name(chunks[at : at + n])), 1)
        yield list(chunks[at : at + length])
        at += length


def _is_name(run: Sequence[_Chunk]) -> bool:
    if any(chunk.is_excluded or chunk.is_prefix or chunk.is_phrase for chunk in run):
        return False
    return bool(aliases(_joined(run)))


def _joined(run: Sequence[_Chunk]) -> Terms:
    return tuple(term for chunk in run for term in chunk.terms)


def _part(run: Sequence[_Chunk], vocabulary: Vocabulary, exact_script: bool) -> Part:
    wanted, shown = _joined(run), " ".join(chunk.text for chunk in run)
    if run[0].is_prefix:
        return Part(shown, (Form(wanted, is_prefix=True),), run[0].is_excluded)
    known = {} if run[0].is_phrase else aliases(wanted)
    found = {form.terms: form for form in reversed(list(_forms(wanted, known, vocabulary)))}
    forms = [form for form in reversed(found.values()) if not exact_script or _script(form.terms) == _script(wanted)]
    return Part(shown, tuple(forms[:MOST_FORMS]), run[0].is_excluded)


def _forms(wanted: Terms, known: dict[Terms, str], vocabulary: Vocabulary) -> Iterator[Form]:
    """Give the forms of a word or phrase, the surest first."""
    yield Form(wanted)
    for alias, name in known.items():
        yield Form(alias, ALIAS, name)
    choices = [list(_word_forms(term, vocabulary)) for term in wanted]
    for several in itertools.islice(itertools.product(*choices), MOST_FORMS):
        kinds = {form.kind for form in several}
        found = tuple(term for form in several for term in form.terms)
        if len({ARABIC.match(term) is None for term in found}) == 1:
            yield Form(found, TRANSLITERATION if TRANSLITERATION in kinds else SPELLING)


def _word_forms(term: str, vocabulary: Vocabulary) -> Iterator[Form]:
    yield Form((term,))
    if ARABIC.match(term):
        for latin in names()["spellings"].get(term, ()):
            yield Form((latin,), SPELLING)
        return
    arabic, others = name_spellings(term)
    for name in (*arabic, *others):
        yield Form(terms(name), SPELLING)
    if not arabic and (sounded := sound(term)):
        for word in sorted(vocabulary(sounded)):
            if is_spelling(term, word):
                yield Form((word,), TRANSLITERATION)


def _script(found: Terms) -> bool:
    return any(ARABIC.match(term) for term in found)

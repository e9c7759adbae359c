"""Takes text and gives its search terms: one a word, folded, without clitics, equal for every spelling of the word."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.arabic import normal
from marsad.arabic.clitics import AL, CONJUNCTIONS, LAM, PREPOSITIONS, suffix_splits
from marsad.arabic.frequency import DATA as FREQUENCIES
from marsad.arabic.frequency import frequencies
from marsad.arabic.normal import normalize

NAMES = Path(__file__).parent / "names.toml"
LONGEST = 60  # characters of a term; a longer run of letters is no word of any language
CUT_STEP = 0.5  # Zipf: a particle or pronoun is cut off where the rest is so much commoner than the whole
ARTICLE_STEP = 2.2  # Zipf: the article belongs to the word where the rest is so much rarer (as in Almania, Germany)
RARE = 3.5  # Zipf: of rarer words, such as surnames, the list need not know the form without the article
SHORTEST_REST = 3
PRONOUNS = ("\u0647\u0645\u0627", "\u0647\u0627", "\u0647\u0645", "\u0643\u0645", "\u0646\u0627", "\u0647")
LATIN_ARTICLES = ("al", "el")
ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]")
_WORDS = re.compile(
    r"[0-9]+|[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]+|[^\W\d_\u0600-\u06ff\u0750-\u077f]+"
)
_JOINT = "(?<=\\w)['\u2019`\u2018](?:s\\b|(?=\\w))"
_JOINTS = re.compile(_JOINT)
_JOINED = re.compile(f"(?s)(?:{_JOINT})|(.)")
_HALF_LETTERS = "\u02bb\u02bc\u02be\u02bf"  # how scholars write hamza and ain in Latin letters
_LATIN_ARTICLE = re.compile(r"\b(?:al|el|(a[sntdrzl]|ash|ath|adh)(?=-(?:[sntdrzl])))-(?=\w)")
Word = tuple[int, int, tuple[str, ...]]


def terms(text: str) -> tuple[str, ...]:
    """Give the search terms of a text in its order; a joined name such as Abdullah gives two.

    >>> terms("وبالقصف") == terms("القصف") == terms("قصف")  # and with the shelling, the shelling, shelling
    True
    """
    plain = _JOINTS.sub("", _without_latin_articles("".join(map(_folded, text))))
    return tuple([term for word in _WORDS.findall(plain) for term in _word_terms(word[:LONGEST])])


def search_form(text: str) -> str:
    """Give the terms of a text joined by blanks. The search form of a search form is itself."""
    return " ".join(terms(text))


def words(text: str) -> list[Word]:
    """Give each word of a text as (start, end, its terms), the offsets counting characters of `text`."""
    plain, origins = _plain(text)
    found = []
    for match in _WORDS.finditer(plain):
        shown = origins[match.start()], origins[match.end() - 1] + 1
        found.append((*shown, _word_terms(match.group()[:LONGEST])))
    return found


def _plain(text: str) -> tuple[str, list[int]]:
    """Give text folded to plain letters, and for each of them the place in `text` that it comes from."""
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        folded = _folded(character)
        letters.append(folded)
        origins.extend([at] * len(folded))
    plain = _without_latin_articles("".join(letters))
    kept = [found.start() for found in _JOINED.finditer(plain) if found[1]]
    return "".join(plain[at] for at in kept), [origins[at] for at in kept]


def _without_latin_articles(plain: str) -> str:
    return _LATIN_ARTICLE.sub(lambda found: " " * len(found.group()), plain)


@lru_cache(maxsize=5000)
def _folded(character: str) -> str:
    whole = normalize(normalize(unicodedata.normalize("NFKC", character)))
    if whole in _HALF_LETTERS:
        return ""
    parts = unicodedata.normalize("NFKD", whole.casefold())
    return normalize("".join(part for part in parts if not unicodedata.combining(part))).casefold()


@lru_cache(maxsize=200_000)
def _word_terms(word: str) -> tuple[str, ...]:
    if not ARABIC.match(word):
        return () if word in LATIN_ARTICLES else (_same_word().get(word, word),)
    bare = _bare(word)
    same = _same_word().get(bare, bare)
    if same.startswith(_SERVANT + AL) and len(same) > len(_SERVANT + AL) + 1:
        return _SERVANT, *_word_terms(same.removeprefix(_SERVANT))
    return tuple(same.split())


_SERVANT = "\u0639\u0628\u062f"  # the first word of names such as Abdullah


def _bare(word: str) -> str:
    """Give an Arabic word without the particles before it and the pronoun after it."""
    while word not in _whole_words():
        shorter = _without_particle(word) or _without_article(word) or _without_pronoun(word)
        if shorter is None:
            break
        word = shorter
    return word


def _without_particle(word: str) -> str | None:
    """Give the word without its first particle where what is left is commoner than the whole."""
    first, rest = word[:1], word[1:]
    if first == LAM and rest[:1] == LAM:
        rest = AL + rest[1:]
    elif first not in CONJUNCTIONS + PREPOSITIONS:
        return None
    zipf, whole = frequencies().zipf, frequencies().zipf(word)
    if rest.startswith(AL) and len(rest) > SHORTEST_REST:
        return rest if whole == 0 or zipf(rest) >= whole or _is_article(rest, whole) else None
    return rest if len(rest) >= SHORTEST_REST and zipf(rest) > whole + CUT_STEP else None


def _is_article(word: str, whole: float) -> bool:
    """True where a word begins with the article, as far as its rest without it is not much rarer than `whole`."""
    return frequencies().zipf(word[len(AL) :]) > whole - ARTICLE_STEP + CUT_STEP


def _without_article(word: str) -> str | None:
    rest = word.removeprefix(AL)
    if rest == word or len(rest) < SHORTEST_REST - 1:
        return None
    zipf, whole = frequencies().zipf(rest), frequencies().zipf(word)
    return rest if whole < RARE or zipf > whole - ARTICLE_STEP else None


def _without_pronoun(word: str) -> str | None:
    whole, zipf = frequencies().zipf(word), frequencies().zipf
    stems = [
        stem
        for stem, pronoun in suffix_splits(word)
        if pronoun in PRONOUNS and len(stem) >= SHORTEST_REST and zipf(stem) > whole + CUT_STEP
    ]
    return max(stems, key=zipf, default=None)


@lru_cache(maxsize=1)
def _whole_words() -> frozenset[str]:
    """Words that look as if they began with a particle or the article, or ended in a pronoun."""
    return frozenset([*names()["whole"], *names()["spellings"]])


@lru_cache(maxsize=1)
def _same_word() -> dict[str, str]:
    """Word to the word that stands for it: cases of `father of` in a kunya, `son of`, names joined to one word."""
    return {word: same for same, others in names()["same"].items() for word in others}


@lru_cache(maxsize=1)
def names() -> dict[str, Any]:
    """Give what is known of names: `whole`, `same` and `spellings`, as names.toml explains."""
    return tomllib.loads(NAMES.read_text("utf-8"))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Tell one state of the normaliser from another: terms kept under another fingerprint are to be made anew.

    It is that of the sources, whether or not they are compiled.
    """
    digest = hashlib.sha256()
    for path in (Path(__file__), NAMES, FREQUENCIES, Path(str(normal.__file__)).with_name("normal.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

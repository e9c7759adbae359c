"""Takes the lexicon's files and gives the look-up tables the coder reads, as plain data that marshal can keep."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from marsad.arabic.normal import normalize
from marsad.errors import LexiconError
from marsad.lexicon import reader
from marsad.lexicon.inflection import accusative, adjective_forms, bare, noun_forms

Tables = dict[str, Any]
GOD = normalize("الله")
SERVANT_OR_FATHER = frozenset(normalize(word) for word in ("عبد", "أبو"))
INFLECTED = frozenset({"places.sites"})
"""Classes whose nouns are met in all their forms: حاجزا, حاجزين (a checkpoint, two)."""


def compile_tables(root: Path = reader.ROOT) -> Tables:
    """Give all tables of the lexicon under `root`; LexiconError names the file and entry that is wrong."""
    builder = _Builder()
    builder.add_acts(reader.read_acts(root))
    for path in sorted((root / "words").glob("*.toml")):
        builder.add_words(path)
    builder.add_actors(reader.read_actors(root))
    builder.add_ties(root)
    builder.add_places(root / "places")
    builder.add_conjugations(root / "built" / "conjugations.tsv")
    return builder.tables()


def verb_lemmas(root: Path = reader.ROOT) -> list[str]:
    """Give every verb that the lexicon's files name, sorted."""
    builder = _Builder()
    builder.add_acts(reader.read_acts(root))
    for path in sorted((root / "words").glob("*.toml")):
        builder.add_words(path)
    return sorted(builder.lemma_acts.keys() | builder.lemma_classes.keys())


class _Builder:
    """Gathers entries into tables keyed by normal form."""

    def __init__(self) -> None:
        self.lists: dict[str, list[Any]] = {
            key: [] for key in ("acts", "actors", "places", "roles", "nations", "links", "ties")
        }
        self.single: dict[str, dict[str, list[Any]]] = {
            key: defaultdict(list)
            for key in ("act_nouns", "act_adjectives", "roles_of", "nations_of", "classes", "patterns", "links_of")
        }
        self.names: dict[str, list[Any]] = defaultdict(list)
        self.phrases: dict[str, list[Any]] = defaultdict(list)
        self.link_phrases: dict[str, list[Any]] = defaultdict(list)
        self.lemma_acts: dict[str, list[int]] = defaultdict(list)
        self.lemma_classes: dict[str, set[str]] = defaultdict(set)
        self.verbs: dict[str, list[Any]] = defaultdict(list)
        self.titles: list[str] = []

    def tables(self) -> Tables:
        """Give the gathered tables with longest phrases first."""
        for table in (self.names, self.phrases, self.link_phrases):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        lemmas = sorted(self.lemma_acts.keys() | self.lemma_classes.keys())
        return {
            **self.lists,
            **{
                key: {form: tuple(dict.fromkeys(found)) for form, found in table.items()}
                for key, table in self.single.items()
            },
            "names": {first: tuple(found) for first, found in self.names.items()},
            "phrases": {first: tuple(found) for first, found in self.phrases.items()},
            "link_phrases": {first: tuple(found) for first, found in self.link_phrases.items()},
            "titles": tuple(sorted(set(self.titles))),
            "lemmas": [
                (lemma, tuple(self.lemma_acts.get(lemma, ())), tuple(sorted(self.lemma_classes.get(lemma, ()))))
                for lemma in lemmas
            ],
            "verbs": {form: tuple(found) for form, found in self.verbs.items()},
        }

    def add_acts(self, entries: Iterable[reader.Entry]) -> None:
        """Add trigger entries: verbs by lemma, nouns and adjectives by form, phrases by first word."""
        for entry in entries:
            index = len(self.lists["acts"])
            self.lists["acts"].append(_act_row(entry))
            values = entry.values
            for lemma in values.get("verbs", ()):
                self.lemma_acts[lemma].append(index)
            for noun in values.get("nouns", ()):
                self._add_forms("act_nouns", noun_forms(bare(noun)), index)
            for adjective in values.get("adjectives", ()):
                self._add_forms("act_adjectives", adjective_forms(bare(adjective)), index)
            for phrase in values.get("phrases", ()):
                self._add_phrase(phrase, "act", index)
                for form in _accusative_pair(bare_words(phrase)):
                    self._add_phrase(form, "act", index)

    def add_words(self, path: Path) -> None:
        """Add one words file; what it holds is told by its name (docs/lexicon.md)."""
        data = reader.read_toml(path)
        match path.stem:
            case "roles":
                self._add_roles(data["role"])
            case "nationalities":
                self._add_nations(data["nation"])
            case "titles":
                self.titles.extend(bare(title) for title in data["titles"])
            case "patterns":
                for pattern in data["pattern"]:
                    self._add_forms("patterns", noun_forms(bare(pattern["head"])), pattern["sector"])
            case "calendar" | "numbers" | "verb_roots":
                pass
            case stem:
                self._add_classes(stem, data)

    def add_actors(self, entries: Iterable[reader.Entry]) -> None:
        """Add actors with their names and posts."""
        for entry in entries:
            values, index = entry.values, len(self.lists["actors"])
            offices = tuple(
                (
                    bare_words(post["title"]),
                    post.get("sector", values["sector"]),
                    _ordinal(post.get("from")),
                    _ordinal(post.get("to")),
                )
                for post in values.get("offices", ())
            )
            self.lists["actors"].append(
                (values["name"], values["kind"], values.get("country"), values["sector"], offices, values.get("parent"))
            )
            for name in values.get("arabic", ()):
                self._add_name(name, "actor", index, is_weak=False)
            for name in values.get("weak", ()):
                self._add_name(name, "actor", index, is_weak=True)

    def add_ties(self, root: Path) -> None:
        """Add the words that tie parties to each other, and the ties that the registry itself holds."""
        for entry in reader.read_links(root):
            index = len(self.lists["links"])
            self.lists["links"].append(_link_row(entry))
            for word in entry.values.get("words", ()):
                self._add_forms("links_of", adjective_forms(bare(word)), index)
            for phrase in entry.values.get("phrases", ()):
                words = bare_words(phrase)
                self.link_phrases[words[0]].append((words[1:], index))
        names = {row[0] for row in self.lists["actors"]}
        for entry in reader.read_declared_ties(root):
            values = entry.values
            unknown = {values["source"], values["target"]} - names
            if unknown:
                raise LexiconError(f"{entry.where}: no actor is named {', '.join(sorted(unknown))}")
            days = (_ordinal(values.get("from")), _ordinal(values.get("to")))
            self.lists["ties"].append((values["source"], values["kind"], values["target"], *days, values.get("note")))

    def add_places(self, folder: Path) -> None:
        """Add the gazetteer: the built table and the hand-written additions, which win over it."""
        extra = reader.read_entries(folder / "extra.toml", "place") if (folder / "extra.toml").exists() else []
        seen: set[str] = set()
        for entry in extra:
            values, index = entry.values, len(self.lists["places"])
            self.lists["places"].append(
                (
                    values["name"],
                    values.get("country"),
                    values.get("admin1"),
                    values["kind"],
                    values.get("latitude"),
                    values.get("longitude"),
                )
            )
            for key in ("arabic", "weak"):
                for name in values.get(key, ()):
                    seen.add(normalize(name))
                    self._add_name(name, "place", index, is_weak=key == "weak")
        with (folder / "places.tsv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if normalize(row["name_ar"]) not in seen:
                    self._add_name(row["name_ar"], "place", len(self.lists["places"]), is_weak=False)
                    self.lists["places"].append(
                        (
                            row["name_en"],
                            row["country"],
                            row["admin1"] or None,
                            row["kind"],
                            _float(row["latitude"]),
                            _float(row["longitude"]),
                        )
                    )

    def add_conjugations(self, path: Path) -> None:
        """Add the written forms of every verb that the other files name; LexiconError for a verb without forms."""
        wanted = sorted(self.lemma_acts.keys() | self.lemma_classes.keys())
        index_by_lemma = {lemma: index for index, lemma in enumerate(wanted)}
        found = set()
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                lemma, form, tags = line.rstrip("\n").split("\t")
                if lemma in index_by_lemma:
                    found.add(lemma)
                    self.verbs[form].append((index_by_lemma[lemma], tuple(tags.split())))
        missing = [lemma for lemma in wanted if lemma not in found]
        if missing:
            raise LexiconError(
                f"{path.name}: no forms for {', '.join(missing[:5])}"
                f"{' ...' if len(missing) > 5 else ''} ({len(missing)} verbs); run `make lexicon`"
            )

    def _add_forms(self, table: str, forms: Iterable[str], value: Any) -> None:
        for form in forms:
            self.single[table][form].append(value)

    def _add_phrase(self, text: str, kind: str, value: Any) -> None:
        words = bare_words(text)
        if len(words) == 1:
            table = {"act": "act_nouns", "role": "roles_of", "class": "classes"}[kind]
            self.single[table][words[0]].append(value)
        else:
            self.phrases[words[0]].append((words[1:], kind, value))

    def _add_name(self, text: str, kind: str, index: int, *, is_weak: bool) -> None:
        words = tuple(normalize(word) for word in text.replace("-", " ").split())
        for spelling in dict.fromkeys((words, _joined(words))):
            entry = (spelling[1:], kind, index, is_weak)
            if spelling and entry not in self.names[spelling[0]]:
                self.names[spelling[0]].append(entry)

    def _add_roles(self, entries: list[dict[str, Any]]) -> None:
        for role in entries:
            index = len(self.lists["roles"])
            self.lists["roles"].append((role["sector"], role["kind"], role.get("country")))
            for word in role["words"]:
                self._add_phrase(word, "role", index)
                if " " not in word:
                    for form in _regular_forms(bare(word)):
                        if index not in self.single["roles_of"][form]:
                            self.single["roles_of"][form].append(index)

    def _add_nations(self, entries: list[dict[str, Any]]) -> None:
        for nation in entries:
            index = len(self.lists["nations"])
            self.lists["nations"].append((nation.get("country"), nation["state"]))
            self._add_forms("nations_of", adjective_forms(bare(nation["adjective"])), index)
            for form in nation.get("irregular", ()):
                self._add_forms("nations_of", {bare(form)}, index)

    def _add_classes(self, stem: str, data: dict[str, Any], prefix: str = "") -> None:
        for table, content in data.items():
            name = f"{prefix}{table}"
            if isinstance(content, dict):
                self._add_classes(stem, content, prefix=f"{name}.")
            elif isinstance(content, list) and table.split(".")[-1].startswith("verbs"):
                for lemma in content:
                    self.lemma_classes[lemma].add(f"{stem}.{prefix.rstrip('.') or table}")
            else:
                for word in content:
                    self._add_phrase(word, "class", f"{stem}.{name}")
                    if f"{stem}.{name}" in INFLECTED and " " not in word:
                        self._add_forms("classes", noun_forms(bare(word)) - {bare(word)}, f"{stem}.{name}")


def bare_words(text: str) -> tuple[str, ...]:
    """Give the bare normal forms of a phrase's words."""
    return tuple(bare(word) for word in text.split())


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give a name as it is written in fewer words: نصر الله as نصرالله, عبد الملك as عبدالملك, أبو بكر as أبوبكر."""
    found: list[str] = []
    for word in words:
        if found and (word == GOD or found[-1] in SERVANT_OR_FATHER):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _act_row(entry: reader.Entry) -> tuple[Any, ...]:
    values = entry.values

    def cores(key: str) -> tuple[str, ...]:
        words = [" ".join(bare_words(word)) for word in values.get(key, ())]
        return tuple(sorted({form for word in words for form in noun_forms(word)}))

    def prepositions(key: str) -> tuple[str, ...]:
        return tuple(normalize(word) for word in values.get(key, ()))

    return (
        entry.where,
        values["type"],
        values.get("mode"),
        values.get("subject", "actor"),
        values.get("object", "recipient"),
        values.get("of", "recipient"),
        prepositions("recipient_after"),
        prepositions("actor_after"),
        prepositions("both_after"),
        cores("with"),
        cores("with_before"),
        values.get("within", 5),
        cores("unless"),
        cores("unless_before"),
        tuple(values.get("needs", ())),
        _act_name(values),
        values.get("lasting", False),
        values.get("to_come", False),
    )


def _link_row(entry: reader.Entry) -> tuple[Any, ...]:
    values = entry.values
    after = tuple(normalize(word) for word in values["after"])
    flags = (values.get(key, False) for key in ("reverse", "apposed", "needs_state", "holder"))
    return (entry.where, values["kind"], after, *flags)


def _act_name(values: dict[str, Any]) -> str:
    """Give the type and first word of an act, by which learned weights know it whatever line it stands in."""
    words = [
        *values.get("verbs", ()),
        *values.get("nouns", ()),
        *values.get("adjectives", ()),
        *values.get("phrases", ()),
    ]
    return f"{values['type']}:{words[0]}"


def _accusative_pair(words: tuple[str, ...]) -> list[str]:
    """Give a noun and its adjective in the indefinite accusative: هجوما انتحاريا (a suicide attack)."""
    if len(words) != 2 or not words[1].endswith("\u064a"):
        return []
    return [f"{first} {second}" for first in accusative(words[0]) for second in accusative(words[1])]


def _ordinal(day: Any) -> int | None:
    return None if day is None else day.toordinal()


def _float(text: str) -> float | None:
    return float(text) if text else None


def _regular_forms(core: str) -> list[str]:
    """Give accusative, dual and sound plural of a role noun, and the plural in idafa: شرطيا، شرطيان، شرطيين."""
    if core.endswith("\u0647"):
        stem = core[:-1] + "\u062a"
        return [stem + "\u0627\u0646", stem + "\u064a\u0646"]
    if core.endswith(("\u0648\u0646", "\u064a\u0646")) and len(core) > 4:
        return [core[:-2] + "\u0648", core[:-2] + "\u064a"]
    if core.endswith(("\u0646", "\u0627", "\u0648", "\u064a\u0627", "\u0627\u0621")) or len(core) < 3:
        return []
    return [core + ending for ending in ("\u0627", "\u0627\u0646", "\u064a\u0646", "\u0648\u0646")]

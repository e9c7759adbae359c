"""Takes every verb the lexicon names and writes its written forms: src/marsad/lexicon/built/conjugations.tsv.

    python tools/build_conjugations.py [--check]

The forms come from mazini (CC BY 4.0): all attested verbs whose past tense, without vowels, is the lexicon's lemma.
With --check nothing is written; the exit code is 1 where the file is stale.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator

import mazini
from mazini.lexicon import attested_wazns, lexicon_roots

from marsad.arabic.normal import normalize
from marsad.lexicon.compiler import verb_lemmas
from marsad.lexicon.reader import ROOT, read_toml

TARGET = ROOT / "built" / "conjugations.tsv"
PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p")
TENSES = {"past": "P", "ind": "I", "sub": "I", "juss": "J"}
JUSSIVE, IMPERFECT = "J", "I"
SOUND_PLURALS = {"\u0648\u0646", "\u064a\u0646"}
HA = "\u0647"
FEMININE_PLURAL = "\u0627\u062a"
UNKNOWN = "?"


def main() -> int:
    """Write the table, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the table is fresh")
    options = parser.parse_args()
    lemmas = verb_lemmas()
    content = "".join(f"{line}\n" for line in table(lemmas))
    if options.check:
        fresh = TARGET.exists() and TARGET.read_text("utf-8") == content
        print("fresh" if fresh else f"{TARGET} is stale: run `make lexicon`")
        return 0 if fresh else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(content, "utf-8")
    print(f"{len(lemmas)} verbs, {content.count(chr(10))} forms")
    return 0


def table(lemmas: list[str]) -> Iterator[str]:
    """Give the lines of the table, sorted; exits with the list of verbs that mazini does not attest."""
    verbs = attested({normalize(lemma) for lemma in lemmas})
    for entry in read_toml(ROOT / "words" / "verb_roots.toml")["verb"]:
        verbs[normalize(entry["lemma"])].append((entry["root"], entry["pattern"]))
    missing = [lemma for lemma in lemmas if not verbs.get(normalize(lemma))]
    if missing:
        sys.exit(
            f"not attested: {', '.join(missing)}; correct the lemma (past tense, third person masculine) or add it to "
            "words/verb_roots.toml"
        )
    for lemma in sorted(lemmas):
        tags_of: dict[str, set[str]] = defaultdict(set)
        for root, wazn in verbs[normalize(lemma)]:
            for form, tag in forms(root, wazn):
                tags_of[form].add(tag)
        for form, tags in sorted(tags_of.items()):
            yield f"{lemma}\t{form}\t{' '.join(sorted(without_common_jussives(tags)))}"


def without_common_jussives(tags: set[str]) -> set[str]:
    """Drop a jussive that is written like the indicative or subjunctive; the rest need a particle before them."""
    return {tag for tag in tags if tag[0] != JUSSIVE or IMPERFECT + tag[1:] not in tags}


def attested(wanted: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Give, for each wanted normal form, the (root, pattern) pairs of attested verbs that have it as past tense."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    letters = {normalize(letter) for word in wanted for letter in word}
    for root in lexicon_roots():
        if not possible(root, letters):
            continue
        for wazn in attested_wazns(root):
            past = mazini.conjugate(root, wazn).slots.get("past_3ms", ())
            for form in {normalize(entry.form) for entry in past} & wanted:
                found[form].append((root, wazn))
    return found


def possible(root: str, letters: set[str]) -> bool:
    """Leave out roots with a letter that no wanted verb has."""
    return all(normalize(letter) in letters or letter in "ءوي" for letter in root)


def forms(root: str, wazn: str) -> Iterator[tuple[str, str]]:
    """Give (normal form, tag) of a verb's finite forms and participles."""
    slots = mazini.conjugate(root, wazn).slots
    for tense, code in TENSES.items():
        for voice, middle in (("a", ""), ("p", "_pass")):
            for person in PERSONS:
                for entry in slots.get(f"{tense}{middle}_{person}", ()):
                    yield normalize(entry.form), f"{code}{voice}{person}"
    for slot in ("ap", "pp"):
        for entry in slots.get(slot, ()):
            if UNKNOWN not in entry.form:
                for form in declined(normalize(entry.form)):
                    yield form, slot


def declined(participle: str) -> set[str]:
    """Give a participle's masculine, feminine and sound plurals."""
    return {participle, participle + HA, participle + FEMININE_PLURAL} | {participle + end for end in SOUND_PLURALS}


if __name__ == "__main__":
    sys.exit(main())

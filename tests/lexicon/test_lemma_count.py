"""The breadth of the lexicon of triggers."""

from __future__ import annotations

from marsad.lexicon.compiler import verb_lemmas
from marsad.lexicon.reader import ROOT, read_toml


def test_triggers_count_at_least_nine_hundred_verbs_masdars_and_phrases() -> None:
    entries = [entry for path in sorted((ROOT / "triggers").glob("*.toml")) for entry in read_toml(path)["act"]]
    verbs = {verb for entry in entries for verb in entry.get("verbs", ())}
    nouns = {noun for entry in entries for noun in entry.get("nouns", ())}
    phrases = {phrase for entry in entries for phrase in entry.get("phrases", ())}
    assert len(verbs | nouns | phrases) >= 1150
    assert len(verbs) + len(nouns) >= 900
    assert len(verb_lemmas()) >= 1100

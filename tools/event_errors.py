"""Counts why annotated events were missed and why others were found, and what mending each cause would be worth.

    event_errors.py GOLD_DIR [GOLD_DIR ...] [--examples N]

GOLD_DIRs hold documents of the gold form (docs/records.md). Events pair where their triggers share a character, as in
the count of detection. The worth of a cause is the F1 that detection would gain if its errors were no more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from marsad.coding.coder import Analysis, DocumentCoder
from marsad.coding.model import Event
from marsad.lexicon import load


@dataclass(slots=True)
class Counted:
    """Hits, guesses and gold events, and the errors by kind and cause, each with its words."""

    hit: int = 0
    guess: int = 0
    gold: int = 0
    errors: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def f1(self, *, more_hits: int = 0, fewer_guesses: int = 0) -> float:
        """Give F1, were there more hits (each with a guess) and fewer false guesses."""
        both = self.guess + more_hits - fewer_guesses + self.gold
        return 2 * (self.hit + more_hits) / both if both else 0.0


def main() -> int:
    """Code the documents, compare and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="print the words of N errors of each cause"
    )
    options = parser.parse_args()
    files = [file for folder in options.gold for file in sorted(folder.glob("*.json"))]
    if not files:
        sys.exit(f"no .json file in {', '.join(map(str, options.gold))}")
    counted = Counted()
    for file in files:
        count_document(json.loads(file.read_text("utf-8")), counted)
    print(f"{counted.hit} right of {counted.guess} found and {counted.gold} annotated, F1 {counted.f1():.3f}")
    for (kind, cause), words in sorted(counted.errors.items(), key=lambda item: (item[0][0], -len(item[1]))):
        more, fewer = (len(words), 0) if kind == "missed" else (0, len(words))
        gain = counted.f1(more_hits=more, fewer_guesses=fewer) - counted.f1()
        print(f"  {len(words):4d}  {kind:8s} {cause:60s} {gain:+.3f}")
        if options.examples:
            print("        " + "، ".join(words[: options.examples]))
    return 0


def count_document(gold: dict[str, Any], counted: Counted) -> None:
    """Add the hits and errors of one document."""
    coder = DocumentCoder(load(), date.fromisoformat(gold["published"]) if gold.get("published") else None)
    coder.note_full_names(gold["sentences"])
    analyses = [coder.read(sentence) for sentence in gold["sentences"]]
    ours = [event for analysis in analyses for event in analysis.events]
    left = list(ours)
    missed = []
    for event in gold["events"]:
        mate = next((one for one in left if _meets(one, event["trigger"])), None)
        if mate is None:
            missed.append(event)
        else:
            left.remove(mate)
    counted.gold += len(gold["events"])
    counted.guess += len(ours)
    counted.hit += len(gold["events"]) - len(missed)
    for event in missed:
        analysis = analyses[event["trigger"]["sentence"]]
        counted.errors["missed", why_missed(coder, analysis, event, left)].append(event["trigger"]["text"])
    for one in left:
        counted.errors["too many", why_found(one, gold["events"], missed)].append(one.trigger.text)


def _meets(event: Event, trigger: dict[str, Any]) -> bool:
    span = event.trigger
    meets = span.start < int(trigger["end"]) and int(trigger["start"]) < span.end
    return span.sentence == int(trigger["sentence"]) and meets


def why_missed(coder: DocumentCoder, analysis: Analysis, event: dict[str, Any], left: list[Event]) -> str:
    """Name what became of the words by which an annotated event is told."""
    sentence, trigger = analysis.sentence, event["trigger"]
    held = [
        at for at, token in enumerate(sentence.tokens) if token.start < trigger["end"] and trigger["start"] < token.end
    ]
    for dropped, reason in analysis.dropped:
        if any(dropped.first <= at <= dropped.last for at in held):
            return f"read as an act, left out: {reason}"
    if any(one.trigger.sentence == trigger["sentence"] and one.type == event["type"] for one in left):
        return "coded at another word of its sentence"
    words = [sentence.words[at] for at in held]
    acts = [act for at in held if sentence.is_verb[at] for act in _acts_of_verb(coder, sentence.words[at])]
    if acts:
        return "a verb whose act holds only in certain company"
    if any(word.act is not None for word in words):
        return "a noun whose act holds only in certain company, or taken for a repeat"
    if any(_acts_of_verb(coder, word) for word in words):
        return "a verb that was read as something else"
    if any(word.verbs for word in words):
        return "verb known, but not as an act"
    return "word unknown to the lexicon as an act"


def _acts_of_verb(coder: DocumentCoder, word: Any) -> list[int]:
    return [act for reading in word.verbs for act in coder.lexicon.lemmas[reading.lemma].acts]


def why_found(event: Event, gold: list[dict[str, Any]], missed: list[dict[str, Any]]) -> str:
    """Name what the annotators have where they do not have an event of ours."""
    here = [one for one in gold if one["trigger"]["sentence"] == event.trigger.sentence]
    if any(one["type"] == event.type and one in missed for one in here):
        return "the annotators have it at another word of its sentence"
    if any(one["type"] == event.type for one in here):
        return "of a type that another event of its sentence has"
    if event.background:
        return "a mention, by our own reading"
    if event.status in ("hypothetical", "negated"):
        return "only possible or denied"
    return "in a sentence with other events alone" if here else "in a sentence without annotated events"


if __name__ == "__main__":
    raise SystemExit(main())

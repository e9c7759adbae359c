"""Lists the errors of roles against annotated documents, by cause, and what mending each cause would be worth.

    role_errors.py GOLD_DIR [--role recipient] [--cause WORDS] [--examples N]

GOLD_DIR holds documents of the gold form (docs/records.md). An event is compared where triggers share a character. A
party matches where the spans share half of the shorter one or the names are equal. The worth of a cause is the F1 that
the role would have if its errors were no more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marsad.coding.chunks import Chunk
from marsad.coding.coder import Analysis, DocumentCoder
from marsad.coding.model import Event, Span
from marsad.coding.triggers import Trigger
from marsad.lexicon import load

ROLES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class RoleError:
    """A party of the gold that we lack, or one of ours that the gold lacks, with its sentence."""

    document: str
    role: str
    kind: str
    cause: str
    trigger: str
    party: str
    gold: tuple[str, ...]
    ours: tuple[str, ...]
    sentence: str


@dataclass(slots=True)
class Sums:
    """Hits, guesses and gold parties of one role."""

    hit: int = 0
    guess: int = 0
    gold: int = 0

    def f1(self, *, more_hits: int = 0, fewer_guesses: int = 0) -> float:
        """Give F1, were there more hits (each with a guess) and fewer false guesses."""
        both = self.guess + more_hits - fewer_guesses + self.gold
        return 2 * (self.hit + more_hits) / both if both else 0.0


def main() -> int:
    """Code the documents, compare, print the table and examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--role", choices=ROLES)
    parser.add_argument("--cause", default="", help="print only causes that hold these words")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="print N errors of each cause")
    options = parser.parse_args()
    files = sorted(options.gold.glob("*.json"))
    if not files:
        sys.exit(f"no .json file in {options.gold}")
    sums = {role: Sums() for role in ROLES}
    errors = [error for file in files for error in document_errors(json.loads(file.read_text("utf-8")), sums)]
    for role in (options.role,) if options.role else ROLES:
        _print_role(role, sums[role], [error for error in errors if error.role == role], options)
    return 0


def _print_role(role: str, sums: Sums, errors: list[RoleError], options: argparse.Namespace) -> None:
    print(f"{role}: {sums.hit} right of {sums.guess} found and {sums.gold} annotated, F1 {sums.f1():.3f}")
    by_cause: dict[tuple[str, str], list[RoleError]] = defaultdict(list)
    for error in errors:
        by_cause[error.kind, error.cause].append(error)
    for (kind, cause), found in sorted(by_cause.items(), key=lambda item: (-len(item[1]), item[0])):
        if options.cause not in cause:
            continue
        more, fewer = (len(found), 0) if kind == "missed" else (0, len(found))
        print(
            f"  {len(found):4d}  {kind:8s} {cause:52s} F1 would be {sums.f1(more_hits=more, fewer_guesses=fewer):.3f}"
        )
        for error in found[: options.examples]:
            print(f"        {error.document}: «{error.trigger}» {error.party}")
            print(f"          gold {list(error.gold)}, ours {list(error.ours)}\n          {error.sentence}")


def document_errors(gold: dict[str, Any], sums: dict[str, Sums]) -> Iterator[RoleError]:
    """Give the role errors of one document and add to the sums."""
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    coder = DocumentCoder(load(), published)
    coder.note_full_names(gold["sentences"])
    analyses = [coder.read(sentence) for sentence in gold["sentences"]]
    events = [(event, analysis) for analysis in analyses for event in analysis.events]
    pairs = _paired(gold["events"], [event for event, _ in events])
    for role in ROLES:
        sums[role].guess += sum(len(getattr(event, role)) for event, _ in events)
        sums[role].gold += sum(len(event[role]) for event in gold["events"])
    for index, event in enumerate(gold["events"]):
        for role in ROLES if index not in pairs else ():
            for party in event[role]:
                yield _error(gold, event, role, "missed", "event not found", party["text"], None)
    for position, (event, analysis) in enumerate(events):
        mate = next((gold["events"][index] for index, ours in pairs.items() if ours == position), None)
        yield from _event_errors(gold, event, analysis, mate, sums)


def _event_errors(
    gold: dict[str, Any], event: Event, analysis: Analysis, mate: dict[str, Any] | None, sums: dict[str, Sums]
) -> Iterator[RoleError]:
    for role in ROLES:
        ours = list(getattr(event, role))
        if mate is None:
            for party in ours:
                yield _error(gold, None, role, "spurious", "event not in the gold", party.text, event)
            continue
        for party in mate[role]:
            match = next((one for one in ours if _is_same(party, one)), None)
            if match is not None:
                ours.remove(match)
                sums[role].hit += 1
                continue
            other = next((name for name in ROLES if any(_is_same(party, one) for one in getattr(event, name))), None)
            cause = f"in the role {other}" if other else _why_missed(analysis, event, party)
            yield _error(gold, mate, role, "missed", cause, party["text"], event)
        for party in ours:
            yield _error(gold, mate, role, "spurious", _why_found(event, party), party.text, event)


def _why_found(event: Event, party: Span) -> str:
    """Give the reason by which a party was taken."""
    reasons = [reason for reason in event.why if f"«{party.text}»" in reason]
    return reasons[0].rsplit(": ", 1)[1] if reasons else "no reason given"


def _why_missed(analysis: Analysis, event: Event, party: dict[str, Any]) -> str:
    """Name what stands between the trigger and the party that was not found."""
    if party["sentence"] != event.sentence:
        return "named in another sentence"
    sentence, chunks = analysis.sentence, analysis.chunks
    trigger = next(one for one in analysis.triggers if sentence.tokens[one.first].start == event.trigger.start)
    at = _chunk_of(analysis, party)
    if at is None:
        return "inside no noun phrase"
    if at == trigger.chunk:
        return f"{trigger.form}: in the trigger's own phrase"
    return f"{trigger.form}: {_way(analysis, chunks, trigger, at)}"


def _way(analysis: Analysis, chunks: list[Chunk], trigger: Trigger, at: int) -> str:
    """Describe the way from the trigger to the chunk: side, preposition, what stands between."""
    chunk = chunks[at]
    is_before = at < trigger.chunk
    between = chunks[at + 1 : trigger.chunk] if is_before else chunks[trigger.chunk + 1 : at]
    kinds = {one.kind for one in between}
    side = "before" if is_before else "after"
    how = f"under {chunk.preposition}" if chunk.preposition else "bare"
    if chunk.kind == "act":
        return f"{side}, the phrase was read as an act"
    if chunk.conjunction and at and chunks[at - 1].kind == "np":
        return f"{side}, coordinated"
    for kind, name in (("relative", "over a relative"), ("that", "over that"), ("verb", "over a verb")):
        if kind in kinds:
            return f"{side}, {how}, {name}"
    return f"{side}, {how}, {'over a mark' if 'mark' in kinds else 'near'}"


def _chunk_of(analysis: Analysis, party: dict[str, Any]) -> int | None:
    tokens = analysis.sentence.tokens
    for at, chunk in enumerate(analysis.chunks):
        meets = tokens[chunk.first].start < party["end"] and party["start"] < tokens[chunk.last].end
        if meets and chunk.kind in ("np", "act"):
            return at
    return None


def _error(
    gold: dict[str, Any], event: dict[str, Any] | None, role: str, kind: str, cause: str, party: str, ours: Event | None
) -> RoleError:
    trigger = (
        event["trigger"]
        if event
        else {"text": ours.trigger.text if ours else "", "sentence": ours.sentence if ours else 0}
    )
    return RoleError(
        gold["id"],
        role,
        kind,
        cause,
        trigger["text"],
        party,
        tuple(one["text"] for one in event[role]) if event else (),
        tuple(one.text for one in getattr(ours, role)) if ours else (),
        gold["sentences"][trigger["sentence"]],
    )


def _paired(gold: list[dict[str, Any]], ours: list[Event]) -> dict[int, int]:
    """Pair events whose triggers share a character, those of one type first; gold index to our index."""
    options = sorted(
        (event["type"] != mate.type, index, position)
        for index, event in enumerate(gold)
        for position, mate in enumerate(ours)
        if _shared(event["trigger"], mate.trigger)
    )
    pairs: dict[int, int] = {}
    for _, index, position in options:
        if index not in pairs and position not in pairs.values():
            pairs[index] = position
    return pairs


def _shared(one: dict[str, Any], other: Span) -> int:
    if one["sentence"] != other.sentence:
        return 0
    return max(0, min(one["end"], other.end) - max(one["start"], other.start))


def _is_same(one: dict[str, Any], other: Any) -> bool:
    if one.get("name") and other.name and one["name"].lower() == other.name.lower():
        return True
    shorter = min(one["end"] - one["start"], other.end - other.start)
    return shorter > 0 and 2 * _shared(one, other) >= shorter


if __name__ == "__main__":
    sys.exit(main())

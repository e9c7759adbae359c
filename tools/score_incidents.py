"""Measures how well reports are put together: incidents against happenings read by hand, copies against judged pairs.

    python tools/score_incidents.py --corpus FOLDER

FOLDER holds the corpus as *.jsonl.gz. Every document of the days that annotations/incidents/ has documents of is coded
and merged; B-cubed precision, recall and F1 count the annotated words that the coder found as events.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import marsad
from marsad.incidents import merge
from marsad.incidents.copies import Article, copied_pairs
from marsad.reading import SourcedEvent

ANNOTATIONS = Path(__file__).parent.parent / "annotations" / "incidents"
Place = tuple[str, str, int, int]
Pair = tuple[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    corpus: Path = parser.parse_args().corpus
    happenings = json.loads((ANNOTATIONS / "happenings.json").read_text("utf-8"))
    score_happenings(happenings["happenings"], set(happenings["held_out"]), corpus)
    score_copies(json.loads((ANNOTATIONS / "copies.json").read_text("utf-8"))["strata"], corpus)


def records(corpus: Path) -> Iterator[dict[str, Any]]:
    """Give the documents of a corpus."""
    files = sorted(corpus.glob("*.jsonl.gz"))
    if not files:
        sys.exit(f"no *.jsonl.gz in {corpus}: name the folder that holds the corpus with --corpus")
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def score_happenings(happenings: Mapping[str, list[list[Any]]], held_out: Collection[str], corpus: Path) -> None:
    """Print how far the incidents are the happenings."""
    wanted = {place[0] for places in happenings.values() for place in places}
    events = read_days(wanted, corpus)
    key_by_event = matched(happenings, events)
    home = {report.event_id: one.id for one in merge(events) for report in one.reports}
    annotated = sum(map(len, happenings.values()))
    print(f"{len(key_by_event)} of {annotated} annotated words were found as events, among {len(events)} of their days")
    document = {one.id: one.document.record_id for one in events}
    sets = {
        "all": set(key_by_event),
        "tuned on": {event for event in key_by_event if document[event] not in held_out},
        "held out": {event for event in key_by_event if document[event] in held_out},
    }
    print(f"{'':12}{'events':>8}{'P':>8}{'R':>8}{'F1':>8}   each happening alike: P, R, F1")
    for name, chosen in sets.items():
        plain, even = b_cubed({event: key_by_event[event] for event in chosen}, home)
        print(f"{name:12}{len(chosen):8}" + "".join(f"{value:8.3f}" for value in (*plain, *even)))


def read_days(wanted: Collection[str], corpus: Path) -> list[SourcedEvent]:
    """Give the events of all documents of the days on which the wanted ones were published."""
    held = list(records(corpus))
    days = {one["published"] for one in held if one["id"] in wanted}
    missing = set(wanted) - {one["id"] for one in held}
    if missing:
        print(f"not in {corpus}: {len(missing)} documents ({', '.join(sorted(missing))})", file=sys.stderr)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in held if one["published"] in days)
        file.flush()
        return list(marsad.read(file.name))


def matched(happenings: Mapping[str, list[list[Any]]], events: Iterable[SourcedEvent]) -> dict[str, str]:
    """Give the happening of each event whose trigger overlaps an annotated word."""
    places: defaultdict[str, list[tuple[Place, str]]] = defaultdict(list)
    for key, some in happenings.items():
        for document, field, start, end in some:
            places[document].append(((document, field, start, end), key))
    found = {}
    for one in events:
        source = one.trigger.source
        for (_, field, start, end), key in places[one.document.record_id or ""]:
            if source and source.field == field and source.start < end and start < source.end:
                found[one.id] = key
    return found


def b_cubed(key_by_event: Mapping[str, str], home: Mapping[str, str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Give precision, recall and F1: of every event alike, and of every happening alike."""
    told, made = defaultdict(set), defaultdict(set)
    for event, key in key_by_event.items():
        told[key].add(event)
        made[home[event]].add(event)
    precision, recall = {}, {}
    for event, key in key_by_event.items():
        shared = len(told[key] & made[home[event]])
        precision[event], recall[event] = shared / len(made[home[event]]), shared / len(told[key])

    def mean(values: Mapping[str, float], weigh: bool) -> float:
        weights = {event: 1 / len(told[key_by_event[event]]) if weigh else 1.0 for event in values}
        return sum(values[event] * weights[event] for event in values) / sum(weights.values())

    def measures(weigh: bool) -> tuple[float, ...]:
        first, second = mean(precision, weigh), mean(recall, weigh)
        return first, second, 2 * first * second / (first + second)

    return measures(False), measures(True)


def score_copies(strata: list[dict[str, Any]], corpus: Path) -> None:
    """Print how far what is found to be copies is what was judged so."""
    judged = {tuple(pair): kind for one in strata for kind in ("copies", "others") for pair in one[kind]}
    found = found_copies({id_ for pair in judged for id_ in pair}, corpus)
    weight = {}
    for one in strata:
        pairs = [tuple(pair) for kind in ("copies", "others") for pair in one[kind]]
        weight |= {pair: one["pairs"] / len(pairs) for pair in pairs}
    for name, weighed in (("as drawn", False), ("as frequent as in the corpus", True)):
        count = defaultdict(float)
        for pair, kind in judged.items():
            count[kind == "copies", pair in found] += weight[pair] if weighed else 1
        precision = count[True, True] / (count[True, True] + count[False, True])
        recall = count[True, True] / (count[True, True] + count[True, False])
        print(f"copies, {len(judged)} pairs {name}: P {precision:.3f} R {recall:.3f}")


def found_copies(wanted: Collection[str], corpus: Path) -> set[Pair]:
    """Give the pairs that are found to be copies among documents."""
    articles = [
        Article(one["id"], f"{one['title']}\n\n{one['text']}", one["outlet"], date.fromisoformat(one["published"]))
        for one in records(corpus)
        if one["id"] in wanted
    ]
    return copied_pairs(articles)


if __name__ == "__main__":
    main()

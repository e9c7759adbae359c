"""Takes the corpus and prints events drawn at random from it, for a reader to judge: type, actor, recipient.

    python tools/spot_check.py --corpus FOLDER [--events 100] [--seed 2026] [--documents 400]

Same corpus and seed, same events.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from marsad.arabic import split_sentences
from marsad.coding import code


def main() -> None:
    """Draw documents, code them, draw events and print each with its sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    drawn = random.Random(options.seed)
    documents = list(corpus_documents(options.corpus))
    found = [line for one in drawn.sample(documents, options.documents) for line in events_of(one)]
    for number, line in enumerate(drawn.sample(found, min(options.events, len(found))), start=1):
        print(f"{number}. {line}")


def corpus_documents(folder: Path) -> Iterator[dict[str, Any]]:
    """Give the documents of each *.jsonl.gz in the order of names and lines."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def day_of(published: str) -> date | None:
    """Give the day of a date of the corpus, None where it tells no day."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def events_of(document: dict[str, Any]) -> Iterator[str]:
    """Give one line for each event of a document."""
    day = day_of(document.get("published") or "")
    texts = [text for text in (document.get("title"), document["text"]) if text]
    parts = [part.text for text in texts for part in split_sentences(text)]
    for event in code(parts, day):
        actors, recipients = (", ".join(one.text for one in role) or "-" for role in (event.actor, event.recipient))
        what = f"{event.type}/{event.mode or '-'} {event.status}{' background' if event.background else ''}"
        yield f"{what} «{event.trigger.text}» A: {actors} R: {recipients} | {parts[event.trigger.sentence]}"


if __name__ == "__main__":
    main()

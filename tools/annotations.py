"""Takes Marsad's annotations and the user's corpus and gives both joined, in the form that `marsad annotate` reads.

    python tools/annotations.py --corpus FOLDER [--out build/annotations]

annotations/*.json say of a document of the corpus what it reports: by its id, the offsets of its sentences, a hash of
each, and the offsets of each event's words; the text is the outlets' and is not in the project. FOLDER holds the corpus
as *.jsonl.gz, one object a line with `id`, `text` and perhaps `title`, `published`, `outlet`. What was joined goes to
OUT/validation and OUT/train; what is missing or has another text is named.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
ANNOTATIONS = REPOSITORY / "annotations"
SPLITS = ("validation", "train")
LISTS = ("actor", "recipient", "place", "said_by")
PAGE_LINES = ("chronology",)


class AnnotationError(Exception):
    """An annotation and the text it is about do not fit."""


def main() -> None:
    """Join, write, and say what could not be joined; the exit status is 1 where a text differs or none is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build" / "annotations")
    options = parser.parse_args()
    annotations = stored_annotations()
    corpus = corpus_documents(options.corpus, {one["id"] for one in annotations})
    joined, differing = [], []
    for one in annotations:
        if one["id"] in corpus:
            try:
                joined.append((one["split"], gold_form(one, corpus[one["id"]])))
            except AnnotationError as error:
                differing.append(str(error))
    write(joined, options.out)
    missing = sorted({one["id"] for one in annotations} - corpus.keys())
    print(f"{len(joined)} of {len(annotations)} documents joined, in {options.out}")
    if missing:
        print(f"not in {options.corpus}: {len(missing)} documents ({', '.join(missing)})", file=sys.stderr)
    if differing:
        print("\n".join(differing), file=sys.stderr)
    sys.exit(1 if differing or not joined else 0)


def stored_annotations(folder: Path = ANNOTATIONS) -> list[dict[str, Any]]:
    """Give the annotations of the project, in the order of their file names."""
    return [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]


def corpus_documents(folder: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """Give the wanted documents of a corpus by their ids; those that are not there are left out."""
    found = {}
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        sys.exit(f"no *.jsonl.gz in {folder}: name the folder that holds the corpus with --corpus")
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if document["id"] in wanted:
                    found[document["id"]] = document
    return found


def running_text(document: dict[str, Any], field: str) -> str:
    """Give a field of a document; where it is a book's page, its lines run on, each break one space."""
    text = document.get(field) or ""
    return text.replace("\n", " ") if document.get("kind") in PAGE_LINES else text


def digest(text: str) -> str:
    """Give the hash by which a sentence is known again: 64 bits of its SHA-256."""
    return sha256(text.encode("utf-8")).hexdigest()[:16]


def split_of(identity: str) -> str:
    """Give the split of a document: by the hash of its id, so that nobody chooses."""
    return SPLITS[int(sha256(identity.encode("utf-8")).hexdigest(), 16) % 2]


def gold_form(annotation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Give the document in the gold form; AnnotationError if a sentence is not the one that was annotated."""
    sentences = []
    for number, place in enumerate(annotation["sentences"]):
        sentences.append(running_text(document, place["field"])[place["start"] : place["end"]])
        if digest(sentences[-1]) != place["hash"]:
            raise AnnotationError(f"{annotation['id']}: sentence {number} is not the text that was annotated")
    return {
        "id": annotation["id"],
        "published": day_or_none(document.get("published")),
        "outlet": document.get("outlet"),
        "sentences": sentences,
        "events": [with_text(event, sentences) for event in annotation["events"]],
    }


def day_or_none(text: str | None) -> str | None:
    """Give a publication date if it says a day."""
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def with_text(event: dict[str, Any], sentences: list[str]) -> dict[str, Any]:
    """Give an event with the words of its spans."""

    def quoted(span: dict[str, Any]) -> dict[str, Any]:
        return {"text": sentences[span["sentence"]][span["start"] : span["end"]], **span}

    lists = {role: [quoted(span) for span in event[role]] for role in LISTS}
    when = quoted(event["when"]) if event["when"] else None
    return {
        **event,
        "sentence": event["trigger"]["sentence"],
        "trigger": quoted(event["trigger"]),
        **lists,
        "when": when,
    }


def write(joined: list[tuple[str, dict[str, Any]]], out: Path) -> None:
    """Write the documents, each to its split's folder, which holds nothing else afterwards."""
    for split in SPLITS:
        shutil.rmtree(out / split, ignore_errors=True)
        (out / split).mkdir(parents=True)
    for split, document in joined:
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (out / split / f"{document['id']}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()

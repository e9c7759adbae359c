"""Takes annotations written as lines that quote the text, and writes them as offsets: annotations/*.json.

    python tools/annotation_lines.py --corpus FOLDER LINES.txt [...]

FOLDER holds the documents as *.jsonl.gz. The lines quote news text, so they stay with who wrote them; what is written
to annotations/ quotes nothing. One line an event, its parts between bars, and what a part names is after its letter:

    # DOCUMENT-ID
    & isr Israel/ISR/GOV
    1|قصفت|ASSAULT heavy-weapons|A إسرائيل=isr|R 0:مقاتلين=fighters/LBN/REB|P صور|W أمس>2006-07-12|S متحدث|k3

The first part is the sentence. A actor, R recipient (span=name/country/sector, or an alias set by `&`), P place, S said
by, each list parted by `;`; W the time, its first and last day; last, in any order, k i d (killed, injured, detained),
fut neg hyp (the status, else actual), ~N (same as the document's Nth event), bg (background). `0:` before a quote says
in which other sentence it stands, `#2` after it that the second place where it stands there is meant. A quote that is
not in its sentence, or stands there more than once without a number, is an error, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations import ANNOTATIONS, AnnotationError, corpus_documents, digest, running_text, split_of
from marsad.arabic import split_sentences

MOST_SENTENCES = 10
MOST_CHARACTERS = 1350
LETTER = "(?:[^\\W_]|[\u064b-\u065f\u0670\u0640])"
STATUS = {"fut": "future", "neg": "negated", "hyp": "hypothetical"}
COUNTS = {"k": "killed", "i": "injured", "d": "detained"}
LISTS = {"A": "actor", "R": "recipient", "P": "place", "S": "said_by"}
NAMED = ("actor", "recipient")

Span = dict[str, Any]
Event = dict[str, Any]


@dataclass
class Lines:
    """The lines of one document: where each stands in its file, and the aliases that hold there."""

    id: str
    aliases: dict[str, str]
    lines: list[tuple[int, str]] = field(default_factory=list)


def main() -> None:
    """Write the annotation file of each document, or say what is wrong and write nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ANNOTATIONS)
    parser.add_argument("lines", type=Path, nargs="+")
    options = parser.parse_args()
    documents = [document for file in options.lines for document in documents_of_lines(file.read_text("utf-8"))]
    corpus = corpus_documents(options.corpus, {document.id for document in documents})
    written, errors = [], []
    for document in documents:
        try:
            written.append(annotation(document, corpus))
        except AnnotationError as error:
            errors.append(str(error))
    if errors:
        sys.exit("\n".join(errors))
    for one in written:
        (options.out / f"{one['id']}.json").write_text(laid_out(one), "utf-8")
    print(f"{len(written)} documents, {sum(len(one['events']) for one in written)} events")


def laid_out(one: dict[str, Any]) -> str:
    """Give an annotation as JSON with each sentence and each event on one line, so that a change shows as such."""
    lists = {name: ",\n  ".join(json.dumps(item) for item in one[name]) for name in ("sentences", "events")}
    head = f'{{"id": {json.dumps(one["id"])}, "split": {json.dumps(one["split"])},\n'
    return f'{head} "sentences": [\n  {lists["sentences"]}],\n "events": [\n  {lists["events"]}]}}\n'


def documents_of_lines(text: str) -> Iterator[Lines]:
    """Give the documents of a file of lines; an alias holds from its line to the end of the file."""
    document, aliases = None, dict[str, str]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            if document:
                yield document
            document = Lines(line[2:].strip(), aliases)
        elif line.startswith("& "):
            name, meaning = line[2:].split(maxsplit=1)
            aliases[name] = meaning
        elif line.strip() and document:
            document.lines.append((number, line))
    if document:
        yield document


def annotation(lines: Lines, corpus: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give the annotation of one document in the form of annotations/*.json; AnnotationError names all bad quotes."""
    if lines.id not in corpus:
        raise AnnotationError(f"{lines.id}: not in the corpus")
    places = sentence_places(corpus[lines.id])
    sentences = [running_text(corpus[lines.id], place["field"])[place["start"] : place["end"]] for place in places]
    events, errors = [], []
    for number, line in lines.lines:
        try:
            events.append(event_of(line, sentences, lines.aliases, f"e{len(events) + 1}"))
        except (AnnotationError, ValueError, IndexError) as error:
            errors.append(f"{lines.id}, line {number}: {error}")
    if errors:
        raise AnnotationError("\n".join(errors))
    hashed = [{**place, "hash": digest(text)} for place, text in zip(places, sentences, strict=True)]
    return {"id": lines.id, "split": split_of(lines.id), "sentences": hashed, "events": events}


def sentence_places(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Give where the headline and the first sentences of a document stand in it, as many as are annotated."""
    title = running_text(document, "title")
    places = [{"field": "title", "start": 0, "end": len(title)}] if title.strip() else []
    size = 0
    for sentence in split_sentences(running_text(document, "text")):
        size += len(sentence.text)
        if len(places) == MOST_SENTENCES or (size > MOST_CHARACTERS and size > len(sentence.text)):
            break
        places.append({"field": "text", "start": sentence.start, "end": sentence.end})
    return places


def event_of(line: str, sentences: list[str], aliases: dict[str, str], identity: str) -> Event:
    """Give the event that a line describes."""
    first, trigger, kind, *parts = line.split("|")
    at = int(first)
    type_, _, mode = kind.partition(" ")
    event: Event = {"id": identity, "type": type_, "mode": mode or None, "trigger": span_of(trigger, at, sentences)}
    event |= {"actor": [], "recipient": [], "place": [], "said_by": [], "when": None, "status": "actual"}
    event |= {"killed": None, "injured": None, "detained": None, "same_as": None, "background": False}
    for part in parts:
        letter, _, rest = part.partition(" ")
        if letter in LISTS:
            role = LISTS[letter]
            make = entity_of if role in NAMED else span_of
            event[role] = [make(one, at, sentences, aliases) for one in rest.split(";")]
        elif letter == "W":
            event["when"] = time_of(rest, at, sentences)
        else:
            event |= dict(flag_of(flag) for flag in part.split())
    return event


def entity_of(text: str, at: int, sentences: list[str], aliases: dict[str, str]) -> Span:
    """Give an actor or recipient: its span, canonical name, country and sector."""
    quote, _, meaning = text.partition("=")
    name, country, sector = aliases.get(meaning, meaning).split("/")
    named = {"name": name or None, "country": country if country != "-" else None, "sector": sector}
    return span_of(quote, at, sentences) | named


def time_of(text: str, at: int, sentences: list[str]) -> Span:
    """Give a time expression with its first and last day; null where they cannot be known."""
    quote, _, days = text.partition(">")
    first, _, last = days.partition(">")
    return span_of(quote, at, sentences) | {"from": first or None, "to": last or first or None}


def flag_of(flag: str) -> tuple[str, Any]:
    """Give the field that a flag sets, and its value."""
    if flag in STATUS:
        return "status", STATUS[flag]
    if flag == "bg":
        return "background", True
    if flag.startswith("~"):
        return "same_as", f"e{int(flag[1:])}"
    if flag[0] in COUNTS:
        return COUNTS[flag[0]], int(flag[1:])
    raise AnnotationError(f"«{flag}» is no flag")


def span_of(text: str, at: int, sentences: list[str], _aliases: object = None) -> Span:
    """Give the span of a quote: whole words, before which proclitics of one letter may stand."""
    found = re.fullmatch(r"\s*(?:(\d+):)?(.+?)(?:#(\d+))?\s*", text)
    if not found:
        raise AnnotationError(f"«{text}» quotes nothing")
    sentence = int(found[1]) if found[1] else at
    quote = re.escape(found[2])
    before = f"(?<!{LETTER})(?:[وفبلك]{{0,2}})"
    places = [match.start(1) for match in re.finditer(f"{before}({quote})(?!{LETTER})", sentences[sentence])]
    if not places or (len(places) > 1 and not found[3]):
        raise AnnotationError(f"«{found[2]}» stands {len(places)} times in sentence {sentence}")
    start = places[int(found[3] or 1) - 1]
    return {"sentence": sentence, "start": start, "end": start + len(found[2])}


if __name__ == "__main__":
    main()

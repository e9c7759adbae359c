"""Takes one event record and gives the lines that show it with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from marsad.cli.table import ID_LENGTH, isolated

COLORS = {
    "trigger": "red",
    "actor": "green",
    "recipient": "blue",
    "place": "yellow",
    "said_by": "magenta",
    "when": "cyan",
}
LABEL_WIDTH = 10
Mark = tuple[int, int, str]


def record_lines(record: dict[str, Any], document: dict[str, Any], why: list[str], isolate: bool) -> Iterator[str]:
    """Give the lines that show one event: what, the marked sentence, who, where, when, from where, and why."""
    mode = f" {record['mode']}" if record["mode"] else ""
    yield click.style(f"{record['id']}  {record['type']}{mode}  ({record['status']})", bold=True)
    yield ""
    yield marked(record, isolate)
    yield ""
    yield from _role_lines(record, isolate)
    yield ""
    yield labelled("document", isolated(document["title"] or document["id"], isolate))
    about = ", ".join(str(document[key]) for key in ("outlet", "published") if document[key])
    yield labelled("source", f"{document['source']}{_where(record['trigger'])}{f'  ({about})' if about else ''}")
    yield labelled("coded by", document["coder_version"])
    yield "why"
    yield from (f"  {isolated(reason, isolate)}" for reason in why)


def document_lines(document: dict[str, Any], records: list[dict[str, Any]], isolate: bool) -> Iterator[str]:
    """Give the lines that show one document: where it is from, its text, and its events."""
    about = ", ".join(str(document[key]) for key in ("outlet", "published") if document[key])
    yield click.style(f"{document['id'][:ID_LENGTH]}  {isolated(document['title'] or about, isolate)}", bold=True)
    yield labelled("source", f"{document['source']}{f'  ({about})' if about else ''}")
    yield ""
    yield from (isolated(line, isolate) for line in (document["clean_text"] or document["text"]).splitlines())
    yield ""
    for record in records:
        mode = f" {record['mode']}" if record["mode"] else ""
        trigger = isolated(record["trigger"]["text"], isolate)
        yield f"{record['id']}  {record['type']}{mode}  ({record['status']})  {trigger}"
    yield f"{len(records)} events" if records else "no events"


def labelled(label: str, value: object) -> str:
    """Give a line that begins with its label."""
    return f"{label:<{LABEL_WIDTH}} {value}"


def _role_lines(record: dict[str, Any], isolate: bool) -> Iterator[str]:
    for role in ("actor", "recipient", "place", "said_by"):
        for span in record[role]:
            known = [span.get("name"), span.get("country"), span.get("sector")]
            yield labelled(role, " ".join([_quoted(span, isolate), *(str(value) for value in known if value)]))
    when = record["when"]
    if when:
        yield labelled("when", f"{_quoted(when, isolate)} {when['from'] or '?'} .. {when['to'] or '?'}")
    for name in ("killed", "injured", "detained", "same_as"):
        if record[name] is not None:
            yield labelled(name, record[name])
    if record.get("review"):
        yield labelled("review", record["review"])
    if record["background"]:
        yield labelled("background", "mentioned as known, not reported")


def _quoted(span: dict[str, Any], isolate: bool) -> str:
    return isolated(f"«{span['text']}»", isolate)


def _where(trigger: dict[str, Any]) -> str:
    source = trigger.get("source")
    if source is None:
        return ""
    parts = [f"{name} {source[name]}" for name in ("page", "line", "field") if name in source]
    return "".join(f", {part}" for part in [*parts, f"characters {source['start']}-{source['end']}"])


def marked(record: dict[str, Any], isolate: bool = False) -> str:
    """Give the sentence with trigger and roles in labelled brackets and in colour: [trigger: ...] [actor: ...]."""
    text, out, at = record["sentence_text"], "", 0
    for start, end, role in _marks(record):
        if start >= at:
            bracket = f"[{role}: {isolated(text[start:end], isolate)}]"
            out += isolated(text[at:start], False) + click.style(bracket, fg=COLORS[role])
            at = end
    return out + isolated(text[at:], False)


def _marks(record: dict[str, Any]) -> list[Mark]:
    """Give the spans to mark, in the order of the text; of two that overlap the trigger goes first."""
    found = [
        (role != "trigger", (span["start"], span["end"], role))
        for role in COLORS
        for span in (record[role] if isinstance(record[role], list) else [record[role]])
        if span and span["sentence"] == record["sentence"]
    ]
    kept: list[Mark] = []
    for _, mark in sorted(found):
        if all(mark[0] >= other[1] or mark[1] <= other[0] for other in kept):
            kept.append(mark)
    return sorted(kept)

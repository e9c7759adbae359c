"""Takes one sentence and gives every step by which it was coded, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.coding.coder import Analysis, DocumentCoder
from marsad.coding.model import Event
from marsad.lexicon import load


@dataclass(frozen=True, slots=True)
class TokenLabel:
    """A token and what the lexicon and the reader say of it."""

    text: str
    normal: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a sentence was coded: tokens, chunks, triggers found and dropped, events with their reasons."""

    sentence: str
    tokens: tuple[TokenLabel, ...]
    chunks: tuple[str, ...]
    triggers: tuple[str, ...]
    dropped: tuple[str, ...]
    events: tuple[Event, ...]

    def lines(self) -> list[str]:
        """Give the explanation as lines of text."""
        lines = ["tokens:"]
        lines += [f"  {token.text}  [{token.normal}]  {', '.join(token.labels)}".rstrip() for token in self.tokens]
        lines += ["chunks:", *(f"  {chunk}" for chunk in self.chunks)]
        lines += ["triggers:", *(f"  {trigger}" for trigger in self.triggers or ("none",))]
        lines += [f"  left out: {dropped}" for dropped in self.dropped]
        for event in self.events:
            lines += [
                f"event {event.id}: {event.type}{'/' + event.mode if event.mode else ''} ({event.status})",
                *(f"  {reason}" for reason in event.why),
            ]
            lines += [
                f"  {name}: {_described(getattr(event, name))}"
                for name in ("actor", "recipient", "place", "said_by")
                if getattr(event, name)
            ]
            if event.when is not None:
                lines.append(f"  when: «{event.when.text}» {event.when.first_day} .. {event.when.last_day}")
        return lines

    def to_dict(self) -> dict[str, Any]:
        """Give the explanation as JSON-ready data."""
        return {
            "sentence": self.sentence,
            "tokens": [{"text": one.text, "normal": one.normal, "labels": list(one.labels)} for one in self.tokens],
            "chunks": list(self.chunks),
            "triggers": list(self.triggers),
            "dropped": list(self.dropped),
            "events": [{**event.to_dict(), "why": list(event.why)} for event in self.events],
        }


def explain(sentence: str, published: date | None = None) -> Explanation:
    """Give how one sentence, taken by itself, is coded."""
    lexicon = load()
    coder = DocumentCoder(lexicon, published)
    analysis = coder.read(sentence)
    labelled = analysis.sentence
    chunks = tuple(
        f"{chunk.kind}{'(' + chunk.preposition + ')' if chunk.preposition else ''}: "
        f"{sentence[labelled.tokens[chunk.first].start : labelled.tokens[chunk.last].end]}"
        for chunk in analysis.chunks
    )
    triggers = tuple(
        f"{sentence[labelled.tokens[one.first].start : labelled.tokens[one.last].end]}: {one.act.type}"
        f"{'/' + one.act.mode if one.act.mode else ''} as {one.form}, by {one.act.source}"
        for one in analysis.triggers
    )
    dropped = tuple(
        f"{labelled.tokens[one.first].text} ({one.act.source}): {reason}" for one, reason in analysis.dropped
    )
    return Explanation(sentence, _labels(analysis, coder), chunks, triggers, dropped, tuple(analysis.events))


def _labels(analysis: Analysis, coder: DocumentCoder) -> tuple[TokenLabel, ...]:
    return tuple(
        TokenLabel(token.text, token.norm, tuple(_labels_at(analysis, coder, at)))
        for at, token in enumerate(analysis.sentence.tokens)
    )


def _labels_at(analysis: Analysis, coder: DocumentCoder, at: int) -> list[str]:
    sentence, lexicon = analysis.sentence, coder.lexicon
    word = sentence.words[at]
    found = [f"clitics {word.proclitics.text}"] if word.proclitics.text else []
    if sentence.is_verb[at]:
        found.append("verb " + "/".join(dict.fromkeys(lexicon.lemmas[one.lemma].text for one in word.verbs)))
    if at in sentence.actors:
        found.append(f"actor {lexicon.actor(sentence.actors[at].index).name}")
    if at in sentence.places:
        found.append(f"place {lexicon.place(sentence.places[at].index).name}")
    if word.act is not None:
        found.append("act noun " + "/".join(dict.fromkeys(lexicon.acts[one].type for one in word.act.acts)))
    if word.role is not None:
        found.append(f"role {lexicon.roles[word.role].sector}")
    if word.nation is not None:
        found.append(f"nation {lexicon.nations[word.nation].state}")
    return found + sorted(word.classes)


def _described(spans: tuple[Any, ...]) -> str:
    parts = []
    for span in spans:
        known = " ".join(str(value) for value in (span.name, span.country, getattr(span, "sector", None)) if value)
        parts.append(f"«{span.text}»{f' = {known}' if known else ''}")
    return "، ".join(parts)

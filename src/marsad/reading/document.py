"""Takes one document and gives its events: restored, cut into sentences, coded, each span led back to the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from marsad.arabic import split_sentences
from marsad.arabic.sentences import Sentence
from marsad.coding import code_text, coder_version
from marsad.coding.model import Event, SourceRange, Span, Tie
from marsad.documents import Document, SourcePoint
from marsad.restore import Restoration, restore

ROLES = ("actor", "recipient", "place", "said_by")
AnySpan = TypeVar("AnySpan", bound=Span)


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with its clean text, the sentences that were coded, its events, and the ties it tells."""

    document: Document
    clean_text: str
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    coder_version: str
    ties: tuple[Tie, ...] = ()


def code_document(document: Document) -> CodedDocument:
    """Give the events and ties of one document, with where each span stands in the source.

    >>> from marsad.documents import document_from_text
    >>> coded = code_document(document_from_text("اغتال مسلحون ناشطا في بغداد"))  # gunmen assassinated an activist
    >>> coded.events[0].trigger.source.line
    1
    """
    restored = restore(document.text)
    sentences = running_sentences(restored)
    told = code_text([sentence.text for sentence in sentences], document.published, document.outlet)
    sourcer = _Sourcer(sentences, restored, document)
    events = tuple(map(sourcer.event, told.events))
    ties = tuple(map(sourcer.tie, told.ties))
    return CodedDocument(document, restored.text, tuple(sentences), events, coder_version(), ties)


def running_sentences(restored: Restoration) -> list[Sentence]:
    """Give the sentences outside the blocks set apart, numbered from 0: a pull quote is not coded a second time."""
    kept = [
        sentence
        for sentence in split_sentences(restored.text)
        if not any(aside.start < sentence.end and sentence.start < aside.end for aside in restored.asides)
    ]
    return [replace(sentence, index=index) for index, sentence in enumerate(kept)]


@dataclass(frozen=True, slots=True)
class _Sourcer:
    """Leads the spans of one document's records back to the source."""

    sentences: Sequence[Sentence]
    restored: Restoration
    document: Document

    def span(self, span: AnySpan) -> AnySpan:
        return replace(span, source=source_range(span, self.sentences[span.sentence], self.restored, self.document))

    def event(self, event: Event) -> Event:
        return replace(
            event,
            trigger=self.span(event.trigger),
            actor=tuple(map(self.span, event.actor)),
            recipient=tuple(map(self.span, event.recipient)),
            place=tuple(map(self.span, event.place)),
            said_by=tuple(map(self.span, event.said_by)),
            when=None if event.when is None else self.span(event.when),
        )

    def tie(self, tie: Tie) -> Tie:
        return replace(tie, source=self.span(tie.source), target=self.span(tie.target), trigger=self.span(tie.trigger))


def source_range(span: Span, sentence: Sentence, restored: Restoration, document: Document) -> SourceRange | None:
    """Give where the characters of a span stand in the source: from the first to the last of them there.

    A span that runs over a page or field break gives its part in the page or field where it begins; None where none
    of its characters is from the source.
    """
    ranges = restored.alignment.span(sentence.start + span.start, sentence.start + span.end)
    points = [point for start, end in ranges for point in _ends(start, end, document)]
    if not points:
        return None
    home = points[0].page, points[0].field
    there = sorted((point for point in points if (point.page, point.field) == home), key=lambda point: point.offset)
    return SourceRange(there[0].offset, there[-1].offset + 1, there[0].line, *home)


def _ends(start: int, end: int, document: Document) -> list[SourcePoint]:
    """Give the first and last source points of a stretch of the document's text, without the reader's joints."""
    forward = (document.source_map.locate(document.text, at) for at in range(start, end))
    backward = (document.source_map.locate(document.text, at) for at in range(end - 1, start - 1, -1))
    ends = (next((point for point in points if point is not None), None) for points in (forward, backward))
    return [point for point in ends if point is not None]

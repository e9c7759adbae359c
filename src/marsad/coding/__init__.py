"""Takes a document's sentences and its date and gives event records with spans, and ties (codebook section 2)."""

from marsad.coding.coder import CodedText, code, code_text, coder_version
from marsad.coding.model import Entity, Event, Place, SourceRange, Span, Tie, When

__all__ = [
    "CodedText",
    "Entity",
    "Event",
    "Place",
    "SourceRange",
    "Span",
    "Tie",
    "When",
    "code",
    "code_text",
    "coder_version",
]

"""Takes a document's sentences and its date and gives event records with spans (codebook section 2)."""

from marsad.coding.coder import code, coder_version
from marsad.coding.model import Entity, Event, Place, SourceRange, Span, When

__all__ = ["Entity", "Event", "Place", "SourceRange", "Span", "When", "code", "coder_version"]

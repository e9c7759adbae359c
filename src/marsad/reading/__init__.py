"""Takes documents, or paths to them, and gives their events, each span leading back to the source."""

from marsad.reading.document import ROLES, CodedDocument, code_document, running_sentences, source_range
from marsad.reading.events import Events, SourcedEvent, public_id, read, sourced_record
from marsad.reading.parallel import code_documents, coded_or_failure, default_jobs

__all__ = [
    "ROLES",
    "CodedDocument",
    "Events",
    "SourcedEvent",
    "code_document",
    "code_documents",
    "coded_or_failure",
    "default_jobs",
    "public_id",
    "read",
    "running_sentences",
    "source_range",
    "sourced_record",
]

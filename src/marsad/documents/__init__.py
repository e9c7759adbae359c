"""Takes paths, bytes and feeds and gives documents whose characters lead back to their source."""

from marsad.documents.files import count_inputs
from marsad.documents.model import Document, DocumentFailure, Segment, SourceMap, SourcePoint
from marsad.documents.options import COLUMNS, ReadOptions
from marsad.documents.reader import document_from_bytes, document_from_text, read_documents

__all__ = [
    "COLUMNS",
    "Document",
    "DocumentFailure",
    "ReadOptions",
    "Segment",
    "SourceMap",
    "SourcePoint",
    "count_inputs",
    "document_from_bytes",
    "document_from_text",
    "read_documents",
]

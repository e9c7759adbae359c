"""The tables of the store, as SQLAlchemy sees them; migrations/ brings a database to this shape."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, Text


def storable(text: str) -> str:
    """Give text that every database takes: NUL and lone surrogates become a replacement sign each."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("format", String(16), nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("outlet", Text),
    Column("encoding", String(32)),
    Column("text", Text, nullable=False),
    Column("clean_text", Text),
    Column("coder_version", String(64), nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("event_count", Integer, nullable=False),
    Index("documents_number", "number"),
)

sentences = Table(
    "sentences",
    metadata,
    Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("mode", String(24)),
    Column("status", String(16), nullable=False),
    Column("background", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("record", JSON, nullable=False),
    Column("why", JSON, nullable=False),
    Index("events_document", "document_id", "number"),
    Index("events_type", "type"),
    Index("events_day", "first_day"),
)

entities = Table(
    "entities",
    metadata,
    Column("event_id", String(24), ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("name", Text),
    Column("country", String(3)),
    Column("sector", String(3)),
    Column("search", Text, nullable=False),
    Index("entities_country", "country"),
)

failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

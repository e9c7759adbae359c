"""The tables of the store, as SQLAlchemy sees them; migrations/ brings a database to this shape."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)


def storable(text: str) -> str:
    """Give text that every database takes: NUL and lone surrogates become a replacement sign each."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


metadata = MetaData()
FULL_TEXT = "search_index"  # what the databases' own full-text search keeps: made by the migrations, not known here
_MAYBE = JSON(none_as_null=True)
_ROW = BigInteger().with_variant(Integer, "sqlite")  # SQLite takes only an INTEGER for its own row number


def is_full_text(name: str | None) -> bool:
    """True for the tables and indexes that belong to the full-text search of the database."""
    return name is not None and name.startswith(FULL_TEXT)


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
    Column("source_map", _MAYBE),
    Column("search_form", String(16)),
    Index("documents_number", "number"),
    Index("documents_search_form", "search_form"),
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
    Column("review", String(12)),
    Column("machine", _MAYBE),
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

corrections = Table(
    "corrections",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("sentence_hash", String(16), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("trigger", Text, nullable=False),
    Column("sentence_text", Text, nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text),
    Column("event_id", String(24)),
)

history = Table(
    "history",
    metadata,
    Column("id", _ROW, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("action", String(24), nullable=False),
    Column("object", String(80), nullable=False),
    Column("document_id", String(64)),
    Column("before", _MAYBE),
    Column("after", _MAYBE),
    Column("why", Text),
    Index("history_object", "object"),
    Index("history_document", "document_id"),
)

recodings = Table(
    "recodings",
    metadata,
    Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("coder_version", String(64), nullable=False),
    Column("coding", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

search_entries = Table(
    "search_entries",
    metadata,
    Column("id", _ROW, primary_key=True, autoincrement=False),
    Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("terms", Text, nullable=False),
    Index("search_entries_document", "document_id", "sentence"),
)

search_words = Table(
    "search_words",
    metadata,
    Column("word", String(60), primary_key=True),
    Column("sound", String(60), nullable=False),
    Index("search_words_sound", "sound"),
)

imported = Table(
    "imported",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("source", String(8), nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("country", String(3)),
    Column("type", String(16), nullable=False),
    Column("version", String(40)),
    Column("row", JSON, nullable=False),
    Column("incident", JSON, nullable=False),
    Column("file", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("imported_source", "source", "first_day"),
)

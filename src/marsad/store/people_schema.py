"""The tables of ties that texts tell, and of what people decided about names and claims, beside those of schema.py."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text

from marsad.store.schema import metadata

ties = Table(
    "ties",
    metadata,
    Column("document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sentence", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("record", JSON, nullable=False),
    Index("ties_kind", "kind"),
)

# A row a name: whom it stands for (`actor`), or, where `actor` is null, that it is nobody's name.
name_decisions = Table(
    "name_decisions",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("text", Text, nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("actor", Text),
    Column("kind", String(16)),
    Column("country", String(3)),
    Column("sector", String(3)),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text),
)

# A row a claim that a person judged, known by its place in the text, as event ids count anew with every coding.
claim_verdicts = Table(
    "claim_verdicts",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("sentence_hash", String(16), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("state", String(12), nullable=False),
    Column("incidents", JSON, nullable=False),
    Column("day", Date),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text),
)

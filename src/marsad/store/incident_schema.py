"""The tables of incidents, beside those of schema.py: what was merged into what, why, and what people decided."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from marsad.store.schema import metadata

# `day` is the first day, or failing that the day of the first report: by it incidents are in order.
incidents = Table(
    "incidents",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("mode", String(24)),
    Column("status", String(16), nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("first_report", Date),
    Column("last_report", Date),
    Column("day", Date),
    Column("report_count", Integer, nullable=False),
    Column("outlet_count", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Index("incidents_order", "day", "id"),
    Index("incidents_type", "type"),
)

parties = Table(
    "incident_parties",
    metadata,
    Column("incident_id", String(24), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("country", String(3)),
    Column("sector", String(3)),
    Column("search", Text, nullable=False),
    Index("incident_parties_country", "country", "incident_id"),
    Index("incident_parties_key", "key", "incident_id"),
)

# A row an event: where its trigger stands, and the incident it tells of.
reports = Table(
    "incident_reports",
    metadata,
    Column("event_id", String(24), primary_key=True),
    Column("document_id", String(64), nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("trigger", Text, nullable=False),
    Column("incident_id", String(24)),
    Column("words", LargeBinary, nullable=False),
    Index("incident_reports_document", "document_id"),
    Index("incident_reports_incident", "incident_id"),
)

# The reports that each report was found to be like, in other documents or `within` its own, and why.
links = Table(
    "incident_links",
    metadata,
    Column("event_id", String(24), primary_key=True),
    Column("link_to", String(24), primary_key=True),
    Column("within", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", JSON, nullable=False),
    Index("incident_links_to", "link_to"),
)

# The keys under which a report is found by those that may tell of the same happening.
keys = Table(
    "incident_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("event_id", String(24), primary_key=True),
    Index("incident_keys_event", "event_id"),
)

# A row a document: its fingerprint, its words, and the document it is a copy of. The stamp is another one as soon as
# anything that its mentions are made of is.
stories = Table(
    "incident_stories",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("published", Date),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("copy_of", String(64)),
    Column("stamp", BigInteger, nullable=False),
    Index("incident_stories_day", "published"),
)

# The pairs of documents that are copies of one text, ids in order.
copies = Table(
    "incident_copies",
    metadata,
    Column("first", String(64), primary_key=True),
    Column("second", String(64), primary_key=True),
    Index("incident_copies_second", "second"),
)

# Where the reports of a document stood that is being coded anew, so that its incidents keep their names.
traces = Table(
    "incident_traces",
    metadata,
    Column("event_id", String(24), primary_key=True),
    Column("document_id", String(64), nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("trigger", Text, nullable=False),
    Column("incident_id", String(24), nullable=False),
    Index("incident_traces_document", "document_id"),
)

# Names of incidents that were merged into others.
names = Table(
    "incident_names",
    metadata,
    Column("name", String(24), primary_key=True),
    Column("incident_id", String(24), nullable=False),
)

# Documents whose events are still to be merged.
queue = Table(
    "incident_queue",
    metadata,
    Column("document_id", String(64), primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("groups", JSON, nullable=False),
)

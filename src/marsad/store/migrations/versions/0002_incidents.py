"""Incidents: what was merged into what, by which links, and what people decided."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and queue every document whose events are to be merged."""
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(24)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("first_report", sa.Date),
        sa.Column("last_report", sa.Date),
        sa.Column("report_count", sa.Integer, nullable=False),
        sa.Column("outlet_count", sa.Integer, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_index("incidents_day", "incidents", ["first_day"])
    op.create_index("incidents_type", "incidents", ["type"])
    op.create_table(
        "incident_parties",
        sa.Column("incident_id", sa.String(24), sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", sa.String(12), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("sector", sa.String(3)),
        sa.Column("search", sa.Text, nullable=False),
    )
    op.create_index("incident_parties_country", "incident_parties", ["country"])
    op.create_table(
        "incident_reports",
        sa.Column("event_id", sa.String(24), primary_key=True),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("trigger", sa.Text, nullable=False),
        sa.Column("incident_id", sa.String(24)),
        sa.Column("words", sa.LargeBinary, nullable=False),
    )
    op.create_index("incident_reports_document", "incident_reports", ["document_id"])
    op.create_index("incident_reports_incident", "incident_reports", ["incident_id"])
    op.create_table(
        "incident_links",
        sa.Column("event_id", sa.String(24), primary_key=True),
        sa.Column("link_to", sa.String(24), primary_key=True),
        sa.Column("within", sa.Boolean, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("why", sa.JSON, nullable=False),
    )
    op.create_index("incident_links_to", "incident_links", ["link_to"])
    op.create_table(
        "incident_keys",
        sa.Column("key", sa.BigInteger, primary_key=True),
        sa.Column("event_id", sa.String(24), primary_key=True),
    )
    op.create_index("incident_keys_event", "incident_keys", ["event_id"])
    op.create_table(
        "incident_stories",
        sa.Column("document_id", sa.String(64), primary_key=True),
        sa.Column("published", sa.Date),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("copy_of", sa.String(64)),
    )
    op.create_index("incident_stories_day", "incident_stories", ["published"])
    op.create_table(
        "incident_traces",
        sa.Column("event_id", sa.String(24), primary_key=True),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("trigger", sa.Text, nullable=False),
        sa.Column("incident_id", sa.String(24), nullable=False),
    )
    op.create_index("incident_traces_document", "incident_traces", ["document_id"])
    op.create_table(
        "incident_names",
        sa.Column("name", sa.String(24), primary_key=True),
        sa.Column("incident_id", sa.String(24), nullable=False),
    )
    op.create_table(
        "incident_queue",
        sa.Column("document_id", sa.String(64), primary_key=True),
    )
    op.execute("INSERT INTO incident_queue (document_id) SELECT id FROM documents")
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "decisions",
        "incident_queue",
        "incident_names",
        "incident_traces",
        "incident_stories",
        "incident_keys",
        "incident_links",
        "incident_reports",
        "incident_parties",
        "incidents",
    ):
        op.drop_table(table)

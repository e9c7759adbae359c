"""Pairs of copies, stamps of what documents tell, and the indexes that a page and a party's incidents are read by."""

import sqlalchemy as sa
from alembic import op

TRACED = "event_id, document_id, sentence, start, type, trigger, incident_id"

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the reports of documents stored before are merged anew, under the names that incidents have."""
    op.create_table(
        "incident_copies",
        sa.Column("first", sa.String(64), primary_key=True),
        sa.Column("second", sa.String(64), primary_key=True),
    )
    op.create_index("incident_copies_second", "incident_copies", ["second"])
    op.add_column("incident_stories", sa.Column("stamp", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("day", sa.Date))
    op.execute("UPDATE incidents SET day = coalesce(first_day, first_report)")
    op.drop_index("incidents_day", "incidents")
    op.create_index("incidents_order", "incidents", ["day", "id"])
    op.create_index("incident_parties_key", "incident_parties", ["key"])
    _put_back_all()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("incident_parties_key", "incident_parties")
    op.drop_index("incidents_order", "incidents")
    op.drop_column("incidents", "day")
    op.create_index("incidents_day", "incidents", ["first_day"])
    op.drop_column("incident_stories", "stamp")
    op.drop_table("incident_copies")


def _put_back_all() -> None:
    """Queue all documents, and keep of their merging only where reports stood: fingerprints are made otherwise now."""
    traced = f"SELECT {TRACED} FROM incident_reports WHERE incident_id IS NOT NULL"
    op.execute(
        f"INSERT INTO incident_traces ({TRACED}) {traced} AND event_id NOT IN (SELECT event_id FROM incident_traces)"
    )
    for name in ("links", "keys", "reports", "stories"):
        op.execute(f"DELETE FROM incident_{name}")
    queued = "SELECT document_id FROM incident_queue"
    op.execute(f"INSERT INTO incident_queue (document_id) SELECT id FROM documents WHERE id NOT IN ({queued})")

"""Ties that texts tell, what people decided about names, and their verdicts on claims."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the ties of documents read before come with their next coding."""
    op.create_table(
        "ties",
        sa.Column("document_id", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_index("ties_kind", "ties", ["kind"])
    op.create_table(
        "name_decisions",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("kind", sa.String(16)),
        sa.Column("country", sa.String(3)),
        sa.Column("sector", sa.String(3)),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text),
    )
    op.create_table(
        "claim_verdicts",
        sa.Column("document_id", sa.String(64), primary_key=True),
        sa.Column("sentence_hash", sa.String(16), primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("incidents", sa.JSON, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("claim_verdicts", "name_decisions", "ties"):
        op.drop_table(table)

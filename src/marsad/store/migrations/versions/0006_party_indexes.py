"""Indexes that lead from a country or party and an incident to each other: a month of a country took seconds else."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("country", "key")


def upgrade() -> None:
    """Let the indexes of parties hold the incidents too."""
    for column in COLUMNS:
        op.drop_index(f"incident_parties_{column}", "incident_parties")
        op.create_index(f"incident_parties_{column}", "incident_parties", [column, "incident_id"])


def downgrade() -> None:
    """Leave them to the parties alone."""
    for column in COLUMNS:
        op.drop_index(f"incident_parties_{column}", "incident_parties")
        op.create_index(f"incident_parties_{column}", "incident_parties", [column])

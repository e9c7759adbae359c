"""Alembic's door to the store: runs migrations on the connection it is given, in that connection's transaction."""

from alembic import context

from marsad.store.connect import VERSION_TABLE
from marsad.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()

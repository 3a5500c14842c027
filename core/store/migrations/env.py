"""Alembic's entry: migrate over the connection that the album was opened with."""

from alembic import context

from core.store import job_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=job_tables.job.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()

"""The tables of what pages ask the worker for, in the same database as the others. Times are UTC."""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, String, Table

from core.store import tables

job = Table(  # what pages ask the worker for, and what they see of it
    "job",
    tables.metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(16), nullable=False),  # records.JobKind
    Column("arguments", JSON, nullable=False),
    Column("state", String(16), nullable=False),  # records.JobState
    Column("attempt", Integer, nullable=False),  # grows each time it is asked for again
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("note", JSON(none_as_null=True)),  # what it is at: a message as [key, values], like the error
    Column("result", JSON(none_as_null=True)),
    Column("error", JSON(none_as_null=True)),
    Column("asked_at", DateTime, nullable=False),
    Column("started_at", DateTime),
    Column("ended_at", DateTime),
    Column("heartbeat", DateTime),  # the worker's last sign of life
    Column("counted_at", DateTime),  # the first progress of this step, from which the rate is measured
    Column("counted_from", Integer),
    Index(None, "state"),
)

job_line = Table(  # what a job tells as it goes, the newest lines of each
    "job_line",
    tables.metadata,
    Column("id", Integer, primary_key=True),
    Column("job_id", String(16), ForeignKey("job.id", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("line", JSON, nullable=False),  # a message as [key, values]
    Index(None, "job_id"),
)

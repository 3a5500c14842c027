"""The time as the album keeps it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time in UTC, without a zone, since SQLite keeps none."""
    return datetime.now(UTC).replace(tzinfo=None)


def local(kept: datetime) -> datetime:
    """A kept time on this computer's clock."""
    return kept.replace(tzinfo=UTC).astimezone()

"""Days, months and sizes in the user's language."""

from datetime import UTC, date, datetime
from pathlib import Path

from babel.dates import format_date, format_skeleton

from core.store.overview import UNDATED, Month
from pages.widgets.frame import Here

STEP = 1000.0  # from one unit of size to the next


def month(here: Here, when: Month) -> str:
    """A month such as "Mar 2024"."""
    if when == UNDATED:
        return here.say("month-unknown")
    return str(format_skeleton("yMMM", date(when.year, when.month, 1), locale=here.catalogue.language))


def day(here: Here, utc: datetime) -> str:
    """A day, on this computer's clock."""
    return str(format_date(_local(utc), "medium", locale=here.catalogue.language))


def moment(here: Here, utc: datetime) -> str:
    """Day and time, on this computer's clock."""
    return f"{day(here, utc)} {_local(utc):%H:%M}"


def size(count: float) -> str:
    """A number of bytes such as "1.2 GB"."""
    for unit in ("B", "KB", "MB", "GB"):
        if count < STEP:
            return f"{count:.0f} {unit}" if unit in {"B", "KB"} else f"{count:.1f} {unit}"
        count /= STEP
    return f"{count:.1f} TB"


def home_short(path: Path) -> str:
    """A path with ~ for the home folder."""
    return f"~/{path.relative_to(Path.home()).as_posix()}" if path.is_relative_to(Path.home()) else str(path)


def _local(utc: datetime) -> datetime:
    return utc.replace(tzinfo=UTC).astimezone()

from datetime import UTC, datetime, timedelta

from core.store import clock


def test_kept_times_are_utc_without_a_zone() -> None:
    now = clock.now()
    assert now.tzinfo is None
    assert abs(now.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(hours=1)


def test_a_kept_time_is_the_same_instant_here() -> None:
    here = clock.local(datetime(2026, 3, 14, 12))
    assert here.tzinfo is not None
    assert here == datetime(2026, 3, 14, 12, tzinfo=UTC)

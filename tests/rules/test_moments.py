import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import moments
from core.rules.moments import Precision, Shot, When

DAY = datetime(2026, 3, 14)
BLANK, NEAR, FAR = 0, 0b11, (1 << 63) - 1  # 2 and 63 bits from BLANK


@pytest.mark.parametrize(
    ("name", "when"),
    [
        pytest.param("IMG_20260314_101530.jpg", "2026-03-14 10:15:30", id="Android"),
        pytest.param("PXL_20260314_101530123.jpg", "2026-03-14 10:15:30", id="Pixel, with milliseconds"),
        pytest.param("PXL_20260314_101530123.MP.jpg", "2026-03-14 10:15:30", id="Pixel motion photo"),
        pytest.param("20260314_101530.jpg", "2026-03-14 10:15:30", id="Samsung"),
        pytest.param("20260314_101530(0).jpg", "2026-03-14 10:15:30", id="Samsung, burst"),
        pytest.param("2026-03-14 10.15.30.jpg", "2026-03-14 10:15:30", id="Dropbox"),
        pytest.param("Screenshot_2026-03-14-10-15-30.png", "2026-03-14 10:15:30", id="screenshot"),
        pytest.param("KakaoTalk_20260314_101530123.jpg", "2026-03-14 10:15:30", id="KakaoTalk"),
        pytest.param("KakaoTalk_Photo_2026-03-14-10-15-30.jpeg", "2026-03-14 10:15:30", id="KakaoTalk on a Mac"),
        pytest.param("KakaoTalk_Photo_2026-03-14-10-15-30 001.jpeg", "2026-03-14 10:15:30", id="KakaoTalk, numbered"),
        pytest.param("signal-2026-03-14-101530.jpg", "2026-03-14 10:15:30", id="Signal"),
        pytest.param("photo_2026-03-14_10-15-30.jpg", "2026-03-14 10:15:30", id="Telegram"),
        pytest.param("20260314101530.jpg", "2026-03-14 10:15:30", id="nothing between"),
        pytest.param("IMG-20260314-WA0007.jpg", "2026-03-14", id="WhatsApp: a day"),
        pytest.param("WhatsApp Image 2026-03-14 at 10.15.30 PM.jpeg", "2026-03-14", id="a time in words: a day"),
        pytest.param("2026.03.14 playground.jpg", "2026-03-14", id="dots"),
        pytest.param("20260314_0007.jpg", "2026-03-14", id="a day and a counter"),
        pytest.param("20260314_996530.jpg", "2026-03-14", id="a day and six digits that are no time"),
        pytest.param("99999999_20260314.jpg", "2026-03-14", id="the first that exists"),
        pytest.param("IMG_4711.jpg", None, id="a counter"),
        pytest.param("DSC20261.jpg", None, id="a counter that begins like a year"),
        pytest.param("IMG_20260230_101530.jpg", None, id="no such day"),
        pytest.param("IMG_18260314_101530.jpg", None, id="before all cameras"),
        pytest.param("01020260314.jpg", None, id="a phone number"),
        pytest.param("010-2026-0314.jpg", None, id="a phone number with hyphens"),
        pytest.param("1773483330123.jpg", None, id="milliseconds since 1970"),
        pytest.param("2026-03_14.jpg", None, id="mixed separators"),
        pytest.param("202603141.jpg", None, id="nine digits"),
        pytest.param("", None, id="no name"),
    ],
)
def test_time_from_name(name: str, when: str | None) -> None:
    time = None if when is None else datetime.fromisoformat(when)
    precision = Precision.DAY if when is not None and len(when) == 10 else Precision.SECOND
    assert moments.time_from_name(name) == (None if time is None else When(time, precision))


def at(minutes: float, look: int = FAR) -> Shot:
    """A photo taken so many minutes after 9 o'clock."""
    return Shot(When(DAY + timedelta(hours=9, minutes=minutes)), look)


def on_day(days: int = 0, look: int = FAR) -> Shot:
    return Shot(When(DAY + timedelta(days=days), Precision.DAY), look)


def undated(look: int) -> Shot:
    return Shot(None, look)


@pytest.mark.parametrize(
    ("shots", "numbers"),
    [
        pytest.param([], [], id="no photos"),
        pytest.param([at(0), at(1), at(2)], [1, 1, 1], id="a burst"),
        pytest.param([at(0), at(60), at(120)], [1, 1, 1], id="a gap of exactly an hour joins"),
        pytest.param([at(0), at(61)], [1, 2], id="a longer one does not"),
        pytest.param([at(99), at(0), at(1)], [2, 1, 1], id="the order of the import does not matter"),
        pytest.param([at(14 * 60 + 59), at(15 * 60 + 1)], [1, 1], id="a burst across midnight"),
        pytest.param([on_day(), on_day(), on_day(1)], [1, 1, 2], id="a day is a moment"),
        pytest.param([at(0), on_day(), at(5)], [1, 1, 1], id="the day's only moment takes it in"),
        pytest.param([at(0), on_day(), at(300)], [2, 1, 3], id="of two moments neither does"),
        pytest.param([on_day(1), at(0)], [2, 1], id="another day's moment does not"),
        pytest.param([undated(BLANK), undated(NEAR), undated(FAR)], [1, 1, 2], id="near-identical neighbours"),
        pytest.param([undated(BLANK), undated(FAR), undated(BLANK)], [1, 2, 3], id="only neighbours are compared"),
        pytest.param([at(0, BLANK), undated(NEAR), undated(BLANK)], [1, 1, 1], id="the photo before has a time"),
        pytest.param([undated(BLANK), undated(NEAR), at(0, BLANK)], [1, 1, 1], id="the photo after has a time"),
        pytest.param([at(0, BLANK), undated(BLANK), at(99, BLANK)], [1, 1, 2], id="between two: the one before"),
        pytest.param([undated(FAR), at(0, BLANK), undated(FAR)], [2, 1, 3], id="alone after those with a date"),
        pytest.param([at(0, BLANK), at(300, BLANK)], [1, 2], id="looks do not join photos that have a time"),
        pytest.param([on_day(0, BLANK), undated(NEAR)], [1, 1], id="a neighbour with a day"),
    ],
)
def test_group(shots: list[Shot], numbers: list[int]) -> None:
    assert moments.group(shots) == numbers


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        pytest.param(5, 5, True, id="the same"),
        pytest.param(0, 2**10 - 1, True, id="10 bits"),
        pytest.param(0, 2**11 - 1, False, id="11 bits"),
        pytest.param(-1, 2**63 - 1, True, id="the sign is a bit like the others"),
        pytest.param(-1, 0, False, id="all bits"),
    ],
)
def test_near_identical(one: int, other: int, near: bool) -> None:
    assert moments.near_identical(one, other) is near
    assert moments.near_identical(other, one) is near


LOOKS = st.sampled_from([BLANK, NEAR, FAR, -1])
TIMED = st.builds(at, st.integers(0, 3000), LOOKS)
SHOTS = st.lists(st.one_of(TIMED, st.builds(on_day, st.integers(0, 3), LOOKS), st.builds(undated, LOOKS)), max_size=12)


@given(st.lists(TIMED, max_size=12).flatmap(lambda shots: st.tuples(st.just(shots), st.permutations(shots))))
def test_the_order_of_dated_photos_does_not_matter(shots: tuple[list[Shot], list[Shot]]) -> None:
    first, second = (dict(zip(some, moments.group(some), strict=True)) for some in shots)
    assert first == second


@given(st.lists(TIMED, min_size=1, max_size=12))
def test_timed_photos_part_exactly_where_the_gap_is_too_long(shots: list[Shot]) -> None:
    timed = sorted(
        (shot.when.time, number)
        for shot, number in zip(shots, moments.group(shots), strict=True)
        if shot.when is not None
    )
    for (earlier, one), (later, other) in itertools.pairwise(timed):
        assert other - one == (1 if later - earlier > moments.MOMENT_GAP else 0)


@given(SHOTS)
def test_every_photo_has_a_moment_and_none_is_empty(shots: list[Shot]) -> None:
    assert set(moments.group(shots)) == set(range(1, 1 + len(set(moments.group(shots)))))


@given(SHOTS)
def test_undated_photos_change_nothing_for_the_others(shots: list[Shot]) -> None:
    numbers = moments.group(shots)
    dated = [shot for shot in shots if shot.when is not None]
    assert moments.group(dated) == [
        number for shot, number in zip(shots, numbers, strict=True) if shot.when is not None
    ]


@given(SHOTS)
def test_near_identical_neighbours_without_a_date_share_a_moment_or_each_has_a_dated_one(shots: list[Shot]) -> None:
    numbers = moments.group(shots)
    dated = {number for shot, number in zip(shots, numbers, strict=True) if shot.when is not None}
    for (one, first), (other, second) in itertools.pairwise(zip(shots, numbers, strict=True)):
        near = moments.near_identical(one.difference_hash, other.difference_hash)
        if near and (one.when is None or other.when is None):
            assert first == second or {first, second} <= dated
        if not near and other.when is None and second not in dated:
            assert first != second

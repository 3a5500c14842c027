"""What happens in a drawn half-year; nothing is drawn here."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.demo import child, plan


@pytest.fixture(scope="module")
def shots() -> list[plan.Shot]:
    return plan.HalfYear(9, 300, 0).shots()


@settings(deadline=None, max_examples=15)
@given(children=st.integers(1, 20), more=st.integers(0, 60), seed=st.integers(0, 99))
def test_every_photo_is_made_and_every_child_is_on_one(children: int, more: int, seed: int) -> None:
    half_year = plan.HalfYear(children, children + more, seed)
    shots = half_year.shots()
    assert [shot.name for shot in shots] == [f"IMG_{number:04d}.jpg" for number in range(1, children + more + 1)]
    assert {who for shot in shots for who in shot.people} - {""} == set(half_year.children)


def test_nobody_stands_twice_on_a_photo(shots: list[plan.Shot]) -> None:
    for shot in shots:
        seeds = [figure.child.seed for figure in shot.scene.figures]
        assert len(set(seeds)) == len(seeds) <= 5


def test_clothes_stay_all_day_and_change_overnight(shots: list[plan.Shot]) -> None:
    worn = {(who, shot.taken_at.date(), figure.clothes) for shot in shots
            for who, figure in zip(shot.people, shot.scene.figures, strict=True) if who}  # fmt: skip
    assert max(Counter((who, day) for who, day, _ in worn).values()) == 1
    assert all(len({clothes for one, _, clothes in worn if one == who}) > 1 for who, _, _ in worn)


def test_strangers_are_never_children_nor_seen_in_two_moments(shots: list[plan.Shot]) -> None:
    children = {one.seed for one in plan.HalfYear(9, 300, 0).children.values()}
    moments: dict[int, set[tuple[object, int]]] = {}
    for shot in shots:
        for who, figure in zip(shot.people, shot.scene.figures, strict=True):
            if not who:
                moments.setdefault(figure.child.seed, set()).add((shot.taken_at.date(), shot.scene.place_seed))
    assert moments
    assert not children & set(moments)
    assert all(len(seen) == 1 for seen in moments.values())


def test_days_bursts_masks_and_turned_photos_come_as_in_life(shots: list[plan.Shot]) -> None:
    times = [shot.taken_at for shot in shots]
    assert times == sorted(times)
    days = {time.date() for time in times}
    assert len(days) == 10
    assert {day.month for day in days} == {3, 4, 5, 6}
    assert all(day.weekday() < 5 for day in days)
    gaps = [(later - former).total_seconds() for former, later in pairwise(times)]
    assert 0.3 < sum(gap < 5 for gap in gaps) / len(gaps) < 0.7
    masked = [one for shot in shots for one in shot.masked]
    assert 0.55 < sum(masked) / len(masked) < 0.75
    assert 0.2 < sum(shot.orientation != 1 for shot in shots) / len(shots) < 0.5


def test_the_teacher_names_some_of_every_child_and_a_few_strangers(shots: list[plan.Shot]) -> None:
    named = plan.named(shots, 0)
    counts = Counter(who for shot in named for who in shot.people)
    assert len(named) <= 100
    assert set(counts) == {*plan.HalfYear(9, 300, 0).children, ""}
    assert all(5 <= counts[who] <= 20 for who in counts)
    assert sum(len(shot.people) == 1 for shot in named) > len(named) / 2


def test_a_child_belongs_to_its_seed_and_a_class_differs() -> None:
    assert child.born(5) == child.born(5) != child.born(6)
    assert len({one.seed for one in child.different(20, 0)}) == 20
    assert len(set(child.names(20, 0))) == 20

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import FaceTable, Person
from core.rules import decide, decisions, folder_rules
from core.rules.calibrate import Calibration, Evidence
from core.rules.decisions import Basis, Decisions
from core.rules.folder_rules import FolderRules, Photos

ANNA, BORA, NOBODY = 0, 1, decide.UNKNOWN
SAME, OTHER = 0, -1  # looks: no bit in common


def decided(
    faces: Sequence[tuple[int, int]],
    *,
    sides: Sequence[float] | None = None,
    moments: Sequence[int] | None = None,
    said: dict[int, int] | None = None,
    repeats: Sequence[int] = (),
) -> Decisions:
    """Faces as (photo, person), each 50 pixels large, sharp, frontal, and at the left upper edge of the photo.

    Args:
        faces: NOBODY has a score of 0 for both children.
        sides: Of each face.
        moments: Of each face; 1 where not given.
        said: Words about faces by their row.
        repeats: Photos with a mirror.
    """
    count = len(faces)
    heard = decide.nothing_said(count, 2)
    for row, word in (said or {}).items():
        heard.person[row] = word
    side = np.array(sides or [50.0] * count, np.float64)
    table = FaceTable(
        ids=np.arange(count),
        photo_ids=np.array([photo for photo, _ in faces], np.int64),
        boxes=np.stack([np.zeros(count), np.zeros(count), side, side], axis=1),
        moments=np.array(moments or [1] * count, np.int64),
        masked=np.zeros(count),
        sides=side,
        sharpness=np.full(count, 100.0),
        yaws=np.zeros(count),
    )
    scores = np.array([[person == ANNA, person == BORA] for _, person in faces], np.float32).reshape(count, 2)
    people = tuple(Person(place, name, "#000000", 0.5, active=True) for place, name in enumerate(("Anna", "Bora")))
    column, ones = np.arange(2, dtype=np.intp), np.ones(2)
    evidence = Evidence(column, column, ones, column, np.zeros(2), ones.astype(np.bool_))
    calibration = Calibration(10.0, -5.0, 0.25, ones, np.array([0.9]))
    return decisions.judge(Basis(people, table, scores, heard, evidence, calibration, np.array(repeats, np.int64)))


def photos(taken: Sequence[float], looks: Sequence[int] | None = None) -> Photos:
    """Photos 1, 2, … of 200 x 100 pixels, all alike unless looks are given."""
    count = len(taken)
    return Photos(
        ids=np.arange(1, count + 1),
        widths=np.full(count, 200.0),
        heights=np.full(count, 100.0),
        taken=np.array(taken, np.float64),
        looks=np.array(looks or [SAME] * count, np.int64),
    )


def left(made: Decisions, of: Photos, rules: FolderRules) -> list[int]:
    """Who each face brings its photo to, once the rules were applied."""
    return list(folder_rules.apply(made, of, rules).person.tolist())


def test_the_smallest_face() -> None:
    made = decided([(1, ANNA), (2, ANNA)], sides=[39.0, 40.0])
    found = folder_rules.apply(made, photos([0, 100]), FolderRules(side=40))
    assert found.person.tolist() == [NOBODY, ANNA]
    assert found.left_out.tolist() == [True, False]
    assert found.found is made.found


def test_a_human_s_word_says_who_it_is_but_not_that_it_is_well_shown() -> None:
    made = decided([(1, NOBODY)], sides=[39.0], said={0: ANNA})
    assert left(made, photos([0]), FolderRules(side=40)) == [NOBODY]


@pytest.mark.parametrize(
    ("faces", "said", "kept"),
    [
        pytest.param([(1, ANNA), (1, BORA)], {}, [ANNA, BORA], id="only children"),
        pytest.param([(1, ANNA), (1, NOBODY)], {}, [NOBODY, NOBODY], id="a face that resembles no child"),
        pytest.param([(1, ANNA), (1, BORA)], {1: decide.STRANGER}, [NOBODY, NOBODY], id="called a stranger"),
        pytest.param([(1, ANNA), (1, NOBODY)], {1: decide.NOT_A_FACE}, [ANNA, NOBODY], id="no face at all"),
        pytest.param([(1, ANNA), (2, NOBODY)], {}, [ANNA, NOBODY], id="on another photo"),
    ],
)
def test_photos_with_strangers(faces: list[tuple[int, int]], said: dict[int, int], kept: list[int]) -> None:
    assert left(decided(faces, said=said), photos([0, 100]), FolderRules(no_strangers=True)) == kept


@pytest.mark.parametrize(
    ("taken", "looks", "moments", "kept"),
    [
        pytest.param([0, 2], [SAME, SAME], [1, 1], [NOBODY, ANNA], id="a burst: the larger face stays"),
        pytest.param([0, 10], [SAME, SAME], [1, 1], [NOBODY, ANNA], id="ten seconds apart"),
        pytest.param([0, 11], [SAME, SAME], [1, 1], [ANNA, ANNA], id="later"),
        pytest.param([0, 2], [SAME, OTHER], [1, 1], [ANNA, ANNA], id="another picture"),
        pytest.param([np.nan, np.nan], [SAME, SAME], [1, 1], [NOBODY, ANNA], id="no time known"),
        pytest.param([np.nan, np.nan], [SAME, SAME], [1, 2], [ANNA, ANNA], id="another moment"),
    ],
)
def test_bursts(taken: list[float], looks: list[int], moments: list[int], kept: list[int]) -> None:
    made = decided([(1, ANNA), (2, ANNA)], sides=[40.0, 50.0], moments=moments)
    assert left(made, photos(taken, looks), FolderRules(best_of_burst=True)) == kept


def test_a_burst_is_folded_for_each_child_alone() -> None:
    made = decided([(1, ANNA), (1, BORA), (2, ANNA), (2, BORA)], sides=[40.0, 50.0, 50.0, 40.0])
    assert left(made, photos([0, 1]), FolderRules(best_of_burst=True)) == [NOBODY, BORA, ANNA, NOBODY]


def test_what_other_rules_leave_out_is_not_the_best_of_a_burst() -> None:
    made = decided([(1, ANNA), (2, ANNA), (2, NOBODY)], sides=[40.0, 50.0, 50.0])
    rules = FolderRules(no_strangers=True, best_of_burst=True)
    assert left(made, photos([0, 1]), rules) == [ANNA, NOBODY, NOBODY]


def test_in_a_mirror_a_child_stands_twice() -> None:
    faces = [(1, ANNA), (1, ANNA), (2, ANNA), (2, ANNA)]
    assert decided(faces).person.tolist() == [ANNA, NOBODY, ANNA, NOBODY]
    assert decided(faces, repeats=[1]).person.tolist() == [ANNA, ANNA, ANNA, NOBODY]
    assert decided(faces, repeats=[1]).pairs() == decided(faces).pairs()


def test_faces_around_a_line() -> None:
    made = decided([(1, ANNA), (2, ANNA), (3, ANNA), (4, ANNA), (5, NOBODY)], sides=[50.0, 20.0, 40.0, 30.0, 35.0])
    shown = folder_rules.subject(made, photos([0] * 5))
    assert folder_rules.around(made, shown, float(shown[2]), 2) == ([2, 0], [3, 1])
    assert folder_rules.around(made, shown, 0.0, 1) == ([1], [])


RULES = st.builds(
    FolderRules,
    shown=st.sampled_from([0.0, 0.4, 0.6, 1.0]),
    side=st.sampled_from([0.0, 30.0]),
    no_strangers=st.booleans(),
    best_of_burst=st.booleans(),
)
FACES = st.lists(st.tuples(st.integers(1, 5), st.sampled_from([ANNA, BORA, NOBODY])), max_size=12)


@given(FACES, st.lists(st.floats(10, 60), min_size=12, max_size=12), RULES)
def test_rules_only_leave_out(faces: list[tuple[int, int]], sides: list[float], rules: FolderRules) -> None:
    made = decided(faces, sides=sides[: len(faces)])
    of = photos([0, 5, 30, np.nan, 31], [SAME, SAME, OTHER, SAME, OTHER])
    found = folder_rules.apply(made, of, rules)
    assert set(found.pairs()) <= set(made.pairs())
    assert ((found.person == made.person) | (found.left_out & (found.person == NOBODY))).all()
    assert folder_rules.apply(made, of, folder_rules.NONE).person.tolist() == made.person.tolist()
    before_folding = folder_rules.apply(made, of, replace(rules, best_of_burst=False))
    who = {pair.person_id for pair in before_folding.pairs()}
    assert {pair.person_id for pair in found.pairs()} == who  # folding takes nobody's only photo

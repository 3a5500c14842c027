import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.store import faces, labels, people, runs, unnamed
from core.store.db import Album, Connection
from core.store.unnamed import START, Stage
from tests.conftest import LittleClass
from tests.store.test_runs import CALIBRATION, EVIDENCE

NAMED = LabelOrigin.NAMED


@pytest.fixture
def album(little_class: LittleClass) -> Album:
    """An album with four faces."""
    return little_class.album


def ids(conn: Connection) -> list[int]:
    return [int(face_id) for face_id in faces.table(conn).ids]


def order(conn: Connection, most: int = 2) -> list[tuple[Stage, int]]:
    """Walk the whole order, a few faces at a time."""
    place, walked = START, []
    while found := unnamed.after(conn, place, most):
        walked += [(one.place.stage, one.place.face_id) for one in found]
        place = found[-1].place
    return walked


def learn(conn: Connection, person_ids: list[int], scores: dict[int, tuple[float, float]]) -> None:
    """Record a run of two people that is done."""
    run_id = runs.start(conn, "head", {}, None, 0)
    runs.finish(conn, run_id, person_ids, {}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)
    runs.put_scores(conn, run_id, np.array(list(scores), np.int64), np.array(list(scores.values()), np.float32))


@pytest.mark.parametrize("most", [1, 2, 3, 10])
def test_without_clusters_and_runs_faces_come_as_they_were_imported(album: Album, most: int) -> None:
    with album.read() as conn:
        assert order(conn, most) == [(Stage.NEW, face_id) for face_id in ids(conn)]


@pytest.mark.parametrize("most", [1, 3, 10])
def test_clusters_come_first_the_largest_first(album: Album, most: int) -> None:
    with album.write() as conn:
        one, two, three, four = ids(conn)
        faces.set_clusters(conn, {two: 1, three: 0, four: 0})
        assert order(conn, most) == [
            (Stage.ALIKE, three), (Stage.ALIKE, four), (Stage.ALIKE, two), (Stage.NEW, one),
        ]  # fmt: skip


def test_named_faces_are_left_out(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        one, two, three, four = ids(conn)
        faces.set_clusters(conn, {one: 0, two: 0})
        labels.add(conn, one, Statement.IS_PERSON, anna, origin=NAMED)
        labels.add(conn, three, Statement.IS_STRANGER, origin=NAMED)
        labels.add(conn, four, Statement.IS_PERSON, anna, origin=NAMED)
        labels.add(conn, four, Statement.IS_NOT_PERSON, anna, origin=NAMED)
        assert order(conn) == [(Stage.ALIKE, two), (Stage.NEW, four)]
        assert unnamed.count(conn) == 2


def test_after_clusters_come_the_faces_that_the_newest_run_is_least_sure_of(album: Album) -> None:
    with album.write() as conn:
        anna, bora = people.add(conn, "Anna").id, people.add(conn, "Bora").id
        one, two, three, four = ids(conn)
        faces.set_clusters(conn, {two: 0})
        learn(conn, [anna, bora], {one: (0.5, 0.0), two: (0.0, 0.5), three: (0.0, 0.0)})
        learn(conn, [anna, bora], {one: (0.0, 0.25), two: (0.5, 0.0), three: (0.5, 0.25)})
        assert order(conn, 1) == [(Stage.ALIKE, two), (Stage.DOUBTFUL, three), (Stage.DOUBTFUL, one), (Stage.NEW, four)]
        guesses = {found.place.face_id: found.guess for found in unnamed.after(conn, START, 10)}
        assert guesses == {two: None, three: anna, one: bora, four: None}

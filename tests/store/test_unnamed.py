import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.store import clusters, faces, labels, people, runs, tables, unnamed
from core.store.clusters import Member
from core.store.db import Album, Connection
from core.store.unnamed import Order, Stage
from tests.conftest import LittleClass
from tests.store.test_runs import CALIBRATION, EVIDENCE

NAMED = LabelOrigin.NAMED
ALIKE, DOUBTFUL, NEW, PROPOSED = Stage.ALIKE, Stage.DOUBTFUL, Stage.NEW, Stage.PROPOSED


@pytest.fixture
def album(little_class: LittleClass) -> Album:
    """An album with four faces."""
    return little_class.album


def ids(conn: Connection) -> list[int]:
    return [int(face_id) for face_id in faces.table(conn).ids]


def order(conn: Connection, most: int = 2, first: Order = Order.ALIKE) -> list[tuple[Stage, int]]:
    """Walk the whole order, a few faces at a time."""
    place, walked = None, []
    while found := unnamed.after(conn, place, most, first):
        walked += [(one.place.stage, one.place.face_id) for one in found]
        place = found[-1].place
    return walked


def alike(conn: Connection, places: dict[int, tuple[int, int]]) -> None:
    """Put faces into clusters: number and slice by face id."""
    clusters.put(conn, {face_id: Member(*place, is_doubtful=False) for face_id, place in places.items()})


def learn(conn: Connection, person_ids: list[int], scores: dict[int, tuple[float, float]]) -> None:
    """Record a run of two people that is done."""
    run_id = runs.start(conn, "head", {}, None, 0)
    runs.finish(conn, run_id, person_ids, {}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)
    runs.put_scores(conn, run_id, np.array(list(scores), np.int64), np.array(list(scores.values()), np.float32))


@pytest.mark.parametrize("first", [Order.ALIKE, Order.UNSURE])
@pytest.mark.parametrize("most", [1, 2, 3, 10])
def test_without_clusters_and_runs_faces_come_as_they_were_imported(album: Album, most: int, first: Order) -> None:
    with album.read() as conn:
        assert order(conn, most, first) == [(NEW, face_id) for face_id in ids(conn)]


@pytest.mark.parametrize("most", [1, 3, 10])
def test_a_slice_of_each_cluster_comes_before_any_second_slice(album: Album, most: int) -> None:
    with album.write() as conn:
        one, two, three, four = ids(conn)
        alike(conn, {one: (0, 1), two: (1, 0), three: (0, 0), four: (0, 0)})
        assert order(conn, most) == [(ALIKE, three), (ALIKE, four), (ALIKE, two), (ALIKE, one)]


def test_doubtful_faces_are_told(album: Album) -> None:
    with album.write() as conn:
        one, two, *_ = ids(conn)
        clusters.put(conn, {one: Member(0, 0, is_doubtful=True), two: Member(0, 0, is_doubtful=False)})
        found = unnamed.after(conn, None, 10)
        assert {row.place.face_id for row in found if row.is_doubtful} == {one}


def test_named_faces_are_left_out(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        one, two, three, four = ids(conn)
        alike(conn, {one: (0, 0), two: (0, 0)})
        labels.add(conn, one, Statement.IS_PERSON, anna, origin=NAMED)
        labels.add(conn, three, Statement.IS_STRANGER, origin=NAMED)
        labels.add(conn, four, Statement.IS_PERSON, anna, origin=NAMED)
        labels.add(conn, four, Statement.IS_NOT_PERSON, anna, origin=NAMED)
        assert order(conn) == [(ALIKE, two), (NEW, four)]
        assert unnamed.count(conn) == 2
        assert unnamed.newest_face(conn) == four


def test_after_clusters_come_the_faces_that_the_newest_run_is_least_sure_of(album: Album) -> None:
    with album.write() as conn:
        anna, bora = people.add(conn, "Anna").id, people.add(conn, "Bora").id
        one, two, three, four = ids(conn)
        alike(conn, {two: (0, 0)})
        assert not unnamed.has_learned(conn)
        learn(conn, [anna, bora], {one: (0.5, 0.0), two: (0.0, 0.5), three: (0.0, 0.0)})
        learn(conn, [anna, bora], {one: (0.0, 0.25), two: (0.625, 0.0), three: (0.5, 0.25)})
        assert unnamed.has_learned(conn)
        assert order(conn, 1) == [(ALIKE, two), (DOUBTFUL, three), (DOUBTFUL, one), (NEW, four)]
        unsure = [(DOUBTFUL, three), (DOUBTFUL, two), (DOUBTFUL, one), (NEW, four)]
        assert order(conn, 1, Order.UNSURE) == unsure
        assert order(conn, 10, Order.UNSURE) == unsure


def test_faces_that_came_after_the_run_follow_those_that_it_is_unsure_of(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        one, two, three, four = ids(conn)
        alike(conn, {one: (0, 0), three: (0, 0)})
        bora = people.add(conn, "Bora").id
        learn(conn, [anna, bora], {one: (0.9, 0.0), two: (0.5, 0.0)})
        assert order(conn, 1, Order.UNSURE) == [(DOUBTFUL, two), (DOUBTFUL, one), (ALIKE, three), (NEW, four)]


def test_nobody_is_guessed_of_whom_it_was_said_that_it_is_not_them_or_who_is_off_the_list(album: Album) -> None:
    with album.write() as conn:
        anna, bora = (people.add(conn, name).id for name in ("Anna", "Bora"))
        one, two, three, four = ids(conn)
        learn(conn, [anna, bora], {one: (0.5, 0.25), two: (0.5, 0.25), three: (0.25, 0.5)})
        labels.add(conn, two, Statement.IS_NOT_PERSON, anna, origin=NAMED)

        def guesses() -> dict[int, int | None]:
            return {found.place.face_id: found.guess for found in unnamed.after(conn, None, 10)}

        assert guesses() == {one: anna, two: bora, three: bora, four: None}
        people.set_active(conn, bora, active=False)
        assert guesses() == {one: anna, two: None, three: anna, four: None}


@pytest.mark.parametrize("most", [1, 2, 10])
def test_what_runs_found_can_be_gone_through_alone(album: Album, most: int) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        one, two, three, four = ids(conn)
        assert not unnamed.has_proposals(conn)
        run_id = runs.start(conn, "yolo", {}, None, 0)
        conn.execute(tables.proposal.insert(), [{"face_id": face_id, "run_id": run_id} for face_id in (four, one, two)])
        labels.say_identity(conn, one, anna, origin=NAMED)
        assert order(conn, most, Order.PROPOSED) == [(PROPOSED, two), (PROPOSED, four)]
        assert order(conn, most) == [(NEW, two), (NEW, three), (NEW, four)]
        assert unnamed.has_proposals(conn)

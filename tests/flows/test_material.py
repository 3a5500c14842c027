import numpy as np
import pytest

from core.base import errors
from core.base.records import FaceOrigin, LabelOrigin, Statement
from core.flows import material
from core.rules import decide
from core.store import labels, people, runs, tables
from core.store.db import Album
from tests import classroom


def test_a_quarter_is_held_out_by_moment_and_nobody_wholly(album: Album) -> None:
    classroom.separable(album, people_count=3, photos_each=12, named=8, strangers=12)
    with album.read() as conn:
        one = material.gather(conn)
        much = material.amount(conn, one)
    said = one.said.person
    assert len(one.judged) + len(one.taught) == 3 * 8 + 4
    assert 5 <= len(one.judged) <= 10
    assert set(one.moments[one.judged]).isdisjoint(one.moments[one.taught])
    assert {0, 1, 2} <= set(said[one.taught])
    assert one.by_moment
    assert (much.labelled_faces, much.labelled_photos, much.faces, much.photos) == (28, 28, 48, 48)


def test_child_named_in_one_moment_is_learned_from_there(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=8, named=8, strangers=0)
    with album.write() as conn:
        rare = people.add(conn, "Rare").id
        face_id = classroom.lone_face(conn, np.random.default_rng(1), 30)
        labels.say_identity(conn, face_id, rare, origin=LabelOrigin.NAMED)
    with album.read() as conn:
        one = material.gather(conn)
    assert one.face_ids[one.said.person == 2].tolist() == [face_id]
    assert not one.held[one.said.person == 2].any()


def test_a_run_goes_on_with_what_people_had_said_when_it_began(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=8, named=6, strangers=3)
    with album.write() as conn:
        first = material.gather(conn)
        run_id = runs.start(conn, "crops", {}, None, first.last_label)
        runs.plan(conn, run_id, first.person_ids, first.held_out, {})
        undone = first.face_ids[first.taught[0]]
        row = labels.standing_of(conn, [int(undone)])
        assert row
        labels.say_identity(conn, int(undone), None, origin=LabelOrigin.CORRECTION)
        labels.undo(conn, 1, origin=LabelOrigin.CORRECTION)
        people.add(conn, "Later")
    with album.read() as conn:
        again = material.gather_again(conn, runs.get(conn, run_id))
        now = material.gather(conn)
    assert again.said.person.tolist() == first.said.person.tolist()
    assert again.held.tolist() == first.held.tolist()
    assert now.said.person.tolist() != first.said.person.tolist()
    assert (again.person_ids, again.last_label) == (first.person_ids, first.last_label)


def test_a_proposal_that_was_refused_since_the_run_began_teaches_it_nothing(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=8, named=6, strangers=3)
    with album.write() as conn:
        proposed = classroom.lone_face(conn, np.random.default_rng(1), 30)
        conn.execute(tables.face.update().where(tables.face.c.id == proposed).values(origin=FaceOrigin.RUN.value))
        first = material.gather(conn)
        run_id = runs.start(conn, "yolo", {}, None, first.last_label)
        runs.plan(conn, run_id, first.person_ids, first.held_out, {})
        labels.say(conn, proposed, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        again, now = material.gather_again(conn, runs.get(conn, run_id)), material.gather(conn)
    row = again.face_ids == proposed
    assert again.said.person[row].tolist() == [decide.UNKNOWN]
    assert (again.unconfirmed[row].tolist(), now.unconfirmed[row].tolist()) == ([True], [False])
    assert not again.unconfirmed[~row].any()


@pytest.mark.parametrize(
    ("people_count", "named", "key"),
    [
        pytest.param(2, 0, "train-no-names", id="no labels"),
        pytest.param(1, 6, "train-one-child", id="one child"),
        pytest.param(2, 1, "train-names-in-one-photo", id="a photo each"),
    ],
)
def test_too_few_labels(album: Album, people_count: int, named: int, key: str) -> None:
    classroom.separable(album, people_count=people_count, photos_each=6, named=named)
    with pytest.raises(errors.MissingError) as caught, album.read() as conn:
        material.gather(conn)
    assert caught.value.message.key == key


def test_strangers_are_labelled_and_unknown_faces_are_not(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=6, named=6, strangers=6)
    with album.read() as conn:
        one = material.gather(conn)
    assert set(one.said.person[one.labelled]) == {0, 1, decide.STRANGER}
    assert set(one.said.person[~one.labelled]) == {decide.UNKNOWN}


def test_what_was_left_out_is_judged_but_not_learned_from(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=8, named=6, strangers=3)
    with album.write() as conn:
        before = material.gather(conn)
        left = [int(before.face_ids[rows[0]]) for rows in (before.taught, before.judged)]
        labels.say_of(conn, left, Statement.NOT_FOR_LEARNING, origin=LabelOrigin.CORRECTION)
        after = material.gather(conn)
    assert after.face_ids[after.taught].tolist() == before.face_ids[before.taught].tolist()[1:]
    assert after.judged.tolist() == before.judged.tolist()


def test_a_child_whose_every_face_was_left_out_is_none_to_learn(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=8, named=6, strangers=3)
    with album.write() as conn:
        one = material.gather(conn)
        own = one.face_ids[one.said.person == 1].tolist()
        labels.say_of(conn, own, Statement.NOT_FOR_LEARNING, origin=LabelOrigin.CORRECTION)
    with pytest.raises(errors.MissingError) as caught, album.read() as conn:
        material.gather(conn)
    assert caught.value.message.key == "train-one-child"

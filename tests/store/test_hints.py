"""Hints: faces in nobody's folder that wear what a known child wears."""

import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.flows import decisions
from core.rules.embedders import CLOTHES
from core.store import faces, hints, labels, photos
from tests.classroom import Classroom

RED, BLUE = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)


def wear(room: Classroom, **clothes: np.ndarray) -> None:
    """Dress Bora on b.jpg and the first face of other photos, and lay all photos into one moment."""
    with room.album.write() as conn:
        photos.set_moments(conn, dict.fromkeys(room.photo_ids.values(), 1))
        for name, colours in clothes.items():
            face_id = room.face_ids["b.jpg"][1] if name == "bora" else room.face_ids[f"{name}.jpg"][0]
            faces.put_embeddings(conn, CLOTHES, np.array([face_id], np.int64), colours[None])


def found(room: Classroom) -> list[tuple[int, int, int]]:
    made = decisions.decide(room.album, room.run_id, 0.97)[1]
    with room.album.read() as conn:
        return [(one.face_id, one.person_id, one.like_id) for one in hints.by_clothes(conn, made)]


def test_an_unsure_face_in_the_same_clothes(room: Classroom) -> None:
    wear(room, bora=RED, c=RED, d=BLUE)  # Bora on b.jpg, a face that is perhaps hers, a stranger
    unsure, bora = room.face_ids["c.jpg"][0], room.face_ids["b.jpg"][1]
    assert found(room) == [(unsure, room.people["Bora"], bora)]


@pytest.mark.parametrize(
    ("photo", "statement"),
    [
        pytest.param("c.jpg", Statement.IS_STRANGER, id="a stranger"),
        pytest.param("c.jpg", Statement.IS_NOT_FACE, id="no face"),
    ],
)
def test_who_was_spoken_about_is_no_question(room: Classroom, photo: str, statement: Statement) -> None:
    wear(room, bora=RED, c=RED)
    with room.album.write() as conn:
        labels.say(conn, room.face_ids[photo][0], statement, origin=LabelOrigin.CORRECTION)
    assert found(room) == []


def test_who_was_denied_is_not_suggested_again(room: Classroom) -> None:
    wear(room, bora=RED, c=RED)
    with room.album.write() as conn:
        face_id, bora = room.face_ids["c.jpg"][0], room.people["Bora"]
        labels.say(conn, face_id, Statement.IS_NOT_PERSON, bora, origin=LabelOrigin.CORRECTION)
    assert found(room) == []


def test_nothing_is_known_of_clothes(room: Classroom) -> None:
    assert found(room) == []


def test_another_day_says_nothing(room: Classroom) -> None:
    wear(room, bora=RED, c=RED)
    with room.album.write() as conn:
        photos.set_moments(conn, {room.photo_ids["c.jpg"]: 2})
    assert found(room) == []

import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.store import examples, faces, labels
from core.store.examples import Balance
from core.vision import embed
from tests.classroom import Classroom

NAMED = LabelOrigin.NAMED


@pytest.fixture
def anna(room: Classroom) -> int:
    """Anna is named alone on a photo, and beside Bora, whom nobody has named."""
    room.say("a.jpg", 0, "Anna")
    room.say("b.jpg", 0, "Anna")
    return room.people["Anna"]


def alone(room: Classroom, anna: int) -> dict[int, bool]:
    with room.album.read() as conn:
        return {one.face_id: one.is_alone for one in examples.of_person(conn, anna)}


def test_alone_on_the_photo_or_with_others(room: Classroom, anna: int) -> None:
    (first,), (second, other) = room.face_ids["a.jpg"], room.face_ids["b.jpg"]
    assert alone(room, anna) == {first: True, second: False}
    with room.album.write() as conn:
        labels.say(conn, other, Statement.IS_NOT_FACE, origin=NAMED)
    assert alone(room, anna) == {first: True, second: True}


def test_of_two_faces_named_the_same_the_larger_is_alone(room: Classroom, anna: int) -> None:
    room.say("b.jpg", 1, "Anna")
    _, larger = room.face_ids["b.jpg"]
    with room.album.write() as conn:
        conn.exec_driver_sql("UPDATE face SET side = 99 WHERE id = ?", (larger,))
    (first,), (smaller, _) = room.face_ids["a.jpg"], room.face_ids["b.jpg"]
    assert alone(room, anna) == {first: True, smaller: False, larger: True}


def test_balance_tells_masks_and_what_is_left_out(room: Classroom, anna: int) -> None:
    (first,), (second, other) = room.face_ids["a.jpg"], room.face_ids["b.jpg"]
    with room.album.read() as conn:
        assert examples.balance(conn) == {anna: Balance(masked=0, unmasked=0, unsure=2, left_out=0)}
    room.say("b.jpg", 1, "Bora")
    with room.album.write() as conn:
        labels.say(conn, first, Statement.WEARS_MASK, origin=NAMED)
        labels.say(conn, second, Statement.NOT_FOR_LEARNING, origin=NAMED)
        conn.exec_driver_sql("UPDATE face SET mask_probability = 0.1 WHERE id IN (?, ?)", (first, other))
        wanted = {
            anna: Balance(masked=1, unmasked=0, unsure=0, left_out=1),  # a human's word goes before the machine's
            room.people["Bora"]: Balance(masked=0, unmasked=1, unsure=0, left_out=0),
        }
        assert examples.balance(conn) == wanted
        assert [one.is_learned for one in examples.of_person(conn, anna)] == [True, False]
        assert [one.masked for one in examples.of_person(conn, anna)] == [1.0, None]
        assert wanted[anna].learned == 1


def test_vectors_come_in_the_order_asked_for(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "AT_ONCE", 1)
    with room.album.write() as conn:
        ids, vectors = faces.embeddings(conn, embed.NAME)
        faces.put_embeddings(conn, "another", ids[:1], vectors[:1] + 1)  # which has seen fewer
        gone = int(ids[-1]) + 1
        found = examples.vectors(conn, [int(ids[1]), gone, int(ids[0])])
        assert np.array_equal(found, np.stack([vectors[1], np.zeros_like(vectors[0]), vectors[0]]))
        assert examples.vectors(conn, []).shape == (0, 0)

from pathlib import Path

import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.flows import decisions, masks, train
from core.store import db, faces, labels, mask_states
from core.store.db import Album
from tests import classroom

HALF = 24  # of the 48 faces; they wear masks, the others none


@pytest.fixture
def album(tmp_path: Path) -> Album:
    """Three children; the detector is sure of the faces without a mask alone."""
    made = db.open_album(tmp_path / "album", create=True)
    classroom.separable(made)
    with made.write() as conn:
        ids = faces.table(conn).ids.tolist()
        scores = [0.6 if face_id in ids[:HALF] else 0.95 for face_id in ids]
        for face_id, score in zip(ids, scores, strict=True):
            conn.exec_driver_sql("UPDATE face SET detector_score = ? WHERE id = ?", (score, face_id))
    return made


def say(album: Album, masked: int, unmasked: int) -> None:
    """Speak of so many faces of both kinds."""
    with album.write() as conn:
        ids = faces.table(conn).ids.tolist()
        for face_id in ids[:masked]:
            labels.say(conn, face_id, Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
        for face_id in ids[HALF : HALF + unmasked]:
            labels.say(conn, face_id, Statement.WEARS_NO_MASK, origin=LabelOrigin.NAMED)


def learn(album: Album) -> None:
    with album.read() as conn:
        seen = masks.gather(conn, faces.table(conn))
    masks.learn(album, seen)


def told(album: Album) -> list[bool | None]:
    with album.read() as conn:
        masked = faces.table(conn).masked
    return [None if np.isnan(mask) else bool(mask > 0.5) for mask in masked]


def test_learning_tells_masks_too(album: Album) -> None:
    say(album, 10, 10)
    train.train_head(album)
    known = [state for state in told(album)[10:HALF] if state is not None]
    assert known
    assert all(known)
    assert not any(state for state in told(album)[HALF:])


def test_nothing_is_told_where_people_said_too_little(album: Album) -> None:
    say(album, 10, 4)
    learn(album)
    assert told(album) == [None] * 48


def test_words_taken_back_leave_nothing_told(album: Album) -> None:
    say(album, 10, 10)
    learn(album)
    assert any(told(album))
    with album.write() as conn:
        for label_id in range(labels.last(conn) - 5, labels.last(conn) + 1):
            labels.undo(conn, label_id, origin=LabelOrigin.CORRECTION)
    learn(album)
    assert told(album) == [None] * 48


def test_a_humans_word_goes_before_the_machines(album: Album) -> None:
    say(album, 10, 10)
    train.train_head(album)
    with album.write() as conn:
        other = int(faces.table(conn).ids[-1])
        labels.say(conn, other, Statement.WEARS_MASK, origin=LabelOrigin.CORRECTION)
    _, made = decisions.decide(album)
    assert made.basis.faces.masked[-1] == 1.0


def test_detector_scores_by_face(album: Album) -> None:
    with album.write() as conn:
        conn.exec_driver_sql("UPDATE face SET detector_score = NULL WHERE id = (SELECT min(id) FROM face)")
        scores = mask_states.detector_scores(conn)
    assert np.isnan(scores[0])
    assert scores[[1, -1]].tolist() == [0.6, 0.95]

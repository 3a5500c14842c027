"""The faces that a run was judged by, found again later."""

from pathlib import Path

import numpy as np
import pytest

from core.base.records import LabelOrigin, Statement
from core.flows import train
from core.rules import decide
from core.store import db, faces, judged_faces, labels, tables
from core.store.db import Album
from core.store.runs import Run
from tests import classroom


@pytest.fixture
def learned(tmp_path: Path) -> tuple[Album, Run]:
    album = db.open_album(tmp_path / "album", create=True)
    classroom.separable(album, people_count=2, photos_each=8, named=4)
    return album, train.train_head(album)


def test_they_stand_in_the_order_of_the_evidence(learned: tuple[Album, Run]) -> None:
    album, run = learned
    assert run.evidence is not None
    with album.read() as conn:
        ids, standing = judged_faces.of_run(conn, run), labels.standing(conn)
    assert ids is not None and len(ids) == len(run.evidence.person) > 0
    for face_id, column in zip(ids.tolist(), run.evidence.person.tolist(), strict=True):
        who = standing[face_id].person_id
        assert who == (run.person_ids[column] if column != decide.STRANGER else None)


def test_what_was_said_since_changes_nothing(learned: tuple[Album, Run]) -> None:
    album, run = learned
    with album.read() as conn:
        before = judged_faces.of_run(conn, run)
        unsaid = np.setdiff1d(faces.table(conn).ids, np.array(list(labels.standing(conn))))
    assert before is not None
    with album.write() as conn:
        labels.add(conn, int(unsaid[0]), Statement.IS_STRANGER, origin=LabelOrigin.NAMED)
        labels.add(conn, int(before[0]), Statement.IS_STRANGER, origin=LabelOrigin.CORRECTION)
    with album.read() as conn:
        after = judged_faces.of_run(conn, run)
    assert after is not None and after.tolist() == before.tolist()


def test_none_are_told_where_one_is_gone(learned: tuple[Album, Run]) -> None:
    album, run = learned
    with album.read() as conn:
        ids = judged_faces.of_run(conn, run)
    assert ids is not None
    with album.write() as conn:
        conn.execute(tables.label.delete().where(tables.label.c.face_id == int(ids[0])))
        conn.execute(tables.face.delete().where(tables.face.c.id == int(ids[0])))
    with album.read() as conn:
        assert judged_faces.of_run(conn, run) is None

"""What is deleted with what, and that no id is given twice."""

from typing import Any

import pytest
from sqlalchemy import Table, exc, func, select

from core.base.records import LabelOrigin, Statement
from core.store import labels, people, runs, tables
from core.store.db import Album
from tests.conftest import LittleClass


def rows(album: Album, table: Table) -> int:
    with album.read() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_face_takes_its_embedding_and_labels_along(little_class: LittleClass) -> None:
    album = little_class.album
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        labels.add(conn, 1, Statement.IS_PERSON, anna, origin=LabelOrigin.NAMED)
        undone = labels.add(conn, 2, Statement.IS_PERSON, anna, origin=LabelOrigin.NAMED)
        undo = labels.add(conn, 2, Statement.UNDO, origin=LabelOrigin.NAMED)
        conn.execute(tables.label.update().where(tables.label.c.id == undone).values(undone_by=undo))
        conn.execute(tables.face.delete().where(tables.face.c.id == 2))
    counted = [rows(album, table) for table in (tables.face, tables.embedding, tables.label)]
    assert counted == [3, 6, 1]  # each face has a vector of its own and one of its clothes


def test_photo_takes_its_faces_along_but_not_while_a_file_is_known(little_class: LittleClass) -> None:
    album = little_class.album
    with pytest.raises(exc.IntegrityError), album.write() as conn:
        conn.execute(tables.photo.delete())
    with album.write() as conn:
        conn.execute(tables.file.delete())
        conn.execute(tables.photo.delete())
    assert [rows(album, table) for table in (tables.photo, tables.face, tables.embedding)] == [0, 0, 0]


def test_person_takes_labels_along_but_not_while_a_run_knows_them(little_class: LittleClass) -> None:
    album = little_class.album
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        labels.add(conn, 1, Statement.IS_PERSON, anna, origin=LabelOrigin.NAMED)
        labels.add(conn, 2, Statement.IS_STRANGER, origin=LabelOrigin.NAMED)
        run = runs.start(conn, "head", {}, None, labels.last(conn))
        conn.execute(tables.run_person.insert().values(run_id=run, column=0, person_id=anna))
    with pytest.raises(exc.IntegrityError), album.write() as conn:
        conn.execute(tables.person.delete())
    with album.write() as conn:
        runs.delete(conn, run)
        conn.execute(tables.person.delete())
    assert [rows(album, table) for table in (tables.run_person, tables.person, tables.label)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        pytest.param(tables.person, {"name": "Anna", "colour": "#000000", "position": 0}, id="person"),
        pytest.param(
            tables.photo,
            {"sha256": "0", "format": "JPEG", "width": 1, "height": 1, "orientation": 1}
            | {"difference_hash": 0, "looked_with": "eyes"},
            id="photo",
        ),
        pytest.param(
            tables.face,
            {"photo_id": 1, "x1": 0, "y1": 0, "x2": 1, "y2": 1, "landmarks": [], "side": 1, "sharpness": 0, "yaw": 0}
            | {"origin": "human"},
            id="face",
        ),
    ],
)
def test_ids_are_not_given_twice(little_class: LittleClass, table: Table, values: dict[str, Any]) -> None:
    with little_class.album.write() as conn:
        new = table.insert().values(**values).returning(table.c.id)
        first = conn.execute(new).scalar_one()
        conn.execute(table.delete().where(table.c.id == first))
        assert conn.execute(new).scalar_one() > first

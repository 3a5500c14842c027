"""A quick import, and a thorough one after it: nothing that stands is lost, and what was missed comes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sqlalchemy import select

from core.base.records import Box, FaceOrigin, LabelOrigin, Statement
from core.flows import drawn_faces, ingest
from core.flows.ingest import ImportReport
from core.rules.embedders import BUILT_IN
from core.store import db, drawn, faces, labels, looks, people, run_files, runs, tables
from core.store.db import Album
from core.store.drawn import Draw, Move
from core.vision import look
from core.vision.look import Looker
from tests import drawing

NEAR, FAR = 2, 1  # faces on the photo that are near, and found quickly, too; and one of some 44 px on 3000
FAR_BOX = Box(2250, 1125, 2330, 1230)  # around it, as a hand draws


def save_photo(path: Path) -> Path:
    """A photo of 3000 x 2250 px: two faces of 450 px that any look finds, and one of 44 px that a quick one misses."""
    photo = Image.new("RGB", (3000, 2250), (150, 180, 200))
    photo.paste(drawing.with_faces(2).resize((1800, 1012)), (0, 0))
    photo.paste(drawing.with_faces(1).resize((176, 132), Image.Resampling.LANCZOS), (2250, 1125))
    return drawing.save(path, drawing.jpeg(photo))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One photo."""
    return save_photo(tmp_path / "photos/one.jpg").parent


def take(album: Album, looker: Looker, folder: Path, *, quick: bool) -> ImportReport:
    with album.write() as conn:
        looks.keep_quick(conn, wished=quick)
    return ingest.import_photos(album, [folder], looker)


def rows(album: Album) -> dict[int, object]:
    """All that stands of every face, by id."""
    with album.read() as conn:
        return {row.id: row for row in conn.execute(select(tables.face))}


def place(row: Any) -> tuple[object, ...]:
    """Where a face is and who found it, which no further look changes."""
    return row.photo_id, Box(row.x1, row.y1, row.x2, row.y2), row.origin, row.detector_score


def seen(album: Album) -> tuple[list[object], NDArray[np.float32]]:
    """Landmarks and vectors of the near faces, from the left."""
    with album.read() as conn:
        near = conn.execute(select(tables.face).order_by(tables.face.c.x1).limit(NEAR)).all()
        ids, vectors = faces.embeddings(conn, BUILT_IN)
    return [row.landmarks for row in near], vectors[np.searchsorted(ids, [row.id for row in near])]


def looked_with(album: Album) -> list[str]:
    with album.read() as conn:
        return list(conn.execute(select(tables.photo.c.looked_with)).scalars())


def test_thorough_import_finds_all(album: Album, looker: Looker, folder: Path) -> None:
    report = take(album, looker, folder, quick=False)
    assert (report.new_faces, report.looked_again) == (NEAR + FAR, 0)
    assert looked_with(album) == [look.LOOKED_WITH]


def test_missed_faces_come_and_the_others_stay_where_they_are(album: Album, looker: Looker, folder: Path) -> None:
    assert take(album, looker, folder, quick=True).new_faces == NEAR
    assert looked_with(album) == [look.LOOKED_QUICKLY_WITH]
    before = rows(album)
    first, second = before
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        labels.say_identity(conn, first, anna, origin=LabelOrigin.NAMED)
        labels.say(conn, second, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        said = labels.standing(conn)

    report = take(album, looker, folder, quick=False)

    assert (report.new_faces, report.looked_again, report.photos) == (FAR, 1, 1)
    assert [str(file.outcome) for file in report.files] == ["already there"]
    assert looked_with(album) == [look.LOOKED_WITH]
    after = rows(album)
    assert {face_id: place(after[face_id]) for face_id in before} == {key: place(row) for key, row in before.items()}
    with album.read() as conn:
        assert labels.standing(conn) == said
        ids, _ = faces.embeddings(conn, BUILT_IN)
    assert ids.tolist() == sorted(after)  # the new one can be grouped, named and scored as any other
    assert len(list((album.folder / "thumbs").rglob("*_*.jpg"))) == NEAR + FAR


def test_face_is_known_as_well_as_if_it_had_been_looked_at_thoroughly_at_once(
    album: Album, looker: Looker, folder: Path, tmp_path: Path
) -> None:
    thorough = db.open_album(tmp_path / "thorough", create=True)
    take(thorough, looker, folder, quick=False)
    take(album, looker, folder, quick=True)
    landmarks, vectors = seen(album)
    wanted_landmarks, wanted_vectors = seen(thorough)
    assert landmarks != wanted_landmarks
    assert not np.allclose(vectors, wanted_vectors, atol=1e-3)
    take(album, looker, folder, quick=False)
    landmarks, vectors = seen(album)
    assert landmarks == wanted_landmarks
    assert np.allclose(vectors, wanted_vectors, atol=1e-3)


def test_face_that_somebody_moved_stays_as_it_is(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    moved, other = rows(album)
    with album.write() as conn:
        (photo_id,) = conn.execute(select(tables.photo.c.id)).scalars()
        box = faces.of_photo(conn, photo_id)[moved]
        there = Box(box.x1 + 2, box.y1 + 2, box.x2 + 2, box.y2 + 2)
        drawn.follow(conn, album, photo_id, [], [Move(str(moved), there)], LabelOrigin.NAMED)
    drawn_faces.look(album, photo_id, {moved: there}, looker)
    before = rows(album)
    assert take(album, looker, folder, quick=False).new_faces == FAR
    after = rows(album)
    assert after[moved] == before[moved]
    assert after[other] != before[other]


def test_face_of_a_run_that_the_detector_finds_too_is_the_detectors(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    proposed, other = rows(album)
    with album.write() as conn:
        run_id = runs.start(conn, "yolo", {}, None, 0)
        conn.execute(tables.face.update().where(tables.face.c.id == proposed).values(origin=FaceOrigin.RUN.value))
        conn.execute(tables.proposal.insert().values(face_id=proposed, run_id=run_id))
    assert take(album, looker, folder, quick=False).new_faces == FAR
    run_files.delete(album, run_id)
    assert {proposed, other} < rows(album).keys()


def test_neighbour_of_a_moved_face_keeps_what_is_known_of_it(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    moved, neighbour = rows(album)
    with album.write() as conn:
        (photo_id,) = conn.execute(select(tables.photo.c.id)).scalars()
        x1, y1, x2, y2 = faces.of_photo(conn, photo_id)[moved]
        drawn.follow(conn, album, photo_id, [], [Move(str(moved), Box(x1, y1, x2 + 4, y2))], LabelOrigin.NAMED)
        beside = {"x1": x1, "y1": y1, "x2": x1 + 0.6 * (x2 - x1), "y2": y2}  # within the other, and found by nobody
        conn.execute(tables.face.update().where(tables.face.c.id == neighbour).values(beside))
    before = rows(album)[neighbour]
    take(album, looker, folder, quick=False)
    assert rows(album)[neighbour] == before


def test_photo_is_looked_at_again_once(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    drawing.save(folder / "copy.jpg", (folder / "one.jpg").read_bytes())
    report = take(album, looker, folder, quick=False)
    assert (report.new_faces, report.looked_again) == (FAR, 1)
    report = take(album, looker, folder, quick=False)
    assert (report.new_faces, report.looked_again) == (0, 0)


def test_quick_import_leaves_photos_alone_that_were_looked_at(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=False)
    before = rows(album)
    report = take(album, looker, folder, quick=True)
    assert (report.new_faces, report.looked_again, rows(album)) == (0, 0, before)
    assert looked_with(album) == [look.LOOKED_WITH]


def test_face_that_somebody_drew_does_not_come_twice(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    with album.write() as conn:
        (photo_id,) = conn.execute(select(tables.photo.c.id)).scalars()
        drawn.follow(conn, album, photo_id, [], [Draw("new", FAR_BOX)], LabelOrigin.NAMED)
    before = rows(album)
    report = take(album, looker, folder, quick=False)
    after = rows(album)
    assert (report.new_faces, report.looked_again, after.keys()) == (0, 1, before.keys())
    assert after[max(after)] == before[max(before)]


def test_photo_of_a_face_that_went_for_ever_is_not_looked_at_again(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    with album.write() as conn:
        gone, *_ = rows(album)
        looks.never_again(conn, [gone])
        faces.delete(conn, [gone])
    before = rows(album)
    report = take(album, looker, folder, quick=False)
    assert (len(before), report.new_faces, report.looked_again, rows(album)) == (NEAR - 1, 0, 0, before)

"""A quick import, and a thorough one after it: nothing that stands is lost, and what was missed comes."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from core.base.records import Box, LabelOrigin, Statement
from core.flows import ingest
from core.flows.ingest import ImportReport
from core.rules.embedders import BUILT_IN
from core.store import drawn, faces, labels, looks, people, tables
from core.store.db import Album
from core.store.drawn import Draw
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


def looked_with(album: Album) -> list[str]:
    with album.read() as conn:
        return list(conn.execute(select(tables.photo.c.looked_with)).scalars())


def test_thorough_import_finds_all(album: Album, looker: Looker, folder: Path) -> None:
    report = take(album, looker, folder, quick=False)
    assert (report.new_faces, report.looked_again) == (NEAR + FAR, 0)
    assert looked_with(album) == [look.LOOKED_WITH]


def test_missed_faces_come_and_the_others_stay_as_they_are(album: Album, looker: Looker, folder: Path) -> None:
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
    assert {face_id: after[face_id] for face_id in before} == before
    with album.read() as conn:
        assert labels.standing(conn) == said
        ids, _ = faces.embeddings(conn, BUILT_IN)
    assert ids.tolist() == sorted(after)  # the new one can be grouped, named and scored as any other
    assert len(list((album.folder / "thumbs").rglob("*_*.jpg"))) == NEAR + FAR


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
    assert (report.new_faces, report.looked_again, rows(album)) == (0, 1, before)


def test_photo_of_a_face_that_went_for_ever_is_not_looked_at_again(album: Album, looker: Looker, folder: Path) -> None:
    take(album, looker, folder, quick=True)
    with album.write() as conn:
        gone, *_ = rows(album)
        looks.never_again(conn, [gone])
        faces.delete(conn, [gone])
    before = rows(album)
    report = take(album, looker, folder, quick=False)
    assert (len(before), report.new_faces, report.looked_again, rows(album)) == (NEAR - 1, 0, 0, before)

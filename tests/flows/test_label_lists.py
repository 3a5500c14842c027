import hashlib
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from core.base import errors
from core.base.messages import LANGUAGES, Catalogue
from core.base.records import FaceOrigin, LabelOrigin, Standing, Statement
from core.flows import ingest, label_files, label_lists
from core.flows.label_files import Format
from core.flows.label_lists import LabelsReport
from core.rules import boxes, label_csv
from core.store import db, faces, files, labels, people, photos, thumbs
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing
from tests.conftest import LittleClass

HEADER = "photo,x1,y1,x2,y2,person\n"
LEFT, RIGHT = "80,80,240,285", "375,90,530,290"  # the two drawn faces
NOWHERE = "250,300,350,440"  # where no face is


def take(album: Album, looker: Looker, *lines: str) -> LabelsReport:
    report = label_lists.import_labels(album, label_csv.parse(HEADER + "".join(f"{line}\n" for line in lines)), looker)
    assert len(lines) == report.added + report.already_said + len(report.refused)
    for bad in report.refused:
        assert all(Catalogue(language).show(bad.reason) for language in LANGUAGES)
    return report


def refused(report: LabelsReport) -> dict[int, str]:
    return {line.number: line.reason.key for line in report.refused}


def named(album: Album) -> dict[str, list[str]]:
    """Who stands on each photo, from left to right; a stranger is "-"."""
    with album.read() as conn:
        names = {person.id: person.name for person in people.everyone(conn)} | {None: "-"}
        standing, table, paths = labels.standing(conn), faces.table(conn), files.of_photos(conn)
    found: dict[str, list[str]] = {}
    for row in np.argsort(table.boxes[:, 0], kind="stable"):
        said = standing.get(int(table.ids[row]), Standing())
        if said.identity in {Statement.IS_PERSON, Statement.IS_STRANGER}:
            path = paths[int(table.photo_ids[row])]
            found.setdefault(f"{path.parent.name}/{path.name}", []).append(names[said.person_id])
    return found


def exported(album: Album) -> tuple[str, int]:
    """The list as CSV, and how many labels it holds."""
    written = label_files.put(label_lists.collect(album).photos, Format.CSV)
    assert isinstance(written.content, str)
    return written.content, written.labels


def everything(album: Album) -> str:
    """A hash of all that the album says."""
    with album.read() as conn:
        connection = conn.connection.driver_connection
        assert connection is not None
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


# What becomes of a line


def test_boxes_find_their_faces(little_class: LittleClass, looker: Looker) -> None:
    report = take(
        little_class.album,
        looker,
        f"two.jpg,{RIGHT},Bora",
        "two.jpg,60,40,260,300,Anna",  # generous
        f"photos/one.jpg,{LEFT},",
        "twin/one.jpg,,,,,Anna",
    )
    assert (report.added, report.drawn, report.new_people, report.refused) == (4, 0, ("Bora", "Anna"), ())
    assert named(little_class.album) == {
        "photos/two.jpg": ["Anna", "Bora"], "photos/one.jpg": ["-"], "twin/one.jpg": ["Anna"],
    }  # fmt: skip


def test_box_without_a_face_becomes_one(little_class: LittleClass, looker: Looker) -> None:
    album = little_class.album
    report = take(album, looker, f"none.jpg,{NOWHERE},Anna", f"two.jpg,{LEFT},Anna", f"two.jpg,{NOWHERE},Bora")
    assert (report.added, report.drawn) == (3, 2)
    assert named(album) == {"photos/none.jpg": ["Anna"], "photos/two.jpg": ["Anna", "Bora"]}
    with album.read() as conn:
        table, (ids, _) = faces.table(conn), faces.embeddings(conn, looker.embedder_name)
        origins = conn.exec_driver_sql("select origin, detector_score from face order by id").all()
        hashes = photos.hashes(conn)
        box = next(iter(faces.of_photo(conn, int(table.photo_ids[-2])).values()))
    assert ids.tolist() == table.ids.tolist()
    assert table.boxes[-1].tolist() == [250, 300, 350, 440]
    assert [tuple(row) for row in origins[-2:]] == [(FaceOrigin.HUMAN.value, None)] * 2
    assert thumbs.face_path(album, hashes[int(table.photo_ids[-2])], box).is_file()


def test_box_is_cut_at_the_photos_edge(little_class: LittleClass, looker: Looker) -> None:
    take(little_class.album, looker, "none.jpg,-1.5,300,100,481,Anna")
    with little_class.album.read() as conn:
        assert faces.table(conn).boxes[-1].tolist() == [0, 300, 100, 480]


def test_import_again_adds_nothing(little_class: LittleClass, looker: Looker) -> None:
    lines = (
        f"two.jpg,{LEFT},Anna",
        f"two.jpg,{RIGHT},",
        f"two.jpg,{NOWHERE},Bora",
        "twin/one.jpg,,,,,Anna",
        f"none.jpg,{NOWHERE},Bora",
        f"gone.jpg,{LEFT},Anna",
    )
    assert take(little_class.album, looker, *lines).added == 5
    before = everything(little_class.album)
    report = take(little_class.album, looker, *lines)
    assert (report.added, report.already_said, report.drawn, report.new_people) == (0, 5, 0, ())
    assert refused(report) == {7: "line-photo-unknown"}
    assert everything(little_class.album) == before


def test_newest_list_counts(little_class: LittleClass, looker: Looker) -> None:
    for name in ("Anna", "Bora", ""):
        assert take(little_class.album, looker, f"two.jpg,{LEFT},{name}").added == 1
    assert named(little_class.album) == {"photos/two.jpg": ["-"]}


def test_one_name_in_many_spellings(little_class: LittleClass, looker: Looker) -> None:
    album = little_class.album
    with album.write() as conn:
        people.add(conn, "민지 Kim")
    spelt = [unicodedata.normalize("NFD", "민지 kim"), "민지  KIM", " 민지 Kim "]
    report = take(
        album,
        looker,
        f"two.jpg,{LEFT},{spelt[0]}",
        f"two.jpg,{LEFT},{spelt[1]}",
        f"two.jpg,{RIGHT},{spelt[2]}",
    )
    assert (report.added, report.already_said, report.new_people) == (2, 1, ())
    assert named(album) == {"photos/two.jpg": ["민지 Kim", "민지 Kim"]}


def test_bad_lines_are_told_and_the_others_taken(little_class: LittleClass, looker: Looker) -> None:
    report = take(
        little_class.album,
        looker,
        f"two.jpg,{LEFT},Anna",
        f"one.jpg,{LEFT},Anna",  # two photos have this name
        f"gone.jpg,{LEFT},Cleo",
        f"two.jpg,{RIGHT},Anna,",  # a field too many
        "two.jpg,1,2,3",
        f",{RIGHT},Anna",
        "two.jpg,a,b,c,d,Anna",
        "two.jpg,1,,3,4,Anna",
        "two.jpg,20,20,10,10,Anna",
        "two.jpg,0,0,nan,10,Anna",
        "two.jpg,0,0,1000,480,Anna",
        "two.jpg,7,7,9,9,Anna",
        "two.jpg,,,,,Anna",
        "none.jpg,,,,,Anna",
        f"two.jpg,{LEFT},Bora",
        f"two.jpg,{RIGHT},{'x' * 61}",
        f"two.jpg,{RIGHT},Bora",
    )
    assert refused(report) == {
        3: "line-photo-ambiguous",
        4: "line-photo-unknown",
        5: "line-fields",
        6: "line-fields",
        7: "line-no-photo",
        8: "line-box-numbers",
        9: "line-box-numbers",
        10: "line-box-order",
        11: "line-box-order",
        12: "line-box-outside",
        13: "line-box-small",
        14: "line-faces-many",
        15: "line-no-face",
        16: "line-contradicts",
        17: "name-too-long",
    }
    assert (report.added, report.new_people) == (2, ("Anna", "Bora"))
    assert named(little_class.album) == {"photos/two.jpg": ["Anna", "Bora"]}


def test_photo_that_changed_is_not_looked_at(album: Album, looker: Looker, tmp_path: Path) -> None:
    gone, changed = drawing.save_plain(tmp_path / "photos", "gone.jpg", "changed.jpg")
    ingest.import_photos(album, [tmp_path / "photos"], looker)
    gone.unlink()
    changed.write_bytes(drawing.jpeg(drawing.plain(1)))
    before = everything(album)
    report = take(album, looker, "gone.jpg,1,1,20,20,Anna", "changed.jpg,1,1,20,20,Anna")
    assert refused(report) == dict.fromkeys((2, 3), "line-photo-gone")
    assert everything(album) == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("photo,x1,y1,x2,y2,name\na.jpg,1,2,3,4,Anna\n", id="another column"),
        pytest.param("photo,person\na.jpg,Anna\n", id="too few columns"),
        pytest.param("photo;x1;y1;x2;y2;person\n", id="semicolons"),
        pytest.param(HEADER + 'a.jpg,1,2,3,4,"Anna\n', id="a quote without end"),
        pytest.param(HEADER + "two.jpg,80,80,240,285," + "x" * 200_000, id="an endless field"),
    ],
)
def test_text_that_is_no_list(little_class: LittleClass, looker: Looker, text: str) -> None:
    before = everything(little_class.album)
    with pytest.raises(errors.WrongUseError):
        label_lists.import_labels(little_class.album, label_csv.parse(text), looker)
    assert everything(little_class.album) == before


def test_one_import_at_a_time(little_class: LittleClass, looker: Looker) -> None:
    with ingest.alone(little_class.album), pytest.raises(errors.WrongUseError, match="Another import"):
        take(little_class.album, looker, f"two.jpg,{LEFT},Anna")
    assert named(little_class.album) == {}


# Export


def test_export_reads_back_to_the_same_facts(little_class: LittleClass, looker: Looker, tmp_path: Path) -> None:
    album = little_class.album
    take(
        album,
        looker,
        f"two.jpg,{LEFT},민지",
        f"two.jpg,{RIGHT},",
        f"two.jpg,{NOWHERE},Bora",
        "twin/one.jpg,,,,,O'Brien; 2",
        f"none.jpg,{NOWHERE},Bora",
    )
    text, count = exported(album)
    fresh = db.open_album(tmp_path / "fresh", create=True)
    ingest.import_photos(fresh, [little_class.photos], looker)
    report = label_lists.import_labels(fresh, label_csv.parse(text), looker)
    assert (count, report.added, report.drawn, report.refused) == (5, 5, 2, ())
    assert named(fresh) == named(album)
    again, _ = exported(fresh)
    assert sorted(again.splitlines()) == sorted(text.splitlines())


def test_export_leaves_out_what_no_list_can_say(little_class: LittleClass, looker: Looker, tmp_path: Path) -> None:
    folder = shutil.copytree(little_class.photos, tmp_path / "photos")
    album = db.open_album(tmp_path / "own", create=True)
    ingest.import_photos(album, [folder], looker)
    with pytest.raises(errors.MissingError, match="no labels"):
        exported(album)
    take(album, looker, f"two.jpg,{LEFT},Anna", "twin/one.jpg,,,,,Anna")
    with album.write() as conn:
        other = next(face for face in faces.table(conn).ids.tolist() if face not in labels.standing(conn))
        labels.add(conn, other, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
    drawing.save(folder / "two.jpg", drawing.jpeg(drawing.plain(3)))  # nobody knows any more where that photo is
    ingest.import_photos(album, [folder], looker)
    text, count = exported(album)
    assert count == 1
    assert text.splitlines()[1].startswith("twin/one.jpg,")


def test_exported_box_is_the_face(little_class: LittleClass, looker: Looker) -> None:
    take(little_class.album, looker, f"two.jpg,{LEFT},Anna")
    line = exported(little_class.album)[0].splitlines()[1].split(",")
    written = np.array([[float(cell) for cell in line[1:5]]])
    with little_class.album.read() as conn:
        assert boxes.iou(written, faces.table(conn).boxes).max() > 0.999

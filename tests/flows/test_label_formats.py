"""Labels of other tools: into an album, out of it, and into a fresh one: the same facts."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.base import whole_files
from core.base.records import Box, LabelOrigin, Standing, Statement
from core.flows import ingest, label_files, label_lists
from core.flows.label_files import Format
from core.flows.label_lists import LabelsReport
from core.store import db, faces, files, labels, people, photos
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing
from tests.conftest import LittleClass

OTHERS = [Format.VOC, Format.YOLO, Format.COCO]
LEFT, RIGHT, NOWHERE = Box(80, 80, 240, 285), Box(375, 90, 530, 290), Box(250, 300, 350, 440)
Fact = tuple[str, tuple[float, ...], str, str]


def standing(album: Album, *, exact: bool = True) -> Counter[Fact]:
    """Photo, box, statement and person of each face that somebody spoke about."""
    with album.read() as conn:
        names = {person.id: person.name for person in people.everyone(conn)} | {None: ""}
        said, table, paths = labels.standing(conn), faces.table(conn), files.of_photos(conn)
    return Counter(
        (
            f"{paths[photo_id].parent.name}/{paths[photo_id].name}",
            tuple(box.round(2 if exact else 0).tolist()),
            str(said[face_id].identity),
            names[said[face_id].person_id],
        )
        for face_id, photo_id, box in zip(table.ids.tolist(), table.photo_ids.tolist(), table.boxes, strict=True)
        if face_id in said
    )


def write(album: Album, format_: Format, path: Path) -> Path:
    """Export."""
    content = label_files.put(label_lists.collect(album).photos, format_).content
    if isinstance(content, str):
        whole_files.write(path, content.encode())
    else:
        whole_files.write_folder(path, {name: text.encode() for name, text in content.items()})
    return path


def take(album: Album, path: Path, format_: Format, looker: Looker) -> LabelsReport:
    """Import."""
    return label_lists.import_labels(album, label_files.read(path, format_), looker)


def drawn_list(format_: Format, path: Path, said: Sequence[tuple[str, tuple[int, int], Box, str]]) -> Path:
    """A list as a tool would write it: photo, size of the photo as the tool saw it, box, class."""
    classes = sorted({name for *_, name in said})
    files_: dict[str, list[str]] = {}
    images, annotations = {}, []
    for number, (photo, (width, height), box, name) in enumerate(said, start=1):
        x1, y1, x2, y2 = box
        stem = Path(photo).with_suffix("")
        if format_ is Format.YOLO:
            middle = f"{(x1 + x2) / 2 / width:.6f} {(y1 + y2) / 2 / height:.6f}"
            line = f"{classes.index(name)} {middle} {(x2 - x1) / width:.6f} {(y2 - y1) / height:.6f}\n"
            files_.setdefault(f"{stem}.txt", []).append(line)
        elif format_ is Format.VOC:
            corners = "".join(
                f"<{tag}>{int(side)}</{tag}>" for tag, side in zip(("xmin", "ymin", "xmax", "ymax"), box, strict=True)
            )
            head = (
                f"<annotation><filename>{Path(photo).name}</filename><path>C:\\Users\\Kim\\{photo}</path>"
                f"<size><width>{width}</width><height>{height}</height></size>"
            )
            files_.setdefault(f"{stem}.xml", [head]).append(
                f"<object><name>{name}</name><bndbox>{corners}</bndbox></object>"
            )
        else:
            images[photo] = {"id": photo, "file_name": photo, "width": width, "height": height}
            annotations.append(
                {"id": number, "image_id": photo, "category_id": name, "bbox": [x1, y1, x2 - x1, y2 - y1]}
            )
    if format_ is Format.COCO:
        categories = [{"id": name, "name": name} for name in classes]
        path.write_text(
            json.dumps({"images": list(images.values()), "annotations": annotations, "categories": categories})
        )
        return path
    end = "</annotation>" if format_ is Format.VOC else ""
    for file_name, lines in files_.items():
        drawing.save(path / file_name, ("".join(lines) + end).encode())
    if format_ is Format.YOLO:
        drawing.save(path / "classes.txt", "\n".join(classes).encode())
    return path


def lying(box: Box, orientation: int) -> tuple[tuple[int, int], Box]:
    """Size and box as a tool sees them that ignores EXIF, of a photo that is 640 x 480 when upright."""
    x1, y1, x2, y2 = box
    if orientation == 3:  # upside down
        return (640, 480), Box(640 - x2, 480 - y2, 640 - x1, 480 - y1)
    if orientation == 6:  # the top of the photo is its right side
        return (480, 640), Box(y1, 640 - x2, y2, 640 - x1)
    assert orientation == 8  # the top of the photo is its left side
    return (480, 640), Box(480 - y2, x1, 480 - y1, x2)


# Round trips


@pytest.mark.parametrize("format_", Format)
def test_exported_and_imported_into_a_fresh_album(
    little_class: LittleClass, looker: Looker, tmp_path: Path, format_: Format
) -> None:
    album = little_class.album
    first = drawn_list(
        Format.VOC,
        tmp_path / "first",
        [
            ("photos/two.jpg", (640, 480), LEFT, "민지 &lt;Kim&gt;"),
            ("photos/two.jpg", (640, 480), RIGHT, "stranger"),
            ("photos/two.jpg", (640, 480), NOWHERE, "Bora"),
            ("twin/one.jpg", (640, 480), LEFT, "Bora"),
            ("photos/none.jpg", (640, 480), Box(10, 20, 93, 104), "Bora"),
        ],
    )
    assert take(album, first, Format.VOC, looker).added == 5
    with album.write() as conn:
        other = next(face for face in faces.table(conn).ids.tolist() if face not in labels.standing(conn))
        if format_ is not Format.CSV:
            labels.say(conn, other, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
    list_ = write(album, format_, tmp_path / "list")
    fresh = db.open_album(tmp_path / "fresh", create=True)
    ingest.import_photos(fresh, [little_class.photos], looker)
    report = take(fresh, list_, format_, looker)
    assert (report.refused, report.drawn, report.turned) == ((), 2, 0)
    assert report.added == (5 if format_ is Format.CSV else 6)
    assert standing(fresh) == standing(album)
    again = take(fresh, list_, format_, looker)
    assert (again.added, again.already_said, again.refused) == (0, report.added, ())
    assert standing(fresh) == standing(album)


@pytest.mark.parametrize("format_", OTHERS)
@pytest.mark.parametrize("seed", range(3))
def test_any_album_comes_back(
    little_class: LittleClass, looker: Looker, tmp_path: Path, format_: Format, seed: int
) -> None:
    chance = random.Random(seed)
    album = little_class.album
    with album.write() as conn:
        ids = [people.add(conn, name).id for name in ("Anna", "민지", "O'Brien & Co <x>")]
        for face in faces.table(conn).ids.tolist():
            identity = chance.choice([Statement.IS_PERSON, Statement.IS_STRANGER, Statement.IS_NOT_FACE])
            person_id = chance.choice(ids) if identity is Statement.IS_PERSON else None
            labels.say(conn, face, identity, person_id, origin=LabelOrigin.NAMED)
    list_ = write(album, format_, tmp_path / "list")
    fresh = db.open_album(tmp_path / "fresh", create=True)
    ingest.import_photos(fresh, [little_class.photos], looker)
    report = take(fresh, list_, format_, looker)
    assert (report.added, report.refused, report.drawn) == (4, (), 0)
    assert standing(fresh) == standing(album)


def test_what_no_list_can_hold_is_counted(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        anna = people.add(conn, "Anna").id
        first, second, third, _ = faces.table(conn).ids.tolist()
        labels.say_identity(conn, first, anna, origin=LabelOrigin.NAMED)
        labels.add(conn, first, Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
        labels.add(conn, second, Statement.IS_NOT_PERSON, anna, origin=LabelOrigin.NAMED)
        labels.say(conn, third, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
    collected = label_lists.collect(little_class.album)
    assert collected.facts == 4
    assert label_files.put(collected.photos, Format.CSV).labels == 1
    assert label_files.put(collected.photos, Format.VOC).labels == 2


# Photos that EXIF turns


@pytest.fixture
def turned_class(tmp_path: Path, looker: Looker) -> Album:
    """An album of photos that were held so: three.jpg upside down, six.jpg, eight.jpg and flat.jpg."""
    for orientation, name in ((3, "three"), (6, "six"), (8, "eight"), (1, "flat")):
        photo = drawing.jpeg(drawing.with_faces(2, seed=orientation), orientation=orientation)
        drawing.save(tmp_path / "photos" / f"{name}.jpg", photo)
    album = db.open_album(tmp_path / "album", create=True)
    ingest.import_photos(album, [tmp_path / "photos"], looker)
    with album.read() as conn:
        assert sorted(photos.orientations(conn).values()) == [1, 3, 6, 8]
        assert set(photos.sizes(conn).values()) == {(640, 480)}
    return album


@pytest.mark.parametrize("format_", OTHERS)
@pytest.mark.parametrize("is_upright", [True, False])
def test_turned_photos(turned_class: Album, looker: Looker, tmp_path: Path, format_: Format, is_upright: bool) -> None:
    said = [("flat.jpg", (640, 480), LEFT, "Anna")]
    for orientation, name in ((3, "three"), (6, "six"), (8, "eight")):
        for box, person in ((LEFT, "Anna"), (NOWHERE, "Bora")):
            size, lying_box = ((640, 480), box) if is_upright else lying(box, orientation)
            said.append((f"{name}.jpg", size, lying_box, person))
    report = take(turned_class, drawn_list(format_, tmp_path / "list", said), format_, looker)
    assert (report.added, report.drawn, report.refused) == (7, 3, ())
    assert report.turned == (0 if is_upright else 6)
    found = standing(turned_class, exact=False)
    assert Counter(person for *_, person in found) == {"Anna": 4, "Bora": 3}
    assert {box for _, box, _, person in found if person == "Bora"} == {tuple(NOWHERE)}


def test_box_of_a_photo_of_another_size(turned_class: Album, looker: Looker, tmp_path: Path) -> None:
    said = [
        ("flat.jpg", (480, 640), LEFT, "Anna"),  # lying, but this photo never lay
        ("six.jpg", (320, 240), LEFT, "Anna"),
        ("eight.jpg", (640, 480), LEFT, "Anna"),
    ]
    for format_ in (Format.VOC, Format.COCO):
        report = take(turned_class, drawn_list(format_, tmp_path / format_, said), format_, looker)
        assert [line.reason.key for line in report.refused] == ["line-other-size"] * 2
    assert [(photo, person) for photo, _, _, person in standing(turned_class)] == [("photos/eight.jpg", "Anna")]


# What other tools write


@pytest.mark.parametrize("format_", OTHERS)
def test_entries_that_do_not_fit_are_told_and_the_others_taken(
    little_class: LittleClass, looker: Looker, tmp_path: Path, format_: Format
) -> None:
    size = (640, 480)
    said = [
        ("photos/two.jpg", size, LEFT, "Anna"),
        ("photos/two.jpg", size, LEFT, "Bora"),
        ("photos/two.jpg", size, Box(-90, 10, 60, 100), "Anna"),
        ("photos/two.jpg", size, Box(600, 10, 700, 100), "Anna"),
        ("photos/two.jpg", size, Box(300, 10, 303, 13), "Anna"),
        ("photos/two.jpg", size, RIGHT, "face"),
        ("photos/two.jpg", size, RIGHT, "x" * 61),
        ("photos/two.jpg", size, RIGHT, "stranger"),
        ("photos/two.jpg", size, NOWHERE, "not a face"),
        ("photos/gone.jpg", size, LEFT, "Anna"),
        ("elsewhere/one.jpg", size, LEFT, "Anna"),
    ]
    report = take(little_class.album, drawn_list(format_, tmp_path / "list", said), format_, looker)
    assert Counter(line.reason.key for line in report.refused) == {
        "entry-contradicts": 1,
        "line-box-outside": 2,
        "line-box-small": 1,
        "line-nameless": 1,
        "name-too-long": 1,
        "line-photo-unknown": 1,
        "line-photo-ambiguous": 1,
    }
    assert (report.added, report.already_said, report.drawn) == (2, 1, 0)
    assert [(what, person) for _, _, what, person in standing(little_class.album)] == [
        ("is person", "Anna"), ("is stranger", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("format_", OTHERS)
def test_photos_of_one_name_in_two_folders(
    little_class: LittleClass, looker: Looker, tmp_path: Path, format_: Format
) -> None:
    size = (640, 480)
    said = [
        ("photos/one.jpg", size, LEFT, "Anna"),
        ("twin/one.jpg", size, LEFT, "Bora"),
        ("here/two.jpg", size, LEFT, "Anna"),  # the album has one of these two, and nothing tells which
        ("there/two.jpg", size, RIGHT, "Anna"),
    ]
    report = take(little_class.album, drawn_list(format_, tmp_path / "list", said), format_, looker)
    assert [line.reason.key for line in report.refused] == ["line-photo-unknown"] * 2
    assert {(photo, person) for photo, _, _, person in standing(little_class.album)} == {
        ("photos/one.jpg", "Anna"),
        ("twin/one.jpg", "Bora"),
    }


def test_people_are_added_after_asking(little_class: LittleClass, looker: Looker, tmp_path: Path) -> None:
    album, asked = little_class.album, []

    def refuse(names: Sequence[str]) -> bool:
        asked.append(names)
        return False

    with album.write() as conn:
        people.add(conn, "Anna")
    said = [
        ("photos/two.jpg", (640, 480), LEFT, "anna"),
        ("photos/two.jpg", (640, 480), RIGHT, "Bora"),
        ("twin/one.jpg", (640, 480), LEFT, "Cleo"),
    ]
    list_ = drawn_list(Format.COCO, tmp_path / "list.json", said)
    parsed = label_files.read(list_, Format.COCO)
    report = label_lists.import_labels(album, parsed, looker, refuse)
    assert asked == [["Bora", "Cleo"]]
    assert [line.reason.key for line in report.refused] == ["line-person-unknown"] * 2
    assert (report.added, report.new_people) == (1, ())
    assert take(album, list_, Format.COCO, looker).new_people == ("Bora", "Cleo")
    assert label_lists.import_labels(album, parsed, looker, refuse).added == 0
    assert len(asked) == 1  # nobody is new any more


def test_no_face_takes_a_name_back(little_class: LittleClass, looker: Looker, tmp_path: Path) -> None:
    for number, name in enumerate(("Anna", "not a face", "not a face")):
        list_ = drawn_list(Format.VOC, tmp_path / f"{number}", [("photos/two.jpg", (640, 480), LEFT, name)])
        assert take(little_class.album, list_, Format.VOC, looker).added == (number < 2)
    with little_class.album.read() as conn:
        assert list(labels.standing(conn).values()) == [Standing(Statement.IS_NOT_FACE)]

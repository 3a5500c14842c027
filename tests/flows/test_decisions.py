import csv
import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.base import errors
from core.base.records import FaceOrigin, LabelOrigin, Statement
from core.flows import decisions, ingest, sort
from core.store import faces, labels, people, runs
from core.vision import embed
from core.vision.look import Looker
from tests import drawing
from tests.classroom import DIMENSIONS, Classroom, looked


def rows(room: Classroom, precision: float = 0.97) -> list[dict[str, str]]:
    _, made = decisions.decide(room.album, None, precision)
    return list(csv.DictReader(io.StringIO(decisions.as_csv(room.album, made))))


def named(room: Classroom, precision: float = 0.97) -> list[tuple[str, str, str, str]]:
    return [(row["photo"], row["person"], row["source"], row["candidate"]) for row in rows(room, precision)]


def say(room: Classroom, photo: str, face: int, statement: Statement, name: str | None = None) -> None:
    with room.album.write() as conn:
        person_id = None if name is None else room.people[name]
        labels.add(conn, room.face_ids[photo][face], statement, person_id, origin=LabelOrigin.CORRECTION)


def test_one_row_for_each_face(room: Classroom) -> None:
    assert named(room) == [
        ("a.jpg", "Anna", "model", "Anna"),
        ("b.jpg", "Anna", "model", "Anna"),
        ("b.jpg", "Bora", "model", "Bora"),
        ("c.jpg", "", "model", "Bora"),
        ("d.jpg", "", "model", "Anna"),
    ]
    assert named(room, 0.9)[3] == ("c.jpg", "Bora", "model", "Bora")


def test_columns(room: Classroom) -> None:
    say(room, "a.jpg", 0, Statement.WEARS_MASK)
    say(room, "b.jpg", 0, Statement.WEARS_NO_MASK)
    first, second, third, *_ = rows(room)
    assert first == {
        "photo": "a.jpg", "face": "1", "x1": "0.0", "y1": "0.0", "x2": "10.0", "y2": "10.0", "person": "Anna",
        "source": "model", "score": "0.9844", "candidate": "Anna", "masked": "1", "quality": "0.45",
    }  # fmt: skip
    assert [row["masked"] for row in (second, third)] == ["0", ""]


def test_a_humans_word_wins(room: Classroom) -> None:
    say(room, "a.jpg", 0, Statement.IS_PERSON, "Bora")
    say(room, "b.jpg", 0, Statement.IS_STRANGER)
    say(room, "b.jpg", 1, Statement.IS_NOT_FACE)
    say(room, "d.jpg", 0, Statement.IS_NOT_PERSON, "Anna")
    assert named(room) == [
        ("a.jpg", "Bora", "label", "Bora"),
        ("b.jpg", "", "label", ""),
        ("c.jpg", "", "model", "Bora"),
        ("d.jpg", "", "model", ""),
    ]
    assert [row["score"] for row in rows(room)][:2] == ["1.0000", "0.0000"]


def test_named_by_hand_is_not_named_again_on_the_same_photo(room: Classroom) -> None:
    say(room, "b.jpg", 1, Statement.IS_PERSON, "Anna")
    assert named(room)[1:3] == [("b.jpg", "", "model", ""), ("b.jpg", "Anna", "label", "Anna")]


def test_child_named_after_the_run(room: Classroom) -> None:
    with room.album.write() as conn:
        people.add(conn, "Cem")
    room.say("d.jpg", 0, "Cem")
    assert named(room)[-1] == ("d.jpg", "Cem", "label", "Cem")
    assert room.sort().per_person == {"Anna": 2, "Bora": 1, "Cem": 1}


def test_own_threshold_of_a_child(room: Classroom) -> None:
    with room.album.write() as conn:
        people.set_threshold(conn, room.people["Bora"], 0.6)
        people.set_threshold(conn, room.people["Anna"], 0.99)
    assert [row["person"] for row in rows(room)] == ["", "", "Bora", "Bora", ""]


def test_photos_are_named_by_as_much_as_tells_them_apart(room: Classroom, looker: Looker) -> None:
    drawing.save(room.photos / "day/a.jpg", drawing.jpeg(drawing.plain(999)))
    ingest.import_photos(room.album, [room.photos], looker)
    assert [row["photo"] for row in rows(room)][:2] == ["photos/a.jpg", "b.jpg"]


def test_photo_whose_file_was_written_over_has_no_row(room: Classroom, looker: Looker) -> None:
    drawing.save(room.photos / "a.jpg", drawing.jpeg(drawing.plain(999)))
    ingest.import_photos(room.album, [room.photos], looker)
    assert [row["photo"] for row in rows(room)] == ["b.jpg", "b.jpg", "c.jpg", "d.jpg"]


def test_unknown_run(room: Classroom) -> None:
    with pytest.raises(errors.MissingError) as caught:
        decisions.decide(room.album, 7)
    assert caught.value.message.key == "run-missing"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scores=st.lists(st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16)), min_size=7, max_size=7),
    precision=st.sampled_from([0.5, 0.9, 0.97, 0.999]),
    word=st.sampled_from([None, *(word for word in Statement if word is not Statement.UNDO)]),
)
def test_sort_and_decisions_agree(
    room: Classroom, scores: list[tuple[float, float]], precision: float, word: Statement | None
) -> None:
    with room.album.write() as conn:
        if faces.count(conn) == 5:  # two more on the photo of two
            more = [looked(np.ones(DIMENSIONS, np.float32), left=30.0 * place) for place in (1, 2)]
            faces.add(conn, room.photo_ids["b.jpg"], more, embed.NAME, FaceOrigin.DETECTOR)
        runs.put_scores(conn, room.run_id, np.arange(1, 8, dtype=np.int64), np.array(scores, np.float32))
        if word is not None:
            labels.add(conn, 3, word, room.people["Anna"] if "person" in word else None, origin=LabelOrigin.NAMED)
    listed = {f"{row['person']}/{row['photo']}" for row in rows(room, precision) if row["person"]}
    report = sort.sort(room.album, room.wish(precision=precision), dry_run=True)
    assert {file.path for file in report.files} == listed
    found = [row for row in rows(room, precision) if row["person"] and row["source"] == "model"]
    assert len(found) == len({(row["person"], row["photo"]) for row in found})  # nobody stands twice on a photo

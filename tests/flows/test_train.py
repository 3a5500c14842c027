import shutil
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from core.base import errors
from core.base.records import FaceOrigin, LabelOrigin, Statement
from core.flows import decisions, forget, train
from core.rules import calibrate
from core.store import db, decision_basis, faces, labels, people, runs, tables, unscored
from core.store.db import Album, Connection
from core.store.runs import Run
from core.vision import embed
from tests import classroom


class _EnoughError(Exception):
    pass


def propose(conn: Connection, count: int) -> list[int]:
    """Faces of one look that a run has found: some with a named child on the same photo, the others alone."""
    looks = np.random.default_rng(77)
    proposed = [classroom.lone_face(conn, looks, 50) for _ in range(count)]
    is_own = tables.face.c.id.in_(proposed)
    conn.execute(tables.face.update().where(is_own).values(origin=FaceOrigin.RUN.value))
    shared = conn.execute(select(tables.face.c.photo_id).where(~is_own).distinct().limit(count // 2)).scalars().all()
    for face_id, photo_id in zip(proposed, shared, strict=False):
        conn.execute(tables.face.update().where(tables.face.c.id == face_id).values(photo_id=photo_id))
    return proposed


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Album, Run]:
    """Three separable children, learned once; not to be changed."""
    album = db.open_album(tmp_path_factory.mktemp("taught") / "album", create=True)
    classroom.separable(album)
    return album, train.train_head(album)


@pytest.fixture
def copy(taught: tuple[Album, Run], tmp_path: Path) -> tuple[Album, Run]:
    """The same to do anything with."""
    album, run = taught
    album.engine.dispose()
    return db.open_album(shutil.copytree(album.folder, tmp_path / "copy")), run


def test_figures_of_people_who_look_nothing_alike(taught: tuple[Album, Run]) -> None:
    _, run = taught
    figures = run.metrics
    assert (figures["labels"], figures["strangers"], figures["faces"], figures["split_by_moment"]) == (18, 4, 48, True)
    assert (figures["held_out_precision"], figures["held_out_recall"]) == (1.0, 1.0)
    assert figures["taught_itself"] == 18  # each child's unnamed faces, and no stranger's
    for person in figures["people"]:
        assert (person["labels"], person["named"], person["right"]) == (6, 6, 6)
        assert calibrate.LIKELY <= person["threshold"] <= 1.0
        assert person["expected_precision"] >= calibrate.TARGET
        assert person["low"] < 0.97 < person["high"]  # six faultless names are no proof
        assert person["more_needed"] > 50


def test_every_face_is_scored(taught: tuple[Album, Run]) -> None:
    album, run = taught
    with album.read() as conn:
        face_ids, _ = faces.embeddings(conn, embed.NAME)
        scored, scores = runs.scores(conn, run)
    assert scored.tolist() == face_ids.tolist()
    assert scores[:36].argmax(axis=1).tolist() == [0] * 12 + [1] * 12 + [2] * 12
    assert scores[:36].max(axis=1).min() > scores[36:].max()  # children above strangers


def test_more_precision_means_higher_thresholds(taught: tuple[Album, Run]) -> None:
    _, run = taught
    assert run.evidence is not None
    assert run.calibration is not None
    solved = [calibrate.thresholds(run.evidence, run.calibration, target) for target in (0.5, 0.8, 0.9, 0.97, 0.999)]
    thresholds = np.array([[person.threshold for person in row] for row in solved])
    assert np.all(np.diff(thresholds, axis=0) >= 0)
    assert np.all(thresholds[-1] > thresholds[0])


@pytest.mark.parametrize(
    ("people_count", "named", "key"),
    [
        pytest.param(2, 0, "train-no-names", id="no labels"),
        pytest.param(1, 6, "train-one-child", id="one child"),
        pytest.param(2, 1, "train-names-in-one-photo", id="a photo each"),
    ],
)
def test_too_few_labels(album: Album, people_count: int, named: int, key: str) -> None:
    classroom.separable(album, people_count=people_count, photos_each=6, named=named)
    with pytest.raises(errors.MissingError) as caught:
        train.train_head(album)
    assert caught.value.message.key == key
    with album.read() as conn:
        assert runs.every(conn) == []
    assert not (album.folder / "runs").exists()


def test_empty_album(album: Album) -> None:
    with pytest.raises(errors.MissingError) as caught:
        train.train_head(album)
    assert caught.value.message.key == "train-no-names"


def test_child_named_since_the_last_run_is_learned_by_the_next(copy: tuple[Album, Run]) -> None:
    album, first = copy
    with album.write() as conn:
        cem = people.add(conn, "Cem").id
        for face_id in (37, 38, 39):  # strangers until now, each unlike the others
            labels.say_identity(conn, face_id, cem, origin=LabelOrigin.CORRECTION)
    second = train.train_head(album, 0.9)
    assert second.person_ids == (*first.person_ids, cem)
    assert (second.metrics["precision"], second.settings) == (0.9, {"precision": 0.9})
    with album.read() as conn:
        assert runs.to_decide_with(conn, None).id == second.id
        assert second.last_label == labels.last(conn)


def test_run_is_there_whole_or_not_at_all(copy: tuple[Album, Run], monkeypatch: pytest.MonkeyPatch) -> None:
    album, first = copy

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="No space"):
        train.train_head(album)
    with album.read() as conn:
        assert [run.id for run in runs.every(conn)] == [first.id]


def test_child_forgotten_while_it_learns(copy: tuple[Album, Run], monkeypatch: pytest.MonkeyPatch) -> None:
    album, _ = copy
    fit = calibrate.fit

    def slow_fit(*arguments: object) -> calibrate.Calibration:
        forget.forget(album, "Child 1")
        return fit(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(calibrate, "fit", slow_fit)
    with pytest.raises(errors.WrongUseError) as caught:
        train.train_head(album)
    assert caught.value.message.key == "train-forgotten"
    with album.read() as conn:
        assert runs.every(conn) == []
    assert not any(path.is_file() for path in (album.folder / "runs").rglob("*"))


def test_new_faces_are_scored_when_they_are_decided_about(copy: tuple[Album, Run]) -> None:
    album, run = copy
    looks = np.random.default_rng(1)
    with album.write() as conn:
        new = [classroom.lone_face(conn, looks, direction) for direction in (0, 2, 50)]
    _, made = decisions.decide(album)
    names = dict(zip(made.basis.faces.ids.tolist(), made.person.tolist(), strict=True))
    assert [names[face_id] for face_id in new] == [0, 2, -1]
    with album.read() as conn:
        assert len(runs.scores(conn, run)[0]) == 51


def test_of_faces_that_are_gone_no_score_is_kept(copy: tuple[Album, Run]) -> None:
    album, run = copy
    with album.write() as conn:
        new = classroom.lone_face(conn, np.random.default_rng(1), 0)
        faces.delete(conn, [1, 48])
        assert unscored.of_run(conn, run).tolist() == [new]
    train.score_new_faces(album, run)
    with album.read() as conn:
        assert runs.scores(conn, run)[0].tolist() == [*range(2, 48), new]
        assert unscored.of_run(conn, run).tolist() == []


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        pytest.param(lambda path: path.unlink(), "head-file-gone", id="gone"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1]), "head-file-changed", id="cut off"),
    ],
)
def test_checkpoint_that_is_not_the_one_it_was(copy: tuple[Album, Run], harm: object, key: str) -> None:
    album, run = copy
    assert callable(harm)
    harm(album.folder / "runs" / (run.checkpoint or ""))
    decisions.decide(album)  # nothing is new, so nothing is asked of it
    with album.write() as conn:
        classroom.lone_face(conn, np.random.default_rng(1), 0)
    with pytest.raises(errors.MissingError) as caught:
        decisions.decide(album)
    assert caught.value.message.key == key


def test_a_job_that_is_run_again_gets_the_run_that_it_has_made(copy: tuple[Album, Run]) -> None:
    album, _ = copy
    first = train.train_head(album, asked_by="job")
    assert train.train_head(album, asked_by="job").id == first.id  # as after a kill before the job was done
    assert train.train_head(album, asked_by="another").id > first.id


def test_learning_can_be_broken_off_and_leaves_nothing(copy: tuple[Album, Run]) -> None:
    album, run = copy
    told: list[tuple[int, int]] = []

    def enough(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise _EnoughError

    with pytest.raises(_EnoughError):
        train.train_head(album, on_progress=enough)
    assert [done for done, _ in told] == [1, 2, 3]
    assert told[-1][1] > 3
    with album.read() as conn:
        assert [one.id for one in runs.every(conn)] == [run.id]
    assert [path.name for path in (album.folder / "runs").iterdir()] == [str(run.id)]


def test_masked_and_unmasked_faces_are_judged_apart(copy: tuple[Album, Run]) -> None:
    album, _ = copy
    with album.write() as conn:
        named = [face_id for face_id, stands in labels.standing(conn).items() if stands.person_id == 1]
        labels.say_of(conn, named[:2], Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
        labels.say_of(conn, named[2:], Statement.WEARS_NO_MASK, origin=LabelOrigin.NAMED)
    first, second, *_ = train.train_head(album).metrics["people"]
    assert (first["masked"], first["unmasked"]) == ({"faces": 2, "found": 2}, {"faces": 4, "found": 4})
    assert (second["masked"], second["unmasked"]) == ({"faces": 0, "found": 0}, {"faces": 0, "found": 0})


def test_a_face_that_is_left_out_stays_the_childs_and_teaches_nothing(copy: tuple[Album, Run]) -> None:
    album, _ = copy
    with album.write() as conn:
        odd = [classroom.lone_face(conn, np.random.default_rng(seed), 50) for seed in range(4)]  # like nobody else
        other = classroom.lone_face(conn, np.random.default_rng(9), 50)
        labels.say_of(conn, odd, Statement.IS_PERSON, 1, origin=LabelOrigin.NAMED)

    def learned() -> tuple[list[int], float]:
        """Who the odd faces are, and the score of the other for the child."""
        train.train_head(album)
        _, made = decisions.decide(album)
        odd_rows, beside = np.isin(made.basis.faces.ids, odd), made.basis.faces.ids == other
        return made.person[odd_rows].tolist(), float(made.basis.scores[beside, 0][0])

    people_before, taught_score = learned()
    with album.write() as conn:
        labels.say_of(conn, odd, Statement.NOT_FOR_LEARNING, origin=LabelOrigin.CORRECTION)
    people_after, untaught_score = learned()
    assert people_before == people_after == [0] * 4
    assert untaught_score < 0.5 * taught_score


def test_what_only_a_run_takes_for_faces_teaches_nothing_and_is_scored(copy: tuple[Album, Run]) -> None:
    album, _ = copy
    before = train.train_head(album)
    with album.write() as conn:
        proposed = propose(conn, 30)
    after = train.train_head(album)
    assert before.calibration is not None
    assert after.calibration is not None
    assert after.calibration.strangers == before.calibration.strangers
    assert np.array_equal(after.calibration.pile, before.calibration.pile)
    assert after.metrics["people"] == before.metrics["people"]
    with album.read() as conn:
        assert set(proposed) <= set(runs.scores(conn, after)[0].tolist())


def test_a_proposal_teaches_as_long_as_somebodys_word_says_who_it_is(copy: tuple[Album, Run]) -> None:
    album, _ = copy
    with album.write() as conn:
        first, other, third = propose(conn, 3)
        label_id = labels.say(conn, first, Statement.IS_PERSON, 1, origin=LabelOrigin.NAMED)
        assert label_id is not None
        labels.say(conn, other, Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
        labels.say(conn, third, Statement.IS_STRANGER, origin=LabelOrigin.NAMED)

        def unconfirmed() -> list[bool]:
            face_ids = np.array([first, other, third])
            return list(decision_basis.unconfirmed(conn, face_ids, labels.standing(conn)))

        assert unconfirmed() == [False, True, False]
        labels.undo(conn, label_id, origin=LabelOrigin.NAMED)
        assert unconfirmed() == [True, True, False]

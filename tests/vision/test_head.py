"""The head, on embeddings whose people are corners of a space that a person can picture."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.base.errors import MissingError
from core.rules import decide, split
from core.rules.decide import NOT_A_FACE, STRANGER, UNKNOWN
from core.vision import head
from core.vision.head import Head, Lesson

ANNA, BORA, CHAN = 0, 1, 2
WIDTH = 16
CORNERS = np.eye(WIDTH, dtype=np.float32)  # person k's true face is corner k; corners from 8 on are strangers


def embeddings(corners: list[int], spread: float = 0.1, seed: int = 0) -> NDArray[np.float32]:
    """Unit vectors near the given corners."""
    near = CORNERS[corners] + np.random.default_rng(seed).normal(0.0, spread, (len(corners), WIDTH))
    return np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), np.float32)


def lesson(corners: list[int], said: list[int], people: int = 3, photos: list[int] | None = None) -> Lesson:
    """Faces near their corners, each alone in its photo and moment where nothing else is said."""
    labels = decide.nothing_said(len(said), people)
    labels.person[:] = said
    alone = np.arange(len(said))
    return Lesson(embeddings(corners), labels, alone if photos is None else np.array(photos), alone)


NAMED = [ANNA, BORA, CHAN] * 4


def test_faces_score_for_their_own_person_and_strangers_for_nobody() -> None:
    learned = head.fit(lesson([*NAMED, 8, 9], [*NAMED, STRANGER, STRANGER]), rounds=0)
    scores = learned.scores(embeddings([ANNA, BORA, CHAN, 8, 12], seed=1))
    assert scores.shape == (5, 3)
    assert scores.dtype == np.float32
    assert scores[:3].argmax(axis=1).tolist() == [ANNA, BORA, CHAN]
    assert scores[:3].max(axis=1).min() > 2 * scores[3:].max()
    assert learned.taught == 0


def test_the_cosine_keeps_strangers_out_when_none_was_labelled() -> None:
    learned = head.fit(lesson(NAMED, NAMED), rounds=0)
    known, stranger = learned.scores(embeddings([ANNA, 12], seed=1)).max(axis=1)
    assert known > 3 * stranger


def test_two_children_are_enough() -> None:
    learned = head.fit(lesson([ANNA, BORA, ANNA, BORA], [ANNA, BORA, ANNA, BORA], people=2), rounds=0)
    scores = learned.scores(embeddings([ANNA, BORA], seed=1))
    assert scores.argmax(axis=1).tolist() == [ANNA, BORA]


def test_a_child_nobody_named_scores_zero() -> None:
    learned = head.fit(lesson([ANNA, BORA] * 3, [ANNA, BORA] * 3), rounds=0)
    assert (learned.scores(embeddings([CHAN, ANNA]))[:, CHAN] == 0.0).all()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param([UNKNOWN, UNKNOWN], "Name some faces", id="no labels"),
        pytest.param([STRANGER, STRANGER], "Name some faces", id="only strangers"),
        pytest.param([NOT_A_FACE, UNKNOWN], "Name some faces", id="only not faces"),
        pytest.param([ANNA, ANNA], "Only one child", id="one child"),
        pytest.param([ANNA, STRANGER], "Only one child", id="one child and a stranger"),
    ],
)
def test_too_few_labels(said: list[int], sentence: str) -> None:
    with pytest.raises(MissingError, match=sentence):
        head.fit(lesson([0, 1], said))


def test_it_teaches_itself_with_faces_it_is_sure_of() -> None:
    corners = [*NAMED, ANNA, BORA, CHAN, 12]
    learned = head.fit(lesson(corners, [*NAMED, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]))
    assert learned.taught == 3


def between(one: int, other: int, cosine: float, count: int) -> NDArray[np.float32]:
    """Unit vectors whose cosine to one corner is given; the rest of them points to the other."""
    return np.tile(cosine * CORNERS[one] + np.sqrt(1 - cosine**2) * CORNERS[other], (count, 1)).astype(np.float32)


@pytest.mark.parametrize(("strangers", "taught"), [(0, 2), (6, 0)], ids=["none named", "as much like Anna"])
def test_strangers_who_resemble_a_child_make_it_careful(strangers: int, taught: int) -> None:
    faces = lesson([*NAMED, *[9] * strangers, 12, 12], [*NAMED, *[STRANGER] * strangers, UNKNOWN, UNKNOWN])
    faces.embeddings[12 : 12 + strangers] = between(ANNA, 9, 0.75, strangers)
    faces.embeddings[-2:] = between(ANNA, 12, 0.65, 2)  # over LEAST_COSINE, so Anna's if nothing speaks against it
    assert head.fit(faces).taught == taught


def test_who_has_few_names_is_not_taken_for_another_step_by_step() -> None:
    """Faces all the way from Anna's to Bora's: Anna's middle would be led along them, past half of the way."""
    way = np.radians([*range(0, 95, 5), 60])
    faces = np.zeros((21, WIDTH), np.float32)
    faces[:20, ANNA], faces[:20, BORA] = np.cos(way), np.sin(way)
    faces[20, CHAN] = 1.0
    labels, alone = decide.nothing_said(21, 3), np.arange(21)
    labels.person[[0, 19, 20]] = ANNA, BORA, CHAN
    learned = head.fit(Lesson(faces, labels, alone, alone), rounds=20)
    nearer_to_bora = learned.scores(faces[8:19])  # from 40 degrees on
    assert nearer_to_bora.argmax(axis=1).tolist() == [BORA] * 11


def test_it_never_teaches_itself_against_a_human() -> None:
    corners = [*NAMED, ANNA, ANNA, ANNA, ANNA]
    faces = lesson(corners, [*NAMED, STRANGER, NOT_A_FACE, UNKNOWN, UNKNOWN], photos=[*range(13), 13, 14, 0])
    faces.said.denied[14, ANNA] = True  # "not Anna"; and the last face stands beside a face that was named Anna
    assert head.fit(faces).taught == 0


def test_a_large_album_is_learned_from_a_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "POOL", 10)
    learned = head.fit(lesson([*NAMED, *[ANNA] * 100], [*NAMED, *[UNKNOWN] * 100]))
    assert 8 <= learned.taught <= 10


def test_out_of_fold_evidence_comes_from_heads_that_saw_nothing_of_the_moment() -> None:
    said = [ANNA, BORA, ANNA, BORA, CHAN, STRANGER, UNKNOWN]
    faces = lesson([ANNA, BORA, ANNA, BORA, CHAN, 9, ANNA], said)
    held = split.make(faces.said.person, faces.photos, faces.moments)
    evidence = head.out_of_fold(faces, head.fit(faces), held)
    assert evidence.person.tolist() == said[:6]
    assert evidence.named[:4].tolist() == said[:4]
    assert evidence.judged.tolist() == [True, True, True, True, False, True]  # Chan's only face was held out
    assert (evidence.mistaken_score[:4] < evidence.score[:4]).all()
    assert evidence.mistaken_score[5] == evidence.score[5]


def test_in_a_strangers_place_a_child_is_taken_for_the_one_it_resembles() -> None:
    faces = lesson([*NAMED, CHAN, CHAN], [*NAMED, UNKNOWN, UNKNOWN])
    chan = np.array([*NAMED, CHAN, CHAN]) == CHAN
    faces.embeddings[chan] = between(ANNA, CHAN, 0.6, int(chan.sum()))
    learned = head.fit(faces)
    held = split.make(faces.said.person, faces.photos, faces.moments)
    evidence = head.out_of_fold(faces, learned, held)
    assert (evidence.named == evidence.person).all()
    assert (evidence.mistaken[evidence.person == CHAN] == ANNA).all()
    known_to_it = learned.scores(faces.embeddings)[chan, ANNA]  # a head that knows Chan tells them apart
    assert evidence.mistaken_score[evidence.person == CHAN].min() > 2 * known_to_it.max()
    assert (
        evidence.mistaken_score[evidence.person == BORA].max() < evidence.mistaken_score[evidence.person == CHAN].min()
    )


def test_a_label_says_nothing_about_its_own_moment() -> None:
    truth = [ANNA, BORA] * 4
    wrong = [BORA, *truth[1:]]  # the first Anna was named Bora by mistake
    faces = lesson(truth, wrong, people=2)
    held = split.make(faces.said.person, faces.photos, faces.moments)
    assert head.out_of_fold(faces, head.fit(faces), held).named[0] == ANNA


def test_labels_of_one_moment_alone() -> None:
    faces = lesson([*NAMED, ANNA], [*NAMED, UNKNOWN])
    held = split.Split(np.where(np.arange(13) < 12, 0, 1), by_moment=True)
    judged = head.out_of_fold(faces, head.fit(faces), held)
    assert len(judged.person) == 12


def test_the_same_lesson_gives_the_same_head() -> None:
    first, second = (head.fit(lesson([*NAMED, ANNA, 9], [*NAMED, UNKNOWN, STRANGER])) for _ in range(2))
    assert (first.weights == second.weights).all()
    assert (first.intercepts == second.intercepts).all()


def test_saved_and_loaded(tmp_path: Path) -> None:
    learned = head.fit(lesson(NAMED, NAMED))
    sha256 = head.save(learned, tmp_path / "head.npz")
    assert [file.name for file in tmp_path.iterdir()] == ["head.npz"]
    loaded = head.load(tmp_path / "head.npz", sha256)
    faces = embeddings([ANNA, 12])
    assert isinstance(loaded, Head)
    assert (loaded.scores(faces) == learned.scores(faces)).all()
    assert loaded.taught == learned.taught


def test_a_lost_or_changed_file_is_told(tmp_path: Path) -> None:
    sha256 = head.save(head.fit(lesson(NAMED, NAMED)), tmp_path / "head.npz")
    with pytest.raises(MissingError, match="gone"):
        head.load(tmp_path / "other.npz", sha256)
    with (tmp_path / "head.npz").open("ab") as file:
        file.write(b"!")
    with pytest.raises(MissingError, match="changed"):
        head.load(tmp_path / "head.npz", sha256)


def test_a_face_that_is_left_out_teaches_nothing_and_is_judged() -> None:
    wrong = lesson([*NAMED, CHAN], [*NAMED, ANNA])  # the last one looks like Chan, and was named Anna
    without = lesson(NAMED, NAMED)
    left_out = replace(wrong, left_out=np.arange(len(NAMED) + 1) == len(NAMED))
    learned = head.fit(left_out)
    assert np.allclose(learned.weights, head.fit(without).weights, atol=1e-5)
    assert not np.allclose(head.fit(wrong).weights, head.fit(without).weights, atol=1e-2)
    held = split.make(left_out.said.person, left_out.photos, left_out.moments)
    evidence = head.out_of_fold(left_out, learned, held)
    assert len(evidence.person) == len(NAMED) + 1
    assert (evidence.person[-1], evidence.named[-1]) == (ANNA, CHAN)

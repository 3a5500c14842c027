"""What each lever against masks gains and costs: python -m tests.bench.levers [CLASS ...] [--seeds 5] [--work FOLDER].

A CLASS is a folder with photos/, labels.csv and truth.csv; without one, classes of 300 photos are drawn. What the looks
saw is kept in the work folder, so that only the first time takes long.
"""

import argparse
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.demo import album as demo
from core.rules import calibrate, decide, split
from core.vision import detect, head, mask_state
from core.vision.detect import Detector
from core.vision.embed import Embedder
from core.vision.head import Lesson
from tests.bench import lever_looks
from tests.bench.lever_looks import AS_IT_IS, ONE_CANDIDATE, ONE_PASS, PASS_640, TILES, Looked

PRECISION = 0.95
Scores = NDArray[np.float32]
COLUMNS = ("masked found", "recall", "masked", "unmasked", "strangers", "false", "cost", "worst recall")


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("classes", metavar="CLASS", type=Path, nargs="*")
    ask.add_argument("--seeds", type=int, default=5, help="drawn classes, where none is given")
    ask.add_argument("--work", type=Path, default=Path("levers"), help="where drawn classes and looks are kept")
    args = ask.parse_args()
    classes = args.classes or [_drawn(args.work / f"class {seed}", seed) for seed in range(args.seeds)]
    cv2.setNumThreads(1)
    detector, embedder = Detector(), Embedder()
    seen = [_looks(folder, args.work, detector, embedder) for folder in classes]
    print(f"{len(seen)} classes; recall, strangers named: where folder precision is {PRECISION}")
    print(f"{'':34}", *(f"{name:>13}" for name in COLUMNS))
    for name, (way, least, scores) in LEVERS.items():
        rows = np.array([_row(looks, way, least, scores) for looks in seen])
        print(f"{name:34}", *(f"{value:13.3f}" for value in (*rows.mean(axis=0), rows[:, 1].min())), flush=True)


def _drawn(folder: Path, seed: int) -> Path:
    if not folder.exists():
        demo.draw(folder, seed=seed)
    return folder


def _looks(folder: Path, work: Path, detector: Detector, embedder: Embedder) -> dict[str, Looked]:
    kept = work / (str(folder.resolve()).strip("/").replace("/", "-") + ".pickle")
    if not kept.exists():
        work.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(lever_looks.look_at(folder, detector, embedder)))
    looks: dict[str, Looked] = pickle.loads(kept.read_bytes())
    return looks


def _row(looks: dict[str, Looked], way: str, least: float, scores: Callable[[Looked, Lesson], Scores]) -> list[float]:
    """One lever on one class, as COLUMNS says."""
    looked = looks[way]
    kept = (looked.facts["detector"] >= least) | (looked.said != lever_looks.UNSAID)
    lesson = _lesson(looked, kept)
    found = decide.candidates(scores(_only(looked, kept), lesson), lesson.photos, lesson.said)
    person, score = np.full(len(kept), -1), np.zeros(len(kept))
    person[kept], score[kept] = np.where(found.by_human, -1, found.person), found.score
    cut = _cut(looked, person, score)
    named = np.where(score >= cut, person, -1)
    folders = {pair for pair in zip(looked.photos, named, strict=True) if pair[1] >= 0} & set(looked.pairs)
    recall = [
        sum(looked.pairs[pair] == state for pair in folders) / max(1, sum(m == state for m in looked.pairs.values()))
        for state in (True, False)
    ]
    strangers = looked.scored & (looked.true == lever_looks.STRANGER)
    photos = len({photo for photo, _ in looked.pairs})
    matched = looked.masked[kept & looked.scored & (looked.true >= 0)]
    return [
        (matched == 1).sum() / max(1, looked.there[True, True]),
        len(folders) / len(looked.pairs),
        *recall,
        (strangers & (named >= 0)).sum() / max(1, strangers.sum()),
        (kept & looked.scored & (looked.true == lever_looks.NO_FACE)).sum() / photos,
        looked.seconds / looks[PASS_640].seconds,
    ]


def _cut(looked: Looked, person: NDArray[np.intp], score: NDArray[np.float64]) -> float:
    """The lowest score from which on the folders are right to PRECISION."""
    best: dict[tuple[str, int], float] = {}
    rows = np.flatnonzero(looked.scored & (person >= 0))
    for row in rows[np.argsort(-score[rows], kind="stable")]:
        best.setdefault((looked.photos[row], person[row]), score[row])
    right = np.cumsum([pair in looked.pairs for pair in best])
    enough = np.flatnonzero(right >= PRECISION * np.arange(1, len(right) + 1))
    return list(best.values())[enough[-1]] if len(enough) else np.inf


def _only(looked: Looked, kept: NDArray[np.bool_]) -> Looked:
    facts = {name: column[kept] for name, column in looked.facts.items()}
    rows = (looked.photos[kept], facts, looked.said[kept], looked.true[kept], looked.masked[kept])
    return Looked(looked.people, *rows, looked.pairs)


def _lesson(looked: Looked, kept: NDArray[np.bool_]) -> Lesson:
    said = decide.nothing_said(int(kept.sum()), len(looked.people))
    said.person[:] = looked.said[kept]
    _, photos = np.unique(looked.photos[kept], return_inverse=True)
    return Lesson(looked.facts["embedding"][kept], said, photos, looked.facts["moment"][kept].astype(np.intp))


def _plain(looked: Looked, lesson: Lesson) -> Scores:
    return head.fit(lesson, rounds=0).scores(looked.facts["embedding"])


def _taught(looked: Looked, lesson: Lesson) -> Scores:
    return head.fit(lesson).scores(looked.facts["embedding"])


def _easily_taught(looked: Looked, lesson: Lesson) -> Scores:
    """Without regard to how much people of this album resemble each other."""
    with _set(head, "UNLIKE", 0.0):
        return _taught(looked, lesson)


def _normalised(looked: Looked, lesson: Lesson) -> Scores:
    """Each person's cosines against their mean and spread over the album."""
    learned = head.fit(lesson)
    cosines = looked.facts["embedding"] @ learned.middles.T
    spread = (cosines - cosines.mean(axis=0)) / cosines.std(axis=0)
    return np.asarray(learned._shares(looked.facts["embedding"])[:, :-1] * (spread / 5).clip(0, 1), np.float32)


def _with_eyes(looked: Looked, lesson: Lesson) -> Scores:
    """Half of the score from an embedding of the crop with everything below the eyes covered."""
    eyes = Lesson(looked.facts["eyes"], lesson.said, lesson.photos, lesson.moments)
    both = _taught(looked, lesson), head.fit(eyes).scores(looked.facts["eyes"])
    return np.asarray(np.mean(both, axis=0), np.float32)


def _by_state(looked: Looked, lesson: Lesson) -> Scores:
    """Calibrated apart for masked and unmasked faces, as the mask states of the labelled ones tell them."""
    facts, labelled = looked.facts, looked.said != lever_looks.UNSAID
    said = np.where(labelled & (looked.masked >= 0), looked.masked.astype(np.float64), np.nan)
    detector, sharpness = (facts[name].astype(np.float64) for name in ("detector", "sharpness"))
    state = np.where(np.isnan(said), mask_state.learn(facts["embedding"], detector, sharpness, said), said)
    learned = head.fit(lesson)
    held = split.make(lesson.said.person, lesson.photos, lesson.moments)
    evidence = head.out_of_fold(lesson, learned, held)
    raw = learned.scores(facts["embedding"])
    best, people = decide.candidates(raw, lesson.photos, lesson.said).score, lesson.people
    scores = calibrate.fit(evidence, best[~labelled], people).probability(raw)
    for masked in (False, True):
        rows = (state > 0.5) == masked
        rows &= ~np.isnan(state)
        part = calibrate.Evidence(*(getattr(evidence, of.name)[rows[labelled]] for of in fields(evidence)))
        scores[rows] = calibrate.fit(part, best[rows & ~labelled], people).probability(raw[rows])
    return scores


def _with_context(looked: Looked, lesson: Lesson) -> Scores:
    """Faces of a moment in the same colours lend each other half of their scores; names that follow are suggestions."""
    scores = _taught(looked, lesson)
    torso, moment = looked.facts["torso"], lesson.moments
    lent = np.zeros_like(scores)
    for row in range(len(scores)):
        same = (moment == moment[row]) & (lesson.photos != lesson.photos[row])
        alike = np.minimum(torso, torso[row]).sum(axis=1)
        if (same & (alike >= 0.8)).any():
            lent[row] = scores[same & (alike >= 0.8)].max(axis=0)
    return np.asarray(np.maximum(scores, (scores + lent) / 2), np.float32)


@contextmanager
def _set(module: object, name: str, value: float) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


LEVERS: dict[str, tuple[str, float, Callable[[Looked, Lesson], Scores]]] = {
    "plain head, 640 px, score 0.6": (PASS_640, 0.6, _plain),
    "plain head, landmarks of one": (ONE_CANDIDATE, detect.SCORE, _plain),
    "+ averaged landmarks": (AS_IT_IS, detect.SCORE, _plain),
    "+ self-training: kept": (AS_IT_IS, detect.SCORE, _taught),
    "kept, but one pass": (ONE_PASS, detect.SCORE, _taught),
    "kept, but one pass, 640 px": (PASS_640, detect.SCORE, _taught),
    "kept, but landmarks of one": (ONE_CANDIDATE, detect.SCORE, _taught),
    "kept, but score 0.6": (AS_IT_IS, 0.6, _taught),
    "kept, but score 0.3": (AS_IT_IS, 0.3, _taught),
    "kept + tiles": (TILES, detect.SCORE, _taught),
    "kept, but the same rule everywhere": (AS_IT_IS, detect.SCORE, _easily_taught),
    "kept + score normalisation": (AS_IT_IS, detect.SCORE, _normalised),
    "kept + eyes alone": (AS_IT_IS, detect.SCORE, _with_eyes),
    "kept + mask states apart": (AS_IT_IS, detect.SCORE, _by_state),
    "kept + moment and clothes": (AS_IT_IS, detect.SCORE, _with_context),
}

if __name__ == "__main__":
    main()

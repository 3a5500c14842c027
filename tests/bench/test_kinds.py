"""Every kind of run on one album and one split: how well it sorts, and how long that takes.

Run with: pytest -m bench -s tests/bench/test_kinds.py
CUBBY_BENCH_PHOTOS, CUBBY_BENCH_LABELS and CUBBY_BENCH_TRUTH name another album than a drawn class, CUBBY_BENCH_BASE a
weight file for YOLO to begin with, and CUBBY_BENCH_ONLY some rows of the table, divided by commas.
"""

import csv
import io
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from core.base.records import RunKind
from core.demo import album as demo
from core.flows import crop_cache, decisions, ingest, label_lists, train, training
from core.rules import label_csv
from core.rules.kinds import Value
from core.store import db, runs
from core.store.db import Album
from core.store.runs import Run
from core.vision.look import Looker

PRECISION = 0.95
# guessed: recall if every guess were filed; of all: seconds that all cores together worked for the training
COLUMNS = ("guessed", "recall", "unmasked", "masked", "train s", "of all", "score s")
ROWS: dict[str, tuple[RunKind, Mapping[str, Value]]] = {
    "head": (RunKind.HEAD, {}),
    "embedder": (RunKind.EMBEDDER, {}),
    "crops 2021": (RunKind.CROPS, {"preset": "2021"}),
    "crops": (RunKind.CROPS, {}),
    "yolo": (RunKind.YOLO, {"base": os.environ.get("CUBBY_BENCH_BASE", "scratch"), "size": 320, "epochs": 12}),
}


@dataclass(frozen=True)
class Material:
    """Photos with labels and the truth, each a list as CSV."""

    photos: Path
    labels: Path
    truth: Path


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """What the environment names, else a drawn class."""
    if "CUBBY_BENCH_PHOTOS" in os.environ:
        return Material(*(Path(os.environ[f"CUBBY_BENCH_{name}"]) for name in ("PHOTOS", "LABELS", "TRUTH")))
    drawn = tmp_path_factory.mktemp("bench") / "class"
    demo.draw(drawn, children=9, photos=300, seed=1)
    return Material(drawn / "photos", drawn / "labels.csv", drawn / "truth.csv")


@pytest.mark.bench
def test_kinds(material: Material, tmp_path: Path) -> None:
    album, looker = db.open_album(tmp_path / "album", create=True), Looker()
    ingest.import_photos(album, [material.photos], looker)
    label_lists.import_labels(album, label_csv.parse(material.labels.read_text(encoding="utf-8")), looker)
    start = time.perf_counter()
    crop_cache.fill(album)
    print(f"\ncutting all crops once: {time.perf_counter() - start:.0f} s")
    print(f"{'kind':12}", *(f"{column:>9}" for column in COLUMNS), " epoch, notes")
    for name in os.environ.get("CUBBY_BENCH_ONLY", ",".join(ROWS)).split(","):
        start, busy = time.perf_counter(), _busy()
        kind, settings = ROWS[name]
        run = train.train_head(album) if kind is RunKind.HEAD else _trained(album, kind, settings)
        training_seconds, training_work = time.perf_counter() - start, _busy() - busy
        start = time.perf_counter()
        _forget_scores(album, run)
        _, made = decisions.decide(album, run.id, PRECISION)
        scoring_seconds = time.perf_counter() - start
        recalls = _recalls(material, decisions.as_csv(album, made))
        shown = [f"{recall:9.3f}" for recall in recalls]
        shown += [f"{seconds:9.1f}" for seconds in (training_seconds, training_work, scoring_seconds)]
        notes = f"{run.metrics.get('best_epoch', '')} {' '.join(note.key for note in run.notes)}"
        print(f"{name:12}", *shown, "", notes, flush=True)
        assert 0.0 <= recalls[0] <= 1.0


def _busy() -> float:
    """Seconds that all cores together have worked for this process and those that it has started and ended."""
    return sum(os.times()[:4])


def _trained(album: Album, kind: RunKind, settings: Mapping[str, Value]) -> Run:
    return training.carry_on(album, training.begin(album, kind, settings).id)


def _forget_scores(album: Album, run: Run) -> None:
    """Let go of a run's scores, so that deciding has to make them again."""
    with album.write() as conn:
        runs.put_scores(conn, run.id, np.empty(0, np.int64), np.empty((0, len(run.person_ids)), np.float32))


def _recalls(material: Material, decided: str) -> tuple[float, ...]:
    """Share of the pairs of photo and child that are guessed; that reach the folders at PRECISION; so unmasked, masked.

    Photos with a named face are left out, as in a folder that a teacher would fill with it.
    """
    labelled = {row["photo"] for row in _rows(material.labels.read_text(encoding="utf-8"))}
    masked: dict[tuple[str, str], bool] = {}
    for row in _rows(material.truth.read_text(encoding="utf-8")):
        if row["photo"] not in labelled and row["person"]:
            masked[row["photo"], row["person"]] = row["masked"] == "1"
    best: dict[tuple[str, str], float] = {}
    for row in _rows(decided):
        pair = (Path(row["photo"]).name, row["candidate"])
        if pair[1] and pair[0] not in labelled:
            best[pair] = max(best.get(pair, 0.0), float(row["score"]))
    falling = sorted(best, key=lambda pair: -best[pair])
    right = np.array([pair in masked for pair in falling])
    precise = np.flatnonzero(np.cumsum(right) / np.arange(1, len(right) + 1) >= PRECISION)
    found = {pair for pair in falling[: precise[-1] + 1] if pair in masked} if len(precise) else set()
    return _share(set(best), masked), *(_share(found, masked, only=only) for only in (None, False, True))


def _share(found: set[tuple[str, str]], masked: Mapping[tuple[str, str], bool], *, only: bool | None = None) -> float:
    wanted = {pair for pair, is_masked in masked.items() if only in {None, is_masked}}
    return len(found & wanted) / max(1, len(wanted))


def _rows(text: str) -> Sequence[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))

"""Measure one correction until new decisions stand: python -m tests.bench.speed ALBUM [--times 5].

ALBUM is made by tests.bench.big_album. Prints seconds on the clock, and seconds of the processor, which a machine that
is busy with other things leaves nearly as they are; the median of some times: saying who a face is, learning again
with its parts, deciding; then what a slider moves, with what its decisions rest on kept, as the page keeps it. Faces
are named while it measures.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.records import LabelOrigin
from core.flows import train
from core.rules import calibrate, decide, decisions, preview, split
from core.rules.review_order import Which
from core.store import db, decision_basis, faces, labels, review, runs
from core.store.db import Album
from core.vision import embed, head

PARTS: tuple[tuple[ModuleType, str], ...] = (
    (faces, "table"),
    (faces, "embeddings"),
    (labels, "standing"),
    (head, "fit"),
    (split, "make"),
    (head, "out_of_fold"),
    (decide, "candidates"),
    (calibrate, "fit"),
    (runs, "put_scores"),
    (runs, "scores"),
)


class Clock:
    """Adds up how long functions take while they are watched."""

    def __init__(self) -> None:
        self.seconds: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(2))

    def watch(self, module: ModuleType, name: str) -> None:
        watched: Callable[..., Any] = getattr(module, name)
        label = f"  {module.__name__.rpartition('.')[2]}.{name}"

        @wraps(watched)
        def timed(*given: Any, **named: Any) -> Any:
            return self.take(label, lambda: watched(*given, **named))

        setattr(module, name, timed)

    def take(self, label: str, work: Callable[[], Any]) -> Any:
        start = now()
        found = work()
        self.seconds[label] = self.seconds[label] + now() - start
        return found


def now() -> NDArray[np.float64]:
    """The clock's seconds and the processor's."""
    return np.array([time.perf_counter(), time.process_time()])


def once(album: Album, chance: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """Correct one face, learn again and decide; seconds of each part, on the clock and of the processor."""
    clock = Clock()
    with album.read() as conn:
        table, everyone = faces.table(conn), runs.to_decide_with(conn, None).person_ids
    face_id, person_id = int(chance.choice(table.ids)), int(chance.choice(everyone))
    watched = [(module, name, getattr(module, name)) for module, name in PARTS]
    for module, name, _ in watched:
        clock.watch(module, name)
    clock.take("say who it is", lambda: _say(album, face_id, person_id))
    run = clock.take("learn again", lambda: train.train_head(album))
    basis = clock.take("gather what decides", lambda: _gather(album, run))
    made = clock.take("decide", lambda: decisions.judge(basis))
    for module, name, plain in watched:
        setattr(module, name, plain)
    parts = ("say who it is", "learn again", "gather what decides", "decide")
    clock.seconds["correction to decisions"] = np.sum([clock.seconds[part] for part in parts], axis=0)
    clock.take("slider: decide", lambda: decisions.judge(basis, 0.9))
    clock.take("slider: count all folders", lambda: preview.folders(made, shown=6))
    clock.take("order what helps most", lambda: _order(album, made))
    return clock.seconds


def _say(album: Album, face_id: int, person_id: int) -> None:
    with album.write() as conn:
        labels.say_identity(conn, face_id, person_id, origin=LabelOrigin.CORRECTION)


def _gather(album: Album, run: runs.Run) -> decisions.Basis:
    with album.read() as conn:
        return decision_basis.gather(conn, run)


def _order(album: Album, made: decisions.Decisions) -> list[int]:
    with album.read() as conn:
        return review.in_order(conn, made, Which.TEACHING, None, embed.NAME)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] if __doc__ else None)
    parser.add_argument("album", type=Path)
    parser.add_argument("--times", type=int, default=5)
    wished = parser.parse_args()
    album, chance = db.open_album(wished.album), np.random.default_rng(0)
    found = [once(album, chance) for _ in range(wished.times)]
    with album.read() as conn:
        print(f"{faces.count(conn)} faces, {len(labels.standing(conn))} spoken about")
    print(f"{'':28}{'clock':>8}{'processor':>12}")
    for part in found[0]:
        clock, processor = np.median([one[part] for one in found], axis=0)
        print(f"{part:28}{clock:8.3f}{processor:12.3f} s")


if __name__ == "__main__":
    main()

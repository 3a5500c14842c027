"""What clothes add: python -m tests.bench.clothes CLASS... [--names N]; each CLASS was drawn by `python -m core demo`.

Of the faces that are in nobody's folder: how many wear what the child wears on that day whom they are held for, and how
many of these are that child. On drawn classes alone: of all test material only they have days and clothes that mean
something.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from core.flows import decisions, ingest, label_files, label_lists, train
from core.flows.label_files import Format
from core.store import db, hints
from core.store.db import Album
from core.vision.look import Looker
from tests.bench import loop
from tests.bench.loop import Truth

PRECISIONS, LIKENESSES = (0.95, 0.98), (0.0, 0.9, 0.93, 0.95, 0.98)
Counts = Counter[tuple[float, float, str]]  # by precision asked for, likeness asked for, and what is counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classes", type=Path, nargs="+")
    parser.add_argument("--names", type=int, default=0, help="keep so many names a child; 0 for all")
    wished = parser.parse_args()
    counts = Counts()
    for folder in wished.classes:
        with tempfile.TemporaryDirectory() as work:
            album = learned(folder, Path(work), wished.names)
            truth = loop.read_truth(album, folder / "truth.csv")
            for precision in PRECISIONS:
                counts += counted(album, truth, precision)
    for precision in PRECISIONS:
        left, children = (counts[precision, -1.0, what] for what in ("left", "children"))
        print(f"asked for {precision}: {left} faces in nobody's folder, {children} of them the children's")
        for likeness in LIKENESSES:
            told, right = (counts[precision, likeness, what] for what in ("told", "right"))
            print(f"  clothes alike from {likeness} on: {told} suggested, {right} right")


def learned(folder: Path, work: Path, names: int) -> Album:
    """An album of a drawn class, learned from its list of names."""
    album, looker = db.open_album(work / "album", create=True), Looker()
    ingest.import_photos(album, [folder / "photos"], looker)
    label_lists.import_labels(album, label_files.read(folder / "labels.csv", Format.CSV), looker)
    if names:
        loop.keep_names(album, names)
    train.train_head(album)
    return album


def counted(album: Album, truth: Truth, precision: float) -> Counts:
    """Count the suggestions, the right ones, and the faces that could have one."""
    _, made = decisions.decide(album, None, precision)
    who = dict(zip(made.basis.faces.ids.tolist(), truth.person.tolist(), strict=True))
    left = (made.person < 0) & ~made.found.by_human
    counts = Counts({(precision, -1.0, "left"): int(left.sum())})
    counts[precision, -1.0, "children"] = int((truth.person[left] >= 0).sum())
    for likeness in LIKENESSES:
        with album.read() as conn:
            told = hints.by_clothes(conn, made, likeness)
        counts[precision, likeness, "told"] = len(told)
        counts[precision, likeness, "right"] = sum(who[one.face_id] == one.person_id for one in told)
    return counts


if __name__ == "__main__":
    main()

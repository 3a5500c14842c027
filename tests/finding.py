"""A run of kind yolo whose network is written by hand: it sees a face at four places of every photo, whatever is there.

A photo of 640 x 480 px is brought to 64 px. Of the three grids of the network only the coarsest one, of 2 x 2 cells,
is sure of anything, and each of its boxes reaches a quarter of a cell from the cell's middle: PLACES, in the photo's
pixels. The upper two are where tests/drawing.py puts its faces; the lower two end where the photo does.
"""

from pathlib import Path

import torch

from core.base.records import Box
from core.rules import kinds
from core.store import disk, people, run_files, runs
from core.store.db import Album
from core.store.runs import HeldOut
from core.vision import yolo, yolo_load

SIZE = 64
PLACES = (Box(80, 80, 240, 240), Box(400, 80, 560, 240), Box(80, 400, 240, 480), Box(400, 400, 560, 480))
LOWER = PLACES[2:]
REACH, BINS = 0.25, 16  # parts of a cell, and how many distances the network chooses between: 0, 1, ... cells
SURE, UNSURE = 2.0, -20.0  # logits


def run(album: Album, classes: str = kinds.FACE) -> int:
    """A finished run of this network, with made-up figures."""
    settings = kinds.complete(kinds.YOLO, {"classes": classes, "size": SIZE})
    with album.write() as conn:
        person_ids = [person.id for person in people.everyone(conn)]
        run_id = runs.start(conn, "yolo", settings, None, 0)
        runs.plan(conn, run_id, person_ids, HeldOut((), by_moment=True), {})
    path = run_files.folder(album, run_id) / "network.pt"
    path.parent.mkdir(parents=True)
    _save(path, run_files.ultralytics(album))
    name = path.relative_to(run_files.root(album)).as_posix()
    figures = {"judged": 120, "found": 116, "found_by_detector": 111, "other_boxes": 7, "seconds_a_photo": 0.3}
    with album.write() as conn:
        runs.finish(conn, run_id, person_ids, figures, None, None, name, disk.digest(path))
    return run_id


def _save(path: Path, home: Path) -> None:
    yolo_load.package(home)
    from ultralytics.nn.tasks import DetectionModel  # noqa: PLC0415  (it reads the environment first)

    model = DetectionModel(yolo.SCRATCH, nc=1, verbose=False)
    with torch.no_grad():
        *_, head = model.model
        for grid, (boxes, classes) in enumerate(zip(head.cv2, head.cv3, strict=True)):
            boxes[-1].weight.zero_()
            distances = torch.full((BINS,), UNSURE)
            distances[:2] = torch.tensor([1 - REACH, REACH]).log()  # their mean is the reach
            boxes[-1].bias.copy_(distances.repeat(4))
            classes[-1].weight.zero_()
            classes[-1].bias.fill_(SURE if grid == len(head.cv2) - 1 else UNSURE)
    torch.save({"model": model}, path)

"""Decisions about all faces of an album, and the list of them."""

from collections.abc import Iterator

import numpy as np

from core.base import csv_text
from core.flows import scoring
from core.rules import calibrate, well_shown
from core.rules import decisions as rules
from core.rules.decide import NOT_A_FACE
from core.rules.decisions import Decisions
from core.rules.photo_names import PhotoNames
from core.store import decision_basis, files, runs
from core.store.db import Album
from core.store.runs import Run

COLUMNS = (
    "photo", "face", "x1", "y1", "x2", "y2", "person", "source", "score", "candidate", "masked", "quality",
)  # fmt: skip
MASKED = 0.5  # from this probability on a face counts as masked


def decide(album: Album, run_id: int | None = None, precision: float = calibrate.TARGET) -> tuple[Run, Decisions]:
    """Decide who is on every photo.

    Args:
        album: The album.
        run_id: The run to decide with; None for the newest.
        precision: Wished share of right names, in (0, 1).

    Returns:
        The run, and its decisions.

    Raises:
        MissingError: There is no such run, or its checkpoint is gone.
    """
    with album.read() as conn:
        run = runs.to_decide_with(conn, run_id)
    scoring.score_new_faces(album, run)
    with album.read() as conn:
        return run, rules.judge(decision_basis.gather(conn, run), precision)


def as_csv(album: Album, made: Decisions) -> str:
    """List the decisions, one row for each face, photo by photo."""
    with album.read() as conn:
        names = PhotoNames(files.all_paths(conn))
    return csv_text.table(COLUMNS, _rows(made, names))


def _rows(made: Decisions, names: PhotoNames) -> Iterator[list[object]]:
    table, found = made.basis.faces, made.found
    people = [person.name for person in made.basis.people]
    shown = well_shown.score(table.sides, table.sharpness, table.yaws)
    for row in np.lexsort((table.ids, table.photo_ids)):
        if made.basis.said.person[row] == NOT_A_FACE or int(table.photo_ids[row]) not in names:
            continue  # no face, or a photo whose file was written over
        person, candidate = made.person[row], found.person[row]
        masked = table.masked[row]
        yield [
            names.shortest(int(table.photo_ids[row])),
            table.ids[row],
            *(f"{side:.1f}" for side in table.boxes[row]),
            people[person] if person >= 0 else "",
            "label" if found.by_human[row] else "model",
            f"{found.score[row]:.4f}",
            people[candidate] if candidate >= 0 else "",
            "" if np.isnan(masked) else int(masked >= MASKED),
            f"{shown[row]:.2f}",
        ]

"""Decisions about all faces of an album, and the list of them."""

from collections.abc import Callable, Iterator

import numpy as np

from core.base import child, csv_text
from core.flows import scoring
from core.rules import calibrate, figures, folder_rules, well_shown
from core.rules import decisions as judging
from core.rules.decide import NOT_A_FACE
from core.rules.decisions import Decisions
from core.rules.folder_rules import FolderRules
from core.rules.photo_names import PhotoNames
from core.store import decision_basis, files, folder_options, runs
from core.store.db import Album
from core.store.runs import Run

COLUMNS = (
    "photo", "face", "x1", "y1", "x2", "y2", "person", "source", "score", "candidate", "masked", "quality",
)  # fmt: skip


def decide(
    album: Album,
    run_id: int | None = None,
    precision: float = calibrate.TARGET,
    rules: FolderRules | None = None,
    on_wait: Callable[[], None] = child.ignore,
) -> tuple[Run, Decisions]:
    """Decide who is on every photo.

    Args:
        album: The album.
        run_id: The run to decide with; None for the album's.
        precision: Wished share of right names, in (0, 1).
        rules: What the photos in the folders must be; None for the album's own rules.
        on_wait: Called several times a second while a network scores new faces; what it raises ends that.

    Returns:
        The run, and its decisions.

    Raises:
        MissingError: There is no such run, or its checkpoint is gone.
    """
    with album.read() as conn:
        run = runs.to_decide_with(conn, run_id)
    scoring.score_new_faces(album, run, on_wait)
    with album.read() as conn:
        made = judging.judge(decision_basis.gather(conn, run), precision)
        wished = folder_options.rules(conn) if rules is None else rules
        return run, folder_rules.apply(made, folder_options.photos(conn), wished)


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
            "" if np.isnan(masked) else int(masked >= figures.MASKED),
            f"{shown[row]:.2f}",
        ]

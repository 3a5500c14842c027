"""Which faces a run was judged by, found again from the journal as it stood when the run learned."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from core.rules import decide
from core.store import decision_basis, faces, labels
from core.store.runs import Run


def of_run(conn: Connection, run: Run) -> NDArray[np.int64] | None:
    """The faces behind a run's evidence.

    Returns:
        Face ids in the order of the evidence, shape (N,); None where faces are gone since, or the run has none.
    """
    if run.evidence is None:
        return None
    table = faces.table(conn)
    said = decision_basis.what_was_said(table.ids, labels.standing(conn, run.last_label), run.person_ids).person
    labelled = decide.is_labelled(said)
    held = np.ones(len(said), np.bool_) if run.split is None else np.isin(table.photo_ids, run.split.photos)
    rows = np.flatnonzero(labelled & held)
    if not np.array_equal(said[rows], run.evidence.person):
        return None
    return table.ids[rows]

"""What a long training learns from, and what it is judged by: the labels of an album, split by moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.base import errors
from core.rules import decide, split
from core.rules.kinds import Amount
from core.store import decision_basis, faces, labels, people, photos
from core.store.db import Connection
from core.store.runs import HeldOut, Run

HELD_OUT = 0.25  # share of the labelled moments that a training is judged by


@dataclass(frozen=True)
class Material:
    """All faces of an album, and what people had said about them; F faces, P persons.

    Attributes:
        person_ids: Person of each column.
        face_ids: Ascending, shape (F,).
        photos: Photo of each face, shape (F,).
        boxes: Pixels of the upright photo, shape (F, 4).
        moments: Moment of each face; a photo whose moment is not known is one of its own, shape (F,).
        said: What people had said.
        held: True for faces that are not learned from, shape (F,).
        left_out: Faces that are nothing to learn from, shape (F,).
        unconfirmed: Faces that only a run takes for faces, shape (F,).
        by_moment: False where the names lie in too few moments and photos had to do.
        last_label: Where the journal stood.
    """

    person_ids: tuple[int, ...]
    face_ids: NDArray[np.int64]
    photos: NDArray[np.int64]
    boxes: NDArray[np.float64]
    moments: NDArray[np.int64]
    said: decide.Said
    held: NDArray[np.bool_]
    left_out: NDArray[np.bool_]
    unconfirmed: NDArray[np.bool_]
    by_moment: bool
    last_label: int

    @property
    def labelled(self) -> NDArray[np.bool_]:
        """Faces that people named or called strangers, shape (F,)."""
        return decide.is_labelled(self.said.person)

    @property
    def taught(self) -> NDArray[np.intp]:
        """Rows of the labelled faces that are learned from."""
        return np.flatnonzero(self.labelled & ~self.held & ~self.left_out)

    @property
    def judged(self) -> NDArray[np.intp]:
        """Rows of the labelled faces that are held out."""
        return np.flatnonzero(self.labelled & self.held)

    @property
    def held_out(self) -> HeldOut:
        """The split, as a run keeps it."""
        return HeldOut(tuple(np.unique(self.photos[self.held]).tolist()), self.by_moment)


def gather(conn: Connection) -> Material:
    """Read what can be learned from now, and hold a part of it out.

    Raises:
        MissingError: There are too few labels to learn from and be judged by.
    """
    last = labels.last(conn)
    standing = labels.standing(conn, last)
    named = {stands.person_id for stands in standing.values()}
    person_ids = tuple(person.id for person in people.everyone(conn) if person.id in named)
    everything = _read(conn, person_ids, last)
    said = everything.said.person
    known = len(np.unique(said[(said >= 0) & ~everything.left_out]))
    if known < 2:  # noqa: PLR2004  (nobody can be told from nobody else)
        raise errors.MissingError("train-one-child" if known else "train-no-names")
    held, by_moment = _hold_out(everything)
    return replace(everything, held=held, by_moment=by_moment)


def gather_again(conn: Connection, run: Run) -> Material:
    """Read what a run began to learn from, whatever people have said since."""
    assert run.split is not None  # it was planned
    everything = _read(conn, run.person_ids, run.last_label)
    held = np.isin(everything.photos, run.split.photos)
    return replace(everything, held=held, by_moment=run.split.by_moment)


def amount(conn: Connection, material: Material) -> Amount:
    """How much there is to learn from."""
    rows = material.labelled
    labelled_photos = len(np.unique(material.photos[rows]))
    return Amount(int(rows.sum()), labelled_photos, len(rows), photos.count(conn))


def _read(conn: Connection, person_ids: Sequence[int], last_label: int) -> Material:
    table = faces.table(conn)
    standing = labels.standing(conn, last_label)
    return Material(
        person_ids=tuple(person_ids),
        face_ids=table.ids,
        photos=table.photo_ids,
        boxes=table.boxes,
        moments=np.where(table.moments >= 0, table.moments, -table.photo_ids),
        said=decision_basis.what_was_said(table.ids, standing, person_ids),
        held=np.zeros(len(table.ids), np.bool_),
        left_out=decision_basis.left_out(table.ids, standing),
        unconfirmed=decision_basis.unconfirmed(conn, table.ids, standing),
        by_moment=True,
        last_label=last_label,
    )


def _hold_out(material: Material) -> tuple[NDArray[np.bool_], bool]:
    """Choose folds to hold out, but nobody's only moment.

    Raises:
        MissingError: Nobody is named in two photos.
    """
    said = material.said.person
    folds = split.make(said, material.photos, material.moments)
    held = (folds.fold != split.NEVER) & (folds.fold < max(1, round(HELD_OUT * folds.folds)))
    groups = material.moments if folds.by_moment else material.photos
    for person in range(len(material.person_ids)):
        own = (said == person) & ~material.left_out
        if not (own & ~held).any():
            held &= ~np.isin(groups, groups[own])
    if not (held & (said >= 0)).any():
        raise errors.MissingError("train-names-in-one-photo")
    return held, folds.by_moment

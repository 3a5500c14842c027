"""Forgetting a child: every row, file and model that knows it goes, and a receipt says what went."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.records import Box, Person, SortMode
from core.flows import manifest, scoring
from core.rules import decisions
from core.rules.decisions import Decisions
from core.store import (
    box_changes,
    decision_basis,
    faces,
    jobs,
    labels,
    looks,
    people,
    photos,
    proposals,
    recognise,
    run_files,
    runs,
    sorts,
    thumbs,
)
from core.store.db import Album, Connection


@dataclass(frozen=True)
class Receipt:
    """What went.

    Attributes:
        faces: Faces that people or the run that decides called by this name, with embeddings and thumbnails.
        labels: Rows of the journal, and changes of boxes, that were about the person.
        runs: Ids of the runs that had learned the person.
        files: Files removed from the album's folder.
        sorted_files: Sorted photos of the person that still lie in the user's folders.
        folders: Those folders.
        no_trace: False where traces stay in the album's files until the album is closed everywhere.
    """

    name: str
    faces: int
    labels: int
    runs: tuple[int, ...]
    files: int
    sorted_files: int
    folders: tuple[Path, ...]
    no_trace: bool


def forget(album: Album, name: str) -> Receipt:
    """Remove a person and all that was learned of it; photos stay, since others stand on them too.

    Files go before the rows that tell of them, so that after a kill it can be asked for again.

    Raises:
        MissingError: Nobody has this name.
        WrongUseError: An import or a sorting is running.
    """
    with album.read() as conn:
        people.by_name(conn, name)
    with manifest.alone(album, SortMode.MOVE):  # as a move does: nothing else may write files or rows meanwhile
        return _forget(album, name)


def _forget(album: Album, name: str) -> Receipt:
    decided = _decided(album)
    with album.write() as conn:
        person = people.by_name(conn, name)
        face_ids = _faces_of(conn, person, decided)
        said = labels.count_about(conn, person.id, face_ids)
        learned = [run.id for run in runs.every(conn) if person.id in run.person_ids]
        removed = _remove(_thumbnails(album, conn, face_ids))
        removed += sum(_remove_folder(run_files.folder(album, run_id)) for run_id in learned)
        left = sorts.let_go(conn, person.id)
        for run_id in learned:
            proposals.take_back(conn, album, run_id)
            runs.delete(conn, run_id)
        said += box_changes.let_go(conn, person.id, face_ids)
        looks.never_again(conn, face_ids)
        faces.delete(conn, face_ids)
        people.delete(conn, person.id)
        jobs.let_go(conn, person.name)
    recognise.sweep(album, longest=0.0)  # photos that somebody has dropped just now may show the child
    no_trace = album.compact()
    for folder in left:
        manifest.write(album, folder)
    sorted_files = sum(left.values())
    return Receipt(person.name, len(face_ids), said, tuple(learned), removed, sorted_files, tuple(left), no_trace)


def _decided(album: Album) -> Decisions | None:
    """What the run that decides says, if there is one, also of what the folders leave out."""
    try:
        with album.read() as conn:
            run = runs.to_decide_with(conn, None)
    except errors.MissingError:
        return None
    with suppress(errors.MissingError, errors.WrongUseError):  # it can't look at new faces: the others are known
        scoring.score_new_faces(album, run)
    with album.read() as conn:
        return decisions.judge(decision_basis.gather(conn, run))


def _faces_of(conn: Connection, person: Person, decided: Decisions | None) -> list[int]:
    """The faces that carry the name: by label, or by the run that decides."""
    named = {face_id for face_id, stands in labels.standing(conn).items() if stands.person_id == person.id}
    columns = [] if decided is None else [one.id for one in decided.basis.people]
    if decided is not None and person.id in columns:
        named |= set(decided.basis.faces.ids[decided.person == columns.index(person.id)].tolist())
    return sorted(named)


def _thumbnails(album: Album, conn: Connection, face_ids: list[int]) -> list[Path]:
    table, hashes = faces.table(conn), photos.hashes(conn)
    wanted = set(face_ids)
    return [
        thumbs.face_path(album, hashes[int(photo_id)], Box(*box.tolist()))
        for face_id, photo_id, box in zip(table.ids, table.photo_ids, table.boxes, strict=True)
        if int(face_id) in wanted
    ]


def _remove(paths: Iterable[Path]) -> int:
    """Remove files, and count those that were there."""
    there = [path for path in paths if path.is_file()]
    for path in there:
        path.unlink()
    return len(there)


def _remove_folder(folder: Path) -> int:
    """Remove a folder with all that is in it, and count its files."""
    removed = _remove(folder.rglob("*"))
    shutil.rmtree(folder, ignore_errors=True)
    return removed

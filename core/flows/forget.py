"""Forgetting a child: every row, file and model that knows it goes, and a receipt says what went."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.records import Box, Person
from core.flows import manifest, thumbs
from core.rules import verdicts as rules
from core.store import faces, labels, people, photos, runs, sorts, verdicts
from core.store.db import Album, Connection


@dataclass(frozen=True)
class Receipt:
    """What went.

    Attributes:
        faces: Faces that people or the newest run called by this name, with embeddings and thumbnails.
        labels: Rows of the journal about the person.
        runs: Ids of the runs that had learned the person.
        files: Files removed from the album's folder.
        sorted_files: Sorted photos of the person that still lie in the user's folders.
        folders: Those folders.
    """

    name: str
    faces: int
    labels: int
    runs: tuple[int, ...]
    files: int
    sorted_files: int
    folders: tuple[Path, ...]


def forget(album: Album, name: str) -> Receipt:
    """Remove a person and all that was learned of it; photos stay, since others stand on them too.

    Raises:
        MissingError: Nobody has this name.
    """
    with album.write() as conn:
        person = people.by_name(conn, name)
        face_ids = _faces_of(conn, person)
        said = labels.count_about(conn, person.id, face_ids)
        pictures = _thumbnails(album, conn, face_ids)
        learned = [run.id for run in runs.every(conn) if person.id in run.person_ids]
        left = sorts.let_go(conn, person.id)
        for run_id in learned:
            runs.delete(conn, run_id)
        faces.delete(conn, face_ids)
        people.delete(conn, person.id)
    removed = sum(_remove(path) for path in pictures) + sum(_remove_folder(album, run_id) for run_id in learned)
    album.compact()
    for folder in left:
        if folder.is_dir():
            manifest.write(album, folder)
    sorted_files = sum(left.values())
    return Receipt(person.name, len(face_ids), said, tuple(learned), removed, sorted_files, tuple(left))


def _faces_of(conn: Connection, person: Person) -> list[int]:
    """The faces that carry the name: by label, or by the newest run that learned it."""
    named = {face_id for face_id, stands in labels.standing(conn).items() if stands.person_id == person.id}
    try:
        basis = verdicts.gather(conn, runs.to_decide_with(conn, None))
    except errors.MissingError:  # nothing was learned yet
        return sorted(named)
    made = rules.judge(basis)
    column = [one.id for one in basis.people].index(person.id)
    return sorted(named | set(basis.faces.ids[made.person == column].tolist()))


def _thumbnails(album: Album, conn: Connection, face_ids: list[int]) -> list[Path]:
    table, hashes = faces.table(conn), photos.hashes(conn)
    wanted = set(face_ids)
    return [
        thumbs.face_path(album, hashes[int(photo_id)], Box(*box.tolist()))
        for face_id, photo_id, box in zip(table.ids, table.photo_ids, table.boxes, strict=True)
        if int(face_id) in wanted
    ]


def _remove(path: Path) -> int:
    there = path.exists()
    path.unlink(missing_ok=True)
    return int(there)


def _remove_folder(album: Album, run_id: int) -> int:
    folder = album.folder / "runs" / str(run_id)
    files = sum(path.is_file() for path in folder.rglob("*"))
    shutil.rmtree(folder, ignore_errors=True)
    return files

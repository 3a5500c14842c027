"""Lists of labels: from a file into the album's journal, and back into a file."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.base.records import Box, FaceOrigin, LabelOrigin, LookedFace, Standing, Statement
from core.flows import ingest
from core.rules import label_csv, label_match
from core.rules.label_csv import BadLine, LabelLine
from core.rules.label_match import Aim
from core.rules.photo_names import PhotoNames
from core.store import faces, files, labels, people, photos, thumbs
from core.store.db import Album, Connection
from core.vision.look import Looker


@dataclass(frozen=True)
class LabelsReport:
    """How an import of labels ended; every line is counted once.

    Attributes:
        added: Lines that became a label.
        already_said: Lines that say what stands already, or what another line says.
        drawn: How many of the added ones made a new face of a box that held none.
        new_people: Names that the list brought.
        refused: Lines that could not be used, in the order of the file.
    """

    added: int
    already_said: int
    drawn: int
    new_people: tuple[str, ...]
    refused: tuple[BadLine, ...]


@dataclass(frozen=True)
class _NewFace:
    """A face that a human found, looked at."""

    photo_id: int
    sha256: str
    looked: LookedFace


def import_labels(album: Album, text: str, looker: Looker) -> LabelsReport:
    """Write a list of labels into the journal; every line is taken whole or told with its reason.

    A box becomes the label of the detected face that it overlaps, else a face of human origin. People are added as
    the list names them.

    Args:
        album: The album.
        text: CSV, see core/rules/label_csv.py.
        looker: Looks at faces that the detector had missed.

    Raises:
        WrongUseError: The text is not such a list at all, or another import is running; the album is unchanged.
        MissingError: The looker's weights are absent.
    """
    lines, bad_lines = label_csv.parse(text)
    named, unnamed = _with_possible_names(lines)
    with ingest.alone(album):
        with album.read() as conn:
            aims, unfit = _aim(conn, named)
            paths, hashes = files.of_photos(conn), photos.hashes(conn)
        new_faces, unseen = _look_at_new(aims, paths, hashes, looker)
        usable = sorted(aims.keys() - unseen.keys(), key=lambda one: one.line.number)
        with album.write() as conn:
            new_people = _add_people(conn, usable)
            added = sum(_say(conn, album, one, new_faces, looker) for one in usable)
    refused = sorted([*bad_lines, *unnamed, *unfit, *unseen.values()], key=lambda line: line.number)
    return LabelsReport(
        added=added,
        already_said=len(lines) + len(bad_lines) - len(refused) - added,
        drawn=len(new_faces),
        new_people=new_people,
        refused=tuple(refused),
    )


def export_labels(album: Album) -> tuple[str, int]:
    """List who stands where, as people said.

    Returns:
        CSV that imports to the same facts, and how many labels it holds.

    Raises:
        MissingError: Nobody has named a face yet.
    """
    with album.read() as conn:
        names = PhotoNames(files.all_paths(conn))
        people_by_id = {person.id: person.name for person in people.everyone(conn)}
        standing = labels.standing(conn)
        table = faces.table(conn)
    rows = [
        (names.shortest(int(photo_id)), Box(*box.tolist()), people_by_id.get(said.person_id or 0, ""))
        for face_id, photo_id, box in zip(table.ids, table.photo_ids, table.boxes, strict=True)
        if int(photo_id) in names
        and (said := standing.get(int(face_id), Standing())).identity in {Statement.IS_PERSON, Statement.IS_STRANGER}
    ]
    if not rows:
        raise errors.MissingError("labels-none")
    return label_csv.write(rows), len(rows)


def _with_possible_names(lines: Iterable[LabelLine]) -> tuple[list[LabelLine], list[BadLine]]:
    """Tell lines apart whose person could have such a name and whose could not."""
    named, unnamed = [], []
    for line in lines:
        try:
            if line.person:
                people.tidy(line.person)
            named.append(line)
        except errors.WrongUseError as error:
            unnamed.append(BadLine(line.number, error.message))
    return named, unnamed


def _aim(conn: Connection, lines: Iterable[LabelLine]) -> tuple[dict[Aim, int], list[BadLine]]:
    """Find the face of each line; returns each aim with its photo's id."""
    names, sizes = PhotoNames(files.all_paths(conn)), photos.sizes(conn)
    by_photo: dict[int, list[LabelLine]] = defaultdict(list)
    refused = []
    for line in lines:
        fitting = names.find(line.photo)
        if len(fitting) == 1:
            by_photo[fitting.pop()].append(line)
        elif fitting:
            reason = Message("line-photo-ambiguous", {"photo": line.photo, "photos": len(fitting)})
            refused.append(BadLine(line.number, reason))
        else:
            refused.append(BadLine(line.number, Message("line-photo-unknown", {"photo": line.photo})))
    aims: dict[Aim, int] = {}
    for photo_id, its_lines in by_photo.items():
        found, unfit = label_match.aim(its_lines, faces.of_photo(conn, photo_id), *sizes[photo_id])
        aims |= dict.fromkeys(found, photo_id)
        refused += unfit
    return aims, refused


def _look_at_new(
    aims: Mapping[Aim, int], paths: Mapping[int, Path], hashes: Mapping[int, str], looker: Looker
) -> tuple[dict[Aim, _NewFace], dict[Aim, BadLine]]:
    """Look at every box that held no face; returns the new faces, and why some could not be looked at."""
    new_faces: dict[Aim, _NewFace] = {}
    unseen: dict[Aim, BadLine] = {}
    to_draw: dict[int, list[tuple[Aim, Box]]] = defaultdict(list)
    for one, photo_id in aims.items():
        if one.face_id is None and one.line.box is not None:
            to_draw[photo_id].append((one, one.line.box))
    for photo_id, drawn in to_draw.items():
        data = _content(paths[photo_id], hashes[photo_id])
        if data is None:
            for one, _ in drawn:
                unseen[one] = BadLine(one.line.number, Message("line-photo-gone", {"photo": one.line.photo}))
            continue
        looked = looker.look_at_boxes(data, [box for _, box in drawn])
        for (one, _), face in zip(drawn, looked, strict=True):
            new_faces[one] = _NewFace(photo_id, hashes[photo_id], face)
    return new_faces, unseen


def _content(path: Path, sha256: str) -> bytes | None:
    """A photo's bytes, or None where it is gone or something else lies there now."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _add_people(conn: Connection, aims: Iterable[Aim]) -> tuple[str, ...]:
    """Add the people whom the list names first, and tell their names."""
    named = [one.line.person for one in aims if one.line.person]
    return tuple(people.add(conn, name).name for name in named if people.find(conn, name) is None)


def _say(conn: Connection, album: Album, one: Aim, new_faces: Mapping[Aim, _NewFace], looker: Looker) -> bool:
    """Write one label; False where it stands already."""
    face_id = one.face_id
    if face_id is None:
        new = new_faces[one]
        thumbs.save_face(album, new.sha256, new.looked)
        (face_id,) = faces.add(conn, new.photo_id, [new.looked], looker.embedder_name, FaceOrigin.HUMAN)
    person_id = people.by_name(conn, one.line.person).id if one.line.person else None
    return labels.say_identity(conn, face_id, person_id, origin=LabelOrigin.IMPORT)

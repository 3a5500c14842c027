"""Lists of labels: what they say goes into the album's journal, and back into a list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.base.records import Box, FaceOrigin, LabelOrigin, LookedFace, Standing, Statement
from core.flows import ingest
from core.rules import label_frames, label_match
from core.rules.embedders import Brought
from core.rules.label_frames import Shape
from core.rules.label_lines import BadLine, LabelledFace, LabelledPhoto, LabelLine, Parsed
from core.rules.label_match import Aim
from core.rules.photo_names import PhotoNames
from core.store import embedders, faces, files, labels, originals, people, photos, thumbs
from core.store.db import Album, Connection
from core.vision.look import Looker


@dataclass(frozen=True)
class LabelsReport:
    """How an import of labels ended; every line is counted once.

    Attributes:
        added: Lines that became a label.
        already_said: Lines that say what stands already, or what another line says.
        drawn: How many of the added ones made a new face of a box that held none.
        turned: How many boxes had been drawn on a photo as its camera stored it, and were turned upright.
        new_people: Names that the list brought.
        refused: Lines that could not be used, in the order of the files.
    """

    added: int
    already_said: int
    drawn: int
    turned: int
    new_people: tuple[str, ...]
    refused: tuple[BadLine, ...]


@dataclass(frozen=True)
class Collected:
    """What a list can be made of.

    Attributes:
        photos: Those with faces that people said something about who they are.
        facts: How much stands in the album, with what not every list can hold: that something is no face; and what
            none can: masks, whom a face does not show, and what is nothing to learn from.
    """

    photos: tuple[LabelledPhoto, ...]
    facts: int


@dataclass(frozen=True)
class _Aimed:
    """Where the lines of a list lead.

    Attributes:
        aims: Each with its photo's id.
    """

    aims: dict[Aim, int]
    refused: list[BadLine]
    turned: int


@dataclass(frozen=True)
class _NewFace:
    """A face that a human found, looked at."""

    photo_id: int
    sha256: str
    looked: LookedFace


def import_labels(
    album: Album, parsed: Parsed, looker: Looker, may_add: Callable[[Sequence[str]], bool] = lambda _: True
) -> LabelsReport:
    """Write a list of labels into the journal; every line is taken whole or told with its reason.

    A box becomes the label of the detected face that it overlaps, else a face of human origin. People are added as
    the list names them.

    Args:
        album: The album.
        parsed: The list.
        looker: Looks at faces that the detector had missed.
        may_add: Asked once, if the list names people whom the album does not know; where it says no, the lines that
            name them are refused.

    Raises:
        WrongUseError: Another import is running; the album is unchanged.
        MissingError: The looker's weights are absent.
    """
    lines, bad_lines = parsed
    named, unnamed = _with_possible_names(lines)
    with ingest.alone(album):
        wanted, unwanted = _with_wanted_people(album, named, may_add)
        with album.read() as conn:
            aimed = _aim(conn, wanted)
            paths, hashes = files.of_photos(conn), photos.hashes(conn)
            brought = embedders.in_use(album, conn)
        new_faces, unseen = _look_at_new(aimed.aims, paths, hashes, looker, brought)
        usable = sorted(aimed.aims.keys() - unseen.keys(), key=lambda one: (one.line.file, one.line.number))
        with album.write() as conn:
            new_people = _add_people(conn, usable)
            added = sum(_say(conn, album, one, new_faces, looker) for one in usable)
    refused = [*bad_lines, *unnamed, *unwanted, *aimed.refused, *unseen.values()]
    return LabelsReport(
        added=added,
        already_said=len(lines) + len(bad_lines) - len(refused) - added,
        drawn=len(new_faces),
        turned=aimed.turned,
        new_people=new_people,
        refused=tuple(sorted(refused, key=lambda line: (line.file, line.number))),
    )


def collect(album: Album) -> Collected:
    """Gather who stands where, as people said."""
    with album.read() as conn:
        names = PhotoNames(files.all_paths(conn))
        people_by_id = {person.id: person.name for person in people.everyone(conn)}
        standing, sizes, table = labels.standing(conn), photos.sizes(conn), faces.table(conn)
    by_photo: dict[int, list[LabelledFace]] = defaultdict(list)
    for face_id, photo_id, box in zip(table.ids.tolist(), table.photo_ids.tolist(), table.boxes, strict=True):
        said = standing.get(face_id, Standing())
        if said.identity is not None and photo_id in names:
            is_face = said.identity is not Statement.IS_NOT_FACE
            by_photo[photo_id].append(
                LabelledFace(Box(*box.tolist()), people_by_id.get(said.person_id or 0, ""), is_face)
            )
    bases = names.bases(by_photo)
    return Collected(
        photos=tuple(
            LabelledPhoto(names.shortest(photo_id), bases[photo_id], *sizes[photo_id], tuple(its_faces))
            for photo_id, its_faces in by_photo.items()
        ),
        facts=sum(map(len, by_photo.values()))
        + sum(len(said.not_people) + (said.masked is not None) + (not said.for_learning) for said in standing.values()),
    )


def _with_possible_names(lines: Iterable[LabelLine]) -> tuple[list[LabelLine], list[BadLine]]:
    """Tell lines apart whose person could have such a name and whose could not."""
    named, unnamed = [], []
    for line in lines:
        try:
            if line.person:
                people.tidy(line.person)
            named.append(line)
        except errors.WrongUseError as error:
            unnamed.append(line.refuse(error.message))
    return named, unnamed


def _with_wanted_people(
    album: Album, lines: Sequence[LabelLine], may_add: Callable[[Sequence[str]], bool]
) -> tuple[list[LabelLine], list[BadLine]]:
    """Tell lines apart whose person the album may have and who must not be added."""
    names = {line.person.casefold(): line.person for line in lines if line.person}
    with album.read() as conn:
        unknown = {word: name for word, name in names.items() if people.find(conn, name) is None}
    if not unknown or may_add(sorted(unknown.values())):
        unknown = {}
    wanted, unwanted = [], []
    for line in lines:
        if line.person.casefold() in unknown:
            unwanted.append(line.refuse(Message("line-person-unknown", {"name": line.person})))
        else:
            wanted.append(line)
    return wanted, unwanted


def _aim(conn: Connection, lines: Sequence[LabelLine]) -> _Aimed:
    """Find the face of each line."""
    by_photo, refused = label_match.find_photos(lines, PhotoNames(files.all_paths(conn)))
    known = {photo_id: faces.of_photo(conn, photo_id) for photo_id in by_photo}
    sizes, orientations = photos.sizes(conn), photos.orientations(conn)
    shapes = {photo_id: Shape(*sizes[photo_id], orientations[photo_id]) for photo_id in by_photo}
    upright = label_frames.turn(by_photo, shapes, known)
    refused += upright.refused
    aims: dict[Aim, int] = {}
    for photo_id, its_lines in upright.by_photo.items():
        found, unfit = label_match.aim(its_lines, known[photo_id], *sizes[photo_id])
        aims |= dict.fromkeys(found, photo_id)
        refused += unfit
    return _Aimed(aims, refused, upright.turned)


def _look_at_new(
    aims: Mapping[Aim, int],
    paths: Mapping[int, Path],
    hashes: Mapping[int, str],
    looker: Looker,
    brought: Sequence[Brought],
) -> tuple[dict[Aim, _NewFace], dict[Aim, BadLine]]:
    """Look at every box that held no face; returns the new faces, and why some could not be looked at."""
    new_faces: dict[Aim, _NewFace] = {}
    unseen: dict[Aim, BadLine] = {}
    to_draw: dict[int, list[tuple[Aim, Box]]] = defaultdict(list)
    for one, photo_id in aims.items():
        if one.face_id is None and one.line.box is not None and one.line.is_face:
            to_draw[photo_id].append((one, one.line.box))
    for photo_id, drawn in to_draw.items():
        data = originals.content(paths[photo_id], hashes[photo_id])
        if data is None:
            for one, _ in drawn:
                unseen[one] = one.line.refuse(Message("line-photo-gone", {"photo": one.line.photo}))
            continue
        looked = looker.look_at_boxes(data, [box for _, box in drawn], brought)
        for (one, _), face in zip(drawn, looked, strict=True):
            new_faces[one] = _NewFace(photo_id, hashes[photo_id], face)
    return new_faces, unseen


def _add_people(conn: Connection, aims: Iterable[Aim]) -> tuple[str, ...]:
    """Add the people whom the list names first, and tell their names."""
    named = [one.line.person for one in aims if one.line.person]
    return tuple(people.add(conn, name).name for name in named if people.find(conn, name) is None)


def _say(conn: Connection, album: Album, one: Aim, new_faces: Mapping[Aim, _NewFace], looker: Looker) -> bool:
    """Write one label; False where it stands already."""
    line, face_id = one.line, one.face_id
    if face_id is None and not line.is_face:
        return False  # that no face is there, the album does not doubt
    if face_id is None:
        new = new_faces[one]
        thumbs.save_face(album, new.sha256, new.looked)
        (face_id,) = faces.add(conn, new.photo_id, [new.looked], looker.embedder_name, FaceOrigin.HUMAN)
    if not line.is_face:
        return labels.say(conn, face_id, Statement.IS_NOT_FACE, origin=LabelOrigin.IMPORT) is not None
    person_id = people.by_name(conn, line.person).id if line.person else None
    return labels.say_identity(conn, face_id, person_id, origin=LabelOrigin.IMPORT)

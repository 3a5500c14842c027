"""The files of a list of labels: read from wherever a tool left them, and put into a format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.rules import label_coco, label_csv, label_lines, label_voc, label_yolo
from core.rules.label_lines import BadLine, LabelledPhoto, Parsed


class Format(StrEnum):
    """Formats of lists of labels."""

    CSV = "csv"
    VOC = "voc"
    YOLO = "yolo"
    COCO = "coco"


# Where YOLO's numbers get their names, beside the text files or above them: labelImg's way, and Ultralytics'.
CLASSES: Mapping[str, Callable[[str], list[str]]] = {
    "classes.txt": label_yolo.read_classes_txt,
    "data.yaml": label_yolo.read_data_yaml,
    "data.yml": label_yolo.read_data_yaml,
}


@dataclass(frozen=True)
class Written:
    """A list in its format.

    Attributes:
        content: The text of the file, or of each file by its path in the list's folder.
        labels: How many it holds.
    """

    content: str | dict[str, str]
    labels: int


def read(path: Path, format_: Format) -> Parsed:
    """Read a list of labels.

    Args:
        path: The file; for VOC and YOLO, which have a file for each photo, it may be a folder with all that is in it.
        format_: How it is written.

    Raises:
        MissingError: There is no such file, it can't be read, or names for YOLO's numbers are absent.
        WrongUseError: It is no such list at all.
    """
    try:
        if format_ is Format.CSV:
            return label_csv.parse(label_lines.decode(path.read_bytes()))
        if format_ is Format.COCO:
            return label_coco.parse(path.read_bytes(), path.name)
        parts = list(_voc(path) if format_ is Format.VOC else _yolo(path))
    except FileNotFoundError as error:
        raise errors.MissingError("labels-missing", path=str(path)) from error
    except OSError as error:
        raise errors.MissingError("labels-unreadable", path=str(path), why=errors.why(error)) from error
    return [line for good, _ in parts for line in good], [line for _, bad in parts for line in bad]


def put(photos: Sequence[LabelledPhoto], format_: Format) -> Written:
    """Put labels into a format.

    Raises:
        MissingError: There is none that the format could hold.
        WrongUseError: A person's name means something else to other tools.
    """
    holds_all = format_ is not Format.CSV
    labels = sum(face.is_face or holds_all for photo in photos for face in photo.faces)
    if not labels:
        raise errors.MissingError("labels-none")
    return Written(_content(photos, format_), labels)


def _content(photos: Sequence[LabelledPhoto], format_: Format) -> str | dict[str, str]:
    if format_ is Format.CSV:
        return label_csv.write(photos)
    if format_ is Format.COCO:
        return label_coco.write(photos)
    if format_ is Format.VOC:
        return {f"{photo.base}.xml": label_voc.write(photo) for photo in photos}
    classes = label_yolo.classes_of(photos)
    texts = {f"{photo.base}.txt": label_yolo.write(photo, classes) for photo in photos}
    return texts | {"classes.txt": "".join(f"{name}\n" for name in classes)}


def _voc(path: Path) -> Iterator[Parsed]:
    for file, name in _files(path, ".xml"):
        data = _bytes(file, name, needed=file == path)
        yield ([], [data]) if isinstance(data, BadLine) else label_voc.parse(data, name)


def _yolo(path: Path) -> Iterator[Parsed]:
    classes = _classes(path if path.is_dir() else path.parent)
    for file, name in _files(path, ".txt"):
        data = _bytes(file, name, needed=file == path)
        if isinstance(data, BadLine):
            yield [], [data]
            continue
        its_classes = next((classes[folder] for folder in file.parents if folder in classes), None)
        if its_classes is None:
            raise errors.MissingError("labels-no-classes", path=str(file.parent))
        # Tools put the list beside the photos, or into folders that are named like theirs.
        yield label_yolo.parse(data, name, str(file.absolute().with_suffix("")), its_classes)


def _files(path: Path, suffix: str) -> list[tuple[Path, str]]:
    """The files of a list, in order, each with its path as the user knows it.

    Raises:
        MissingError: The folder has none.
    """
    if not path.is_dir():
        return [(path, path.name)]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() == suffix and file.name not in CLASSES)
    if not found:
        raise errors.MissingError("labels-folder-empty", path=str(path), suffix=suffix)
    return [(file, file.relative_to(path).as_posix()) for file in found]


def _bytes(file: Path, name: str, *, needed: bool) -> bytes | BadLine:
    """A file's bytes; where it is one of many, an unreadable one does not stop the others."""
    try:
        return file.read_bytes()
    except OSError as error:
        if needed:
            raise
        return BadLine(0, Message("labels-file-unreadable", {"why": errors.why(error)}), name)


def _classes(top: Path) -> dict[Path, list[str]]:
    """What YOLO's numbers mean, by the folder that says so.

    Raises:
        WrongUseError: Some such file can't be read, or two of one folder disagree.
    """
    found: dict[Path, list[str]] = {}
    for file_name, read_names in CLASSES.items():
        for file in sorted(top.rglob(file_name)):
            try:
                names = read_names(file.read_text(encoding="utf-8-sig"))
            except (UnicodeDecodeError, ValueError) as error:
                raise errors.WrongUseError("labels-no-names", path=str(file)) from error
            if found.setdefault(file.parent, names) != names:
                raise errors.WrongUseError("labels-classes-differ", path=str(file.parent))
    return found

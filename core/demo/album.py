"""The files of a drawn class: photos, the labels of its teacher, and the truth."""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import cv2
from PIL import Image
from PIL.ExifTags import IFD, Base

from core.base import progress
from core.base.child import Tell
from core.base.children import Children
from core.base.errors import WrongUseError
from core.base.progress import Progress
from core.base.records import Box
from core.demo import plan, scene
from core.demo.plan import Shot

MOST_CHILDREN = 20  # more would look too much alike
QUALITY = 88
TICK = 0.2  # seconds
TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
COLUMNS = ("photo", "x1", "y1", "x2", "y2", "person")


@dataclass(frozen=True)
class DrawnClass:
    """What was drawn.

    Attributes:
        children: Their names.
        faces: Faces on all photos, strangers included.
        labelled: Faces that labels.csv names, strangers included.
    """

    children: tuple[str, ...]
    photos: int
    faces: int
    labelled: int


def draw(
    folder: Path,
    children: int = 9,
    photos: int = 300,
    seed: int = 0,
    on_progress: Progress = progress.untold,
) -> DrawnClass:
    """Draw photos of children who don't exist: photos/, labels.csv and truth.csv in a new folder.

    The same arguments give the same bytes. The folder appears only when all is drawn.

    Args:
        folder: Where they go.
        children: How many children the class has.
        photos: How many photos are drawn.
        seed: Another number draws another class.
        on_progress: Told how many photos of how many are drawn.

    Raises:
        WrongUseError: A number is impossible, or the folder is there and has something in it.
    """
    _refuse(folder, children, photos, seed)
    half_year = plan.HalfYear(children, photos, seed)
    shots = half_year.shots()
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (making / "photos").mkdir()
        boxes = []
        for drawn in _draw_all(shots, making / "photos"):
            if drawn is not None:
                boxes.append(drawn)
            on_progress(len(boxes), len(shots))
        named = {shot.name for shot in plan.named(shots, seed)}
        truth = [
            (shot.name, *box, who, int(masked))
            for shot, seen in zip(shots, boxes, strict=True)
            for box, who, masked in zip(seen, shot.people, shot.masked, strict=True)
        ]
        labels = [row[:-1] for row in truth if row[0] in named]
        _write(making / "truth.csv", (*COLUMNS, "masked"), truth)
        _write(making / "labels.csv", COLUMNS, labels)
        making.chmod(0o777 & ~_umask())
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return DrawnClass(tuple(half_year.children), len(shots), len(truth), len(labels))


def _refuse(folder: Path, children: int, photos: int, seed: int) -> None:
    if not 1 <= children <= MOST_CHILDREN:
        raise WrongUseError("demo-children-out-of-range", children=children, most=MOST_CHILDREN)
    if photos < children:
        raise WrongUseError("demo-too-few-photos", photos=photos, children=children)
    if seed < 0:
        raise WrongUseError("demo-seed-negative", seed=seed)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUseError("demo-folder-not-empty", folder=str(folder))


def _umask() -> int:
    """What new files are not allowed; it can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _draw_all(shots: list[Shot], photos: Path) -> Iterator[tuple[Box, ...] | None]:
    """Draw every photo, on all cores where there are enough to pay for starting them; None while one takes its time."""
    cores = min(os.cpu_count() or 1, len(shots) // 10)
    if cores < 2:
        yield from (_draw_one(shot, photos) for shot in shots)
        return
    with ThreadPoolExecutor(cores) as pool, Children() as children:
        drawing = [pool.submit(children.call, _draw_apart, shot, photos) for shot in shots]
        try:
            for one in drawing:
                while not wait([one], TICK).done:
                    yield None
                yield one.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _draw_apart(_tell: Tell, shot: Shot, photos: Path) -> tuple[Box, ...]:
    """Draw a photo in a child process."""
    cv2.setNumThreads(1)  # the photos are the parallel work
    return _draw_one(shot, photos)


def _draw_one(shot: Shot, photos: Path) -> tuple[Box, ...]:
    """Draw a photo and write it as a phone would: turned, and told so in EXIF."""
    pixels, boxes = scene.draw(shot.scene)
    exif = Image.Exif()
    exif[Base.Orientation] = shot.orientation
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = shot.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    picture = Image.fromarray(pixels)
    if shot.orientation in TURNS:
        picture = picture.transpose(TURNS[shot.orientation])
    picture.save(photos / shot.name, quality=QUALITY, exif=exif)
    return boxes


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

"""Make a large album without any model: python -m tests.bench.big_album FOLDER [--photos 18000] [--faces 50000].

Rows, small images, and embeddings scattered around a centre for each child, so that pages can be measured on an album
of a half-year: named faces, a finished run with scores, and clusters of those that nobody named.
"""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base.images import encode_jpeg
from core.base.records import (
    Box,
    Detection,
    FaceOrigin,
    Header,
    LabelOrigin,
    LookedFace,
    Outcome,
    Quality,
    Statement,
)
from core.flows import cluster, train
from core.rules.moments import Shot, When
from core.store import db, faces, files, labels, people, photos, thumbs
from core.store.db import Album
from core.store.files import KnownFile
from core.store.photos import NewPhoto
from core.vision import embed, look

CHILDREN = ("Minji", "Jun", "Seoyeon", "Hajun", "Jiwoo", "Yuna", "Doyun", "Sua", "Eunwoo")
NAMED, STRANGERS_NAMED = 15, 20  # faces that a teacher has named: of each child, and of strangers
STRANGERS = 0.15  # share of faces that belong to no child
SCATTER = 1.4  # of embeddings around their centre; faces of one child then have a mean cosine of about 0.34
FIRST = datetime(2024, 3, 4, 9)
WIDTH, HEIGHT = 640, 480
SKINS = ((236, 200, 172), (222, 178, 142), (190, 142, 108))


@dataclass(frozen=True)
class Crowd:
    """Who every face is.

    Attributes:
        photos: Place of each face's photo, ascending, shape (F,).
        person: Place of the child in CHILDREN, or -1, shape (F,).
        embeddings: Shape (F, D).
    """

    photos: NDArray[np.intp]
    person: NDArray[np.intp]
    embeddings: NDArray[np.float32]


def make(folder: Path, photos_wished: int = 18_000, faces_wished: int = 50_000, seed: int = 0) -> Album:
    """Make the album in a new folder, its photos beside it in FOLDER-photos."""
    rng = np.random.default_rng(seed)
    album = db.open_album(folder, create=True)
    crowd = gather(photos_wished, faces_wished, rng)
    face_ids = store(album, folder.with_name(folder.name + "-photos"), photos_wished, crowd, rng)
    name_some(album, face_ids, crowd.person, rng)
    train.train_head(album)
    cluster.cluster(album)
    return album


def gather(photos_wished: int, faces_wished: int, rng: np.random.Generator) -> Crowd:
    """Spread faces over photos; no child is twice on one."""
    place = np.sort(rng.integers(0, photos_wished, faces_wished))
    person = np.full(faces_wished, -1)
    for rows in np.split(np.arange(faces_wished), np.flatnonzero(np.diff(place)) + 1):
        there = rng.permutation(len(CHILDREN))[: len(rows)]
        person[rows[: len(there)]] = np.where(rng.random(len(there)) < STRANGERS, -1, there)
    centres = unit(rng.normal(size=(len(CHILDREN), embed.DIMENSIONS)))
    strangers = unit(rng.normal(size=(faces_wished, embed.DIMENSIONS)))
    centre = np.where((person >= 0)[:, None], centres[person], strangers)
    scattered = centre + SCATTER * unit(rng.normal(size=centre.shape))
    return Crowd(place, person, unit(scattered).astype(np.float32))


def store(album: Album, folder: Path, count: int, crowd: Crowd, rng: np.random.Generator) -> list[int]:
    """Write rows and images, and return the ids of the faces."""
    folder.mkdir(parents=True)
    pictures = [picture(rng) for _ in range(60)]
    face_ids: list[int] = []
    moments = {}
    starts = np.searchsorted(crowd.photos, np.arange(count + 1))
    with album.write() as conn:
        root, _ = files.claim(conn, folder.resolve())
        for number, at in enumerate(times(count)):
            photo, portrait = pictures[number % len(pictures)]
            data = photo + number.to_bytes(4, "big")  # bytes after a JPEG's end make another photo of it
            sha256 = hashlib.sha256(data).hexdigest()
            (folder / f"{number:05}.jpg").write_bytes(data)
            header = Header("JPEG", WIDTH, HEIGHT, 1, at)
            photo_id = photos.add(conn, NewPhoto(sha256, header, Shot(When(at), number), look.LOOKED_WITH))
            facts = (folder / f"{number:05}.jpg").stat()
            known = KnownFile(root, f"{number:05}.jpg", facts.st_size, facts.st_mtime_ns, Outcome.ADDED, None, photo_id)
            files.put(conn, [known])
            rows = range(starts[number], starts[number + 1])
            looked = [seen(crowd.embeddings[row], place, portrait, rng) for place, row in enumerate(rows)]
            face_ids += faces.add(conn, photo_id, looked, embed.NAME, FaceOrigin.DETECTOR)
            thumbs.save_photo(album, sha256, photo)
            for face in looked:
                thumbs.save_face(album, sha256, face)
            moments[photo_id] = number // 6
        photos.set_moments(conn, moments)
    return face_ids


def name_some(album: Album, face_ids: list[int], person: NDArray[np.intp], rng: np.random.Generator) -> None:
    """Name some faces of every child and some strangers."""
    with album.write() as conn:
        ids = [people.add(conn, name).id for name in CHILDREN]
        for child in range(-1, len(CHILDREN)):
            wanted = STRANGERS_NAMED if child < 0 else NAMED
            for row in rng.choice(np.flatnonzero(person == child), wanted, replace=False):
                statement = Statement.IS_STRANGER if child < 0 else Statement.IS_PERSON
                who = None if child < 0 else ids[child]
                labels.add(conn, face_ids[row], statement, who, origin=LabelOrigin.NAMED)


def times(count: int) -> Iterator[datetime]:
    """When each photo was taken: over 130 days, six photos a moment, 40 seconds apart."""
    per_day = -(-count // 130)
    for number in range(count):
        day, place = divmod(number, per_day)
        yield FIRST + timedelta(days=day * 180 // 130, minutes=10 * (place // 6), seconds=40 * (place % 6))


def seen(embedding: NDArray[np.float32], place: int, portrait: bytes, rng: np.random.Generator) -> LookedFace:
    """One face on a photo; the places beside each other don't overlap."""
    left, top = 10.0 + place % 6 * 100, 20.0 + place // 6 * 110
    box = Box(left, top, left + 80, top + 100)
    quality = Quality(100.0, float(rng.uniform(20, 400)), float(rng.uniform(-0.6, 0.6)))
    return LookedFace(Detection(box, np.full((5, 2), left, np.float32), 0.9), quality, embedding, portrait)


def picture(rng: np.random.Generator) -> tuple[bytes, bytes]:
    """A small photo, and a thumbnail of a face."""
    tint = rng.integers(60, 230, 3)
    photo = np.linspace(tint, 255 - tint, 240).astype(np.uint8)[:, None].repeat(320, axis=1)
    portrait = np.full((160, 160, 3), tint, np.uint8)
    ys, xs = np.mgrid[:160, :160]
    portrait[((xs - 80) / 52) ** 2 + ((ys - 84) / 64) ** 2 < 1] = SKINS[rng.integers(len(SKINS))]
    for eye in (60, 100):
        portrait[(xs - eye) ** 2 + (ys - 75) ** 2 < 30] = 30
    return encode_jpeg(np.ascontiguousarray(photo)), encode_jpeg(portrait)


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row at length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=18_000)
    parser.add_argument("--faces", type=int, default=50_000)
    wished = parser.parse_args()
    make(wished.folder, wished.photos, wished.faces)
    print(f"{wished.folder}: {wished.photos} photos, {wished.faces} faces")


if __name__ == "__main__":
    main()

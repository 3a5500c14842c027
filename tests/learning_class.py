"""A tiny class to train on: two children who look nothing alike, on real photos, each photo a day of its own."""

from datetime import datetime, timedelta
from pathlib import Path

from core.base.records import LabelOrigin
from core.flows import ingest
from core.store import db, faces, files, labels, people
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing

PHOTOS, NAMED = 12, 8
MIDDLE = 320  # pixels; Paula stands left of it, Dilan right of it
MOTION = b"\xff\xd9" * 5 + b"MOTION PHOTO" * 100  # what phones write behind the end of a JPEG


def make(folder: Path, looker: Looker) -> Album:
    """Draw twelve photos, the first eight named: turned ones, motion photos, a read-only one, one without a face."""
    day = datetime(2026, 3, 2, 10)
    for number in range(PHOTOS):
        orientation = (1, 6, 3, 8)[number % 4]
        photo = drawing.with_faces(2, seed=6 * number)
        data = drawing.jpeg(photo, orientation=orientation, taken_at=day + timedelta(days=number))
        drawing.save(folder / f"photos/{number:02d}.jpg", data + MOTION * (number % 2))
    drawing.save(folder / "photos/none.jpg", drawing.jpeg(drawing.with_faces(0), taken_at=day))
    (folder / "photos/00.jpg").chmod(0o444)
    album = db.open_album(folder / "album", create=True)
    ingest.import_photos(album, [folder / "photos"], looker)
    with album.write() as conn:
        paula, dilan = (people.add(conn, name).id for name in ("Paula", "Dilan"))
        for photo_id, path in files.all_paths(conn):
            if path.stem.isdigit() and int(path.stem) < NAMED:
                for face_id, box in faces.of_photo(conn, photo_id).items():
                    person = paula if (box.x1 + box.x2) / 2 < MIDDLE else dilan
                    labels.say_identity(conn, face_id, person, origin=LabelOrigin.NAMED)
    return album

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from core.base import images
from core.flows import staging
from core.flows.originals import Originals
from core.flows.staging import Staged
from tests import drawing

NONE = np.empty((0, 4))
FACE = np.array([[80.0, 80.0, 240.0, 280.0]])


def originals(folder: Path, orientation: int = 1) -> Originals:
    data = drawing.jpeg(drawing.with_faces(1), orientation=orientation) + b"MOTION PHOTO" * 9
    path = drawing.save(folder / "photos/1.jpg", data)
    return Originals({1: path}, {1: hashlib.sha256(data).hexdigest()})


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_copy_is_upright_smaller_and_labelled(tmp_path: Path, orientation: int) -> None:
    photos = originals(tmp_path, orientation)
    before = photos.paths[1].read_bytes()
    assert staging.copy(photos, Staged(1, staging.TRAIN, (2,), FACE, NONE), tmp_path / "set", 160)
    copied = staging.picture(tmp_path / "set", staging.TRAIN, 1)
    assert not copied.is_symlink()
    assert copied.stat().st_nlink == 1
    image = images.open_upright(copied.read_bytes())
    assert (image.width, image.height) == (160, 120)  # of 640 x 480
    assert b"MOTION" not in copied.read_bytes()
    (line,) = (tmp_path / "set/labels/train/1.txt").read_text().splitlines()
    assert line == "2 0.250000 0.375000 0.250000 0.416667"
    assert photos.paths[1].read_bytes() == before


def test_who_nobody_spoke_of_is_blurred_out(tmp_path: Path) -> None:
    photos = originals(tmp_path)
    for part, covered in ((staging.TRAIN, FACE), (staging.VALIDATE, NONE)):
        staging.copy(photos, Staged(1, part, (), NONE, covered), tmp_path / "set", 640)
    blurred, plain = (
        images.open_upright(staging.picture(tmp_path / "set", part, 1).read_bytes()).pixels[80:280, 80:240].astype(int)
        for part in (staging.TRAIN, staging.VALIDATE)
    )
    edges = [np.abs(np.diff(pixels, axis=1)).max() for pixels in (blurred, plain)]
    assert 3 * edges[0] < edges[1]


def test_photo_that_is_gone_or_another_one_now_is_left_out(tmp_path: Path) -> None:
    photos = originals(tmp_path)
    one = Staged(1, staging.TRAIN, (), NONE, NONE)
    photos.paths[1].write_bytes(drawing.jpeg(drawing.with_faces(2)))
    assert not staging.copy(photos, one, tmp_path / "set", 160)
    photos.paths[1].unlink()
    assert not staging.copy(photos, one, tmp_path / "set", 160)
    assert not (tmp_path / "set").exists()


def test_description_repeats_photos_of_rare_persons(tmp_path: Path) -> None:
    staged = [Staged(number, staging.TRAIN, (0,), FACE, NONE) for number in range(4)]
    staged += [Staged(9, staging.TRAIN, (1,), FACE, NONE), Staged(10, staging.VALIDATE, (1,), FACE, NONE)]
    description = staging.describe(tmp_path, staged, ["person-3", "person-5"], 1.0)
    facts = json.loads(description.read_text())
    assert facts["names"] == {"0": "person-3", "1": "person-5"}
    shown = (tmp_path / facts["train"]).read_text().splitlines()
    assert [Path(path).stem for path in shown] == ["0", "1", "2", "3", "9", "9", "9", "9"]


def test_removed_is_gone_whatever_there_was(tmp_path: Path) -> None:
    staging.remove(tmp_path / "never there")
    staging.copy(originals(tmp_path), Staged(1, staging.TRAIN, (), NONE, NONE), tmp_path / "set", 160)
    staging.remove(tmp_path / "set")
    assert not (tmp_path / "set").exists()

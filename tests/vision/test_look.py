"""The look at a photo: everything about its faces, from its bytes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.base import images
from core.base.errors import BadPhotoError
from core.base.records import Box
from core.vision import look
from core.vision.look import Looker
from tests.vision import drawing

NEAR, FAR = Box(300, 200, 700, 680), Box(1000, 300, 1200, 540)


def _jpeg(width: int, height: int, *heads: Box) -> bytes:
    return images.encode_jpeg(drawing.photo(width, height, *heads).pixels, 95)


@pytest.fixture(scope="module")
def looker() -> Looker:
    return Looker("cpu")


def test_a_photo_is_seen_and_its_faces_are_embedded(looker: Looker) -> None:
    seen = looker.see(_jpeg(1280, 960, NEAR, FAR))
    ((first, second),) = looker.embed([seen])

    assert (seen.header.width, seen.header.height) == (1280, 960)
    assert max(images.open_upright(seen.thumbnail).pixels.shape) == look.PHOTO_THUMBNAIL
    assert first.detection.box == seen.faces[0].detection.box
    assert first.embedding @ second.embedding > 0.7  # the same drawing twice
    assert 100 < min(first.quality.side, second.quality.side) < 250 < max(first.quality.side, second.quality.side) < 480


def test_embeddings_go_to_their_photos(looker: Looker) -> None:
    seen = [looker.see(_jpeg(1280, 960, *heads)) for heads in ((NEAR, FAR), (), (FAR,))]
    together = looker.embed(seen)
    apart = [looker.embed([photo])[0] for photo in seen]

    assert [len(faces) for faces in together] == [2, 0, 1]
    for one, other in zip(together, apart, strict=True):
        for face, same in zip(one, other, strict=True):
            np.testing.assert_allclose(face.embedding, same.embedding, atol=1e-4)


def test_many_threads_see_what_one_sees(looker: Looker) -> None:
    photos = [_jpeg(800, 600, Box(x, 100, x + 250, 400)) for x in range(50, 450, 50)]
    with ThreadPoolExecutor(4) as pool:
        many = list(pool.map(looker.see, photos))
    for photo, seen in zip(photos, many, strict=True):
        assert seen.faces[0].detection.box == looker.see(photo).faces[0].detection.box


@pytest.mark.parametrize(
    ("head", "side"),
    [
        pytest.param(Box(300, 200, 700, 680), look.FACE_THUMBNAIL, id="large"),
        pytest.param(Box(0, 0, 400, 480), look.FACE_THUMBNAIL, id="in a corner"),
        pytest.param(Box(600, 600, 680, 696), None, id="small faces are not enlarged"),
    ],
)
def test_thumbnails_of_faces_are_square(looker: Looker, head: Box, side: int | None) -> None:
    (face,) = looker.see(_jpeg(1280, 960, head)).faces
    height, width, _ = images.open_upright(face.thumbnail).pixels.shape
    assert height == width
    assert width == side or (side is None and width < look.FACE_THUMBNAIL)


def test_a_drawn_box_is_looked_at(looker: Looker) -> None:
    data = _jpeg(1280, 960, NEAR, FAR)
    near, empty = looker.look_at_boxes(data, [NEAR, Box(20, 20, 90, 90)])
    ((first, second),) = looker.embed([looker.see(data)])
    found = max(first, second, key=lambda face: face.quality.side)

    assert near.detection.box == NEAR
    assert near.embedding @ found.embedding > 0.8
    assert near.embedding @ empty.embedding < 0.5


def test_a_bad_file_is_refused(looker: Looker) -> None:
    with pytest.raises(BadPhotoError):
        looker.see(b"no photo")


def test_it_is_known_with_what_a_photo_was_looked_at() -> None:
    assert look.LOOKED_WITH == "yunet-2023mar sface-2021dec 3"


def test_a_look_without_faces_does_without_torch() -> None:
    program = (
        "import sys; from core.vision.look import Looker; from core.base import images; import numpy as np; "
        "looker = Looker(); data = images.encode_jpeg(np.zeros((99, 99, 3), np.uint8)); "
        "print(looker.embed([looker.see(data)]), 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[()] False", "")

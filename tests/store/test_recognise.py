import os
import time

import numpy as np
import pytest

from core.base import errors
from core.base.messages import Message
from core.base.records import Box, Quality
from core.rules import decisions
from core.store import recognise, runs
from core.store.db import Album
from core.store.recognise import DroppedFace, DroppedPhoto
from tests.classroom import Classroom

FACE = DroppedFace(Box(1.0, 2.0, 30.0, 40.5), Quality(38.5, 200.0, 0.25), (0.75, 0.25), b"a thumbnail")
FOUND = [DroppedPhoto(640, 480, (FACE,)), DroppedPhoto(0, 0, (), Message("photo-empty"))]


def test_photos_lie_there_until_the_answer_was_read(album: Album) -> None:
    drop = recognise.put(album, [b"one", b"two"])
    assert [path.read_bytes() for path in recognise.photos(album, drop)] == [b"one", b"two"]
    recognise.write(album, drop, FOUND)
    assert recognise.take(album, drop) == FOUND
    assert list((album.folder / recognise.FOLDER).iterdir()) == []


def test_more_than_ten_photos_keep_their_order(album: Album) -> None:
    drop = recognise.put(album, [str(number).encode() for number in range(12)])
    assert [path.read_bytes() for path in recognise.photos(album, drop)] == [str(one).encode() for one in range(12)]


def test_a_drop_that_is_gone(album: Album) -> None:
    drop = recognise.put(album, [b"one"])
    with pytest.raises(errors.MissingError):
        recognise.take(album, drop)  # nothing was found yet
    recognise.remove(album, drop)
    with pytest.raises(errors.MissingError):
        recognise.photos(album, drop)


def test_drops_that_nobody_came_back_for_are_swept(album: Album) -> None:
    old = recognise.put(album, [b"one"])
    long_ago = time.time() - recognise.LONGEST - 60
    os.utime(album.folder / recognise.FOLDER / old, (long_ago, long_ago))
    new = recognise.put(album, [b"two"])
    assert [path.name for path in (album.folder / recognise.FOLDER).iterdir()] == [new]


def test_judged_as_the_sorter_does(room: Classroom) -> None:
    sure = DroppedFace(Box(0, 0, 9, 9), Quality(9, 9, 0), (0.984375, 0.0), b"")
    short = DroppedFace(Box(20, 0, 29, 9), Quality(9, 9, 0), (0.0, 0.625), b"")
    with room.album.read() as conn:
        basis = recognise.basis(
            conn, runs.to_decide_with(conn, room.run_id), [DroppedPhoto(48, 36, (sure, sure, short))]
        )
    made = decisions.judge(basis, 0.97)
    assert np.sort(made.person).tolist() == [-1, -1, 0]  # nobody stands twice on a photo, and Bora falls short
    assert [person.name for person in basis.people] == ["Anna", "Bora"]
    assert decisions.judge(basis, 0.9).person[2] == 1

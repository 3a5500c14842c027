"""A network that looks at new faces in a process of its own: what it says, what goes meanwhile, and that it may die."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import numpy as np
import psutil
import pytest
import torch
import torchvision

from core.base import child, errors
from core.base.records import Box, FaceOrigin, LabelOrigin, RunKind
from core.flows import drawn_faces, forget, scoring
from core.store import deciding, disk, drawn, faces, people, run_files, runs, unscored
from core.store.drawn import Draw
from core.store.runs import Run
from core.vision import embed
from core.vision.look import Looker
from tests import classroom
from tests.classroom import Classroom

OFTEN = 0.01  # seconds


@pytest.fixture
def network(room: Classroom) -> Run:
    """An untrained network that is chosen, and says of the known faces what the head says."""
    with room.album.write() as conn:
        head = runs.get(conn, room.run_id)
        assert head.evidence is not None and head.calibration is not None
        run_id = runs.start(conn, RunKind.CROPS.value, {"side": 16}, None, 0)
        path = run_files.root(room.album) / f"{run_id}/a.pt"
        path.parent.mkdir(parents=True)
        torch.save({"network": torchvision.models.resnet18(num_classes=len(head.person_ids)).state_dict()}, path)
        name, sha256 = f"{run_id}/a.pt", disk.digest(path)
        runs.finish(conn, run_id, head.person_ids, {}, head.evidence, head.calibration, name, sha256)
        runs.put_scores(conn, run_id, *runs.scores(conn, head))
        deciding.choose(conn, run_id)
        return runs.get(conn, run_id)


def add_faces(room: Classroom, count: int) -> list[int]:
    looked = classroom.looked(np.eye(1, classroom.DIMENSIONS)[0])
    with room.album.write() as conn:
        return faces.add(conn, room.photo_ids["d.jpg"], [looked] * count, embed.NAME, FaceOrigin.DETECTOR)


def left_to_score(room: Classroom, run: Run) -> list[int]:
    with room.album.read() as conn:
        return list(unscored.of_run(conn, run))


@contextmanager
def children_die() -> Iterator[list[int]]:
    """Kill each child as soon as it is there, as a system does whose memory is full; tells whom it killed."""
    killed, is_over = list[int](), threading.Event()

    def kill() -> None:
        while not is_over.wait(OFTEN):
            for process in psutil.Process().children():
                with suppress(psutil.Error):  # it has just ended
                    if process.pid not in killed and child.BOOT in process.cmdline():
                        process.kill()
                        killed.append(process.pid)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        is_over.set()
        thread.join()


def test_a_face_that_goes_while_a_network_looks_gets_no_score(room: Classroom, network: Run) -> None:
    first, second = add_faces(room, 2)
    for photo in room.photos.iterdir():  # there is nothing to cut out: only whose scores are kept counts
        photo.unlink()

    def remove() -> None:
        with room.album.write() as conn:
            faces.delete(conn, [first, *room.face_ids["a.jpg"]])

    scoring.score_new_faces(room.album, network, on_wait=remove)
    with room.album.read() as conn:
        known, _ = runs.scores(conn, network)
        assert known.tolist() == faces.table(conn).ids.tolist()
    assert second in known
    assert left_to_score(room, network) == []


def test_a_network_that_dies_is_told_in_a_sentence(room: Classroom, network: Run) -> None:
    new = add_faces(room, 1)
    with children_die() as killed, pytest.raises(errors.WrongUseError) as caught:
        scoring.score_new_faces(room.album, network)
    assert (caught.value.message.key, len(killed)) == ("deciding-look-died", 1)
    assert left_to_score(room, network) == new


def test_a_child_is_forgotten_though_the_network_dies(room: Classroom, network: Run) -> None:
    add_faces(room, 1)
    with children_die() as killed:
        receipt = forget.forget(room.album, "Anna")
    assert len(killed) == 1
    assert (receipt.faces, receipt.runs) == (2, (room.run_id, network.id))  # those that were recognised before
    with room.album.read() as conn:
        assert [person.name for person in people.everyone(conn)] == ["Bora"]


def test_a_drawn_face_is_done_though_the_network_dies(room: Classroom, network: Run, looker: Looker) -> None:
    photo_id = room.photo_ids["a.jpg"]
    with room.album.write() as conn:
        drawn.follow(conn, room.album, photo_id, [], [Draw("new-1", Box(20, 10, 32, 24))], LabelOrigin.NAMED)
        places = drawn.waiting(conn, photo_id)
    with children_die() as killed:
        assert drawn_faces.look(room.album, photo_id, places, looker) == 1
    assert len(killed) == 1
    with room.album.read() as conn:
        assert drawn.waiting(conn, photo_id) == {}
    assert left_to_score(room, network) == list(places)

import hashlib
import os
from pathlib import Path

import pytest

from core.base.records import Outcome
from core.flows import opening, walk
from tests import drawing


def open_folder(folder: Path, known: frozenset[str] = frozenset()) -> list[opening.Opened]:
    return [one for one in opening.open_all(walk.walk(folder).files, known.__contains__) if one is not None]


def test_files_come_back_in_their_order(tmp_path: Path) -> None:
    paths = drawing.save_plain(tmp_path, *(f"{number:03}.jpg" for number in range(40)))
    opened = open_folder(tmp_path)
    assert [one.file.path for one in opened] == paths
    assert [one.sha256 for one in opened] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    assert all(one.seen is not None and one.outcome is None for one in opened)


def test_while_a_photo_takes_its_time_who_asks_can_leave(tmp_path: Path) -> None:
    drawing.save(tmp_path / "a.jpg", drawing.jpeg(drawing.plain(1)))
    stream = iter(opening.open_all(walk.walk(tmp_path).files, frozenset[str]().__contains__))
    assert next(stream) is None  # the process that sees it is only starting
    stream.close()  # type: ignore[attr-defined]  # it is a generator


def test_known_content_is_not_looked_at(tmp_path: Path) -> None:
    drawing.save(tmp_path / "a.jpg", b"this would be refused")
    (one,) = open_folder(tmp_path, frozenset({hashlib.sha256(b"this would be refused").hexdigest()}))
    assert (one.seen, one.outcome) == (None, None)


def test_film_with_a_photos_suffix_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film.jpg").open("wb") as film:
        film.truncate(opening.MOST_BYTES + 1)  # takes no room on the disk
    (one,) = open_folder(tmp_path)
    assert (one.outcome, one.reason and one.reason.key, one.sha256) == (Outcome.REFUSED, "file-too-big", "")


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        pytest.param("dangling.jpg", Outcome.MISSING, None, id="a link to nothing"),
        pytest.param("circle.jpg", Outcome.REFUSED, "file-unreadable", id="a link in a circle"),
    ],
)
def test_file_that_cannot_be_read(tmp_path: Path, name: str, outcome: Outcome, reason: str | None) -> None:
    (tmp_path / name).symlink_to(tmp_path / ("circle.jpg" if name == "circle.jpg" else "gone"))
    (one,) = open_folder(tmp_path)
    assert (one.outcome, one.reason and one.reason.key, one.sha256, one.seen) == (outcome, reason, "", None)


def test_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg")).write_bytes(drawing.jpeg(drawing.plain(1)))
    (one,) = open_folder(tmp_path)
    assert (one.outcome, one.reason and one.reason.key) == (Outcome.REFUSED, "file-name-unreadable")


def test_files_wait_to_be_opened_until_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    drawing.save_plain(tmp_path, *(f"{number:03}.jpg" for number in range(30)))
    asked: list[str] = []

    def is_known(sha256: str) -> bool:
        asked.append(sha256)
        return True

    stream = iter(opening.open_all(walk.walk(tmp_path).files, is_known))
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert 1 <= len(asked) <= opening.AHEAD + 1

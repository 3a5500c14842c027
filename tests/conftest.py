"""What many tests share: real albums, the real looker, and a small class that was imported once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from core.flows import ingest
from core.store import db
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=2, help="how often each kind of job is killed in test_killing.py")


@dataclass(frozen=True)
class LittleClass:
    """An album of four photos: one.jpg with a face, two.jpg with two, none.jpg with none, twin/one.jpg with one.

    Attributes:
        photos: Their folder, which tests share: it is not to be changed.
    """

    album: Album
    photos: Path


@pytest.fixture(scope="session", autouse=True)
def _turns_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let workers of tests wait for each other, but not for other programs on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def album(tmp_path: Path) -> Album:
    """A new album."""
    return db.open_album(tmp_path / "album", create=True)


@pytest.fixture(scope="session")
def looker() -> Looker:
    """The real models, loaded once."""
    return Looker("cpu")


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> LittleClass:
    folder = tmp_path_factory.mktemp("little-class")
    photos = {"none.jpg": (0, 0), "one.jpg": (1, 0), "twin/one.jpg": (1, 40), "two.jpg": (2, 0)}
    for name, (faces, seed) in photos.items():
        drawing.save(folder / "photos" / name, drawing.jpeg(drawing.with_faces(faces, seed=seed)))
    album = db.open_album(folder / "album", create=True)
    ingest.import_photos(album, [folder / "photos"], looker)
    album.engine.dispose()
    return LittleClass(album, folder / "photos")


@pytest.fixture
def little_class(imported_once: LittleClass, tmp_path: Path) -> LittleClass:
    """A copy of the small class's album to do anything with."""
    copy = shutil.copytree(imported_once.album.folder, tmp_path / "little-album")
    return LittleClass(db.open_album(copy), imported_once.photos)

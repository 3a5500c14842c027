"""The class that the store is asked about."""

from pathlib import Path

import pytest

from core.vision.look import Looker
from tests import classroom
from tests.classroom import Classroom


@pytest.fixture
def room(tmp_path: Path, looker: Looker) -> Classroom:
    """Anna and Bora on four photos, as classroom.SHOWN says."""
    return classroom.make(tmp_path / "room", looker)

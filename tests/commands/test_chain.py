"""From photos to a folder for each child with the real models, as the first screen of README does it."""

import csv
from pathlib import Path

from tests import classroom, drawing
from tests.commands.conftest import Cubby

PALE, DARK = "80,80,240,280", "375,90,530,280"  # where drawing.with_faces puts its two faces


def test_from_photos_to_folders(cubby: Cubby, tmp_path: Path) -> None:
    for number in range(6):
        drawing.save(tmp_path / f"photos/{number}.jpg", drawing.jpeg(drawing.with_faces(2, seed=8 * number)))
    before = classroom.facts(tmp_path / "photos")
    lines = [f"{number}.jpg,{box},{name}" for number in range(4) for box, name in ((PALE, "Paula"), (DARK, "Dilan"))]
    (tmp_path / "labels.csv").write_text("\n".join(["photo,x1,y1,x2,y2,person", *lines, ""]))

    def say(*words: str | Path) -> str:
        said = cubby("--album", tmp_path / "album", *words)
        assert (said.code, said.err) == (0, "")
        return said.out

    assert say("import", tmp_path / "photos").startswith("6 added")
    assert say("labels", "import", tmp_path / "labels.csv").startswith("Labels: 8 added")
    assert say("train").startswith("Run 1 has learned from 8 named faces and 0 strangers.")
    say("decisions", tmp_path / "decisions.csv", "--precision", "0.8")
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert {row["candidate"] for row in rows if float(row["x1"]) < 300} == {"Paula"}
    assert {row["candidate"] for row in rows if float(row["x1"]) > 300} == {"Dilan"}
    say("sort", tmp_path / "sorted", "--precision", "0.8")
    assert classroom.photos_in(tmp_path / "sorted") == {
        f"{row['person']}/{row['photo']}" for row in rows if row["person"]
    }
    assert classroom.photos_in(tmp_path / "sorted") >= {
        f"{name}/{number}.jpg" for name in ("Paula", "Dilan") for number in range(4)
    }
    assert say("import", tmp_path / "photos").startswith("0 added, 6 already there")
    assert classroom.facts(tmp_path / "photos") == before

"""How many keys a teacher needs to name fifteen faces of each child on an album of real faces, where one is at hand."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.flows import cluster, ingest
from core.rules import boxes
from core.store import faces, files, people
from core.store.db import Album
from core.vision.look import Looker
from tests.pages.conftest import ROOT, Dashboard

SHARED = ROOT.parent / "shared"
WANTED, MOST_KEYS = 15, 150
GRID = """() => {
  const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot);
  const root = roots.find((one) => one?.querySelector(".face"));
  const cells = [...root.querySelectorAll(".face")];
  const groups = [...root.querySelectorAll(".group")];
  return {
    at: cells.indexOf(root.activeElement),
    faces: cells.map((cell) => ({
      id: Number(cell.dataset.face), group: groups.indexOf(cell.parentElement),
      doubtful: cell.classList.contains("doubtful"), open: cell.dataset.said === undefined,
    })),
  };
}"""


@pytest.fixture
def real_class(dashboard: Dashboard, tmp_path: Path, looker: Looker) -> dict[int, str]:
    """Bring real faces into the dashboard's album, and say who each is; strangers and what is no face are empty."""
    if not SHARED.exists():
        pytest.skip("no album of real faces is at hand")
    crops, strangers = SHARED / "data" / "dev_rmfrd", SHARED / "data" / "strangers_masked_dev"
    maker = [sys.executable, str(SHARED / "make_album.py"), "--crops", str(crops), "--strangers", str(strangers)]
    subprocess.run([*maker, "--out", str(tmp_path / "real")], check=True, capture_output=True)
    with dashboard.album.write() as conn:
        faces.delete(conn, faces.table(conn).ids.tolist())
    ingest.import_photos(dashboard.album, [tmp_path / "real" / "photos"], looker)
    cluster.cluster(dashboard.album)
    return who_is_who(dashboard.album, tmp_path / "real" / "truth.csv")


def who_is_who(album: Album, truth: Path) -> dict[int, str]:
    """The name of each face, by the box of the truth that it covers best."""
    told: dict[str, list[tuple[list[float], str]]] = {}
    with truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            box = [float(row[side]) for side in ("x1", "y1", "x2", "y2")]
            told.setdefault(PurePosixPath(row["photo"]).name, []).append((box, row["person"]))
    with album.read() as conn:
        table, photos = faces.table(conn), files.of_photos(conn)
    found = {}
    for face_id, photo_id, seen in zip(table.ids.tolist(), table.photo_ids.tolist(), table.boxes, strict=True):
        known = told[photos[photo_id].name]
        overlap = boxes.iou(seen[np.newaxis], np.array([box for box, _ in known]))[0]
        found[face_id] = known[overlap.argmax()][1] if overlap.max() > boxes.LEAST_IOU else ""
    return found


@pytest.mark.slow
def test_keys_to_name_fifteen_faces_of_each_child(dashboard: Dashboard, real_class: dict[int, str]) -> None:
    names = sorted(set(real_class.values()) - {""})
    with dashboard.album.write() as conn:
        for name in names:
            people.add(conn, name)
    window = dashboard.open("label")
    expect(window.get_by_role("gridcell").first).to_be_focused()
    keys = name_all(window, names, real_class)
    print(f"{keys} keys name {WANTED} faces of each of {len(names)} children")
    assert keys <= MOST_KEYS


def name_all(window: Page, names: list[str], real_class: dict[int, str]) -> int:
    """Name faces as a teacher who knows everybody, group by group where a group is of one child; return the keys."""
    named: Counter[str] = Counter()
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        window.keyboard.press(key)

    while any(named[name] < WANTED for name in names):
        grid = window.evaluate(GRID)
        here = grid["faces"][grid["at"]]
        if not here["open"]:  # at the end of the page
            press("n")
            expect(window.locator(f'[data-face="{here["id"]}"]')).to_have_count(0)
            expect(window.get_by_role("gridcell").first).to_be_focused()
            continue
        group = [one for one in grid["faces"] if one["group"] == here["group"] and one["open"] and not one["doubtful"]]
        name = real_class[here["id"]]
        if here in group and len(group) > 1 and {real_class[one["id"]] for one in group} == {name}:
            press("a")
            named[name] += len(group)
        else:
            named[name] += 1
        press(str(1 + names.index(name)) if name else "s")
    return pressed

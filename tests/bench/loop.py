"""Simulate the loop of correcting and learning: python -m tests.bench.loop ALBUM TRUTH.csv [--plot FILE.png].

ALBUM has some named faces; TRUTH says who every face is (photo,x1,y1,x2,y2,person; an empty person is a stranger), and
answers as a teacher would. After each twenty answers, in the order that the page proposes, Cubby learns again. Half of
the moments are never asked about: on their photos, folder recall at precision 0.95 is what the answers taught; on the
others, where the answers themselves count, it is what the teacher gets. Nothing is written to ALBUM.
"""

import argparse
import csv
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from playwright.sync_api import ViewportSize, sync_playwright

from core.base.records import LabelOrigin, Statement
from core.flows import decisions, train
from core.rules import review_order
from core.rules.decide import NOT_A_FACE, STRANGER
from core.rules.decisions import Decisions
from core.store import db, faces, files, labels, people, review
from core.store.db import Album
from core.vision import embed
from tests.pages.conftest import CHROMIUM, FLAGS

STEP, STEPS = 20, 8
SIZE = ViewportSize(width=860, height=420)  # of the plot, in pixels
SHOWN = (0.5, 1.0)  # of the recall, on the plot
PRECISION = 0.95
WORDS = {STRANGER: Statement.IS_STRANGER, NOT_A_FACE: Statement.IS_NOT_FACE}
Order = Callable[[Album, Decisions, NDArray[np.intp], np.random.Generator], NDArray[np.intp]]


def random(_album: Album, _made: Decisions, rows: NDArray[np.intp], chance: np.random.Generator) -> NDArray[np.intp]:
    return chance.permutation(rows)


def doubt_alone(_album: Album, made: Decisions, rows: NDArray[np.intp], _: np.random.Generator) -> NDArray[np.intp]:
    return rows[review_order.falling(review_order.doubt(made.found.score[rows]))]


def proposed(album: Album, made: Decisions, rows: NDArray[np.intp], _chance: np.random.Generator) -> NDArray[np.intp]:
    with album.read() as conn:
        return review.by_worth(conn, made, rows, embed.NAME)


ORDERS: Mapping[str, Order] = {"proposed": proposed, "doubt alone": doubt_alone, "random": random}
COLOURS = {"proposed": "#2b7d6c", "doubt alone": "#c58b2a", "random": "#8a918e"}


@dataclass(frozen=True)
class Figures:
    """Folder recall at PRECISION.

    Attributes:
        taught: On photos that are never asked about.
        got: On the others, answers included.
    """

    taught: float
    got: float


@dataclass(frozen=True)
class Truth:
    """Who every face of an album is.

    Attributes:
        person: Person id, STRANGER or NOT_A_FACE, in the order of the face table, shape (F,).
    """

    person: NDArray[np.int64]


def read_truth(album: Album, path: Path) -> Truth:
    """Give each face the name of the box that its middle lies in."""
    with album.read() as conn:
        ids = {person.name: person.id for person in people.everyone(conn)}
        table = faces.table(conn)
        name_of = {photo_id: place.name for photo_id, place in files.all_paths(conn)}
    boxes = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sides = tuple(float(row[side]) for side in ("x1", "y1", "x2", "y2"))
            boxes[Path(row["photo"]).name].append((sides, ids.get(row["person"], STRANGER)))
    person = np.full(len(table.ids), NOT_A_FACE, np.int64)
    for place, (photo_id, (x1, y1, x2, y2)) in enumerate(zip(table.photo_ids.tolist(), table.boxes, strict=True)):
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        for (left, top, right, bottom), who in boxes[name_of[photo_id]]:
            if left <= x <= right and top <= y <= bottom:
                person[place] = who
    return Truth(person)


def simulate(album: Album, truth: Truth, order: Order, seed: int) -> list[Figures]:
    """Answer and learn again, a few times; figures before the first answer and after each time."""
    chance = np.random.default_rng(seed)
    with album.read() as conn:
        table = faces.table(conn)
    moments = np.where(table.moments >= 0, table.moments, -table.photo_ids)
    every = np.unique(moments)
    asked = np.isin(moments, chance.permutation(every)[: len(every) // 2])
    figures = []
    for step in range(STEPS + 1):
        train.train_head(album)
        _, made = decisions.decide(album)
        if step == 0:
            started = set(table.photo_ids[made.found.by_human].tolist())
        counted = ~np.isin(table.photo_ids, list(started))
        figures.append(Figures(recall(made, truth, counted & ~asked), recall(made, truth, counted & asked)))
        open_rows = np.flatnonzero(asked & ~made.found.by_human)
        answer(album, table.ids, truth, order(album, made, open_rows, chance)[:STEP])
    return figures


def answer(album: Album, face_ids: NDArray[np.int64], truth: Truth, rows: Iterable[int]) -> None:
    with album.write() as conn:
        for row in rows:
            who = int(truth.person[row])
            statement = WORDS.get(who, Statement.IS_PERSON)
            person_id = who if statement is Statement.IS_PERSON else None
            labels.say(conn, int(face_ids[row]), statement, person_id, origin=LabelOrigin.CORRECTION)


def recall(made: Decisions, truth: Truth, counted: NDArray[np.bool_]) -> float:
    """Best folder recall over all cut-offs whose folder precision is PRECISION or more."""
    photos = made.basis.faces.photo_ids
    ids = np.array([person.id for person in made.basis.people])
    there = {(photo, who) for photo, who in zip(photos[counted], truth.person[counted], strict=True) if who > 0}
    rows = np.flatnonzero(counted & (made.found.person >= 0))
    best: dict[tuple[int, int], float] = defaultdict(float)
    for row in rows:
        pair = int(photos[row]), int(ids[made.found.person[row]])
        best[pair] = max(best[pair], float(made.found.score[row]))
    falling = sorted(best, key=lambda pair: -best[pair])
    right = np.cumsum([pair in there for pair in falling])
    enough = right / np.arange(1, len(falling) + 1) >= PRECISION
    return float(right[enough].max(initial=0) / max(1, len(there)))


def keep_names(album: Album, names: int) -> None:
    """Take back all but the first few names of each child and of strangers."""
    seen: Counter[int | None] = Counter()
    with album.write() as conn:
        for face_id, stands in labels.standing(conn).items():
            seen[stands.person_id] += 1
            newest = labels.newest(conn, face_id)
            if seen[stands.person_id] > names and newest is not None:
                labels.undo(conn, newest.id, origin=LabelOrigin.CORRECTION)


def compare(folder: Path, truth_path: Path, seeds: int, names: int) -> dict[str, list[list[Figures]]]:
    """Simulate each order on copies of the album, several times."""
    found: dict[str, list[list[Figures]]] = {}
    for name, order in ORDERS.items():
        found[name] = []
        for seed in range(seeds):
            with tempfile.TemporaryDirectory() as room:
                shutil.copytree(folder, Path(room) / "album", ignore=shutil.ignore_patterns("thumbs"))
                album = db.open_album(Path(room) / "album")
                keep_names(album, names)
                found[name].append(simulate(album, read_truth(album, truth_path), order, seed))
                album.engine.dispose()
    return found


def mean(tries: list[list[Figures]], part: str) -> NDArray[np.float64]:
    return np.asarray(np.mean([[getattr(one, part) for one in figures] for figures in tries], axis=0), np.float64)


def show(found: Mapping[str, list[list[Figures]]]) -> None:
    for part, title in (("taught", "photos never asked about"), ("got", "photos asked about, answers included")):
        print(f"\nfolder recall at precision {PRECISION}, {title}")
        print(f"{'answers':14}" + "".join(f"{STEP * step:7}" for step in range(STEPS + 1)))
        for name, tries in found.items():
            print(f"{name:14}" + "".join(f"{one:7.3f}" for one in mean(tries, part)))


def plot(found: Mapping[str, list[list[Figures]]], path: Path) -> None:
    """Draw what the answers taught, as a PNG that chromium takes of the figure."""
    lines = [
        go.Scatter(
            x=[STEP * step for step in range(STEPS + 1)],
            y=mean(tries, "taught"),
            name=name,
            line={"color": COLOURS[name], "width": 3},
        )
        for name, tries in found.items()
    ]
    figure = go.Figure(lines)
    recall = {"title": f"folder recall at precision {PRECISION}", "range": SHOWN}
    axes = {"xaxis_title": "answers", "yaxis": recall}
    edges = {"margin": {"l": 70, "r": 20, "t": 20, "b": 55}, "font": {"size": 15}}
    figure.update_layout(
        **SIZE, **axes, **edges, template="plotly_white", legend={"x": 0.98, "y": 0.05, "xanchor": "right"}
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport=SIZE)
        page.set_content(f"<style>body {{ margin: 0 }}</style>{figure.to_html(config={'staticPlot': True})}")
        page.wait_for_selector(".main-svg")
        page.screenshot(path=path)
        chromium.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] if __doc__ else None)
    parser.add_argument("album", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--names", type=int, default=3, help="named faces of each child to begin with")
    parser.add_argument("--plot", type=Path)
    wished = parser.parse_args()
    found = compare(wished.album, wished.truth, wished.seeds, wished.names)
    show(found)
    if wished.plot:
        plot(found, wished.plot)


if __name__ == "__main__":
    main()

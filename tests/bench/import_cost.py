"""What a thorough import costs, against a quick one: python -m tests.bench.import_cost FOLDER... [--times 3].

Each FOLDER of photos is imported into new albums in both ways in turn, from decoding to the database. Prints seconds of
all processors and seconds on the clock for a photo, the median of some times, and the ratio of each pair of imports
that ran one after the other, so that a machine that is busy with other things changes it little. What starting the
processes takes, whatever the number of photos, is measured with a few photos and left out.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.flows import ingest
from core.store import db, looks
from core.vision.look import Looker

FEW = 8  # photos, as many as are looked at at once
WAYS = {"quick": True, "thorough": False}


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", metavar="FOLDER", type=Path, nargs="+")
    ask.add_argument("--times", type=int, default=3)
    args = ask.parse_args()
    looker = Looker()
    looker.load()
    for folder in args.folders:
        took: dict[str, list[NDArray[np.float64]]] = {way: [] for way in WAYS}
        for turn in range(args.times):
            for way in list(WAYS)[:: 1 if turn % 2 else -1]:
                took[way].append(_import(folder, looker, quick=WAYS[way]))
        print(f"{folder}: {len(list(folder.iterdir()))} photos, {args.times} times; load {os.getloadavg()[0]:.1f}")
        for way, seconds in took.items():
            processor, clock = np.median(seconds, axis=0)
            print(f"  {way:10} {1000 * processor:6.0f} ms of processors, {1000 * clock:6.0f} ms on the clock a photo")
        processor, clock = np.median(np.array(took["thorough"]) / np.array(took["quick"]), axis=0)
        print(f"  {'ratio':10} {processor:6.2f} {'':>17} {clock:6.2f}", flush=True)


def _import(folder: Path, looker: Looker, *, quick: bool) -> NDArray[np.float64]:
    """Import a few photos, then all into another album; seconds of all processors and on the clock, for each more."""
    every = sorted(folder.iterdir())
    with tempfile.TemporaryDirectory() as work:
        few = Path(work) / "few"
        few.mkdir()
        for path in every[:FEW]:
            shutil.copy(path, few)
        some, many = (_taken(Path(work) / name, of, looker, quick=quick) for name, of in (("a", few), ("b", folder)))
    return np.asarray((many - some) / (len(every) - FEW))


def _taken(into: Path, folder: Path, looker: Looker, *, quick: bool) -> NDArray[np.float64]:
    """Import a folder into a new album; seconds of all processors and on the clock."""
    album = db.open_album(into, create=True)
    with album.write() as conn:
        looks.keep_quick(conn, wished=quick)
    start = _now()
    ingest.import_photos(album, [folder], looker)
    return _now() - start


def _now() -> NDArray[np.float64]:
    spent = os.times()
    ours, children = spent.user + spent.system, spent.children_user + spent.children_system
    return np.array([ours + children, time.perf_counter()])


if __name__ == "__main__":
    main()

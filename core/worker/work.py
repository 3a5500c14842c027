"""What each kind of job does. It is given some arguments, and something comes out.

import: paths -> added, already_there, refused, missing, photos, faces, proposed (by the run that looks beside the
    detector), clusters, told ([path, message] of some files)
demo: children, photos, seed -> the same, and the folder
train: precision -> run; the head, in seconds
training: kind and settings of a new run, or run -> run; all others, in minutes to hours. A run that is done only looks
    at the faces that came into the album after it
sort: folder, mode, precision, run (or none), take_out, rules, names, strip (these may be absent) -> sort (or none),
    added, already_there, refused, missing, outdated, taken_out, located, people ([person id, photos]), told
take back: sort -> taken_back, gone, put_back, told
forget: person -> faces, labels, runs, files, sorted_files, folders, no_trace
export: path, format -> labels; a file or a folder of names
propose: run -> photos, faces, lost, clusters
cluster: nothing -> clusters
embedder: path, licence, colours, scale (or none) of a new one, or use (its name) -> name, made, lost
checkup: nothing -> findings ([whether it is fine, what was found])
recognise: drop, run (or none) -> faces; what was found lies in the drop (store/recognise.py)
look: photo, faces (box by face id) -> looked_at
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from core.base import errors, whole_files
from core.base.messages import Message
from core.base.records import Box, FileOutcome, JobKind, Outcome, RunKind, SortMode
from core.demo import album as demo
from core.flows import (
    checkup,
    cluster,
    decisions,
    drawn_faces,
    embedders,
    forget,
    ingest,
    label_files,
    label_lists,
    more_faces,
    recognise,
    scoring,
    sort,
    take_back,
    train,
    training,
)
from core.flows.label_files import Format
from core.flows.sort import Wish
from core.flows.training import Watch
from core.rules import file_names
from core.rules.folder_rules import FolderRules
from core.store import folder_options, people, proposals
from core.store.jobs import JSON
from core.worker.desk import Desk

Body: TypeAlias = Callable[[Desk, Mapping[str, Any]], JSON]
MOST_TOLD = 200  # files whose reasons a result holds


class Queue(StrEnum):
    """Where a job waits for its turn."""

    ACCELERATOR = "accelerator"  # long, and computes on the graphics card: one at a time on the machine
    REST = "rest"  # long: one at a time in the album
    WARM = "warm"  # small: never waits for a long one


def _import(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    return _import_photos(desk, [Path(path) for path in arguments["paths"]])


def _demo(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    """Draw a class into the album's folder, unless it lies there, and import it."""
    children, photos, seed = (int(arguments[name]) for name in ("children", "photos", "seed"))
    folder = desk.album.folder / "drawn" / f"{children}-{photos}-{seed}"
    desk.enter("job-drawing")
    if not folder.exists():
        demo.draw(folder, children, photos, seed, desk.tell)
    return {**_import_photos(desk, [folder / "photos"]), "folder": str(folder)}


def _import_photos(desk: Desk, paths: Iterable[Path]) -> dict[str, JSON]:
    desk.enter("job-importing")
    desk.aside(desk.looker.load)
    report = ingest.import_photos(desk.album, paths, desk.looker, desk.tell)
    counted = {outcome.name.lower(): report.count(outcome) for outcome in Outcome}
    desk.log(Message("job-imported", {**counted, "faces": report.new_faces}))
    if report.looked_again:
        desk.log(Message("import-looked-again", {"photos": report.looked_again}))
    facts = _counts(report.files, report.count) | {"photos": report.photos, "faces": report.new_faces}
    return {**facts, "proposed": _find_beside(desk), **_cluster(desk, {})}


def _find_beside(desk: Desk) -> int:
    """Let the run that was chosen to look beside the detector do so; where it can't, that is told."""
    with desk.album.read() as conn:
        if proposals.detector(conn) is None:
            return 0
    desk.enter("job-proposing")
    try:
        found = more_faces.find_beside_detector(desk.album, desk.looker, desk.tell, desk.check)
    except errors.BusyError:
        raise  # it is tried again
    except (errors.MissingError, errors.WrongUseError) as error:
        desk.log(error.message)
        return 0
    if found is None or not found.faces:
        return 0
    desk.log(Message("import-proposed", {"faces": found.faces}))
    return found.faces


def _train(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-learning")
    precision, asked_by = float(arguments["precision"]), desk.attempt.job_id
    return {"run": train.train_head(desk.album, precision, asked_by, desk.tell).id}


def _sort(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-sorting")
    precision = float(arguments["precision"])
    with desk.album.read() as conn:
        rules = FolderRules(**arguments["rules"]) if "rules" in arguments else folder_options.rules(conn)
    run, made = desk.aside(lambda: decisions.decide(desk.album, arguments["run"], precision, rules, desk.check))
    mode, take_out = SortMode(arguments["mode"]), bool(arguments.get("take_out", False))
    names, strip = str(arguments.get("names", file_names.ORIGINAL)), bool(arguments.get("strip", False))
    wish = Wish(Path(arguments["folder"]), made, run.id, precision, mode, take_out, rules, names, strip)
    report = sort.sort(desk.album, wish, on_progress=desk.tell, aside=desk.aside)
    people_now = [[person.id, report.per_person[person.name]] for person in made.basis.people]
    # Without the folders: they carry children's names, which must not outlive a child that is forgotten.
    facts = _counts([replace(file, path=Path(file.path).name) for file in report.files], report.count)
    left = {"outdated": report.outdated, "taken_out": report.taken_out, "located": report.located}
    return {**facts, **left, "sort": report.sort_id, "people": people_now}


def _take_back(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-taking-back")
    report = take_back.take_back(desk.album, int(arguments["sort"]), desk.tell)
    told = [_reason(Path(kept.path).name, kept.reason) for kept in report.kept[:MOST_TOLD]]
    return {"taken_back": report.taken_back, "gone": report.gone, "put_back": report.put_back, "told": told}


def _forget(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    """Forget a child by id: the name must not stand in the job."""
    desk.enter("job-forgetting")
    with desk.album.read() as conn:
        name = next((one.name for one in people.everyone(conn) if one.id == arguments["person"]), None)
    if name is None:  # it was forgotten before a kill
        return {}
    receipt = forget.forget(desk.album, name)
    return {
        "faces": receipt.faces,
        "labels": receipt.labels,
        "runs": list(receipt.runs),
        "files": receipt.files,
        "sorted_files": receipt.sorted_files,
        "folders": [str(folder) for folder in receipt.folders],
        "no_trace": receipt.no_trace,
    }


def _export(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-exporting")
    path = Path(arguments["path"])
    written = label_files.put(label_lists.collect(desk.album).photos, Format(arguments["format"]))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(written.content, str):
            whole_files.write(path, written.content.encode())
        else:
            whole_files.write_folder(path, {name: text.encode() for name, text in written.content.items()})
    except OSError as error:
        raise errors.WrongUseError("file-unwritable", path=str(path), why=errors.why(error)) from error
    return {"labels": written.labels}


def _training(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    """Train a new run, the one that this job began before it was cut short, or the one that it is to go on with."""
    run_id, watch = arguments.get("run"), Watch(desk.enter, desk.tell, desk.log, desk.check)
    if run_id is None:
        kind, asked_by = RunKind(arguments["kind"]), desk.attempt.job_id
        run_id = training.begin(desk.album, kind, arguments["settings"], asked_by, watch).id
    run = training.carry_on(desk.album, int(run_id), watch)
    desk.enter("train-part-scores")
    scoring.score_new_faces(desk.album, run, desk.check)  # photos may have come in since it began
    return {"run": run.id}


def _propose(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-proposing")
    desk.aside(desk.looker.load)
    found = more_faces.find(desk.album, int(arguments["run"]), desk.looker, desk.tell, desk.check)
    desk.log(Message("proposed", {"photos": found.photos, "faces": found.faces}))
    return {"photos": found.photos, "faces": found.faces, "lost": found.lost, **_cluster(desk, {})}


def _cluster(desk: Desk, _arguments: Mapping[str, Any]) -> dict[str, JSON]:
    desk.enter("job-clustering")
    return {"clusters": cluster.cluster(desk.album, desk.tell)}


def _embedder(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    """Use an embedder of the album, or one that is brought into it."""
    desk.enter("job-embedding")
    name = arguments.get("use") or embedders.bring(desk.album, embedders.from_json(arguments)).name
    filled = embedders.use(desk.album, name, desk.looker, desk.tell)
    return {"name": filled.name, "made": filled.made, "lost": filled.lost}


def _checkup(desk: Desk, _arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-checking")
    found = desk.aside(lambda: checkup.examine(desk.album.folder))
    return {"findings": [[one.fine, one.message.as_json()] for one in found]}


def _look(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-looking")
    desk.aside(desk.looker.load)
    places = {int(face_id): Box(*box) for face_id, box in arguments["faces"].items()}
    return {"looked_at": drawn_faces.look(desk.album, int(arguments["photo"]), places, desk.looker)}


def _recognise(desk: Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-recognising")
    desk.aside(desk.looker.load)
    drop, run = arguments["drop"], arguments["run"]
    return {"faces": recognise.recognise_drop(desk.album, drop, run, desk.looker, desk.tell, desk.check)}


def _counts(files: Iterable[FileOutcome], count: Callable[[Outcome], int]) -> dict[str, JSON]:
    """How many files ended how, and the first of those that there is something to say of."""
    wrong = [file for file in files if file.outcome in {Outcome.REFUSED, Outcome.MISSING}]
    told = [_reason(file.path, file.reason) for file in wrong[:MOST_TOLD]]
    return {outcome.name.lower(): count(outcome) for outcome in Outcome} | {"told": told}


def _reason(path: str, reason: Message | None) -> JSON:
    return [path, None if reason is None else reason.as_json()]


WORK: Mapping[JobKind, tuple[Queue, Body]] = {
    JobKind.IMPORT: (Queue.ACCELERATOR, _import),
    JobKind.DEMO: (Queue.ACCELERATOR, _demo),
    JobKind.TRAIN: (Queue.WARM, _train),
    JobKind.TRAINING: (Queue.ACCELERATOR, _training),
    JobKind.PROPOSE: (Queue.ACCELERATOR, _propose),
    JobKind.SORT: (Queue.REST, _sort),
    JobKind.TAKE_BACK: (Queue.REST, _take_back),
    JobKind.FORGET: (Queue.REST, _forget),
    JobKind.EXPORT: (Queue.REST, _export),
    JobKind.CLUSTER: (Queue.WARM, _cluster),
    JobKind.CHECKUP: (Queue.WARM, _checkup),
    JobKind.EMBEDDER: (Queue.ACCELERATOR, _embedder),
    JobKind.RECOGNISE: (Queue.WARM, _recognise),
    JobKind.LOOK: (Queue.WARM, _look),
}

"""What every command shares: the album, the language, and how things are said."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.base import errors, images, messages, settings, turns, whole_files
from core.base.messages import Catalogue, Message, Value
from core.base.progress import Progress as OnProgress
from core.base.records import FileOutcome, JobKind, Outcome
from core.store import db, jobs
from core.store.db import Album

# Exit codes: something is missing; done, but some inputs were refused.
MISSING, REFUSED = errors.MissingError.exit_code, errors.BadPhotoError.exit_code


@dataclass(frozen=True)
class Console:
    """The album that the commands work on, and a voice in the user's language.

    Attributes:
        wished: The album's folder as the command line gave it.
    """

    wished: Path | None

    @cached_property
    def folder(self) -> Path:
        """The album's folder."""
        return settings.album_folder(self.wished, os.environ)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The sentences."""
        return catalogue()

    def open(self, *, create: bool = False) -> Album:
        """Open the album."""
        return db.open_album(self.folder, create=create)

    def say(self, key: str, **values: Value) -> None:
        """Print a sentence."""
        typer.echo(self.catalogue.say(key, **values))

    def show(self, message: Message) -> str:
        """A stored message in the user's language."""
        return self.catalogue.show(message)

    def print_json(self, facts: Mapping[str, Any]) -> None:
        """Print facts for a program to read."""
        typer.echo(json.dumps(facts, indent=1))  # ASCII alone, which no system's pipe garbles

    def outcomes(self, files: Iterable[FileOutcome]) -> dict[str, object]:
        """What became of files, for a program to read: each with its reason, and how many ended how."""
        told = [
            {"path": file.path, "outcome": file.outcome.value, "reason": file.reason and self.show(file.reason)}
            for file in files
        ]
        counted = Counter(file["outcome"] for file in told)
        return {"files": told, **{outcome.name.lower(): counted[outcome.value] for outcome in Outcome}}

    def hand_over(self, album: Album, kind: JobKind, arguments: Mapping[str, Any], *, as_json: bool) -> None:
        """Ask the album's worker for something instead of doing it here, and tell the job's id."""
        job_id = jobs.request(album, kind, arguments)
        if as_json:
            self.print_json({"job": job_id})
        else:
            self.say("job-asked", job=job_id)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the accelerator, once no other program on this machine has it."""
        told: list[str] = []

        def wait() -> None:
            if not told:
                told.append("job-awaiting-turn")
                typer.echo(self.catalogue.say("job-awaiting-turn"), err=True)

        with turns.accelerator(wait):
            yield

    @contextmanager
    def progress(self, *, quiet: bool) -> Iterator[OnProgress]:
        """Show how far a long flow is, where a person is watching."""
        shown = sys.stderr.isatty() and not quiet
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.speed:.1f}/s"), TimeRemainingColumn())
        with Progress(*columns, console=RichConsole(stderr=True), disable=not shown, transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


BackgroundOption = Annotated[
    bool, typer.Option("--background", help="Let the worker do it, print the job's id, and don't wait.")
]


def catalogue() -> Catalogue:
    """The sentences in the language that the environment asks for."""
    return Catalogue(messages.choose_language(os.environ))


def of(context: typer.Context) -> Console:
    """The console that the program was started with."""
    console = context.find_object(Console)
    assert console is not None
    return console


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        WrongUseError: It can't be written, or its name is that of a photo.
    """
    if path.suffix.lower() in images.SUFFIXES:
        raise errors.WrongUseError("file-is-photo", path=str(path))
    with _writing(path):
        whole_files.write(path, text.encode())


def write_folder(path: Path, texts: Mapping[str, str]) -> None:
    """Write a folder of text files whole or not at all.

    Args:
        path: The folder, which must not hold anything yet.
        texts: By path in the folder, with forward slashes.

    Raises:
        WrongUseError: It can't be written.
    """
    with _writing(path):
        whole_files.write_folder(path, {name: text.encode() for name, text in texts.items()})


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell in a sentence why something can't be written."""
    try:
        yield
    except OSError as error:
        raise errors.WrongUseError("file-unwritable", path=str(path), why=errors.why(error)) from error

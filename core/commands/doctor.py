"""The command that says what works on this machine and what does not: doctor."""

import typer

from core.commands import console
from core.flows import checkup

app = typer.Typer()
MARKS = {True: "+", False: "!"}


@app.command("doctor")
def doctor(context: typer.Context) -> None:
    """Check versions, weights, the accelerator, room on the disk, and say what mends what is missing."""
    voice = console.of(context)
    findings = checkup.examine(voice.folder)
    for finding in findings:
        typer.echo(f"{MARKS[finding.fine]} {voice.show(finding.message)}")
    wrong = sum(not finding.fine for finding in findings)
    voice.say("doctor-fine" if wrong == 0 else "doctor-wrong", findings=wrong)
    if wrong:
        raise typer.Exit(console.MISSING)

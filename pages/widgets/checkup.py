"""What the check-up of this computer found, in plain words; the details are for whoever helps."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import jobs
from pages.widgets import job_status, markdown
from pages.widgets.frame import Here

CPU = "cpu"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, as the worker told it."""

    fine: bool
    message: Message


def draw(here: Here) -> None:
    """Let the worker look at this computer, and say what it found."""
    if job_status.show(here, JobKind.CHECKUP):
        return
    findings = _last(here)
    if findings:
        _tell(here, findings)
    if st.button(here.say("checkup-again" if findings else "checkup-start"), key="checkup"):
        jobs.request(here.album, JobKind.CHECKUP)
        st.rerun()


def has_card(here: Here) -> bool:
    """Whether the last check-up found a graphics card that computes."""
    devices = [one.message.values for one in _last(here) if one.message.key == "doctor-device"]
    return any(device["device"] != CPU for device in devices)


def _last(here: Here) -> list[Finding]:
    last = next((job for job in jobs.recent(here.album, 50) if job.kind is JobKind.CHECKUP), None)
    if last is None or last.state is not JobState.DONE or not isinstance(last.result, dict):
        return []
    return [Finding(fine, Message(*found)) for fine, found in last.result["findings"]]


def _tell(here: Here, findings: Sequence[Finding]) -> None:
    wrong = [finding for finding in findings if not finding.fine]
    st.markdown(here.say("checkup-wrong" if wrong else "doctor-fine", findings=len(wrong)))
    for finding in wrong:
        st.warning(here.catalogue.show(finding.message))
    told = {finding.message.key: finding.message.values for finding in findings}
    device, room = told.get("doctor-device"), told.get("doctor-room")
    if device is not None:
        key = "checkup-processor" if device["device"] == CPU else "checkup-card"
        st.markdown(here.say(key, card=markdown.plain(str(device["card"]))))
    if room is not None:
        st.markdown(here.say("checkup-room", free=room["free"]))
    with st.expander(here.say("checkup-all"), key="checkup-all"):
        lines = [markdown.plain(here.catalogue.show(finding.message)) for finding in findings]
        st.markdown(
            "".join(f"{'✓' if one.fine else '✗'} {line}  \n" for one, line in zip(findings, lines, strict=True))
        )

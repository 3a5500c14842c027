"""The faces that Cubby learns from, child by child: bad ones are left out, and it is said which more would help."""

from functools import partial

import streamlit as st

from core.base.records import Person
from core.rules import advice, calibrate
from core.rules.advice import Advice
from core.store import examples, labels, people
from core.store.runs import Run
from pages.widgets import balance_plot, example_visit, face_grid, known, markdown
from pages.widgets.face_grid import Answers
from pages.widgets.frame import Here

CHOICE, WHICH = "examples-child", "examples-which"


def show(here: Here, *, is_new: bool) -> None:
    """Draw the view.

    Args:
        here: The page's frame.
        is_new: Whether the user has just come to it: the names may have changed meanwhile.
    """
    with here.album.read() as conn:
        counts = labels.counts(conn)
        children = [one for one in people.everyone(conn) if one.active or counts[one.id]]
    if not any(counts[one.id] for one in children):
        st.info(here.say("examples-none"))
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        chosen = _choose(here, children)
        is_proposed = _which(here) == "proposed"
    example_visit.opened(here, chosen.id, is_proposed=is_proposed, is_new=is_new)
    st.fragment(_draw)(here, children, chosen, is_proposed=is_proposed)


def _choose(here: Here, children: list[Person]) -> Person:
    """Draw the children to choose from."""
    by_id = {one.id: one for one in children}
    if st.session_state.get(CHOICE) not in by_id:
        st.session_state[CHOICE] = children[0].id
    chosen = st.pills(
        here.say("history-child"),
        list(by_id),
        format_func=lambda one: markdown.plain(by_id[one].name),
        key=CHOICE,
        required=True,
        label_visibility="collapsed",
    )
    return by_id[int(chosen or 0)]


def _which(here: Here) -> str:
    """Draw whether to see the named faces, or those that would make good examples."""
    which = st.segmented_control(
        here.say("examples-which"),
        ("named", "proposed"),
        default="named",
        format_func=lambda one: here.say(f"examples-{one}"),
        key=WHICH,
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    return str(which)


def _draw(here: Here, children: list[Person], chosen: Person, *, is_proposed: bool) -> None:
    """Draw the balance, the advice and the page of faces that this session is at."""
    if st.session_state.pop("label-leave", False):
        st.rerun()
    visit = example_visit.opened(here, chosen.id, is_proposed=is_proposed)
    with here.album.read() as conn:
        balances, everyone = examples.balance(conn), people.everyone(conn)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        balance_plot.show(here, children, balances, chosen, _leave_for)
    said = right.container()
    if visit.tiles:
        answers = Answers(
            steps=partial(example_visit.follow, here, visit, visit.done),
            turn=lambda by: example_visit.turn(here, by),
            child=here.add_child,
            withdrawn=partial(example_visit.withdraw, here, visit),
            history=_look_back,
        )
        face_grid.show(
            here, visit.key, visit.tiles, everyone, visit.counts, answers, is_first=visit.at == 0, is_of_examples=True
        )
    elif is_proposed:
        st.info(here.say("examples-none-proposed", name=markdown.plain(chosen.name)))
    with said:  # drawn last: what it says takes longer than the faces
        _tell(here, chosen, balances.get(chosen.id), visit.key)


def _tell(here: Here, chosen: Person, balance: examples.Balance | None, key: str) -> None:
    """Say how many faces of a child are learned from, and which more would help."""
    name = markdown.plain(chosen.name)
    if balance is None:
        st.markdown(here.say("examples-of-nobody", name=name))
        return
    st.markdown(here.say("examples-count", name=name, faces=balance.learned, left=balance.left_out))
    advised = _advice(here, chosen, key)
    if advised is None:
        st.caption(here.say("examples-unlearned", name=name))
        return
    reach = "enough" if advised.is_enough else "more" if advised.can_be_reached else "few"
    st.markdown(here.say(f"examples-{reach}", name=name, more=advised.more, left=advised.left, kind=advised.kind))
    if advised.masked and advised.unmasked and advised.masked.faces and advised.unmasked.faces:
        masked, unmasked = advised.masked, advised.unmasked
        found = {"masked": masked.found, "unmasked": unmasked.found}
        st.caption(here.say("examples-found", maskedfaces=masked.faces, unmaskedfaces=unmasked.faces, **found))


def _advice(here: Here, chosen: Person, key: str) -> Advice | None:
    """What the deciding run's evidence advises; read once for each page of faces: every name changes its basis."""
    kept: tuple[str, Advice | None] | None = st.session_state.get("examples-advice")
    if kept is not None and kept[0] == key:
        return kept[1]
    run = known.last_run(here.album)
    found = None if run is None or chosen.id not in run.person_ids else _of_run(here, run, chosen)
    st.session_state["examples-advice"] = (key, found)
    return found


def _of_run(here: Here, run: Run, chosen: Person) -> Advice:
    wished, column = known.precision(here.album), run.person_ids.index(chosen.id)
    made = known.judged(here.album, run, wished)
    solved = calibrate.thresholds(made.basis.evidence, made.basis.calibration, wished)[column]
    figures = run.metrics.get("people", ())
    of_child = [one for one in figures if one["person_id"] == chosen.id]
    return advice.of_person(of_child[0] if of_child else {}, solved.more_needed, made.unnamed(column))


def _leave_for(person: Person) -> None:
    st.session_state.update({CHOICE: person.id, "label-leave": True})


def _look_back(face_id: int) -> None:
    """Go to the history of a face."""
    st.session_state.update({"view": "history", "history-face": face_id, "label-leave": True})

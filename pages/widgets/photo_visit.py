"""Going from photo to photo: which ones, at which this session is, and what stood on it when it was opened."""

import secrets
import threading
from dataclasses import dataclass, field

import streamlit as st

from core.base import errors
from core.base.records import JobKind
from core.store import box_changes, browse, drawn, jobs, screens, thumbs, worker_process
from core.store.browse import OpenPhoto, Which
from core.store.drawn import Done
from core.store.overview import Month
from pages.widgets import photo_choice, photo_guess
from pages.widgets.canvas_scene import CanvasBox, Scene
from pages.widgets.frame import Here

NAME = "photo-visit"  # in the session
PARAMETER = "photo"  # of the address: the id of the photo that is open
LONGEST_ID = 16  # digits


@dataclass
class Visit:
    """What this session goes through, and the photo that it is at.

    Attributes:
        which: Which photos; a number stands for those with that person.
        months: Those that can be chosen.
        ids: The photos, as they were when they were chosen: one that no longer fits stays until others are chosen.
        done: What was written down since it was opened.
        is_drawable: Whether the other editor, drawable_canvas, is used.
    """

    which: Which | int = Which.ALL
    month: Month | None = None
    months: list[Month] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    at: int = 0
    photo: OpenPhoto | None = None
    scene: Scene | None = None
    done: list[Done] = field(default_factory=list)
    is_drawable: bool = False


def arrive(here: Here, *, is_new: bool) -> None:
    """Open the photo that the address asks for, or read the one of before anew: other pages may have changed it.

    Args:
        here: The page's frame.
        is_new: Whether the user has just come to the view.
    """
    visit: Visit = st.session_state.setdefault(NAME, Visit())
    asked = st.query_params.get(PARAMETER, "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < LONGEST_ID else None
    if is_new:
        worker_process.ensure(here.album.folder)  # starting takes seconds, and a drawn face is to be looked at at once
    if visit.photo is None or (wanted is not None and visit.photo.id != wanted):
        gather(here, wanted)
    elif is_new:
        open_at(here, visit.at)


def gather(here: Here, wanted: int | None = None) -> None:
    """Take down which photos to go through, and open the wanted one, or the first."""
    visit: Visit = st.session_state[NAME]
    with here.album.read() as conn:
        visit.months = browse.months(conn)
    visit.ids = photo_choice.ids(here, visit.which, visit.month)
    if wanted is not None and wanted not in visit.ids:
        visit.which, visit.month = Which.ALL, None
        visit.ids = photo_choice.ids(here, visit.which, visit.month)
    open_at(here, visit.ids.index(wanted) if wanted in visit.ids else 0)


def open_at(here: Here, at: int) -> None:
    """Open a photo anew, under a new key: what the browser still says of the one before is not about it."""
    visit: Visit = st.session_state[NAME]
    visit.at, visit.done, visit.scene = max(0, min(at, len(visit.ids) - 1)), [], None
    with here.album.read() as conn:
        visit.photo = browse.photo(conn, visit.ids[visit.at]) if visit.ids else None
    if visit.photo is None:
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = str(visit.photo.id)
        visit.scene = _scene(here, visit, visit.photo)
        look(here, visit.photo.id)


def switch(here: Here) -> None:
    """Go on with the other editor."""
    visit: Visit = st.session_state[NAME]
    visit.is_drawable = not visit.is_drawable
    open_at(here, visit.at)


def look(here: Here, photo_id: int) -> None:
    """Let the worker look at the faces that were drawn or moved on a photo, and score those that were put back."""
    with here.album.read() as conn:
        waiting = drawn.waiting(conn, photo_id) | box_changes.unscored(conn, photo_id)
    if waiting:
        places = {str(face_id): list(box) for face_id, box in waiting.items()}
        jobs.request(here.album, JobKind.LOOK, {"photo": photo_id, "faces": places})


def prepare_next(here: Here) -> None:
    """Make the next photo's picture while this one is looked at; whoever draws the page does not wait for it."""
    visit: Visit = st.session_state[NAME]
    for photo_id in visit.ids[visit.at + 1 : visit.at + 2]:
        with here.album.read() as conn:
            following = browse.photo(conn, photo_id)
        if following is not None and not screens.path(here.album, following.sha256).exists():
            threading.Thread(target=_picture, args=(here, following), daemon=True).start()


def _scene(here: Here, visit: Visit, photo: OpenPhoto) -> Scene:
    picture = _picture(here, photo)
    guesses = photo_guess.guesses(here.album, photo.faces)
    return Scene(
        key=f"photo-{secrets.token_hex(4)}",
        photo_id=photo.id,
        picture=picture or thumbs.photo_path(here.album, photo.sha256).read_bytes(),
        photo=photo.size,
        canvas=screens.size(photo.size),
        boxes=tuple(CanvasBox(one.id, one.box, one.is_drawn, one.stands, guesses.get(one.id)) for one in photo.faces),
        is_fixed=picture is None,
        is_first=visit.at == 0,
        is_last=visit.at == len(visit.ids) - 1,
    )


def _picture(here: Here, photo: OpenPhoto) -> bytes | None:
    """The photo at the size of a screen; None where its own file can't be read any more."""
    try:
        return screens.get(here.album, photo.id, photo.sha256)
    except errors.BadPhotoError:
        return None

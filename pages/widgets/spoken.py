"""What was said on one page of faces on the page of corrections, and the neighbours of whom the same is said."""

from dataclasses import dataclass, field, replace

from core.base.records import LabelOrigin, Statement
from core.rules.embedders import BUILT_IN
from core.store import naming, review
from core.store.naming import Done, Step
from core.store.review import Added
from pages.widgets.frame import Here

MOST_NEAR = 12  # neighbours offered at once


@dataclass
class Spoken:
    """What was said since a page of faces was opened.

    Attributes:
        steps: All steps so far.
        added: Neighbours that were added to some of them.
        declined: How many steps there were when neighbours were not wanted.
        done: What was written down.
    """

    steps: list[Step] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    declined: int = 0
    done: list[Done] = field(default_factory=list)


def follow(here: Here, said: Spoken, steps: list[Step]) -> None:
    """Write down what was said on a page of faces so far, neighbours included, also where another one is open by now.

    Args:
        here: The page's frame.
        said: What was said on it before; brought up to date.
        steps: All steps on it.
    """
    said.steps = steps
    with here.telling(), here.album.write() as conn:
        said.done = naming.follow(conn, said.done, review.together(steps, said.added), LabelOrigin.CORRECTION)


def near(here: Here, said: Spoken) -> list[int]:
    """The neighbours to offer for the last step; none for what is no face, or where they were not wanted."""
    steps = said.steps
    if not steps or said.declined == len(steps) or steps[-1].statement is Statement.IS_NOT_FACE:
        return []
    with here.album.read() as conn:
        return review.near(conn, steps[-1].face_ids, BUILT_IN, MOST_NEAR)


def add_near(here: Here, said: Spoken, steps: tuple[Step, ...], face_ids: list[int]) -> None:
    """Say of neighbours what was said last when they were offered; of no effect where that was taken back meanwhile."""
    said.added.append(Added(steps, replace(steps[-1], face_ids=tuple(face_ids))))
    follow(here, said, said.steps)

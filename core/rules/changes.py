"""What a sorting anew would change: held against what earlier sortings have left in the folders."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from core.rules import decide
from core.rules.decisions import Decisions
from core.rules.plan import Pair


@dataclass(frozen=True)
class Changes:
    """Photos by what would become of them, each with the child whose folder it is about.

    Attributes:
        stay: Lie where they belong.
        into: Come in.
        out: Lie where they belong no more.
        against: Those of them that people themselves have said don't belong there.
    """

    stay: frozenset[Pair]
    into: frozenset[Pair]
    out: frozenset[Pair]
    against: frozenset[Pair]


def compare(standing: AbstractSet[Pair], made: Decisions) -> Changes:
    """Compare folders with decisions.

    Args:
        standing: What lies in the folders.
        made: What should.
    """
    wanted = frozenset(made.pairs())
    out = frozenset(standing) - wanted
    could_be = _open_pairs(made)
    return Changes(wanted & standing, wanted - standing, out, frozenset(pair for pair in out if pair not in could_be))


def face_of(made: Decisions, pair: Pair) -> int:
    """The face that a pair is about, as its row: the one on the photo that most probably shows the child."""
    column = [person.id for person in made.basis.people].index(pair.person_id)
    rows = np.flatnonzero(made.basis.faces.photo_ids == pair.photo_id)
    named = made.basis.said.person[rows] == column
    return int(rows[(made.basis.scores[rows, column] + named).argmax()])


def _open_pairs(made: Decisions) -> set[Pair]:
    """Photos and children of whom people have left open whether they stand on them, or said that they do."""
    said, photos = made.basis.said, made.basis.faces.photo_ids
    could_be = (said.person == decide.UNKNOWN)[:, None] & ~said.denied
    named = np.flatnonzero(said.person >= 0)
    could_be[named, said.person[named]] = True
    face, column = np.nonzero(could_be)
    people = [person.id for person in made.basis.people]
    return {Pair(photo, people[place]) for photo, place in zip(photos[face].tolist(), column.tolist(), strict=True)}

"""What the journal of labels adds up to: the newest standing statement about a face counts."""

from collections.abc import Iterable
from dataclasses import replace

from core.base.records import JournalRow, Standing, Statement

IDENTITIES = frozenset({Statement.IS_PERSON, Statement.IS_STRANGER, Statement.IS_NOT_FACE})


def add_up(said: Iterable[JournalRow]) -> dict[int, Standing]:
    """Take all that stands about each face together.

    Args:
        said: Rows that were not undone, oldest first.

    Returns:
        What stands, by face id; faces that nobody spoke about are absent.
    """
    standing: dict[int, Standing] = {}
    for row in said:
        standing[row.face_id] = hear(standing.get(row.face_id, Standing()), row)
    return standing


def hear(before: Standing, row: JournalRow) -> Standing:
    """What stands about a face after one more row about it."""
    if row.statement in IDENTITIES:
        now_is = frozenset() if row.person_id is None else frozenset({row.person_id})
        return replace(before, identity=row.statement, person_id=row.person_id, not_people=before.not_people - now_is)
    if row.statement is Statement.IS_NOT_PERSON and row.person_id is not None:
        heard = replace(before, not_people=before.not_people | {row.person_id})
        return replace(heard, identity=None, person_id=None) if before.person_id == row.person_id else heard
    if row.statement in {Statement.WEARS_MASK, Statement.WEARS_NO_MASK}:
        return replace(before, masked=row.statement is Statement.WEARS_MASK)
    if row.statement in {Statement.NOT_FOR_LEARNING, Statement.FOR_LEARNING}:
        return replace(before, for_learning=row.statement is Statement.FOR_LEARNING)
    return before

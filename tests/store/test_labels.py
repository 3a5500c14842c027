from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.base.records import LabelOrigin, Standing, Statement
from core.store import labels, people, tables
from tests.conftest import LittleClass

FACE, OTHER = 1, 2


def test_newest_statement_stands_and_undone_ones_do_not(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        anna, bora = (people.add(conn, name).id for name in ("Anna", "Bora"))
        assert (labels.last(conn), labels.standing(conn)) == (0, {})
        labels.add(conn, FACE, Statement.IS_PERSON, anna, origin=LabelOrigin.NAMED)
        newest = labels.add(conn, FACE, Statement.IS_PERSON, bora, origin=LabelOrigin.CORRECTION)
        labels.add(conn, FACE, Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
        assert labels.standing(conn) == {FACE: Standing(Statement.IS_PERSON, bora, masked=True)}
        undo = labels.add(conn, FACE, Statement.UNDO, origin=LabelOrigin.NAMED)
        conn.execute(tables.label.update().where(tables.label.c.id == newest).values(undone_by=undo))
        assert labels.standing(conn) == {FACE: Standing(Statement.IS_PERSON, anna, masked=True)}
        assert labels.last(conn) == undo


def test_identity_is_written_once(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        anna = people.add(conn, "Anna").id
        said = [
            labels.say_identity(conn, FACE, anna, origin=LabelOrigin.IMPORT),
            labels.say_identity(conn, FACE, anna, origin=LabelOrigin.IMPORT),
            labels.say_identity(conn, FACE, None, origin=LabelOrigin.IMPORT),
            labels.say_identity(conn, FACE, None, origin=LabelOrigin.IMPORT),
            labels.say_identity(conn, OTHER, None, origin=LabelOrigin.IMPORT),
            labels.say_identity(conn, FACE, anna, origin=LabelOrigin.IMPORT),
        ]
        assert said == [True, False, True, False, True, True]
        assert labels.standing(conn) == {
            FACE: Standing(Statement.IS_PERSON, anna),
            OTHER: Standing(Statement.IS_STRANGER),
        }


def test_a_row_is_taken_back_once(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        anna, bora = (people.add(conn, name).id for name in ("Anna", "Bora"))
        labels.say(conn, FACE, Statement.IS_PERSON, anna, origin=LabelOrigin.NAMED)
        newest = labels.say(conn, FACE, Statement.IS_PERSON, bora, origin=LabelOrigin.NAMED)
        assert newest is not None
        for _ in range(2):
            labels.undo(conn, newest, origin=LabelOrigin.NAMED)
        assert labels.standing_of(conn, [FACE, OTHER]) == {FACE: Standing(Statement.IS_PERSON, anna)}
        assert labels.last(conn) == newest + 1


ABOUT_PEOPLE = {Statement.IS_PERSON, Statement.IS_NOT_PERSON}
SAID = st.lists(st.tuples(st.integers(1, 3), st.sampled_from([*Statement]), st.integers(0, 1)), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID)
def test_sql_and_the_journals_rules_agree_on_who_is_named(
    little_class: LittleClass, said: list[tuple[int, Statement, int]]
) -> None:
    with little_class.album.write() as conn:
        conn.execute(tables.label.delete())
        conn.execute(tables.person.delete())
        ids = [people.add(conn, name).id for name in ("Anna", "Bora")]
        rows: list[int] = []
        for face, statement, person in said:
            if statement is Statement.UNDO:
                if rows:
                    labels.undo(conn, rows.pop(), origin=LabelOrigin.NAMED)
            else:
                whom = ids[person] if statement in ABOUT_PEOPLE else None
                rows.append(labels.add(conn, face, statement, whom, origin=LabelOrigin.NAMED))
        stands = {face: one for face, one in labels.standing(conn).items() if one.identity is not None}
        assert sorted(conn.execute(labels.identities()).all()) == sorted(
            (face, one.person_id) for face, one in stands.items()
        )
        assert labels.counts(conn) == Counter(one.person_id for one in stands.values() if one.person_id)

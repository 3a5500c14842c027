import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import JournalRow, Standing, Statement
from core.rules import journal

ANNA, BORA = 1, 2
S = Statement


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        pytest.param([(S.IS_PERSON, ANNA)], Standing(S.IS_PERSON, ANNA), id="a name"),
        pytest.param([(S.IS_PERSON, ANNA), (S.IS_PERSON, BORA)], Standing(S.IS_PERSON, BORA), id="the newest counts"),
        pytest.param([(S.IS_PERSON, ANNA), (S.IS_STRANGER, None)], Standing(S.IS_STRANGER), id="a stranger after all"),
        pytest.param([(S.IS_NOT_FACE, None)], Standing(S.IS_NOT_FACE), id="not a face"),
        pytest.param([(S.IS_NOT_PERSON, ANNA)], Standing(not_people=frozenset({ANNA})), id="somebody else"),
        pytest.param(
            [(S.IS_PERSON, ANNA), (S.IS_NOT_PERSON, ANNA)],
            Standing(not_people=frozenset({ANNA})),
            id="not the one who was named: unknown again",
        ),
        pytest.param(
            [(S.IS_PERSON, BORA), (S.IS_NOT_PERSON, ANNA)],
            Standing(S.IS_PERSON, BORA, frozenset({ANNA})),
            id="who it is not leaves alone who it is",
        ),
        pytest.param(
            [(S.IS_NOT_PERSON, ANNA), (S.IS_NOT_PERSON, BORA), (S.IS_PERSON, ANNA)],
            Standing(S.IS_PERSON, ANNA, frozenset({BORA})),
            id="it is Anna after all",
        ),
        pytest.param(
            [(S.WEARS_MASK, None), (S.IS_PERSON, ANNA)], Standing(S.IS_PERSON, ANNA, masked=True), id="a mask besides"
        ),
        pytest.param([(S.WEARS_MASK, None), (S.WEARS_NO_MASK, None)], Standing(masked=False), id="no mask after all"),
        pytest.param(
            [(S.IS_PERSON, ANNA), (S.NOT_FOR_LEARNING, None), (S.IS_PERSON, BORA)],
            Standing(S.IS_PERSON, BORA, for_learning=False),
            id="nothing to learn from, whoever it is",
        ),
        pytest.param(
            [(S.NOT_FOR_LEARNING, None), (S.FOR_LEARNING, None)], Standing(), id="something to learn from after all"
        ),
    ],
)
def test_add_up(said: list[tuple[Statement, int | None]], stands: Standing) -> None:
    rows = [JournalRow(7, statement, person) for statement, person in said]
    assert journal.add_up(rows) == {7: stands}


def test_nothing_said() -> None:
    assert journal.add_up([]) == {}


STATEMENTS = st.sampled_from(
    [
        *((statement, person) for statement in (S.IS_PERSON, S.IS_NOT_PERSON) for person in (ANNA, BORA)),
        *((statement, None) for statement in (S.IS_STRANGER, S.IS_NOT_FACE, S.WEARS_MASK, S.WEARS_NO_MASK)),
        *((statement, None) for statement in (S.NOT_FOR_LEARNING, S.FOR_LEARNING)),
    ]
)
ROWS = st.lists(st.builds(lambda face, said: JournalRow(face, *said), st.integers(1, 3), STATEMENTS), max_size=12)


@given(ROWS)
def test_faces_do_not_mix_and_nothing_contradicts_itself(rows: list[JournalRow]) -> None:
    standing = journal.add_up(rows)
    assert standing.keys() == {row.face_id for row in rows}
    for face, stands in standing.items():
        assert journal.add_up(row for row in rows if row.face_id == face) == {face: stands}
        assert stands.person_id not in stands.not_people
        assert (stands.identity is S.IS_PERSON) == (stands.person_id is not None)


@given(ROWS, STATEMENTS)
def test_what_was_said_last_stands(rows: list[JournalRow], last: tuple[Statement, int | None]) -> None:
    statement, person = last
    stands = journal.add_up([*rows, JournalRow(1, statement, person)])[1]
    if statement in journal.IDENTITIES:
        assert (stands.identity, stands.person_id) == last
    elif statement is S.IS_NOT_PERSON:
        assert person in stands.not_people
    elif statement in {S.WEARS_MASK, S.WEARS_NO_MASK}:
        assert stands.masked == (statement is S.WEARS_MASK)
    else:
        assert stands.for_learning == (statement is S.FOR_LEARNING)

import unicodedata

import pytest

from core.base import errors
from core.base.records import Person
from core.store import people
from core.store.db import Album


def test_people_come_in_the_order_of_adding_with_their_own_colours(album: Album) -> None:
    with album.write() as conn:
        for number in range(len(people.COLOURS) + 1):
            people.add(conn, f"Child {number}")
        everyone = people.everyone(conn)
    assert [person.name for person in everyone] == [f"Child {number}" for number in range(len(people.COLOURS) + 1)]
    assert [person.colour for person in everyone] == [*people.COLOURS, people.COLOURS[0]]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("  Anna \t Lena\n", "Anna Lena", id="blanks"),
        pytest.param(unicodedata.normalize("NFD", "민지"), "민지", id="letters composed as on macOS"),
        pytest.param("x" * people.LONGEST_NAME, "x" * people.LONGEST_NAME, id="as long as may be"),
        pytest.param("O'Brien; --", "O'Brien; --", id="letters that mean something in SQL"),
    ],
)
def test_tidy(name: str, kept: str) -> None:
    assert people.tidy(name) == kept


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param(" \n", "name-empty", id="blank"),
        pytest.param("x" * (people.LONGEST_NAME + 1), "name-too-long", id="too long"),
        pytest.param("An\0na", "name-unprintable", id="a control letter"),
        pytest.param("\udcff" * 100, "name-unprintable", id="bytes that are no text"),
    ],
)
def test_impossible_names(album: Album, name: str, key: str) -> None:
    with album.write() as conn:
        with pytest.raises(errors.WrongUseError) as caught:
            people.add(conn, name)
        assert people.everyone(conn) == []
    assert caught.value.message.key == key
    str(caught.value).encode()


def test_one_name_one_person(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Ännchen")
        for name in ("Ännchen", "ÄNNCHEN", " ännchen ", unicodedata.normalize("NFD", "Ännchen")):
            assert people.by_name(conn, name) == anna
            with pytest.raises(errors.WrongUseError, match="already a child"):
                people.add(conn, name)
        with pytest.raises(errors.MissingError, match="Nobody"):
            people.by_name(conn, "Bora")


def test_rename(album: Album) -> None:
    with album.write() as conn:
        anna, _ = people.add(conn, "anna"), people.add(conn, "Bora")
        renamed = people.rename(conn, "ANNA", "Anna")
        assert (renamed.id, renamed.name) == (anna.id, "Anna")
        with pytest.raises(errors.WrongUseError, match="already a child"):
            people.rename(conn, "Anna", "bora")
        with pytest.raises(errors.MissingError):
            people.rename(conn, "Cleo", "Dora")
        assert [person.name for person in people.everyone(conn)] == ["Anna", "Bora"]


def test_colour_threshold_and_place_on_the_list_can_be_changed(album: Album) -> None:
    with album.write() as conn:
        anna, bora = people.add(conn, "Anna"), people.add(conn, "Bora")
        people.set_colour(conn, anna.id, "#00ff7f")
        people.set_threshold(conn, anna.id, 0.75)
        people.set_active(conn, anna.id, active=False)
        assert people.everyone(conn) == [Person(anna.id, "Anna", "#00FF7F", 0.75, False), bora]
        people.set_threshold(conn, anna.id, None)
        people.set_active(conn, anna.id, active=True)
        assert people.everyone(conn) == [Person(anna.id, "Anna", "#00FF7F", None, True), bora]


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#gggggg", "#123456;"])
def test_impossible_colours(album: Album, colour: str) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna")
        with pytest.raises(errors.WrongUseError, match="colour"):
            people.set_colour(conn, anna.id, colour)
        assert people.everyone(conn) == [anna]


@pytest.mark.parametrize(
    ("name", "steps", "order"),
    [
        pytest.param("C", -1, "ACB", id="one up"),
        pytest.param("A", 1, "BAC", id="one down"),
        pytest.param("A", -1, "ABC", id="no further up than first"),
        pytest.param("B", 9, "ACB", id="no further down than last"),
    ],
)
def test_move(album: Album, name: str, steps: int, order: str) -> None:
    with album.write() as conn:
        people_of = {one: people.add(conn, one) for one in "ABC"}
        people.move(conn, people_of[name].id, steps)
        assert "".join(person.name for person in people.everyone(conn)) == order
        people.add(conn, "D")
        assert "".join(person.name for person in people.everyone(conn)) == order + "D"

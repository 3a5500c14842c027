"""The words that the grid of faces and Python say to each other; face_grid.js lists them."""

from collections.abc import Sequence
from typing import Any

from core.base.records import Person, Standing, Statement
from core.store.naming import Step

WORDS = {
    "stranger": Statement.IS_STRANGER,
    "not-face": Statement.IS_NOT_FACE,
    "mask": Statement.WEARS_MASK,
    "no-mask": Statement.WEARS_NO_MASK,
    "leave": Statement.NOT_FOR_LEARNING,
    "learn": Statement.FOR_LEARNING,
}
IDENTITIES = {statement: word for word, statement in WORDS.items()}


def read(said: Sequence[tuple[str, Sequence[int]]], people: Sequence[Person]) -> list[Step]:
    """Read what the browser sent, and leave out what the page did not offer.

    Args:
        said: A word and the ids of the faces that it is about, for each step.
        people: Those who could be chosen.
    """
    known = {of_person(one.id): one.id for one in people}
    steps = []
    for word, face_ids in said:
        person_id = known.get(word.removeprefix("!"))
        about_person = Statement.IS_NOT_PERSON if word.startswith("!") else Statement.IS_PERSON
        statement = WORDS.get(word) if person_id is None else about_person
        if statement is not None:
            steps.append(Step(tuple(int(one) for one in face_ids), statement, person_id))
    return steps


def of_person(person_id: int) -> str:
    """The word for being a person."""
    return f"p{person_id}"


def of_standing(stands: Standing) -> dict[str, Any]:
    """What stands about a face, in words."""
    identity = IDENTITIES.get(stands.identity) if stands.identity else None
    return {
        "said": identity if stands.person_id is None else of_person(stands.person_id),
        "denied": [of_person(person_id) for person_id in sorted(stands.not_people)],
        "masked": stands.masked,
        "left": not stands.for_learning,
    }


def of_named(person: Person, count: int) -> dict[str, Any]:
    """A person with the number of faces that stand as it; only who is on the list is offered."""
    facts = {"name": person.name, "colour": person.colour, "offered": person.active, "count": count}
    return {"word": of_person(person.id), **facts}

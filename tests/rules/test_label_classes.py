import pytest

from core.base import errors
from core.base.records import Box
from core.rules import label_classes
from core.rules.label_lines import LabelledFace

BOX = Box(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        pytest.param("Anna", ("Anna", True), id="a name"),
        pytest.param(" Anna  B ", ("Anna B", True), id="blanks"),
        pytest.param("Stranger", ("", True), id="a stranger"),
        pytest.param("not a face", ("", False), id="no face"),
        pytest.param("Facey", ("Facey", True), id="a name that begins with a word"),
    ],
)
def test_meaning(name: str, wanted: tuple[str, bool]) -> None:
    assert label_classes.meaning(name) == wanted


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("face", "line-nameless", id="face"),
        pytest.param("Person", "line-nameless", id="person"),
        pytest.param("unknown", "line-nameless", id="unknown"),
        pytest.param(" ", "line-no-name", id="nothing"),
    ],
)
def test_class_that_names_nobody(name: str, key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        label_classes.meaning(name)
    assert caught.value.message.key == key


@pytest.mark.parametrize(
    "face",
    [
        pytest.param(LabelledFace(BOX, "Anna"), id="a child"),
        pytest.param(LabelledFace(BOX, ""), id="a stranger"),
        pytest.param(LabelledFace(BOX, "", is_face=False), id="no face"),
    ],
)
def test_class_means_what_it_was_made_of(face: LabelledFace) -> None:
    assert label_classes.meaning(label_classes.name_of(face)) == (face.person, face.is_face)


@pytest.mark.parametrize("name", ["Stranger", "FACE", "not a face", "Unknown"])
def test_child_whose_name_means_something_else(name: str) -> None:
    with pytest.raises(errors.WrongUseError, match="Use CSV"):
        label_classes.name_of(LabelledFace(BOX, name))

import pytest
from hypothesis import given

from core.base import errors
from core.base.messages import Message
from core.base.records import Box
from core.rules import label_lines
from core.rules.label_lines import BadLine, LabelLine
from tests.rules import label_strategies

LINE = LabelLine(3, "a.jpg", None, "Anna", "list.xml")


def test_refused_line_keeps_its_place() -> None:
    assert LINE.refuse(Message("line-no-name")) == BadLine(3, Message("line-no-name"), "list.xml")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param(LabelLine(9, "b.jpg", Box(1, 2, 3, 4), "ANNA"), True, id="one name elsewhere"),
        pytest.param(LabelLine(3, "a.jpg", None, "Bora"), False, id="another name"),
        pytest.param(LabelLine(3, "a.jpg", None, ""), False, id="a stranger"),
    ],
)
def test_says_as(other: LabelLine, is_same: bool) -> None:
    assert LINE.says_as(other) is is_same


def test_stranger_is_not_no_face() -> None:
    assert not LabelLine(1, "a", None, "").says_as(LabelLine(1, "a", None, "", is_face=False))


@pytest.mark.parametrize(
    ("sides", "key"),
    [
        pytest.param(["1", "2", "3", "four"], "line-box-numbers", id="a word"),
        pytest.param([1, 2, 3], "line-box-numbers", id="three"),
        pytest.param([1, 2, 3, 4, 5], "line-box-numbers", id="five"),
        pytest.param([0, 0, 1, 10**400], "line-box-numbers", id="more than a float holds"),
        pytest.param(["0", "0", "inf", "1"], "line-box-order", id="endless"),
        pytest.param([3, 2, 3, 4], "line-box-order", id="no width"),
        pytest.param([1, 4, 3, 2], "line-box-order", id="upside down"),
    ],
)
def test_no_box(sides: list[str | float], key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        label_lines.box(sides)
    assert caught.value.message.key == key
    assert len(str(caught.value)) < 300


@given(label_strategies.boxes())
def test_digits_read_back(box: Box) -> None:
    assert label_lines.box([label_lines.digits(side) for side in box]) == box


def test_rounded_mends_sums() -> None:
    assert label_lines.rounded(Box(0.1 + 0.2, 1.005, 2, 3.999)) == (0.3, 1.0, 2.0, 4.0)

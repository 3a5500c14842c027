import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import errors
from core.base.records import Box
from core.rules import label_csv, label_lines
from core.rules.label_lines import LabelledFace, LabelledPhoto, LabelLine

HEADER = "photo,x1,y1,x2,y2,person\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("a.jpg,1,2,3.5,4,Anna", LabelLine(2, "a.jpg", Box(1, 2, 3.5, 4), "Anna"), id="a box and a name"),
        pytest.param("a.jpg,1,2,3,4,", LabelLine(2, "a.jpg", Box(1, 2, 3, 4), ""), id="a stranger"),
        pytest.param("a.jpg,,,,,Anna", LabelLine(2, "a.jpg", None, "Anna"), id="the only face"),
        pytest.param(" a.jpg , 1, 2,3,4 , Anna  B ", LabelLine(2, "a.jpg", Box(1, 2, 3, 4), "Anna B"), id="blanks"),
        pytest.param('"a,b.jpg",-1,2,3,4,"O""B"', LabelLine(2, "a,b.jpg", Box(-1, 2, 3, 4), 'O"B'), id="quotes"),
        pytest.param('a.jpg,1,2,3,4,"An\nna"', LabelLine(3, "a.jpg", Box(1, 2, 3, 4), "An na"), id="two lines"),
        pytest.param(
            unicodedata.normalize("NFD", "사진.jpg,1,2,3,4,민지"),
            LabelLine(2, unicodedata.normalize("NFD", "사진.jpg"), Box(1, 2, 3, 4), "민지"),
            id="letters composed as on macOS",
        ),
    ],
)
def test_line(line: str, wanted: LabelLine) -> None:
    for ending in ("\n", "\r\n", ""):
        assert label_csv.parse(HEADER + line + ending) == ([wanted], [])


def test_columns_may_come_in_any_order_and_blank_lines_are_passed_by() -> None:
    good, bad = label_csv.parse(" person,photo,x2,y2,x1,y1\n\nAnna,a.jpg,3,4,1,2\n\nBora,b.jpg,,,,\n")
    assert good == [LabelLine(3, "a.jpg", Box(1, 2, 3, 4), "Anna"), LabelLine(5, "b.jpg", None, "Bora")]
    assert bad == []


def test_bad_lines_do_not_stop_the_others() -> None:
    lines = [
        "a.jpg,1,2,3,4",
        "a.jpg,1,2,3,4,Anna,more",
        ",1,2,3,4,Anna",
        "a.jpg,1,2,3,four,Anna",
        "a.jpg,1,2,,4,Anna",
        "a.jpg,3,2,3,4,Anna",
        "a.jpg,1,2,inf,4,Anna",
        "a.jpg,nan,nan,nan,nan,Anna",
        "b.jpg,1,2,3,4,Anna",
    ]
    good, bad = label_csv.parse(HEADER + "\n".join(lines))
    assert [line.number for line in good] == [10]
    assert [(line.number, line.reason.key) for line in bad] == [
        (2, "line-fields"),
        (3, "line-fields"),
        (4, "line-no-photo"),
        (5, "line-box-numbers"),
        (6, "line-box-numbers"),
        (7, "line-box-order"),
        (8, "line-box-order"),
        (9, "line-box-order"),
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("", "labels-columns", id="empty"),
        pytest.param("photo,x1,y1,x2,y2,name\n", "labels-columns", id="another column"),
        pytest.param("photo,x1,y1,x2,y2,person,person\n", "labels-columns", id="a column twice"),
        pytest.param("photo;x1;y1;x2;y2;person\n", "labels-columns", id="semicolons"),
        pytest.param("x" * 10_000, "labels-columns", id="anything"),
        pytest.param(HEADER + '"a.jpg', "labels-not-csv", id="a quote without end"),
    ],
)
def test_text_that_is_no_list(text: str, key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        label_csv.parse(text)
    assert caught.value.message.key == key
    assert len(str(caught.value)) < 300


def test_decode() -> None:
    assert label_lines.decode("\ufeff민지".encode()) == label_lines.decode("민지".encode()) == "민지"
    for data in ("민지".encode("cp949"), b"\x89PNG\r\n\x1a\n", "민지".encode("utf-16")):
        with pytest.raises(errors.WrongUseError, match="UTF-8"):
            label_lines.decode(data)


def tidied(letters: str) -> str:
    return " ".join(unicodedata.normalize("NFC", letters).split())


# Letters of names as they can be in an album: no line ends inside, single blanks, none around.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20).map(tidied)
SIDES = st.integers(0, 9_999_900).map(lambda hundredths: hundredths / 100)
BOXES = st.tuples(SIDES, SIDES, st.integers(1, 10_000), st.integers(1, 10_000)).map(
    lambda facts: Box(facts[0], facts[1], facts[0] + facts[2], facts[1] + facts[3])
)


@given(st.lists(st.tuples(NAMES.filter(bool), BOXES, NAMES)))
def test_what_is_written_reads_back(rows: list[tuple[str, Box, str]]) -> None:
    photos = [LabelledPhoto(photo, "", 1, 1, (LabelledFace(box, person),)) for photo, box, person in rows]
    good, bad = label_csv.parse(label_csv.write(photos))
    assert bad == []
    assert [(line.photo, line.person) for line in good] == [(photo, person) for photo, _, person in rows]
    for line, (_, box, _) in zip(good, rows, strict=True):
        assert line.box is not None
        assert line.box == pytest.approx(box, abs=0.005)


@given(st.text())
def test_any_text_is_a_list_or_refused(text: str) -> None:
    try:
        good, bad = label_csv.parse(HEADER + text)
    except errors.WrongUseError as error:
        assert error.message.key == "labels-not-csv"
    else:
        numbers = [line.number for line in good] + [line.number for line in bad]
        assert len(set(numbers)) == len(numbers)

"""Labelled photos for property tests of lists of labels."""

import unicodedata

from hypothesis import strategies as st

from core.base.records import Box
from core.rules import label_classes
from core.rules.label_lines import Canvas, LabelledFace, LabelledPhoto, LabelLine

RESERVED = {label_classes.STRANGER, label_classes.NOT_A_FACE, *label_classes.NAMELESS}


def _tidied(letters: str) -> str:
    return " ".join(unicodedata.normalize("NFC", letters).split())


# Names as they can be in an album: printable, single blanks, none around.
NAMES = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=12)
    .map(_tidied)
    .filter(lambda name: name and name.isprintable() and name.casefold() not in RESERVED)
)
HUNDREDTHS = st.integers(0, 600_000).map(lambda number: number / 100)  # places on a photo of 6000 x 6000


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x1, x2 = sorted(draw(st.lists(HUNDREDTHS, min_size=2, max_size=2, unique=True)))
    y1, y2 = sorted(draw(st.lists(HUNDREDTHS, min_size=2, max_size=2, unique=True)))
    return Box(x1, y1, x2, y2)


FACES = st.builds(LabelledFace, boxes(), NAMES | st.just("")) | st.builds(
    LabelledFace, boxes(), st.just(""), st.just(False)
)


def photos() -> st.SearchStrategy[list[LabelledPhoto]]:
    """Up to four photos of 6000 x 6000 with up to four faces each."""
    some = st.lists(st.lists(FACES, min_size=1, max_size=4), min_size=1, max_size=4)
    return some.map(
        lambda each: [
            LabelledPhoto(f"in & out/{number} <민지>.jpg", f"in & out/{number}", 6000, 6000, tuple(faces))
            for number, faces in enumerate(each)
        ]
    )


def facts(photo: LabelledPhoto) -> list[tuple[Box, str, bool]]:
    return [(face.box, face.person, face.is_face) for face in photo.faces]


def facts_read(lines: list[LabelLine], canvas: Canvas) -> list[tuple[Box | None, str, bool]]:
    assert all(line.canvas == canvas for line in lines)
    return [(line.box, line.person, line.is_face) for line in lines]

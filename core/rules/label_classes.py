"""What the class names of other tools' labels mean: a child's name, or one of a few words that are nobody's name."""

from core.base import errors
from core.rules import label_lines

STRANGER, NOT_A_FACE = "stranger", "not a face"
NAMELESS = frozenset({"face", "person", "unknown"})  # they say that there is a face, but not whose


def meaning(name: str) -> tuple[str, bool]:
    """What a class says about a face: the person, empty for a stranger, and whether it is a face at all.

    Raises:
        WrongUseError: The class does not say who it is.
    """
    person = label_lines.tidy(name)
    word = person.casefold()
    if not word:
        raise errors.WrongUseError("line-no-name")
    if word in NAMELESS:
        raise errors.WrongUseError("line-nameless", name=person)
    if word == NOT_A_FACE:
        return "", False
    return ("" if word == STRANGER else person), True


def name_of(face: label_lines.LabelledFace) -> str:
    """The class that says what a face is.

    Raises:
        WrongUseError: The person's name means something else to other tools.
    """
    if not face.is_face:
        return NOT_A_FACE
    if face.person.casefold() in {STRANGER, NOT_A_FACE, *NAMELESS}:
        raise errors.WrongUseError("labels-name-means-else", name=face.person)
    return face.person or STRANGER

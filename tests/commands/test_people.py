from pathlib import Path

from core.store import people
from tests.classroom import Classroom
from tests.commands.conftest import Cubby


def test_children_from_first_to_last(cubby: Cubby, tmp_path: Path) -> None:
    def say(*words: str) -> tuple[int, str, str]:
        said = cubby("--album", tmp_path / "album", "people", *words)
        return said.code, said.out, said.err

    assert say("add", "지우", "Anna  Lena") == (0, "Added 지우.\nAdded Anna Lena.\n", "")
    assert say("add", "Cem", "anna lena") == (2, "", "There is already a child named anna lena.\n")
    assert say("add", "") == (2, "", "A child needs a name.\n")
    assert say("list") == (0, "지우\t0\nAnna Lena\t0\n", "")
    assert say("rename", "Anna Lena", "Anna") == (0, "Anna Lena is now Anna.\n", "")
    assert say("rename", "Lena", "Anna") == (3, "", "Nobody in this album is named Lena.\n")
    assert say("forget", "지우") == (
        0, "지우 is forgotten.\nRemoved: 0 faces with their embeddings, 0 labels, 0 files of the album, runs: –.\n", "",
    )  # fmt: skip
    assert say("forget", "Anna")[0] == 0
    assert say("list") == (0, "No children yet. Add one with: python -m core people add NAME\n", "")
    assert say("forget", "Anna") == (3, "", "Nobody in this album is named Anna.\n")


def test_receipt_of_a_child_that_was_sorted(cubby: Cubby, room: Classroom) -> None:
    room.sort()
    room.say("b.jpg", 1, "Bora")
    said = cubby("--album", room.album.folder, "people", "forget", "Bora")
    assert said.out.splitlines() == [
        "Bora is forgotten.",
        "Removed: one face with its embedding, one label, 0 files of the album, runs: 1.",
        f"One sorted photo still lies in {room.sorted}; Cubby no longer knows whose it is.",
    ]
    with room.album.read() as conn:
        assert [person.name for person in people.everyone(conn)] == ["Anna"]

"""Faces that clothes and face agree on, shown apart on the page of corrections and said yes to by a key."""

import numpy as np
from playwright.sync_api import expect

from core.base.records import Statement
from core.flows import train
from core.rules import decisions as rules
from core.rules.embedders import CLOTHES
from core.store import decision_basis, faces, hints, labels, people, photos, runs
from tests.pages.conftest import Dashboard, name_two_children

RED, BLUE = np.eye(2, dtype=np.float32)


def hinted(dashboard: Dashboard) -> list[tuple[int, int]]:
    with dashboard.album.read() as conn:
        made = rules.judge(decision_basis.gather(conn, runs.to_decide_with(conn, None)))
        return [(one.face_id, one.person_id) for one in hints.by_clothes(conn, made)]


def test_one_key_says_yes(dashboard: Dashboard) -> None:
    """The left child wears red, the right one blue; nobody is filed, since nothing is sure enough."""
    name_two_children(dashboard.album, 5)
    train.train_head(dashboard.album)
    with dashboard.album.write() as conn:
        table = faces.table(conn)
        photos.set_moments(conn, dict.fromkeys(table.photo_ids.tolist(), 1))
        worn = np.where((table.boxes[:, 0] < 250)[:, None], RED, BLUE)
        faces.put_embeddings(conn, CLOTHES, table.ids, worn)
        for person in people.everyone(conn):
            people.set_threshold(conn, person.id, 0.999)
    expected = hinted(dashboard)
    assert expected
    window = dashboard.open("review")
    cells = window.get_by_role("gridcell")
    others = cells.first.element_handle()  # as many, and a key pressed there would go with them
    window.get_by_text("Same clothes").click()
    expect(window.get_by_text("dressed as the child on another photo of that day")).to_be_visible()
    others.wait_for_element_state("hidden")
    expect(cells).to_have_count(len(expected))
    assert hinted(dashboard) == expected  # shown, and nothing written down
    cells.first.focus()
    window.keyboard.press("Enter")

    def said() -> object:
        with dashboard.album.read() as conn:
            one = labels.standing(conn).get(expected[0][0])
        return one and (one.identity, one.person_id)

    dashboard.eventually(said, (Statement.IS_PERSON, expected[0][1]))

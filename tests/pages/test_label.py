"""Naming faces in the browser, by clicks and by keys alone."""

from datetime import timedelta

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.base.records import JobKind, JobState, LabelOrigin, Standing, Statement
from core.store import clock, clusters, faces, job_tables, labels, people, runs, tables
from core.store.clusters import Member
from tests.pages.conftest import Dashboard
from tests.store.test_runs import CALIBRATION, EVIDENCE

FACES = 28


@pytest.fixture
def children(dashboard: Dashboard) -> list[int]:
    """Three children: Anna, Bora and Chan."""
    with dashboard.album.write() as conn:
        return [people.add(conn, name).id for name in ("Anna", "Bora", "Chan")]


def open_label(dashboard: Dashboard) -> Page:
    """Open the page by its address, and wait until it takes keys."""
    window = dashboard.open("label")
    expect(cells(dashboard).first).to_be_focused()
    return window


def cells(dashboard: Dashboard) -> Locator:
    return dashboard.window.get_by_role("gridcell")


def be_heard(dashboard: Dashboard) -> None:
    """Wait until the tab keeps nothing that the server has not heard: the next test has an album of the same faces."""
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('cubby-'))"
    dashboard.eventually(lambda: dashboard.window.evaluate(kept), [])


def named(dashboard: Dashboard) -> dict[int, int | Statement | None]:
    """Who is whom by the journal: a person's id, or what else was said."""
    with dashboard.album.read() as conn:
        standing = labels.standing(conn)
    return {face_id: one.person_id or one.identity for face_id, one in standing.items() if one.identity}


def standing(dashboard: Dashboard) -> dict[int, Standing]:
    """All that stands about the faces that somebody spoke about."""
    with dashboard.album.read() as conn:
        return {face_id: one for face_id, one in labels.standing(conn).items() if one != Standing()}


def ids(dashboard: Dashboard) -> list[int]:
    """The faces in the order of the grid: nothing is clustered, so as they were imported."""
    with dashboard.album.read() as conn:
        return [int(face_id) for face_id in faces.table(conn).ids]


def test_click_a_child_then_its_faces(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    expect(cells(dashboard)).to_have_count(FACES)
    window.get_by_role("button", name="Bora").click()
    for place in (0, 2, 5):
        cells(dashboard).nth(place).click()
        expect(cells(dashboard).nth(place)).to_have_attribute("aria-label", f"Face {place + 1} of {FACES}: Bora")
    face_ids = ids(dashboard)
    dashboard.eventually(lambda: named(dashboard), dict.fromkeys((face_ids[0], face_ids[2], face_ids[5]), children[1]))
    expect(window.get_by_role("button", name="Bora")).to_contain_text("3")
    expect(window.get_by_text(f"{FACES - 3} faces have no name yet.")).to_be_visible()


def test_choose_faces_then_click_the_child(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    cells(dashboard).nth(1).click()
    cells(dashboard).nth(4).click(modifiers=["Shift"])
    cells(dashboard).nth(2).click()
    window.get_by_role("button", name="Anna").click()
    face_ids = ids(dashboard)
    dashboard.eventually(lambda: named(dashboard), dict.fromkeys((face_ids[1], face_ids[3], face_ids[4]), children[0]))


def test_keys_alone_name_twenty_faces_undo_ten_and_a_reload_keeps_the_others(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    keys = "1232112s3x1232131122"
    for key in keys:
        window.keyboard.press(key)
    words = dict(zip("123", children, strict=True)) | {"s": Statement.IS_STRANGER, "x": Statement.IS_NOT_FACE}
    wanted = {face_id: words[key] for face_id, key in zip(ids(dashboard), keys, strict=False)}
    dashboard.eventually(lambda: named(dashboard), wanted)
    with dashboard.album.read() as conn:
        assert labels.last(conn) == len(keys)  # each key is one row of the journal, and no row comes twice
    for _ in range(10):
        window.keyboard.press("u")
    left = dict(list(wanted.items())[: len(keys) - 10])
    dashboard.eventually(lambda: named(dashboard), left)
    dashboard.open("label")
    expect(cells(dashboard)).to_have_count(FACES - len(left))
    expect(window.get_by_role("button", name="Anna")).to_contain_text(str(keys[: len(left)].count("1")))
    be_heard(dashboard)


def test_arrows_move_enter_repeats_space_chooses(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    face_ids = ids(dashboard)
    for key in ("2", "Enter", "ArrowRight", "Space", "ArrowRight", "Space", "3"):
        window.keyboard.press(key)
    wanted = {face_ids[0]: children[1], face_ids[1]: children[1], face_ids[3]: children[2], face_ids[4]: children[2]}
    dashboard.eventually(lambda: named(dashboard), wanted)
    window.keyboard.press("Home")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowUp")
    expect(cells(dashboard).first).to_be_focused()


def test_undo_and_redo(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    first, second = ids(dashboard)[:2]
    for key in ("1", "2", "ArrowLeft", "3"):
        window.keyboard.press(key)
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: children[2]})
    window.keyboard.press("Backspace")
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: children[1]})
    window.get_by_role("button", name="Undo").click()
    dashboard.eventually(lambda: named(dashboard), {first: children[0]})
    expect(cells(dashboard).nth(1)).to_have_attribute("aria-label", f"Face 2 of {FACES}: no name yet")
    window.keyboard.press("y")
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: children[1]})
    for _ in range(3):
        window.keyboard.press("u")
    dashboard.eventually(lambda: named(dashboard), {})
    expect(window.get_by_role("button", name="Undo")).to_be_disabled()


def test_faces_that_look_alike_stand_together_and_are_named_at_once(dashboard: Dashboard, children: list[int]) -> None:
    face_ids = ids(dashboard)
    alike = face_ids[4:10]
    with dashboard.album.write() as conn:
        clusters.put(
            conn,
            dict.fromkeys(alike, Member(0, 0, is_doubtful=False))
            | dict.fromkeys(face_ids[20:22], Member(1, 0, is_doubtful=False)),
        )
    window = open_label(dashboard)
    for key in ("a", "ArrowRight", "Space", "1"):  # all but the second
        window.keyboard.press(key)
    dashboard.eventually(lambda: named(dashboard), dict.fromkeys([alike[0], *alike[2:]], children[0]))
    window.get_by_role("button", name="Chan").click()
    window.get_by_role("button", name="Name these 2 Chan").click()
    wanted = dict.fromkeys([alike[0], *alike[2:]], children[0]) | dict.fromkeys(face_ids[20:22], children[2])
    dashboard.eventually(lambda: named(dashboard), wanted)


def test_a_child_is_added_in_place_and_what_was_named_stays(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    window.keyboard.press("1")
    field = window.get_by_role("textbox", name="Name of a new child")
    field.press_sequentially("Nora Unser 하늘")  # letters that are keys elsewhere
    field.press("Enter")
    expect(window.get_by_role("button", name="Nora Unser 하늘")).to_be_visible()
    expect(cells(dashboard).first).to_have_attribute("aria-label", f"Face 1 of {FACES}: Anna")
    field.press_sequentially("anna")
    field.press("Enter")
    expect(window.get_by_text("There is already a child named anna.")).to_be_visible()
    field.press("Escape")
    window.keyboard.press("4")
    with dashboard.album.read() as conn:
        nora = people.by_name(conn, "Nora Unser 하늘").id
    first, second = ids(dashboard)[:2]
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: nora})


def test_next_faces_back_and_again(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    window.keyboard.press("1")
    window.keyboard.press("n")
    expect(window.get_by_text(f"You have seen all faces; {FACES - 1} still have no name.")).to_be_visible()
    window.get_by_role("button", name="Show them again").click()
    expect(cells(dashboard)).to_have_count(FACES - 1)
    assert list(named(dashboard).values()) == children[:1]


def test_coming_back_from_another_page_shows_what_stands_and_undoes_nothing(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    window.keyboard.press("1")
    window.keyboard.press("2")
    first, second = ids(dashboard)[:2]
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: children[1]})
    dashboard.settle()
    window.get_by_role("link", name="Settings", exact=True).click()
    expect(window).to_have_title("Settings · Cubby")
    dashboard.settle()
    window.get_by_role("link", name="Names", exact=True).click()
    expect(cells(dashboard).first).to_have_attribute("aria-label", f"Face 1 of {FACES}: Anna")
    cells(dashboard).nth(2).click()
    window.keyboard.press("3")
    wanted = {first: children[0], second: children[1], ids(dashboard)[2]: children[2]}
    dashboard.eventually(lambda: named(dashboard), wanted)


def test_every_face_named_leads_on(dashboard: Dashboard, children: list[int]) -> None:
    with dashboard.album.write() as conn:
        for face_id in ids(dashboard):
            labels.say_identity(conn, face_id, children[0], origin=LabelOrigin.IMPORT)
    window = dashboard.open("label")
    expect(window.get_by_text("Every face has a name. Cubby can learn from them now.")).to_be_visible()


def test_a_link_clicked_at_once_after_a_key_loses_no_name_and_shows_its_page(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    face_ids = ids(dashboard)
    for place in range(10):
        for _ in range(place):
            window.keyboard.press("ArrowRight")
        window.keyboard.press("123"[place % 3])
        window.get_by_role("link", name="Settings", exact=True).click()
        expect(window).to_have_title("Settings · Cubby")
        expect(window.get_by_role("heading", name="Language")).to_be_visible()
        wanted = {face_ids[one]: children[one % 3] for one in range(place + 1)}
        assert named(dashboard) == wanted  # not eventually: the page was left when it was written
        dashboard.settle()
        window.get_by_role("link", name="Names", exact=True).click()
        expect(cells(dashboard)).to_have_count(FACES)
        expect(cells(dashboard).first).to_be_focused()


def test_the_browsers_way_back_at_once_after_a_key_loses_no_name(dashboard: Dashboard, children: list[int]) -> None:
    dashboard.open("settings")
    window = dashboard.window
    window.get_by_role("link", name="Names", exact=True).click()
    expect(cells(dashboard).first).to_be_focused()
    window.keyboard.press("2")
    window.go_back()
    expect(window).to_have_title("Settings · Cubby")
    assert named(dashboard) == {ids(dashboard)[0]: children[1]}  # not eventually: the page was left when it was written


def test_a_name_said_just_before_the_way_back_out_of_the_dashboard_is_kept_in_the_tab(
    dashboard: Dashboard, children: list[int]
) -> None:
    dashboard.window.goto("about:blank")
    window = open_label(dashboard)
    window.keyboard.press("2")
    window.go_back()
    expect(window).to_have_url("about:blank")
    window.go_forward()  # nothing else could be told to the server that was left
    dashboard.eventually(lambda: named(dashboard), {ids(dashboard)[0]: children[1]})


def test_a_reload_at_once_after_a_key_loses_nothing(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    face_ids = ids(dashboard)
    wanted: dict[int, int | Statement | None] = {}
    for face_id in face_ids[:8]:
        expect(cells(dashboard).first).to_be_focused()
        window.keyboard.press("3")
        window.reload()
        wanted[face_id] = children[2]
        dashboard.eventually(lambda: named(dashboard), wanted)
        window.reload()
        expect(cells(dashboard)).to_have_count(FACES - len(wanted))
    be_heard(dashboard)


def test_what_was_taken_back_at_once_before_a_reload_stays_taken_back(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    window.keyboard.press("1")
    window.keyboard.press("2")
    first, second = ids(dashboard)[:2]
    dashboard.eventually(lambda: named(dashboard), {first: children[0], second: children[1]})
    window.keyboard.press("u")
    window.reload()
    dashboard.eventually(lambda: named(dashboard), {first: children[0]})
    window.reload()  # the first one may have drawn the faces before it heard what was taken back
    expect(cells(dashboard)).to_have_count(FACES - 1)
    be_heard(dashboard)


def test_what_a_face_wears_and_who_it_is_not_are_said_by_keys_and_taken_back(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    first, second = ids(dashboard)[:2]
    for key in ("m", "1", "d", "2", "Shift+M"):  # D waits for the number of a child: nobody is guessed
        window.keyboard.press(key)
    anna, bora = children[:2]
    wanted = {
        first: Standing(Statement.IS_PERSON, anna, masked=True),
        second: Standing(not_people=frozenset({bora}), masked=False),
    }
    dashboard.eventually(lambda: standing(dashboard), wanted)
    expect(cells(dashboard).nth(1)).to_have_accessible_name(f"Face 2 of {FACES}: no name yet, no mask, not Bora")
    window.keyboard.press("ArrowLeft")
    window.keyboard.press("d")  # not Anna, then, though she was named
    wanted[first] = Standing(not_people=frozenset({anna}), masked=True)
    dashboard.eventually(lambda: standing(dashboard), wanted)
    for _ in range(4):
        window.keyboard.press("u")
    dashboard.eventually(lambda: standing(dashboard), {first: Standing(masked=True)})


def test_not_this_child_by_clicks(dashboard: Dashboard, children: list[int]) -> None:
    window = open_label(dashboard)
    for name in ("Not…", "Chan"):
        window.get_by_role("button", name=name).click()
    for place in (2, 3):
        cells(dashboard).nth(place).click()
    denied = Standing(not_people=frozenset({children[2]}))
    dashboard.eventually(lambda: standing(dashboard), dict.fromkeys(ids(dashboard)[2:4], denied))


def test_a_whole_group_leaves_its_doubtful_faces_out(dashboard: Dashboard, children: list[int]) -> None:
    face_ids = ids(dashboard)
    with dashboard.album.write() as conn:
        sure, doubtful = Member(0, 0, is_doubtful=False), Member(0, 0, is_doubtful=True)
        clusters.put(conn, {face_ids[0]: doubtful, face_ids[1]: sure, face_ids[2]: sure})
    window = open_label(dashboard)
    expect(cells(dashboard).nth(2)).to_have_accessible_name(f"Face 3 of {FACES}: no name yet, perhaps somebody else")
    window.keyboard.press("a")
    window.keyboard.press("1")
    dashboard.eventually(lambda: named(dashboard), dict.fromkeys(face_ids[1:3], children[0]))


def test_enter_says_yes_to_the_guesses_of_a_whole_group_of_unsure_faces(
    dashboard: Dashboard, children: list[int]
) -> None:
    face_ids = ids(dashboard)
    with dashboard.album.write() as conn:
        run_id = runs.start(conn, "head", {}, None, 0)
        runs.finish(conn, run_id, children[:2], {}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)
        scores = np.array([[0.5, 0.1], [0.1, 0.51], [0.52, 0.1]], np.float32)
        runs.put_scores(conn, run_id, np.array(face_ids[:3], np.int64), scores)
    window = open_label(dashboard)  # after learning, what Cubby is unsure of comes first
    for key in ("a", "Enter", "Enter"):
        window.keyboard.press(key)
    anna, bora = children[:2]
    dashboard.eventually(lambda: named(dashboard), {face_ids[0]: anna, face_ids[2]: anna, face_ids[1]: bora})
    be_heard(dashboard)
    dashboard.open("label?order=alike")
    expect(window.get_by_role("radio", name="Look alike")).to_be_checked()


def test_history_of_a_face_and_of_all_takes_steps_back_and_says_them_again(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_label(dashboard)
    face_ids = ids(dashboard)
    for key in ("1", "2", "ArrowLeft", "h"):
        window.keyboard.press(key)
    expect(window.get_by_text("What was said about this face")).to_be_visible()
    window.get_by_role("button", name="Take back", exact=True).click()
    dashboard.eventually(lambda: named(dashboard), {face_ids[0]: children[0]})
    window.get_by_role("button", name="Say it again").click()
    both = {face_ids[0]: children[0], face_ids[1]: children[1]}
    dashboard.eventually(lambda: named(dashboard), both)
    expect(window.get_by_role("button", name="Take back", exact=True)).to_be_visible()
    window.get_by_role("button", name="Show the whole history").click()
    expect(window.get_by_role("button", name="Take back", exact=True)).to_have_count(2)
    window.get_by_role("button", name="Take back", exact=True).last.click()  # the oldest
    dashboard.eventually(lambda: named(dashboard), {face_ids[1]: children[1]})
    dashboard.settle()
    dashboard.open("label?view=history")
    expect(window.get_by_role("radio", name="History")).to_be_checked()
    expect(window.get_by_role("button", name="Take back", exact=True)).to_have_count(1)


def test_history_takes_many_steps_back_at_once_and_says_them_again(dashboard: Dashboard, children: list[int]) -> None:
    face_ids = ids(dashboard)
    with dashboard.album.write() as conn:
        for place, face_id in enumerate(face_ids[:6]):
            labels.say_identity(conn, face_id, children[place % 2], origin=LabelOrigin.NAMED)
        labels.say_of(conn, face_ids[6:9], Statement.IS_STRANGER, origin=LabelOrigin.NAMED)
    before = named(dashboard)
    window = dashboard.open("label?view=history")
    window.get_by_role("button", name="Take back the last 7…").click()
    expect(window.get_by_text("Take back the last 7 steps, about 9 faces?")).to_be_visible()
    expect(window.get_by_text("Stranger: 3 · Bora: 3 · Anna: 3")).to_be_visible()
    window.get_by_role("button", name="Leave it as it is").click()
    expect(window.get_by_role("button", name="Take back the last 7…")).to_be_visible()
    assert named(dashboard) == before
    window.get_by_role("button", name="Take back the last 7…").click()
    window.get_by_role("button", name="Take them back").click()
    dashboard.eventually(lambda: named(dashboard), {})
    window.get_by_role("button", name="Do again the 7 taken back last…").click()
    window.get_by_role("button", name="Do them again").click()
    dashboard.eventually(lambda: named(dashboard), before)
    expect(window.get_by_role("button", name="Do again the")).to_have_count(0)


def test_history_takes_back_only_what_is_chosen(dashboard: Dashboard, children: list[int]) -> None:
    face_ids = ids(dashboard)
    with dashboard.album.write() as conn:
        for place, face_id in enumerate(face_ids[:6]):
            labels.say_identity(conn, face_id, children[place % 2], origin=LabelOrigin.NAMED)
    window = dashboard.open("label?view=history")
    window.get_by_role("combobox", name="Child").click()
    window.get_by_role("option", name="Bora").click()
    window.get_by_role("button", name="Take back the last 3…").click()
    expect(window.get_by_text("Bora: 3")).to_be_visible()
    window.get_by_role("button", name="Take them back").click()
    dashboard.eventually(lambda: named(dashboard), dict.fromkeys(face_ids[:6:2], children[0]))


def test_an_import_in_progress_is_told_and_its_new_faces_are_shown_when_asked_for(
    dashboard: Dashboard, children: list[int]
) -> None:
    with dashboard.album.write() as conn:
        importing = {"kind": JobKind.IMPORT.value, "arguments": {}, "attempt": 1, "done": 1, "total": 2}
        signs = dict.fromkeys(("asked_at", "started_at", "heartbeat"), clock.now() + timedelta(hours=1))
        conn.execute(job_tables.job.insert().values(id="import", state=JobState.RUNNING.value, **importing, **signs))
        for face_id in ids(dashboard):
            labels.say_identity(conn, face_id, children[0], origin=LabelOrigin.IMPORT)
    window = dashboard.open("label")
    expect(window.get_by_text("Cubby is still looking at your photos.")).to_be_visible()
    expect(window.get_by_text("Cubby can learn from them now.")).to_have_count(0)
    with dashboard.album.write() as conn:
        conn.execute(tables.label.delete())
        conn.execute(job_tables.job.update().values(state=JobState.DONE.value))
    window.get_by_role("button", name="Show the new faces").click()
    expect(cells(dashboard)).to_have_count(FACES)

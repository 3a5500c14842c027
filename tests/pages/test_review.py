"""The page of corrections in a real browser: put right by keys, learn, sort again, take back; a spot check."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from core.base.records import Statement
from core.flows import sort, train
from core.flows.sort import Wish
from core.rules import decisions as rules
from core.rules.decisions import Decisions
from core.rules.plan import folder_names
from core.rules.review_order import Which
from core.store import decision_basis, faces, files, labels, people, photos, review, runs, spot_checks, tables
from core.vision import embed
from tests.pages import workers
from tests.pages.conftest import Dashboard, name_two_children

NAMED = 5  # faces of each child


@pytest.fixture
def learned(dashboard: Dashboard) -> Dashboard:
    """Some faces of two children are named, of the left one on each photo and of the right one, and learned."""
    name_two_children(dashboard.album, NAMED)
    train.train_head(dashboard.album)
    return dashboard


def lower(dashboard: Dashboard) -> None:
    """Let each child's folder hold whatever looks a little like the child: so few names allow no more by themselves."""
    with dashboard.album.write() as conn:
        for person in people.everyone(conn):
            people.set_threshold(conn, person.id, 0.3)


def made_now(dashboard: Dashboard) -> Decisions:
    with dashboard.album.read() as conn:
        return rules.judge(decision_basis.gather(conn, runs.to_decide_with(conn, None)))


def cells(dashboard: Dashboard) -> Locator:
    return dashboard.window.get_by_role("gridcell")


def corrected(dashboard: Dashboard) -> dict[int, int | Statement | None]:
    """Who is whom by the corrections that stand: a person's id, or what else was said."""
    with dashboard.album.read() as conn:
        standing = labels.standing(conn)
    return {face_id: one.person_id or one.identity for face_id, one in standing.items() if one.identity}


def in_order(dashboard: Dashboard, which: Which) -> list[int]:
    with dashboard.album.read() as conn:
        return review.in_order(conn, made_now(dashboard), which, None, embed.NAME)


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.glob("*/*")}


def wanted(dashboard: Dashboard) -> set[str]:
    """The files that the decisions of now would put into the folders."""
    made = made_now(dashboard)
    names = folder_names(made.basis.people)
    with dashboard.album.read() as conn:
        paths = files.of_photos(conn)
    return {f"{names[pair.person_id]}/{paths[pair.photo_id].name}" for pair in made.pairs()}


def test_before_anything_was_learned_the_page_says_what_to_do(dashboard: Dashboard) -> None:
    window = dashboard.open("review")
    expect(window.get_by_text("Cubby has learned nothing yet")).to_be_visible()
    window.get_by_role("link", name="Learn first →").click()
    expect(window).to_have_url(dashboard.url + "/sort")


def test_put_twelve_right_by_keys_undo_two_learn_sort_again_and_take_back(learned: Dashboard, tmp_path: Path) -> None:
    folder = tmp_path / "sorted"
    made = made_now(learned)
    sort.sort(learned.album, Wish(folder, made, 1, 0.97))
    first, before = written(folder), corrected(learned)
    proposed = in_order(learned, Which.TEACHING)
    anna, bora = (person.id for person in made.basis.people)
    words = {"1": anna, "2": bora, "s": Statement.IS_STRANGER, "x": Statement.IS_NOT_FACE}
    with workers.working(learned.album):
        window = learned.open("review")
        expect(cells(learned).first).to_be_focused()
        keys = "ssss2x112211"
        for key in keys:
            window.keyboard.press(key)
        said = {face_id: words[key] for face_id, key in zip(proposed, keys, strict=False)}
        learned.eventually(lambda: corrected(learned), before | said)
        window.keyboard.press("u")
        window.keyboard.press("u")
        said = dict(list(said.items())[:10])
        learned.eventually(lambda: corrected(learned), before | said)
        window.get_by_role("button", name="Learn and sort again").click()
        expect(window.get_by_text("would change in")).to_be_in_viewport(timeout=workers.LONG)
        expect(cells(learned)).to_have_count(0)  # nothing takes keys beside the question
        assert written(folder) == first  # nothing happens before it was agreed to
        window.get_by_role("button", name="Sort like this").click()
        expect(window.get_by_text("taken out.")).to_be_visible(timeout=workers.LONG)
        expect(cells(learned).first).to_be_visible()
        learned.eventually(lambda: written(folder), wanted(learned))
        assert written(folder) != first
        window.get_by_role("button", name="Take back").click()
        expect(window.get_by_text("The sorting was taken back.")).to_be_visible(timeout=workers.LONG)
        assert written(folder) == first


def test_confirm_the_rest_and_take_that_back(learned: Dashboard) -> None:
    lower(learned)
    before = corrected(learned)
    filed = in_order(learned, Which.FILED)
    made = made_now(learned)
    person = {int(face_id): made.found.person[row] for row, face_id in enumerate(made.basis.faces.ids)}
    window = learned.open("review")
    others = cells(learned).first.element_handle()  # the same faces, but keys pressed there would go with them
    window.get_by_text("In the folders", exact=True).click()
    others.wait_for_element_state("hidden")
    expect(cells(learned)).to_have_count(len(filed))
    cells(learned).first.focus()
    window.keyboard.press("d")  # not the one who was guessed
    window.get_by_role("button", name=f"The other {len(filed) - 1} on this page are right").click()
    confirmed = {face_id: made.basis.people[person[face_id]].id for face_id in filed[1:]}
    learned.eventually(lambda: corrected(learned), before | confirmed)
    window.get_by_role("button", name="Take that back").click()
    learned.eventually(lambda: corrected(learned), before)
    with learned.album.read() as conn:
        denied = labels.standing_of(conn, filed[:1])[filed[0]].not_people
    assert denied == {made.basis.people[person[filed[0]]].id}


def test_neighbours_of_the_same_moment_are_offered_and_go_with_their_step(learned: Dashboard) -> None:
    proposed = in_order(learned, Which.TEACHING)
    with learned.album.write() as conn:
        ids, vectors = faces.embeddings(conn, embed.NAME)
        table = faces.table(conn)
        photo_of = dict(zip(table.ids.tolist(), table.photo_ids.tolist(), strict=True))
        others = [one for one in proposed[1:] if photo_of[one] != photo_of[proposed[0]]]
        twins = [others[0], next(one for one in others if photo_of[one] != photo_of[others[0]])]
        photos.set_moments(conn, {photo_of[one]: 77 for one in (proposed[0], *twins)})
        for twin in twins:
            vector = vectors[ids == proposed[0]][0].astype("<f4").tobytes()
            of_face = (tables.embedding.c.face_id == twin, tables.embedding.c.embedder == embed.NAME)
            conn.execute(tables.embedding.update().where(*of_face).values(vector=vector))
    before, anna = corrected(learned), made_now(learned).basis.people[0].id
    first = in_order(learned, Which.TEACHING)[0]
    window = learned.open("review")
    expect(cells(learned).first).to_be_focused()
    cells(learned).nth(in_order(learned, Which.TEACHING).index(proposed[0])).click()
    window.keyboard.press("Escape")
    cells(learned).nth(in_order(learned, Which.TEACHING).index(proposed[0])).focus()
    window.keyboard.press("1")
    window.get_by_role("button", name="These 2, too").click()
    learned.eventually(lambda: corrected(learned), before | dict.fromkeys([proposed[0], *twins], anna))
    window.get_by_role("button", name="Undo").click()
    learned.eventually(lambda: corrected(learned), before)
    assert first in proposed


def test_a_key_leads_to_the_history_of_a_face(learned: Dashboard) -> None:
    window = learned.open("review")
    expect(cells(learned).first).to_be_focused()
    window.keyboard.press("s")
    expect(cells(learned).nth(1)).to_be_focused()
    window.keyboard.press("ArrowLeft")
    window.keyboard.press("h")
    expect(window).to_have_url(learned.url + "/label")
    expect(window.get_by_text("Stranger").first).to_be_visible()


def test_spot_check_to_its_statement(learned: Dashboard) -> None:
    lower(learned)
    made = made_now(learned)
    pile = ((made.person == 0) & ~made.found.by_human).sum()
    assert pile > 1
    window = learned.open("review")
    window.get_by_text("Spot check", exact=True).click()
    window.get_by_role("button", name="Begin").click()
    expect(window.get_by_text("Is this Anna?")).to_be_visible()
    with learned.album.read() as conn:
        check = spot_checks.unfinished(conn)
    assert check is not None

    def answered() -> int:
        with learned.album.read() as conn:
            return sum(one.right is not None for one in spot_checks.get(conn, check.id).answers)

    learned.settle()
    window.keyboard.press("n")
    learned.eventually(answered, 1)
    learned.settle()
    window.get_by_role("button", name="Back").click()
    learned.eventually(answered, 0)
    for number in range(len(check.answers)):
        expect(window.get_by_text(f"{number} of {len(check.answers)}")).to_be_visible()
        learned.settle()
        window.keyboard.press("y")
        learned.eventually(answered, number + 1)
    expect(window.get_by_text("Yes:").first).to_be_visible()
    total = pile + (made.found.by_human & (made.person == 0)).sum()
    expect(window.get_by_text(f"Every face in it was looked at: all {total} belong there.").first).to_be_visible()
    with learned.album.read() as conn:
        standing = labels.standing_of(conn, [one.face_id for one in check.answers])
    assert {one.person_id for one in standing.values()} == {made.basis.people[0].id}

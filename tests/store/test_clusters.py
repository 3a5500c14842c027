from core.store import clusters, faces
from core.store.clusters import Member
from tests.conftest import LittleClass


def test_what_was_found_last_is_all_that_counts(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        one, two, three, _ = faces.table(conn).ids.tolist()
        sure, later = Member(0, 0, is_doubtful=False), Member(1, 2, is_doubtful=True)
        assert clusters.every(conn) == {}
        clusters.put(conn, {one: sure, two: Member(0, 1, is_doubtful=True)})
        clusters.put(conn, {two: later, three: sure})
        assert clusters.every(conn) == {two: later, three: sure}
        clusters.put(conn, {})
        assert clusters.every(conn) == {}

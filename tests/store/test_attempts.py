from core.base.records import JobKind
from core.store import attempts, jobs, people
from core.store.db import Album
from tests import killing


def test_a_lookout_has_news_whenever_something_was_written(album: Album) -> None:
    lookout = attempts.Lookout(album)
    assert [lookout.has_news(), lookout.has_news()] == [True, False]
    with album.read() as conn:
        people.everyone(conn)
    assert not lookout.has_news()
    job_id = killing.request(album, JobKind.CLUSTER, {})
    assert [lookout.has_news(), lookout.has_news()] == [True, False]
    jobs.cancel(album, job_id)
    assert [lookout.has_news(), lookout.has_news()] == [True, False]

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import exc, select, text

from core.base import errors
from core.store import db, people, tables
from core.store.db import Album
from tests import privileges
from tests.conftest import LittleClass

ROOT = Path(__file__).parents[2]


def test_album_is_made_and_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er" / "album"
    with db.open_album(folder, create=True).write() as conn:
        people.add(conn, "Anna")
    with db.open_album(folder).read() as conn:
        assert [person.name for person in people.everyone(conn)] == ["Anna"]


def test_no_album_and_none_wanted(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingError, match="no album"):
        db.open_album(tmp_path / "album")
    assert list(tmp_path.iterdir()) == []


def test_migrations_end_at_todays_tables(album: Album) -> None:
    with album.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), tables.metadata) == []


def test_migration_keeps_rows_that_belong_to_a_copied_table(
    little_class: LittleClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = shutil.copytree(db.MIGRATIONS, tmp_path / "migrations")
    (migrations / "versions" / "0002_next.py").write_text(
        """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "0001"
def upgrade():
    with op.batch_alter_table("photo", recreate="always") as photo:
        photo.alter_column("format", type_=sa.Text())
"""
    )
    count = text("select (select count(*) from photo), (select count(*) from face), (select count(*) from embedding)")
    with little_class.album.read() as conn:
        before = conn.execute(count).one()
    monkeypatch.setattr(db, "MIGRATIONS", migrations)
    with db.open_album(little_class.album.folder).read() as conn:
        assert conn.execute(count).one() == before == (4, 4, 8)  # a vector of each face, and one of its clothes
        assert conn.execute(text("select version_num from alembic_version")).scalar_one() == "next"


def test_failed_migration_changes_nothing(album: Album, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations = shutil.copytree(db.MIGRATIONS, tmp_path / "migrations")
    (migrations / "versions" / "0002_next.py").write_text(
        """
from alembic import op
revision, down_revision = "next", "0001"
def upgrade():
    op.drop_table("setting")
    raise ArithmeticError
"""
    )
    monkeypatch.setattr(db, "MIGRATIONS", migrations)
    with pytest.raises(ArithmeticError):
        db.open_album(album.folder)
    monkeypatch.undo()
    with db.open_album(album.folder).read() as conn:
        assert conn.execute(select(tables.setting)).all() == []


def test_album_of_a_newer_version_is_refused_untouched(album: Album) -> None:
    with album.write() as conn:
        conn.execute(text("update alembic_version set version_num = '9999'"))
    album.engine.dispose()
    before = hashlib.sha256((album.folder / "album.db").read_bytes()).hexdigest()
    with pytest.raises(errors.WrongUseError, match="newer Cubby"):
        db.open_album(album.folder, create=True)
    assert hashlib.sha256((album.folder / "album.db").read_bytes()).hexdigest() == before


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "album.db").write_bytes(b"these are not the tables you are looking for" * 100)
    with pytest.raises(errors.WrongUseError, match="not an album"):
        db.open_album(tmp_path)


def test_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "album.db") as other:
        other.execute("create table song (title text)")
    with pytest.raises(errors.WrongUseError, match="not an album"):
        db.open_album(tmp_path)
    assert other.execute("select name from sqlite_master").fetchall() == [("song",)]
    other.close()


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(errors.WrongUseError, match="Not a directory"):
        db.open_album(tmp_path / "file" / "album", create=True)


def test_folder_that_cannot_be_written() -> None:
    with privileges.without() as folder:
        folder.chmod(0o500)
        with pytest.raises(errors.WrongUseError, match="Permission denied"):
            db.open_album(folder / "album", create=True)
        folder.chmod(0)
        with pytest.raises(errors.WrongUseError, match="Permission denied"):
            db.open_album(folder)


@pytest.mark.parametrize("name", ["what?mode=memory", "100%25", "a#b", "새싹반 #1"])
def test_odd_letters_in_the_albums_path(tmp_path: Path, name: str) -> None:
    with db.open_album(tmp_path / name, create=True).write() as conn:
        people.add(conn, "Anna")
    assert (tmp_path / name / "album.db").stat().st_size > 0
    with db.open_album(tmp_path / name).read() as conn:
        assert people.find(conn, "Anna") is not None


def test_album_by_a_relative_path_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    album = db.open_album(Path("album"), create=True)
    monkeypatch.chdir("/")
    album.engine.dispose()
    with album.read() as conn:
        assert people.everyone(conn) == []
    assert album.folder == tmp_path / "album"


def test_many_make_one_album_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from core.store import db; db.open_album(Path(sys.argv[1]), create=True)"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path / "album"], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [(child.communicate()[1], child.returncode) for child in children] == [(b"", 0)] * 4


def test_error_takes_the_whole_transaction_back(album: Album) -> None:
    with pytest.raises(errors.WrongUseError), album.write() as conn:
        people.add(conn, "Anna")
        people.add(conn, "anna")
    with album.read() as conn:
        assert people.everyone(conn) == []


def test_reader_cannot_write(album: Album) -> None:
    with pytest.raises(exc.OperationalError, match="readonly"), album.read() as conn:
        people.add(conn, "Anna")
    with album.write() as conn:
        people.add(conn, "Anna")


def test_reader_sees_one_state_while_another_writes(album: Album) -> None:
    with album.read() as reader:
        assert people.everyone(reader) == []
        with album.write() as writer:
            people.add(writer, "Anna")
        assert people.everyone(reader) == []
    with album.read() as reader:
        assert len(people.everyone(reader)) == 1


def test_writers_wait_for_each_other(album: Album) -> None:
    def count_up() -> None:
        for _ in range(25):
            with album.write() as conn:
                setting = tables.setting
                value = conn.execute(select(setting.c.value).where(setting.c.name == "count")).scalar_one()
                conn.execute(setting.update().values(value=value + 1))

    with album.write() as conn:
        conn.execute(tables.setting.insert().values(name="count", value=0))
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with album.read() as conn:
        assert conn.execute(select(tables.setting.c.value)).scalar_one() == 100


def test_compacting_says_whether_somebody_still_reads_what_was_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.1)
    album = db.open_album(tmp_path / "album", create=True)
    with album.write() as conn:
        conn.execute(text("INSERT INTO setting (name, value) VALUES ('secret', '1')"))
    with album.read() as reading:
        reading.execute(text("SELECT * FROM setting")).all()
        with album.write() as conn:
            conn.execute(text("DELETE FROM setting"))
        other = db.open_album(tmp_path / "album")
        assert not other.compact()
    assert album.compact()

"""What the user chose for an album: small named values."""

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from core.store import tables

SETTING = tables.setting.c


def get(conn: Connection, name: str, default: Any = None) -> Any:
    """The value of a setting, or the default where none was chosen."""
    row = conn.execute(select(SETTING.value).where(SETTING.name == name)).one_or_none()
    return default if row is None else row.value


def put(conn: Connection, name: str, value: Any) -> None:
    """Choose a value that JSON can hold; None takes the choice back."""
    if value is None:
        conn.execute(tables.setting.delete().where(SETTING.name == name))
        return
    new = insert(tables.setting).values(name=name, value=value)
    conn.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": new.excluded.value}))

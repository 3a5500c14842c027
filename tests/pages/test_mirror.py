"""What the album says goes to a widget that shows something else, and to no other: it would undo a click under way."""

from streamlit.testing.v1 import AppTest


def _page(says: list[bool]) -> None:
    # A script of its own: Streamlit takes its source.
    import streamlit as st  # noqa: PLC0415

    from pages.widgets import mirror  # noqa: PLC0415

    mirror.show("switch", says[-1])
    st.toggle("A switch", key="switch")


def sent(app: AppTest) -> bool | None:
    """What the page sets the switch to, if it sets it."""
    switch = app.toggle("switch").proto
    return switch.value if switch.set_value else None


def test_a_widget_is_set_where_it_shows_something_else() -> None:
    says = [True]
    app = AppTest.from_function(_page, args=(says,)).run()
    assert sent(app) is True
    assert sent(app.run()) is None
    says.append(False)  # in another window, say
    assert sent(app.run()) is False
    app.toggle("switch").set_value(True).run()  # refused, as the album says the same as before
    assert sent(app) is False
    says.append(True)
    app.toggle("switch").set_value(True).run()  # taken over: it shows that already
    assert sent(app) is None

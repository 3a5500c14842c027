from core.base import csv_text


def test_table() -> None:
    rows: list[list[object]] = [["민지, 2", 1.5, ""], ['O"B', None, "a\nb"]]
    assert csv_text.table(("name", "x", "y"), rows) == 'name,x,y\n"민지, 2",1.5,\n"O""B",,"a\nb"\n'
    assert csv_text.table(("a", "b"), []) == "a,b\n"

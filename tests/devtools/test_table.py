from devtools.table import columns, text_table


def test_chinese_takes_two_columns() -> None:
    assert columns("学时 8.5") == 8


def test_columns_line_up_by_what_a_terminal_shows() -> None:
    lines = text_table(("用户名", "name"), [("a", "x"), ("省注协", "y")]).splitlines()
    assert lines == ["用户名  name", "------  ----", "a       x", "省注协  y"]

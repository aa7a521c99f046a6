"""What a screen reader finds in a list are the words that are painted, and where one is can be seen."""

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.test_tables import COLUMNS, MILLION, Fetcher
from ui import theme
from ui.tables import TableView


@pytest.fixture
def table(qtbot: QtBot, dressed: QApplication) -> TableView:
    view = TableView("table", COLUMNS, Fetcher(), ticks=True)
    view.setAccessibleName("申请")
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.set_ids(array("q", range(1, 4)))
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view


def name(table: TableView, row: int, column: int) -> str:
    """The name of a cell as a screen reader asks for it; row -1 is the header."""
    found = QAccessible.queryAccessibleInterface(table)
    assert found.role() == QAccessible.Role.Table
    width = table.rows.columnCount() + 1  # with the header of rows, which only listeners have
    cell = found.child((row + 1) * width + column + 1)
    return cell.text(QAccessible.Text.Name)


def test_cells_and_headers_are_named_by_their_words(table: TableView) -> None:
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "申请"
    assert [name(table, -1, column) for column in range(4)] == ["全选", "名称", "编号", "状态"]
    assert [name(table, 1, column) for column in range(4)] == ["选择", "第 2 行", "2", "已确认"]
    assert name(table, 1, -1) == "2", "the row's number"


def test_the_first_cell_says_the_whole_row_as_a_sentence(table: TableView) -> None:
    cells = QAccessible.queryAccessibleInterface(table)
    first = cells.child(2 * (table.rows.columnCount() + 1) + 1)
    assert first.text(QAccessible.Text.Name) == "选择"
    assert first.text(QAccessible.Text.Description) == "名称：第 2 行；编号：2；状态：已确认"


def test_a_selected_row_says_so(qtbot: QtBot, table: TableView) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End)
    cells = QAccessible.queryAccessibleInterface(table)
    width = table.rows.columnCount() + 1
    assert [bool(cells.child(row * width + 2).state().selected) for row in (1, 3)] == [False, True]


def test_selecting_a_million_rows_lists_no_cells_for_a_screen_reader(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(array("q", range(MILLION)))
    QAccessible.setActive(True)
    try:
        with qtbot.waitSignal(table.chosen_changed, timeout=1_000):  # QTableView's own takes many seconds
            qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    finally:
        QAccessible.setActive(False)
    assert table.chosen_count() == MILLION


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_current_cell_can_be_seen(
    qtbot: QtBot, table: TableView, monkeypatch: pytest.MonkeyPatch, dark: bool
) -> None:
    """No offscreen platform can be dark, so the system's word is put into its mouth."""
    hints = QApplication.styleHints()
    with monkeypatch.context() as patch:
        patch.setattr(theme, "is_dark", lambda: dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        qtbot.waitUntil(lambda: table.palette().base().color() == QColor(theme.colours().base))
        qtbot.keyClick(table, Qt.Key.Key_End)
        qtbot.keyClick(table, Qt.Key.Key_Right)
        cell = table.visualRect(table.currentIndex())
        picture = table.viewport().grab().toImage()
        ratio = picture.devicePixelRatio()
        edge = picture.pixelColor(round(cell.center().x() * ratio), round((cell.top() + 1) * ratio))
        inside = picture.pixelColor(round((cell.right() - 6) * ratio), round(cell.center().y() * ratio))
        assert edge == QColor(theme.colours().accent)
        assert inside == QColor(theme.colours().selection)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)

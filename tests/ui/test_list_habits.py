"""Lists as people know them: copied into Excel, moved in by keys, arranged as they like, and found again that way."""

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from ui.tables import Column, ListedTable, TableView, listed
from ui.tables.habits import AT_ONCE, Habits, Surroundings
from ui.tables.memory import ListMemory
from ui.tasks import Tasks
from ui.works import Works

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("王芳", "欧阳明", "=1+1", "a\tb", '他说"好"', "两\n行")


class Row(Struct, frozen=True):
    rid: int
    name: str
    number: str
    hours: float | None


def row(rid: int) -> Row:
    hours = None if rid % 6 == 2 else rid * 0.5
    return Row(rid, NAMES[(rid - 1) % 6], f"32000000{rid:04}", hours)


def fetch(rids: Sequence[int]) -> list[Row]:
    return [row(rid) for rid in rids]


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, "欧阳建国", "name", stretch=True),
    Column("number", "证书编号", lambda row: row.number, "320000000000", "number"),
    Column(
        "hours",
        "学时",
        lambda row: "–" if row.hours is None else f"{row.hours:.1f}",
        "120.0",
        "hours",
        align_right=True,
        kind="number",
    ),
)


class Room:
    """A table with its habits, and what they said."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.tasks = Tasks()
        self.workspace = Workspace(folder / "profile")
        self.works = Works(self.workspace, self.tasks)
        self._qtbot = qtbot

    def table(self, count: int = 6) -> Habits:
        """Made anew, as after a start of the program."""
        view = TableView("people", COLUMNS, fetch, ticks=True)
        view.set_sort("name")
        around = Surroundings(ListMemory(self.folder), self.tasks, self.works, self.said.append, lambda _trouble: None)
        habits = Habits(view, "会员", around)
        self._qtbot.addWidget(view)
        view.resize(700, 400)
        view.set_ids(array("q", range(1, count + 1)))
        with self._qtbot.waitActive(view):  # keys of acts are for the active window
            view.show()
            view.activateWindow()
        view.setFocus()
        return habits


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    yield room
    room.tasks.close()
    room.workspace.close()


def shown(table: TableView) -> list[str]:
    return [column.key for column in table.shown_columns()]


def choice(menu: QMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


# --- copying ---------------------------------------------------------------------------------------------------


def test_copied_rows_are_lines_with_tabs_and_nothing_of_them_is_a_formula(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[:5] == [
        "王芳\t320000000001\t0.5",
        "欧阳明\t320000000002\t",
        "'=1+1\t320000000003\t1.5",
        '"a\tb"\t320000000004\t2',
        '"他说""好"""\t320000000005\t2.5',
    ]
    assert room.said == ["已复制 6 行"]


def test_excel_gets_a_table_where_only_numbers_are_numbers(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    table.choose_range(0, 0)
    table.choose_range(5, 5)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    html = QGuiApplication.clipboard().mimeData().html()
    text = "<td style=\"mso-number-format:'\\@'\">"
    assert f"<tr>{text}王芳</td>{text}320000000001</td><td>0.5</td></tr>" in html
    assert '两<br style="mso-data-placement:same-cell">行' in html


def test_without_a_selection_the_current_row_is_copied_and_a_cell_by_itself(qtbot: QtBot, room: Room) -> None:
    habits = room.table()
    table = habits.table
    qtbot.keyClick(table, Qt.Key.Key_Home)
    table.choose_none()
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "王芳\t320000000001\t0.5\r\n"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == "320000000001"
    habits.copy(with_titles=True)
    assert QGuiApplication.clipboard().text().startswith("姓名\t证书编号\t学时\r\n")


def test_what_is_hidden_is_not_copied_and_the_order_is_that_of_the_screen(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    table.arrangement.show("number", on=False)
    table.arrangement.move("hours", -1)
    table.choose_range(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "0.5\t王芳\r\n"


def test_many_rows_are_copied_by_a_worker(qtbot: QtBot, room: Room) -> None:
    table = room.table(AT_ONCE * 5).table
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: bool(room.said))
    assert room.said == ["已复制 1,000 行"]
    assert QGuiApplication.clipboard().text().count("\r\n") == AT_ONCE * 5


# --- keys ------------------------------------------------------------------------------------------------------


def test_home_end_and_pages_go_through_the_rows(qtbot: QtBot, room: Room) -> None:
    table = room.table(5_000).table
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 5_000
    qtbot.keyClick(table, Qt.Key.Key_PageUp)
    page = 5_000 - (table.current_id() or 0)
    assert 5 < page < 40
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1
    qtbot.keyClick(table, Qt.Key.Key_End, SHIFT)
    assert table.chosen_ranges() == [(0, 4_999)]


def test_a_letter_does_not_read_a_long_list(qtbot: QtBot) -> None:
    asked: list[int] = []

    def counted(rids: Sequence[int]) -> list[Row]:
        asked.append(len(rids))
        return fetch(rids)

    table = TableView("long", COLUMNS, counted)
    qtbot.addWidget(table)
    table.set_ids(array("q", range(1, 100_001)))
    table.show()
    qtbot.waitExposed(table)
    QTest.keyClicks(table, "zzz")
    assert sum(asked) <= 200


def test_typing_ahead_finds_the_next_row_of_a_short_list(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    table: ListedTable[Row] = ListedTable("short", COLUMNS, lambda row: str(row.rid))
    qtbot.addWidget(table)
    table.set_rows([row(rid) for rid in range(1, 7)])
    table.show()
    qtbot.waitExposed(table)
    qtbot.keyClicks(table, "a")
    current = table.current()
    assert current
    assert current.name == "a\tb"
    monkeypatch.setattr(listed.time, "monotonic", lambda: 1e9)  # much later
    table.keyboardSearch("欧阳")  # as it comes from an input method
    current = table.current()
    assert current
    assert current.name == "欧阳明"


# --- columns ---------------------------------------------------------------------------------------------------


def test_columns_are_hidden_and_moved_by_the_keyboard(qtbot: QtBot, room: Room) -> None:
    habits = room.table()
    table = habits.table
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert shown(table) == ["number", "name", "hours"]
    choice(habits.menu(), "show_hours").trigger()
    assert shown(table) == ["number", "name"]
    choice(habits.menu(), "sortDown").trigger()
    assert table.sort == ("name", True)


def test_the_last_column_and_the_ticks_stay(room: Room) -> None:
    table = room.table().table
    for key in ("name", "number", "hours"):
        table.arrangement.show(key, on=False)
    assert shown(table) == ["hours"]
    assert not table.horizontalHeader().isFirstSectionMovable()


def test_a_list_is_found_as_it_was_left(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    header = table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(3) + header.sectionSize(3) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    table.arrangement.move("hours", -2)
    table.arrangement.show("number", on=False)
    table.setColumnWidth(3, 150)

    later = room.table()
    assert shown(later.table) == ["hours", "name"]
    assert later.table.sort == ("hours", False)
    assert later.table.columnWidth(3) == pytest.approx(150, abs=1)

    later.as_delivered()
    assert shown(later.table) == ["name", "number", "hours"]
    assert later.table.sort == ("name", False)
    assert shown(room.table().table) == ["name", "number", "hours"]


def test_a_memory_that_cannot_be_read_means_columns_as_delivered(room: Room) -> None:
    memory = ListMemory(room.folder)
    memory._settings.setValue("people", '{"order": 7}')
    memory._settings.sync()
    assert shown(room.table().table) == ["name", "number", "hours"]


def test_columns_that_are_new_or_gone_do_no_harm(room: Room) -> None:
    memory = ListMemory(room.folder)
    memory._settings.setValue(
        "people", '{"order": ["gone", "hours", "name"], "hidden": ["gone"], "sort": ["gone", true]}'
    )
    memory._settings.sync()
    table = room.table().table
    assert shown(table) == ["hours", "number", "name"]
    assert table.sort == ("name", False)


def test_rows_and_widths_follow_the_font(room: Room) -> None:
    table = room.table().table
    table.setColumnWidth(2, 200)
    height, wide, number = table.rowHeight(0), table.columnWidth(2), table.columnWidth(3)
    font = QFont(table.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.rowHeight(0) > 1.7 * height
    assert table.columnWidth(2) > 1.7 * wide
    assert table.columnWidth(3) > 1.7 * number


def test_a_double_click_between_headers_makes_a_column_as_wide_as_its_texts(dressed: QApplication, room: Room) -> None:
    table = room.table().table
    table.setColumnWidth(2, 40)
    table.resizeColumnToContents(2)
    assert table.columnWidth(2) > table.fontMetrics().horizontalAdvance("320000000001")


no_keyboard_to_grab = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
"""A menu is raised and takes the keyboard; the offscreen platform has neither a stack of windows nor a keyboard."""


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@no_keyboard_to_grab
def test_a_right_click_on_a_header_hides_a_column(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    bar = table.horizontalHeader().viewport()
    point = QPoint(table.columnViewportPosition(2) + 10, bar.height() // 2)
    QApplication.sendEvent(bar, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, bar.mapToGlobal(point)))
    menu = popup()
    place = menu.actionGeometry(choice(menu, "show_number")).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    assert shown(table) == ["name", "hours"]


@no_keyboard_to_grab
def test_the_menu_key_sorts_by_the_column_under_the_cursor(qtbot: QtBot, room: Room) -> None:
    table = room.table().table
    table.setCurrentIndex(table.model().index(1, 3))
    place = table.viewport().rect().center()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), key)
    menu = popup()
    columns = next(action for action in menu.actions() if action.menu())
    menu.setActiveAction(columns)
    qtbot.keyClick(menu, Qt.Key.Key_Right)
    inner = columns.menu()
    assert isinstance(inner, QMenu)
    qtbot.waitUntil(inner.isVisible)
    inner.setActiveAction(choice(inner, "sortDown"))
    with qtbot.waitSignal(table.sort_asked) as asked:
        qtbot.keyClick(inner, Qt.Key.Key_Return)
    assert asked.args == ["hours", True]

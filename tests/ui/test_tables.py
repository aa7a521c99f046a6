"""Long lists: bounded fetching, ranges instead of indexes, sorting handed on, cells that can be read aloud."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from msgspec import structs
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.tables import Column, LazyTableModel, Mark, TableView
from ui.tables.model import PAGE, PAGES_KEPT

MILLION = 1_000_000
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Row:
    rid: int

    @property
    def name(self) -> str:
        return f"第 {self.rid} 行"


class Fetcher:
    """Makes rows and counts how often and how many are asked for."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def __call__(self, rids: Sequence[int]) -> list[Row]:
        self.calls.append(len(rids))
        return [Row(rid) for rid in rids]


COLUMNS = (
    Column("name", "名称", lambda row: row.name, sample="第 1000000 行", sort="name", stretch=True),
    Column("rid", "编号", lambda row: str(row.rid), sample="1000000", sort="rid", align_right=True),
    Column("state", "状态", lambda row: "已确认", mark=lambda row: Mark("confirmed", "已确认", "good")),
)


def ids(count: int) -> "array[int]":
    return array("q", range(1, count + 1))


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher()


@pytest.fixture
def table(qtbot: QtBot, fetcher: Fetcher) -> TableView:
    view = TableView("table", COLUMNS, fetcher, ticks=True)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


def click(qtbot: QtBot, table: TableView, row: int, column: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    place = table.visualRect(table.rows.index(row, column)).center()
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, modifier or Qt.KeyboardModifier.NoModifier, QPoint(place)
    )


def header_click(qtbot: QtBot, table: TableView, column: int) -> None:
    header = table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_the_model_keeps_qts_rules(qtbot: QtBot, fetcher: Fetcher, count: int) -> None:
    model = LazyTableModel(COLUMNS, fetcher)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_ids(ids(count))
    model.refresh()
    assert model.rowCount() == count
    assert tester.model() is model


def test_a_million_rows_fetch_only_what_is_seen(qtbot: QtBot, table: TableView, fetcher: Fetcher) -> None:
    table.set_ids(ids(MILLION))
    table.viewport().repaint()
    rows = table.viewport().height() // table.rowHeight(0) + 1
    assert len(fetcher.calls) == 1, "what is painted is fetched in one go"
    bar = table.verticalScrollBar()
    for place in (500_000, 999_000, bar.maximum()):
        bar.setValue(place)
        table.viewport().repaint()
    assert len(fetcher.calls) == 1 + 3
    assert max(fetcher.calls) < rows + 2 * PAGE


def test_pages_that_nobody_looks_at_are_forgotten(qtbot: QtBot, fetcher: Fetcher) -> None:
    model = LazyTableModel(COLUMNS, fetcher)
    model.set_ids(ids(MILLION))
    for page in range(PAGES_KEPT + 5):
        model.row(page * PAGE)
    fetcher.calls.clear()
    model.row((PAGES_KEPT + 4) * PAGE)
    assert fetcher.calls == []
    model.row(0)
    assert fetcher.calls == [PAGE]


def test_selecting_a_million_rows_is_one_range(qtbot: QtBot, table: TableView, fetcher: Fetcher) -> None:
    table.set_ids(ids(MILLION))
    with qtbot.waitSignal(table.chosen_changed):
        qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    assert table.chosen_ranges() == [(0, MILLION - 1)]
    assert table.chosen_count() == MILLION
    assert table.chosen_ids() == ids(MILLION)
    assert sum(fetcher.calls) <= 4 * PAGE


def test_shift_selects_a_range_and_ticks_add_single_rows(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(ids(1_000))
    click(qtbot, table, 2, 1)
    click(qtbot, table, 5, 1, SHIFT)
    assert table.chosen_ranges() == [(2, 5)]
    click(qtbot, table, 8, 0)
    assert table.chosen_ranges() == [(2, 5), (8, 8)]
    click(qtbot, table, 3, 0)
    assert list(table.chosen_ids()) == [3, 5, 6, 9]
    click(qtbot, table, 0, 1)
    assert table.chosen_ranges() == [(0, 0)], "a click beside the tick starts anew"


def test_the_tick_in_the_header_is_all_or_none(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(ids(300))
    header_click(qtbot, table, 0)
    assert table.chosen_count() == 300
    header_click(qtbot, table, 0)
    assert table.chosen_count() == 0


def test_new_ids_keep_what_was_chosen_and_the_current_row(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(array("q", [10, 20, 30, 40, 50]))
    click(qtbot, table, 1, 1)
    click(qtbot, table, 3, 0)
    assert (table.current_id(), list(table.chosen_ids())) == (40, [20, 40])
    table.set_ids(array("q", [40, 5, 30, 20]))
    assert list(table.chosen_ids()) == [40, 20]
    assert table.current_id() == 40
    table.set_ids(array("q", [5, 30]))
    assert (table.chosen_count(), table.current_row()) == (0, None)


def test_a_header_click_asks_for_another_order(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(ids(10))
    table.set_sort("name")
    with qtbot.waitSignal(table.sort_asked) as asked:
        header_click(qtbot, table, 2)
    assert asked.args == ["rid", False]
    with qtbot.waitSignal(table.sort_asked) as again:
        header_click(qtbot, table, 2)
    assert again.args == ["rid", True]
    assert table.horizontalHeader().sortIndicatorSection() == 2
    with qtbot.assertNotEmitted(table.sort_asked):
        header_click(qtbot, table, 3)
    assert table.horizontalHeader().sortIndicatorSection() == 2, "a column that cannot be sorted keeps the arrow away"


def test_single_cells_can_be_read_aloud(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(ids(3))
    index = table.rows.index(1, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "已确认"
    assert table.rows.index(1, 1).data() == "第 2 行"
    assert table.rows.headerData(1, Qt.Orientation.Horizontal) == "名称"


def test_a_row_that_vanished_is_drawn_empty(qtbot: QtBot) -> None:
    table = TableView("table", COLUMNS, lambda rids: [Row(rid) for rid in rids][:1])
    qtbot.addWidget(table)
    table.set_ids(ids(3))
    table.grab()
    assert table.rows.row(2) is None
    assert table.rows.index(2, 0).data() == ""


def test_keys_step_tick_and_open(qtbot: QtBot, table: TableView) -> None:
    table.set_ids(ids(3))
    assert table.step(1)
    assert table.current_id() == 1
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert list(table.chosen_ids()) == [1]
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.go_to_id(3)
    assert not table.step(1)
    assert not table.go_to_id(99)


def test_columns_get_their_width_from_the_font_and_the_long_one_takes_the_rest(table: TableView) -> None:
    metrics = table.fontMetrics()
    assert table.columnWidth(2) > metrics.horizontalAdvance("1000000")
    total = sum(table.columnWidth(n) for n in range(4))
    assert total == table.viewport().width()
    assert table.rows.columnCount(QModelIndex()) == 4


def test_a_list_that_is_too_narrow_leaves_out_what_can_be_spared(qtbot: QtBot, fetcher: Fetcher) -> None:
    spare = (COLUMNS[0], structs.replace(COLUMNS[1], spare=1), structs.replace(COLUMNS[2], spare=2))
    view = TableView("spare", spare, fetcher)
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show()
    view.set_ids(ids(50))
    metrics = view.fontMetrics()
    name = metrics.horizontalAdvance(COLUMNS[0].sample) + metrics.height()  # and the room beside it
    needed = name + view.columnWidth(1) + view.columnWidth(2)

    def left_out() -> list[bool]:
        return [view.isColumnHidden(n) for n in range(3)]

    assert left_out() == [False, False, False]
    view.resize(view.width() - view.viewport().width() + needed - 10, 300)
    assert left_out() == [False, True, False]
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert [column.key for column in view.shown_columns()] == ["name", "rid", "state"], "the person has hidden none"
    assert view.kept().hidden == ()
    view.resize(60, 300)
    assert left_out() == [False, True, True]
    view.resize(800, 300)
    assert left_out() == [False, False, False]
    assert view.kept().widths == {}, "a column that came back is no width that somebody asked for"
    view.setColumnWidth(0, 300)
    view.resize(200, 300)
    assert left_out() == [False, False, False], "who sets widths scrolls"


def test_columns_that_share_what_is_left_never_take_more(qtbot: QtBot, fetcher: Fetcher) -> None:
    both = (structs.replace(COLUMNS[0], stretch=True), structs.replace(COLUMNS[1], stretch=True, sample="1" * 40))
    view = TableView("both", both, fetcher)
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show()
    view.set_ids(ids(3))
    least = view.fontMetrics().horizontalAdvance("1" * 40)
    for width in range(view.columnWidth(1) + 130, 500, 7):
        view.resize(width, 300)
        assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()
        assert view.columnWidth(1) > least


def test_columns_are_moved_widened_and_sorted_by_mouse(qtbot: QtBot, table: TableView) -> None:
    header = table.horizontalHeader()
    bar, middle = header.viewport(), header.height() // 2

    def drag(start: int, end: int) -> None:
        qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(start, middle))
        for step in range(1, 6):
            qtbot.mouseMove(bar, QPoint(start + (end - start) * step // 5, middle))
        qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(end, middle))

    edge = header.sectionViewportPosition(2) + header.sectionSize(2) - 1
    before = header.sectionSize(2)
    drag(edge, edge + 40)
    assert header.sectionSize(2) == before + 40
    assert table.kept().widths.keys() == {table.rows.columns[2].key}
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, down: asked.append((key, down)))
    order = [column.key for column in table.shown_columns()]
    middle_of = [header.sectionViewportPosition(n) + header.sectionSize(n) // 2 for n in range(4)]
    drag(middle_of[1], middle_of[3] + 5)
    assert [column.key for column in table.shown_columns()] == [order[1], order[2], order[0]]
    assert asked == [], "who moves a column sorts nothing"

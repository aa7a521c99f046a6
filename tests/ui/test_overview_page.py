"""统计: figures of a province on screen, each of which leads to its rows; reports from the page."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cpd_core.overview import Period
from cpd_desktop.store.overview import Slice
from tests.cpd_desktop.province import province_of
from tests.ui.rooms import Room, find
from ui.pages.hours import HoursPage
from ui.pages.overview import OverviewPage
from ui.pages.overview_chart import DayChart
from ui.tables import ListedTable, TableView
from ui.widgets import Chips

AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Room[OverviewPage]]:
    opened = Room(qtbot, province_of(tmp_path / "profile"), OverviewPage)
    yield opened
    opened.leave()


def click(room: Room[OverviewPage], name: str) -> None:
    """A chip or a bar."""
    button = find(room.page, name)
    assert isinstance(button, QAbstractButton)
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle()


def words(room: Room[OverviewPage], name: str) -> str:
    found = find(room.page, name)
    assert isinstance(found, (QLabel, QAbstractButton))
    return found.text()


def rows(room: Room[OverviewPage]) -> TableView:
    found = find(room.page, "overviewRows")
    assert isinstance(found, TableView)
    return found


def table(room: Room[OverviewPage], name: str) -> ListedTable:
    found = find(room.page, name)
    assert isinstance(found, ListedTable)
    return found


def open_first(room: Room[OverviewPage], name: str) -> None:
    """Enter on the first line of a table."""
    shown = table(room, name)
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(0, 0))
    room.qtbot.keyClick(shown, Qt.Key.Key_Return)
    room.settle()


def show_autumn(room: Room[OverviewPage]) -> None:
    room.page.decided._set_period(AUTUMN)
    click(room, "overviewViews_decided")


def test_what_waits_leads_to_its_applications_and_from_there_to_the_queue(room: Room[OverviewPage]) -> None:
    desk = room.workspace.overview
    found = desk.waiting()
    assert words(room, "overviewWaiting") == f"{found.count} 条待确认"
    band = next(each for each in found.ages if each.count)
    bar = find(room.page, f"waitingAge_{band.first}")
    assert bar.accessibleName().endswith(str(band.count))
    room.qtbot.keyClick(bar, Qt.Key.Key_Return)
    room.settle()
    assert list(rows(room).rows.ids) == list(desk.rids(Slice("waiting", band.filed)))
    assert words(room, "overviewRowsTitle").endswith(f"：{band.count} 条")
    rows(room).setCurrentIndex(rows(room).model().index(0, 0))
    room.qtbot.keyClick(rows(room), Qt.Key.Key_Return)
    shown = room.workspace.applications.rows(rows(room).rows.ids[:1])[0]
    assert room.around.opened == [f"review/{shown.id}"]
    room.press("overviewBack")
    click(room, "waitingGroupsBy_sponsor")
    open_first(room, "waitingGroupsTable")
    assert len(rows(room).rows.ids) == found.by_sponsor[0].count
    room.press("overviewBack")
    room.press("overviewDecide")
    assert room.around.opened[-1] == "review"


def test_decisions_of_a_period_as_a_picture_and_as_a_table(room: Room[OverviewPage]) -> None:
    show_autumn(room)
    found = room.workspace.overview.decided(AUTUMN)
    assert words(room, "overviewFiled") == f"收到 {found.filed_total.count} 条"
    chart = find(room.page, "overviewChart")
    assert isinstance(chart, DayChart)
    assert chart.accessibleName() == "每周处理", "92 days are more columns than one can tell apart"
    chart.setFocus()
    room.qtbot.keyClick(chart, Qt.Key.Key_End)
    week = sum(day.confirmed for day in found.days[-1:])
    assert chart.accessibleDescription().startswith(f"12-31：确认 {week}")
    room.qtbot.keyClick(chart, Qt.Key.Key_Home)
    room.qtbot.keyClick(chart, Qt.Key.Key_Return)
    room.settle()
    assert len(rows(room).rows.ids) == sum(day.count for day in found.days[:7])
    room.press("overviewBack")
    for name, count in (("overviewConfirmed", found.total.confirmed), ("overviewRefused", found.total.refused)):
        room.press(name)
        assert len(rows(room).rows.ids) == count
        room.press("overviewBack")
    for aspect, lines in (("reviewer", found.by_reviewer), ("reason", found.by_reason)):
        click(room, f"decidedGroupsBy_{aspect}")
        assert [line.count for line in table(room, "decidedGroupsTable").all_rows()] == [
            each.refused if aspect == "reason" else each.count for each in lines
        ]
        open_first(room, "decidedGroupsTable")
        assert len(rows(room).rows.ids) == (lines[0].refused if aspect == "reason" else lines[0].count)
        room.qtbot.keyClick(rows(room), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        room.page._leave_rows()  # where the off-screen platform hands no shortcut on
        room.settle()


def test_a_column_under_the_pointer_opens_its_day(room: Room[OverviewPage]) -> None:
    room.page.decided._set_period(Period(date(2026, 11, 1), date(2026, 11, 30)))
    click(room, "overviewViews_decided")
    found = room.workspace.overview.decided(room.page.decided.period)
    chart = find(room.page, "overviewChart")
    assert isinstance(chart, DayChart)
    number = next(n for n, day in enumerate(found.days) if day.count)
    area = chart._area()
    x = area.left() + (number + 0.5) * area.width() / len(found.days)
    room.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(int(x), int(area.center().y())))
    room.settle()
    assert len(rows(room).rows.ids) == found.days[number].count


def test_a_period_is_chosen_or_typed(room: Room[OverviewPage]) -> None:
    click(room, "overviewViews_decided")
    today = room.workspace.overview.today()
    click(room, "overviewSpan_month")
    assert room.page.decided.period == Period(today.replace(day=1), today)
    room.page.decided.keep_up(date(2027, 1, 2))
    assert room.page.decided.period == Period(date(2027, 1, 1), date(2027, 1, 2)), "a new day"
    room.page.refresh()
    first = find(room.page, "overviewFrom")
    first.set_day(date(2026, 10, 5))  # type: ignore[attr-defined]
    first.editingFinished.emit()  # type: ignore[attr-defined]
    room.settle()
    spans = find(room.page, "overviewSpan")
    assert isinstance(spans, Chips)
    assert spans.code == "own"
    assert room.page.decided._found is not None
    assert room.page.decided._found.period == Period(date(2026, 10, 5), today)


def test_who_misses_hours_is_filtered_sorted_opened_and_exported(room: Room[OverviewPage], tmp_path: Path) -> None:
    click(room, "overviewViews_missing")
    found = room.workspace.overview.shortfalls(room.workspace.account.this_year())
    members = table(room, "missingTable")
    assert [row.member_id for row in members.all_rows()] == [each.member_id for each in found.missing]
    assert any("未完成学时" in entry.text for entry in room.workspace.sync.activity())
    kind = find(room.page, "missingKind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData("cpa"))
    assert {row.member_type for row in members.all_rows()} == {"cpa"}
    search = find(room.page, "missingSearch")
    assert isinstance(search, QLineEdit)
    search.setText(members.all_rows()[0].no)
    room.qtbot.keyClick(search, Qt.Key.Key_Return)
    one = members.all_rows()[0]
    assert [row.no for row in members.all_rows()] == [one.no]
    open_first(room, "missingTable")
    assert room.around.opened == [f"hours/@{one.no}@{found.year}"]
    path = tmp_path / "名单.xlsx"
    room.page.export_members_to(path)
    room.settle()
    written = list(load_workbook(path).active.values)  # type: ignore[union-attr]
    assert [row[0] for row in written[1:]] == [one.no], "what the filter shows"
    search.setText("没有这个人")
    room.qtbot.keyClick(search, Qt.Key.Key_Return)
    assert "没有符合条件的会员" in [each.text() for each in room.page.findChildren(QLabel) if each.isVisible()]
    year = find(room.page, "missingYear")
    assert isinstance(year, QComboBox)
    year.setCurrentIndex(year.findData("2025"))
    room.settle()
    assert room.page.members.shown() is not None
    assert room.page.members.shown().year == 2025  # type: ignore[union-attr]


def test_who_stops_the_count_can_begin_it_anew(room: Room[OverviewPage]) -> None:
    room.page.views.press("missing")
    room.page._show_view()
    for work in room.page.context.works.running:
        work.cancel()
    room.settle()
    if room.page.members.shown() is None:  # it may have been quicker
        assert "还没有统计" in [each.text() for each in room.page.findChildren(QLabel) if each.isVisible()]
    room.page.refresh()
    room.settle()
    assert room.page.members.shown() is not None


@pytest.mark.parametrize("name", ["报告.pdf", "报告.xlsx"])
def test_a_report_is_written_and_said(room: Room[OverviewPage], tmp_path: Path, name: str) -> None:
    show_autumn(room)
    path = tmp_path / name
    room.page.export_to(path)
    room.settle()
    assert path.stat().st_size > 3000
    assert room.page.message.text == f"已导出 {name}"
    room.page.export_to(tmp_path / "no folder" / name)
    room.settle()
    assert "无法写入文件" in room.page.message.text


def test_the_page_of_hours_goes_to_a_member(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    room = Room(qtbot, province_of(tmp_path / "profile"), HoursPage)
    one = room.workspace.overview.shortfalls(2026).missing[3]
    room.page.go_to(f"@{one.no}@2025")
    qtbot.waitUntil(lambda: room.page.item() == "2025")
    assert find(room.page, "hoursOf").text().startswith(one.name)  # type: ignore[attr-defined]
    room.page.go_to(f"@{one.no}@2026")
    qtbot.waitUntil(lambda: room.page.item() == "2026")
    room.leave()
